#!/bin/sh
# Compiler of the project's own crates that lints what it compiles: clippy's driver, to which each warning is an error. Cargo
# calls it in place of rustc where RUSTC_WORKSPACE_WRAPPER names it.
case " $* " in
    # The library's own files, linted with the library.
    *" --crate-name dead_code "*) exec "$@" -D warnings ;;
    *) exec clippy-driver "$@" -D warnings ;;
esac
