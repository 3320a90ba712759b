#!/bin/sh
# Holds what a real Vim shows to what `needlepoint check --format json` says: the quickfix list with Vim's own errorformat and with ours,
# and ALE. Usage: vim.sh [PROGRAM]
# Needs: apt-get install -y --no-install-recommends vim vim-ale
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(realpath "$here/../..")
needlepoint=$(realpath "${1:-$root/target/debug/needlepoint}")
command -v vim >/dev/null || { echo "vim.sh: vim is not installed" >&2; exit 1; }
ale=/usr/share/vim-ale
[ -d "$ale" ] || { echo "vim.sh: vim-ale is not installed" >&2; exit 1; }
vim --version | head -n 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/a folder"
# The recipes call the program by its name; a day keeps the exception in force.
printf '#!/bin/sh\nfirst=$1\nshift\nexec "%s" "$first" --today 2026-11-22 "$@"\n' "$needlepoint" >"$work/bin/needlepoint"
chmod +x "$work/bin/needlepoint"
PATH="$work/bin:$PATH" RECIPES="$root/editors/vim" ALE="$ale"
export PATH RECIPES ALE
cd "$work/a folder"
"$here/problems.sh" 'x y.needle'
for how in default ours ale; do
  HOW=$how timeout 60 vim -u NONE -i NONE -n -N -E -s -c "set encoding=utf-8" -S "$here/vim.vim" </dev/null || { cat said 2>/dev/null; echo "vim: $how differs" >&2; exit 1; }
  cat said
done
