" A comment runs from # to the end of its line.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
setlocal comments=:# commentstring=#\ %s
compiler needlepoint
let b:undo_ftplugin = 'setlocal comments< commentstring< makeprg< errorformat<'
