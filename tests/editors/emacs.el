;;; -*- lexical-binding: t -*-
;; Run by emacs.sh in a folder with `x y.needle`. HOW is default or ours.
(require 'compile)
(require 'json)
(require 'seq)

(setq inhibit-message t)
(defvar how (getenv "HOW"))
(defvar command "needlepoint check --format concise 'x y.needle'")
(when (equal how "ours")
  (load (expand-file-name "needlepoint.el" (getenv "RECIPES")) nil t)
  (with-current-buffer (find-file-noselect "x y.needle")
    (unless (eq major-mode 'needle-mode) (error "The mode is %s" major-mode))
    (setq command compile-command)))

(defun wanted ()
  "Line, byte column, severity and text of every problem, as check has them."
  (let ((json-array-type 'list) (json-object-type 'alist))
    (mapcar
     (lambda (one)
       (let-alist one
         (list .place.line .place.byte_column
               (cond ((eq .blocks t) 2) ((equal .level "caution") 1) (t 0))
               (format "%s]: %s%s: %s%s" .rule .level
                       (if .excepted_until (format ", excepted until 1 April 2027 by %s" .excepted_by) "")
                       .message (if .help (concat "; " .help) "")))))
     (alist-get 'problems
                (json-read-from-string (shell-command-to-string "needlepoint check --format json 'x y.needle'"))))))

(defun shown ()
  "What the compilation buffer makes of its lines, and where `next-error' leads: each as `wanted' has it."
  (let ((buffer (compilation-start command)) found)
    (while (get-buffer-process buffer) (accept-process-output nil 0.05))
    (with-current-buffer buffer
      (compilation--ensure-parse (point-max))
      (goto-char (point-min))
      (while (not (eobp))
        (let ((message (get-text-property (point) 'compilation-message)))
          (when message
            (let* ((loc (compilation--message->loc message))
                   (line (buffer-substring-no-properties (point) (line-end-position)))
                   (file (caar (compilation--loc->file-struct loc))))
              (unless (equal file "x y.needle") (error "The file is %s" file))
              (save-current-buffer
                (let ((compilation-error-screen-columns nil))
                  (compile-goto-error))
                (with-current-buffer (find-file-noselect "x y.needle")
                  (push (list (line-number-at-pos)
                              ;; Emacs as it comes counts the byte column in characters, so it is asked for the column itself.
                              (if (equal how "ours")
                                  (1+ (- (position-bytes (point)) (position-bytes (line-beginning-position))))
                                (compilation--loc->col loc))
                              (compilation--message->type message)
                              (substring line (1+ (string-match "\\[" line))))
                        found))))))
        (forward-line 1)))
    (nreverse found)))

(let ((wanted (wanted)) (shown (shown)))
  (unless (and (> (length wanted) 3) (equal shown wanted))
    (error "shown: %S\nwanted: %S" shown wanted))
  ;; The problem after the micro sign and the emoji.
  (unless (seq-find (lambda (one) (equal (seq-take one 2) '(5 24))) shown)
    (error "Nothing at byte 24 of line 5"))
  (princ (format "%s: %d problems, each as check has it\n" how (length shown))))
