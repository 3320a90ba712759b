#!/usr/bin/env bash
# The whole process on one protocol beside `taplo lint` on 5 KB of TOML: a ratio from one run, no gate.
# Needs hyperfine and taplo (cargo install taplo-cli); give their places if they are not on the path.
set -euo pipefail
cd "$(dirname "$0")/.."
needlepoint=${NEEDLEPOINT:-target/release/needlepoint}
taplo=${TAPLO:-taplo}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
{
  echo '[package]'
  for number in $(seq 1 150); do printf 'key-%03d = { text = "value %d", n = %d }\n' "$number" "$number" "$number"; done
} >"$place/five.toml"
truncate_to_line() { head -c 5000 "$1" | sed '$d'; }
truncate_to_line "$place/five.toml" >"$place/5k.toml"
ls -l "$place/5k.toml" protocols/acne-scars-face.needle | awk '{print $5, $9}'
hyperfine --shell=none --warmup 20 --runs 200 \
  "$needlepoint check protocols/acne-scars-face.needle --no-clinic --today 2026-11-22 --format plain" \
  "$needlepoint check protocols/acne-scars-face.needle --no-clinic --today 2026-11-22 --format human" \
  "$taplo lint $place/5k.toml"
