#!/usr/bin/env bash
# Compiler of the project's own crates that lints and documents them, and makes no code: what they depend on is compiled once,
# for this and for the page. Cargo passes over files that are not made, as after `cargo rustc` with other outputs.
set -euo pipefail
compiler=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
linted=() documented=(--out-dir "$folder" -D warnings)
while (($#)); do
    case $1 in
        --emit=*) linted+=(--emit=dep-info,metadata) ;;
        --out-dir) linted+=("$1" "$2") && shift ;;
        # Of the project's own crates there is no code to link.
        *.rlib) linted+=("${1%.rlib}.rmeta") && documented+=("${1%.rlib}.rmeta") ;;
        *) linted+=("$1") && documented+=("$1") ;;
    esac
    shift
done
"$(dirname "$0")/clippy.sh" "$compiler" "${linted[@]}"
case " ${linted[*]} " in
    *" --crate-name isocost "*" --crate-type lib "*) rustdoc "${documented[@]}" ;;
esac
