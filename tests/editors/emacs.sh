#!/bin/sh
# Holds what a real Emacs makes of M-x compile to what `needlepoint check --format json` says, with Emacs as it comes and with our mode.
# Usage: emacs.sh [PROGRAM]
# Needs: apt-get install -y --no-install-recommends emacs-nox
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(realpath "$here/../..")
needlepoint=$(realpath "${1:-$root/target/debug/needlepoint}")
command -v emacs >/dev/null || { echo "emacs.sh: emacs is not installed" >&2; exit 1; }
emacs --version | head -n 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/a folder"
# The recipes call the program by its name; a day keeps the exception in force.
printf '#!/bin/sh\nfirst=$1\nshift\nexec "%s" "$first" --today 2026-11-22 "$@"\n' "$needlepoint" >"$work/bin/needlepoint"
chmod +x "$work/bin/needlepoint"
PATH="$work/bin:$PATH" RECIPES="$root/editors/emacs"
export PATH RECIPES LC_ALL=C.UTF-8
cd "$work/a folder"
"$here/problems.sh" 'x y.needle'
for how in default ours; do
  HOW=$how timeout 60 emacs -Q --batch -l "$here/emacs.el" </dev/null
done
