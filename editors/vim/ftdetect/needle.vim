autocmd BufRead,BufNewFile *.needle setfiletype needle
