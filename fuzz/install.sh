#!/usr/bin/env bash
# Installs cargo-fuzz where it is missing.
set -euo pipefail
command -v cargo-fuzz >/dev/null || cargo install --locked --version 0.13.2 cargo-fuzz
command -v cargo-fuzz >/dev/null || { echo "cargo-fuzz is installed and not found; put cargo's bin folder on PATH" >&2 && exit 1; }
