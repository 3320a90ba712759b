#!/usr/bin/env bash
# Builds the emulated pen for Cortex-M3 and Cortex-M0+, and the same pen for this machine: build.sh OUT
# Everything comes from Debian, crates.io and PyPI. What cannot be had fails here.
set -euo pipefail
mkdir -p "$1"
out=$(realpath "$1")
cd "$(dirname "$0")"
root=$(realpath ../..)

# A compiler with the matching library sources for Cortex-M, unpacked aside: installed, it would stand in the way of another.
# Its version moves with Debian's browsers, so no version is named.
compiler() {
  [ -x "$out/rustc" ] && "$out/rustc" --version >/dev/null 2>&1 && return
  rm -rf "$out/debian" && mkdir -p "$out/debian"
  # The version that the lists name may be gone from the archive since.
  apt-get update -q
  local version std llvm
  version=$(apt-cache policy rustc-web | awk '/Candidate/ { print $2 }')
  std=$(apt-cache depends "libstd-rust-web-dev=$version" | awk '/Depends: libstd-rust-web-[0-9]/ { print $2; exit }')
  llvm=$(apt-cache depends "$std=$version" | awk '/Depends: libllvm/ { print $2; exit }')
  (cd "$out/debian" && apt-get download -q "rustc-web=$version" "rust-web-src=$version" "libstd-rust-web-dev=$version" "$std=$version" "$llvm")
  for package in "$out"/debian/*.deb; do
    dpkg -x "$package" "$out/debian"
  done
  rm "$out"/debian/*.deb
  printf '#!/bin/sh\nLD_LIBRARY_PATH=%q exec %q "$@"\n' "$out/debian/usr/lib/$(gcc -print-multiarch)" "$out/debian/usr/bin/rustc" > "$out/rustc"
  chmod +x "$out/rustc"
}

# The library for a processor, and the control beside it.
library() {
  local target=$1
  shift
  (
    cd "$root"
    env "$@" CARGO_TARGET_DIR="$out/rust" cargo rustc -q --locked -p needlepoint-loader-ffi --profile pen --crate-type staticlib ${target:+--target "$target" -Zbuild-std=core}
    env "$@" CARGO_TARGET_DIR="$out/rust" cargo build -q --locked --manifest-path tests/pen/control/Cargo.toml --profile pen ${target:+--target "$target" -Zbuild-std=core}
  )
}

compiler
cargo vendor -q --locked --versioned-dirs --manifest-path monocypher/Cargo.toml "$out/vendor" >/dev/null
monocypher=$(echo "$out"/vendor/monocypher-sys-*/Monocypher/src)
"$out/python/bin/python" -m pip show zcbor 2>/dev/null | grep -q '^Version: 0.9.1$' || { python3 -m venv "$out/python" && "$out/python/bin/python" -m pip install -q 'zcbor==0.9.1' 'cbor2<6'; }
rm -rf "$out/zcbor" && mkdir "$out/zcbor"
(cd "$out/zcbor" && "$out/python/bin/zcbor" code --cddl "$root/loader/image.cddl" --decode -t image-file protected-header image-payload treatment session \
  --default-max-qty 8 --output-c np_decode.c --output-h np_decode.h --output-h-types np_types.h --copy-sources >/dev/null 2>&1) || { echo "zcbor cannot read image.cddl" >&2; exit 1; }

library ""
library thumbv7m-none-eabi RUSTC="$out/rustc" RUSTC_BOOTSTRAP=1
library thumbv6m-none-eabi RUSTC="$out/rustc" RUSTC_BOOTSTRAP=1

pen=(pen.c memory.c crypto.c "$monocypher/monocypher.c" "$monocypher/optional/monocypher-ed25519.c")
flags=(-std=c11 -Os -ffunction-sections -fdata-sections -Wall -Wextra -I"$root/loader/ffi/include" -I"$monocypher" -I"$monocypher/optional" -Wl,--gc-sections)
zcbor=(-DZCBOR -DZCBOR_CANONICAL -w -I"$out/zcbor" "$out/zcbor/np_decode.c" "$out/zcbor/zcbor_decode.c" "$out/zcbor/zcbor_common.c")

# Whether a pen that can panic links: it must not, and for that reason alone.
planted() {
  local log=$1
  shift
  if "$@" >"$log" 2>&1; then
    echo "a pen that can panic was linked" >&2
    return 1
  fi
  grep -q needlepoint_loader_can_panic "$log" || { cat "$log" >&2; return 1; }
}

cc "${flags[@]}" "${pen[@]}" "$out/rust/pen/libneedlepoint_loader_ffi.a" -o "$out/host-pen"
planted "$out/planted.log" cc "${flags[@]}" -DPANIC -nostartfiles -Wl,--defsym,stack_top=0 planted.c "$out/rust/pen/libneedlepoint_pen_control.a" -o "$out/planted"
for core in m3:cortex-m3:thumbv7m-none-eabi m0plus:cortex-m0plus:thumbv6m-none-eabi; do
  IFS=: read -r name cpu target <<<"$core"
  gcc=(arm-none-eabi-gcc -mcpu="$cpu" -mthumb "${flags[@]}" -T mps2.ld -Wl,--no-warn-execstack)
  hosted=(--specs=rdimon.specs start.c)
  bare=(--specs=nano.specs -nostartfiles -DFLASH)
  library="$out/rust/$target/pen/libneedlepoint_loader_ffi.a" control="$out/rust/$target/pen/libneedlepoint_pen_control.a"
  "${gcc[@]}" "${hosted[@]}" "${pen[@]}" "$library" -o "$out/$name-pen.elf"
  "${gcc[@]}" "${bare[@]}" flash.c "$library" -o "$out/$name-loader.elf"
  "${gcc[@]}" "${bare[@]}" -DBARE flash.c -o "$out/$name-loader-bare.elf"
  "${gcc[@]}" "${bare[@]}" -DBARE decode.c -o "$out/$name-decoder-bare.elf"
  "${gcc[@]}" "${bare[@]}" decode.c "$control" -o "$out/$name-decoder.elf"
  "${gcc[@]}" "${bare[@]}" decode.c "${zcbor[@]}" -o "$out/$name-zcbor.elf"
  "${gcc[@]}" "${hosted[@]}" decode.c "$control" -o "$out/$name-decoder-run.elf"
  "${gcc[@]}" "${hosted[@]}" decode.c "${zcbor[@]}" -o "$out/$name-zcbor-run.elf"
  planted "$out/planted.log" "${gcc[@]}" "${bare[@]}" -DPANIC planted.c "$control" -o "$out/planted.elf"
  "${gcc[@]}" "${bare[@]}" planted.c -o "$out/$name-planted.elf"
done
echo "linked for this machine, Cortex-M3 and Cortex-M0+; a function that can panic links for none of them"
