;;; needlepoint.el --- protocols of needlepoint -*- lexical-binding: t -*-

;; M-x compile checks the file; next-error goes through the problems.
;; Emacs finds the lines by itself. The columns are bytes, which it counts in characters; the entry below turns one into the other.

(require 'compile)

(defun needlepoint-column ()
  "The column in characters from 1 of the byte column just matched."
  (let ((file (match-string-no-properties 1))
        (line (string-to-number (match-string 2)))
        (byte (string-to-number (match-string 3)))
        (coding-system-for-read 'utf-8-unix))
    (save-match-data
      (if (not (file-readable-p file))
          byte
        (with-temp-buffer
          (insert-file-contents file)
          (forward-line (1- line))
          (let ((start (point)))
            (1+ (- (or (byte-to-position (+ (position-bytes start) (1- byte))) start) start))))))))

(add-to-list 'compilation-error-regexp-alist-alist
             '(needlepoint
               "^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\|\\(note\\)\\)\\[[a-z0-9-]+\\]: "
               1 2 needlepoint-column (4 . 5)))
(add-to-list 'compilation-error-regexp-alist 'needlepoint)

;;;###autoload
(define-derived-mode needle-mode prog-mode "Needle"
  "For protocols of needlepoint."
  (setq-local comment-start "# ")
  (setq-local compilation-error-screen-columns nil)
  (when buffer-file-name
    (setq-local compile-command
                (concat "needlepoint check --format concise " (shell-quote-argument (file-name-nondirectory buffer-file-name))))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.needle\\'" . needle-mode))

(provide 'needlepoint)
;;; needlepoint.el ends here
