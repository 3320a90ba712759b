" :make checks the file; :cnext goes through the problems. Columns are bytes, as Vim counts them.
if exists('current_compiler')
  finish
endif
let current_compiler = 'needlepoint'
CompilerSet makeprg=needlepoint\ check\ --format\ concise\ %:S
" error, warning or note gives the type; the text keeps [rule]. The line a run closes with matches nothing: it stands in the list without a place.
CompilerSet errorformat=%f:%l:%c:\ %t%*[a-z]%m
