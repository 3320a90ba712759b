#!/usr/bin/env bash
# Fuzzes every target for so many seconds: fuzz/run.sh SECONDS [TARGET...]
# Seeds are the protocols, cases and image vectors where they stand; what a run adds is kept below the target directory. A crash, or an input that takes
# over a second, ends with exit 1 and leaves the input in fuzz/artifacts/.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$1
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(basename -s .rs fuzz/fuzz_targets/*.rs)
kept=$(realpath -m "${CARGO_TARGET_DIR:-target}")/fuzz
texts=(protocols tests/cases/{accepted,clinic,course,damaged,names,reading,readme,rules})
# The fuzzer's flags are not stable yet; this lets the ordinary compiler take them.
export RUSTC_BOOTSTRAP=1

for target in "${targets[@]}"; do
  mkdir -p "$kept/$target"
  log=$kept/$target.log
  seeds=("${texts[@]}")
  [ "$target" != admit ] || seeds=(tests/images/vectors)
  [ "$target" != log ] || seeds=(fuzz/seeds/log)
  # Without the address sanitizer it runs twice as often; there is no unsafe code in here for it to look at.
  if ! cargo fuzz run --sanitizer none --target-dir "$kept/build" "$target" "$kept/$target" "${seeds[@]}" -- \
    -dict=fuzz/needle.dict -max_total_time="$seconds" -timeout=1 -max_len=65536 -print_final_stats=1 >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    exit 1
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  cover=$(sed -n 's/.*DONE[[:space:]]*cov: \([0-9]*\).*/\1/p' "$log")
  [ "${runs:-0}" -gt 0 ] || { echo "$target was not run" >&2 && exit 1; }
  echo "$target: $runs runs in $seconds s, $cover branches reached, no crash and no input over a second"
done
