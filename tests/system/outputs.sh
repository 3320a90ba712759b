#!/usr/bin/env bash
# Outputs are whole or absent: on a file system with no room, and when the program is killed at any moment.
# The tiny file system needs root; without it this fails, as a missing tool does.
set -euo pipefail
needlepoint=$(realpath "$1")
protocol=$(realpath "$(dirname "$0")/../../protocols/acne-scars-face.needle")
place=$(mktemp -d)
trap 'umount "$place/tiny" 2>/dev/null || true; rm -rf "$place"' EXIT
built=("$needlepoint" build "$protocol" --bench --no-clinic --today 2026-11-22 --start 2026-12-01T10:00 --zone Europe/Berlin --out)
build() { "${built[@]}" "$1"; }

# The whole build, for comparison.
build "$place/whole" >/dev/null
count=$(find "$place/whole" -type f | wc -l)
[ "$count" = 5 ]

# A file system of 24 KiB holds the image and not the rest.
mkdir "$place/tiny"
mount -t tmpfs -o size=24k none "$place/tiny"
status=0
build "$place/tiny/out" >"$place/said" 2>&1 || status=$?
[ "$status" = 2 ] || { echo "a full disk ended with $status, not 2"; cat "$place/said"; exit 1; }
grep -q "nothing was written" "$place/said"
[ -z "$(ls -A "$place/tiny")" ] || { echo "a full disk left something behind:"; ls -lA "$place/tiny"; exit 1; }
umount "$place/tiny"

# A register on a disk that fills up in the middle of a line: nothing is signed, and the register is as it was.
"$needlepoint" build "$protocol" --no-clinic --today 2026-11-22 --out "$place/pen" >/dev/null
mount -t tmpfs -o size=24k none "$place/tiny"
"$needlepoint" keygen --out "$place/tiny/clinic.key.pem" >/dev/null
register="$place/tiny/clinic.key.pem.register"
# The file system gives room by pages of 4096 bytes; the next line would go over the end of the first.
while [ "$(stat -c %s "$register")" -lt 3990 ]; do
  printf '%032x 1048576 %064x\n' "$(stat -c %s "$register")" 1 >>"$register"
done
[ "$(stat -c %s "$register")" -lt 4096 ]
cat /dev/zero >"$place/tiny/filler" 2>/dev/null || true
cp "$register" "$place/before"
sign() { "$needlepoint" sign "$place/pen/acne-scars-face.unsigned.npp" --key "$place/tiny/clinic.key.pem" --out "$place/signed.npp"; }
status=0
sign >"$place/said" 2>&1 || status=$?
[ "$status" = 2 ] || { echo "a full register ended with $status, not 2"; cat "$place/said"; exit 1; }
grep -q "it is as it was" "$place/said" || { cat "$place/said"; exit 1; }
cmp "$register" "$place/before"
[ ! -e "$place/signed.npp" ]
# With room again it is signed, and once.
rm "$place/tiny/filler"
sign >/dev/null
[ "$(wc -l <"$register")" = $(($(wc -l <"$place/before") + 1)) ]
umount "$place/tiny"

# Onto a full device: a clear sentence and exit 2.
full() {
  status=0
  "$@" >/dev/full 2>"$place/said" || status=$?
  [ "$status" = 2 ] || { echo "a full device ended $* with $status, not 2"; exit 1; }
  grep -q "standard output cannot be written" "$place/said"
}
full "$needlepoint" check "$protocol" --no-clinic --today 2026-11-22
full "$needlepoint" fmt - <"$protocol"
full "$needlepoint" schedule "$protocol" --no-clinic --today 2026-11-22 --start 2026-12-01T10:00 --zone Europe/Berlin
full "$needlepoint" new protocol
full "$needlepoint" --help

# Quiet when the reader is gone.
"$needlepoint" check "$protocol" --no-clinic --today 2026-11-22 | head -c 10 >/dev/null

# Killed at many moments: the folder is whole or it is not there.
killed=0
for moment in $(seq 1 60); do
  out="$place/killed-$moment"
  # Not the function: that would be a shell around the program, and the kill would end the shell alone.
  "${built[@]}" "$out" >/dev/null 2>&1 &
  pid=$!
  perl -e 'select undef, undef, undef, $ARGV[0]' "$(printf '0.%04d' $((moment * 3)))"
  if kill -9 "$pid" 2>/dev/null; then killed=$((killed + 1)); fi
  wait "$pid" 2>/dev/null || true
  if [ -e "$out" ]; then diff -r "$place/whole" "$out" >/dev/null || { echo "a kill left a part of the output:"; ls -lA "$out"; exit 1; }; fi
done
[ "$killed" -gt 0 ] || { echo "no build lived long enough to be killed"; exit 1; }
echo "killed $killed of 60 builds; every output was whole or absent"
