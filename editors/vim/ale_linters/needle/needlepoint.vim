" Checks the text as it is typed, under the file's own name, so that the clinic above it applies.
call ale#Set('needle_needlepoint_executable', 'needlepoint')

function! ale_linters#needle#needlepoint#Handle(buffer, lines) abort
  let l:found = []
  for l:match in ale#util#GetMatches(a:lines, '\v^(.{-1,}):(\d+):(\d+): (\a)\a+\[([a-z0-9-]+)\]: (.*)$')
    call add(l:found, {'filename': l:match[1], 'lnum': +l:match[2], 'col': +l:match[3],
    \ 'type': l:match[4] is# 'n' ? 'I' : toupper(l:match[4]), 'code': l:match[5], 'text': l:match[6]})
  endfor
  return l:found
endfunction

call ale#linter#Define('needle', {'name': 'needlepoint',
\ 'executable': {buffer -> ale#Var(buffer, 'needle_needlepoint_executable')},
\ 'command': '%e check --format concise --stdin-filename %s -',
\ 'callback': 'ale_linters#needle#needlepoint#Handle'})
