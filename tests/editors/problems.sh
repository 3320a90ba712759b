#!/bin/sh
# Writes a protocol with problems of every weight, one of them after the micro sign and an emoji on its line. Usage: problems.sh FILE
set -eu
from=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)/../../protocols/acne-scars-face.needle
sed -e 's/^  title .*/  title       "µ😀" bogus/' \
  -e '/^    wipe-off/d' \
  -e 's/2 horizontal, 1 vertical, 1 diagonal/2 horizontal, 1 vertical/' "$from" >"$1"
grep -q bogus "$1"
