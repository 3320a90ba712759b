#!/bin/sh
# Holds what a real Neovim shows to what `needlepoint check` says. Usage: neovim.sh [PROGRAM]
# Needs: apt-get install -y --no-install-recommends neovim
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
NEEDLEPOINT=$(realpath "${1:-$root/target/debug/needlepoint}")
export NEEDLEPOINT
command -v nvim >/dev/null || { echo "neovim.sh: nvim is not installed" >&2; exit 1; }
nvim --version | head -n 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root/protocols/acne-scars-face.needle" "$work/x.needle"
export XDG_STATE_HOME="$work" XDG_CACHE_HOME="$work" # Neovim logs there
cd "$work"
timeout 60 nvim --headless --clean -n -c "luafile $here/neovim.lua" x.needle </dev/null
echo "neovim: the same problems as check"
