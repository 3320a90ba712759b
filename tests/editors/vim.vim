" Run by vim.sh in a folder with `x y.needle`. HOW is default, ours or ale.
let s:said = []

function! s:end(code) abort
  call writefile(s:said, 'said')
  execute (a:code ? 'cquit ' . a:code : 'qall!')
endfunction

" What the document says: line, column in bytes, type and text, as the editor should have them.
function! s:wanted(text) abort
  let l:report = json_decode(system('needlepoint check --format json ' . shellescape('x y.needle')))
  let l:wanted = []
  for l:one in l:report.problems
    let l:type = l:one.blocks ? 'e' : l:one.level is# 'caution' ? 'w' : 'n'
    let l:level = l:one.level . (has_key(l:one, 'excepted_until') ? ', excepted until 1 April 2027 by ' . l:one.excepted_by : '')
    let l:said = l:level . ': ' . l:one.message . (has_key(l:one, 'help') ? '; ' . l:one.help : '')
    call add(l:wanted, a:text(l:one, l:type, l:said))
  endfor
  return l:wanted
endfunction

function! s:compare(shown, wanted) abort
  if len(a:wanted) < 4 || a:shown !=# a:wanted
    let s:said += ['shown:'] + a:shown + ['wanted:'] + a:wanted
    call s:end(1)
  endif
  " The problem after the micro sign and the emoji, at byte 24 of its line.
  if empty(filter(copy(a:shown), 'v:val =~? "5:24: e.*line-unfinished"'))
    let s:said += ['nothing at byte 24 of line 5'] + a:shown
    call s:end(1)
  endif
  call add(s:said, $HOW . ': ' . len(a:shown) . ' problems, each as check has it')
endfunction

function! s:quickfix() abort
  let l:list = getqflist()
  " The line a run closes with is the last, and no place in a file.
  if l:list[-1].valid || l:list[-1].text !~# '^needlepoint: x y.needle: \d\+ not accepted, .* 0 could not run\.'
    call add(s:said, 'the closing line: ' . string(l:list[-1]))
    call s:end(1)
  endif
  return filter(l:list, 'v:val.valid')
endfunction

function! s:place(one) abort
  return printf('%s:%d:%d: ', fnamemodify(bufname(a:one.bufnr), ':t'), a:one.lnum, a:one.col)
endfunction

function! s:at(one) abort
  return printf('x y.needle:%d:%d: ', a:one.place.line, a:one.place.byte_column)
endfunction

if $HOW is# 'default'
  set makeprg=needlepoint\ check\ --format\ concise\ %:S
  edit x\ y.needle
  silent make!
  let s:shown = map(s:quickfix(), 's:place(v:val) . trim(v:val.text)')
  let s:words = {'e': 'error', 'w': 'warning', 'n': 'note'}
  call s:compare(s:shown, s:wanted({one, type, said -> s:at(one) . s:words[type] . '[' . one.rule . ']: ' . said}))
else
  let &runtimepath = $RECIPES . ',' . &runtimepath
  filetype plugin on
  if $HOW is# 'ours'
    edit x\ y.needle
    silent make!
    let s:shown = map(s:quickfix(), 's:place(v:val) . v:val.type . " " . v:val.text')
    call s:compare(s:shown, s:wanted({one, type, said -> s:at(one) . type . ' [' . one.rule . ']: ' . said}))
  else
    let g:ale_linters_explicit = 1
    let g:ale_linters = {'needle': ['needlepoint']}
    let g:ale_use_global_executables = 1
    let &runtimepath = $ALE . ',' . &runtimepath
    execute 'source' fnameescape($ALE . '/plugin/ale.vim')
    edit x\ y.needle
    call ale#Queue(0, 'lint_file')
    call ale#test#WaitForJobs(20000)
    " ALE keeps problems in the order of the text; between two at one place it keeps the linter's.
    let s:shown = map(copy(ale#engine#GetLoclist(bufnr(''))), 'printf("x y.needle:%d:%d: %s %s %s", v:val.lnum, v:val.col, v:val.type, v:val.code, v:val.text)')
    let s:types = {'e': 'E', 'w': 'W', 'n': 'I'}
    call s:compare(sort(s:shown), sort(s:wanted({one, type, said -> s:at(one) . s:types[type] . ' ' . one.rule . ' ' . said})))
  endif
endif
call s:end(0)
