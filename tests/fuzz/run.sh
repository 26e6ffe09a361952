#!/bin/sh
# Fuzzing with coverage: `run.sh MINUTES [TARGET…]`, from the project's folder. Each target runs so long, one after the other,
# at low priority; an input that ends one is kept in target/fuzz/found, and the script fails.
# The compiler's flags are those of cargo-fuzz: counters at each branch, comparisons traced. With SANITIZER=address accesses
# to memory are checked, too, which only code of dependencies needs; it is not stable, hence RUSTC_BOOTSTRAP.
set -eu
minutes=$1
shift
[ $# -gt 0 ] || set -- parquet text address packed messages question views

folder=$PWD/target/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
cover="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
cover="$cover -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
(
  cd tests/fuzz
  export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$folder/build" CARGO_INCREMENTAL=0
  export RUSTFLAGS="$cover${SANITIZER:+ -Zsanitizer=$SANITIZER}"
  nice -n 19 cargo build --locked --release --target "$host"
)
programs=$folder/build/$host/release
export ASAN_OPTIONS=detect_leaks=0
failed=0
for target in "$@"; do
  case $target in
    address) longest=800 ;;
    messages | question | views) longest=600 ;;
    *) longest=40000 ;;
  esac
  mkdir -p "$folder/corpus/$target" "$folder/found/$target" "$folder/seeds/$target"
  echo "Fuzzing $target for $minutes min"
  ISOCOST_SEEDS="$folder/seeds/$target" nice -n 19 "$programs/$target" -max_total_time=$((minutes * 60)) -timeout=20 -rss_limit_mb=3000 -max_len=$longest \
    -print_final_stats=1 -artifact_prefix="$folder/found/$target/" "$folder/corpus/$target" "$folder/seeds/$target" \
    > "$folder/$target.log" 2>&1 || { failed=1; grep -E "panicked|ERROR|SUMMARY|Test unit" "$folder/$target.log" || true; }
  grep -E "cov:" "$folder/$target.log" | tail -1
  grep -E "stat::(number_of_executed_units|average_exec|peak_rss)" "$folder/$target.log" || true
done
exit $failed
