# The two commands: `make serve` shows the page, `make test` runs everything. Both install what is missing first.

.PHONY: serve test test-natively test-page mutations simulate fuzz native-others build cli space html release setup setup-test format lint lint-page dependencies advisories tools-test native native-build score size browser gallery bench clean
.DEFAULT_GOAL := serve

export PATH := $(shell tools/setup.sh path):$(PATH)
# A random seed in one dependency would make every clean build another file.
export CONST_RANDOM_SEED ?= isocost
# Views erase their types at component seams: less code, at the price of a few virtual calls per view. The linker's
# relocations say what points to which data, so that data moves with its code (tools/build/split/README.md).
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS ?= --cfg erase_components -C link-arg=--emit-relocs
# trunk 0.21.14 does not understand NO_COLOR=1.
unexport NO_COLOR

NATIVE := --no-default-features
# As little of a browser as the above, and what drives one: all checks have these features, so that each crate is compiled
# once for them.
TESTS := --no-default-features --features browser-tests
# What is compiled natively is linted as it is compiled, so that no crate is compiled for lints alone. The same wherever
# tests are compiled or call cargo, which compiles anew what is compiled in another way.
native-build native native-others mutations simulate score browser gallery: export RUSTC_WORKSPACE_WRAPPER := $(CURDIR)/tools/lint/clippy.sh

serve: setup
	@echo "Building, then serving on http://127.0.0.1:8080/ (the first build takes some minutes)"
	trunk serve --release

# What is compiled natively and what is compiled for the page at a time, as much of each uses one core only. The page goes
# first, as more of it does; its lints come when one of the two is through.
test: setup-test
	$(MAKE) --jobs=2 --output-sync=target test-page test-natively lint-page
	node tools/build/compiled.mjs keep "$$(tools/setup.sh compiled)" || echo "The compiled dependencies are not kept."
	$(MAKE) dependencies
	$(MAKE) browser
	@echo "All checks passed."

test-natively:
	nice -n 10 $(MAKE) --jobs=1 tools-test native score

test-page:
	$(MAKE) --jobs=1 build size space html

build: setup
	trunk build --release

# The program for pipelines, target/debug/examples/isocost-cli.
cli:
	cargo build --locked $(NATIVE) --example isocost-cli

# The page as a static Space, in target/space; with OAUTH=1 one that offers to sign in. With DATA=files one that opens on them,
# with their answer on its card: to the question in ASK="--max_p95_ms 500", and with previews of links if SITE=address.
space: build $(if $(DATA),cli)
	node tools/build/space.mjs dist target/space $(DATA)

# The page as one file, isocost.html; with DATA=file that table is opened first.
html: build
	node tools/build/one_file.mjs dist isocost.html $(DATA)

# The page for those who do not build it: one archive of it in its folder, as a Space and as one file, target/isocost-VERSION.tar.gz.
release: build
	node tools/build/space.mjs dist target/space
	node tools/build/one_file.mjs dist target/isocost.html
	node tools/build/release.mjs dist target/space target/isocost.html target

setup:
	@tools/setup.sh build

setup-test:
	@tools/setup.sh test

format:
	cargo fmt

lint: native-build lint-page dependencies

# As released, so that all that the project depends on is compiled once for this and for the page; what is dead is looked for in
# the same pass, and links in the documentation are followed. That pass lets attributes allow what only tests use, so that others
# are looked for by name.
lint-page:
	! grep -rnE '^ *#!?\[allow' src
	RUSTC_WORKSPACE_WRAPPER=$(CURDIR)/tools/lint/page.sh cargo build --locked --release --target wasm32-unknown-unknown --features dead-code --lib --bins

# Licences and sources of all crates. Their files are fetched where they are missing; the check needs no network.
dependencies:
	cargo fetch --locked --quiet --target wasm32-unknown-unknown
	cargo fetch --locked --quiet --target $$(rustc -vV | sed -n 's/^host: //p')
	node tools/lint/dependencies.mjs

# Known faults of the crates, by RustSec's database, which is asked over the network: so not a part of the tests.
advisories:
	@command -v cargo-audit > /dev/null || { echo "Advisories are not checked: cargo-audit is missing (cargo install --locked cargo-audit)."; exit 1; }
	@git ls-remote --quiet https://github.com/RustSec/advisory-db HEAD > /dev/null 2>&1 || { echo "Advisories are not checked: RustSec's database cannot be reached from here."; exit 1; }
	cargo audit

# The splitter, on tiny modules; the notices and the check of dependencies, on made crates; the cache of compiled ones.
tools-test: setup
	node --test --test-reporter=spec tools/build/tests/*.test.mjs tools/build/split/tests/*.test.mjs tools/build/notices/tests/*.test.mjs tools/lint/tests/*.test.mjs

# Without the web feature: the proof that analysis, data and chart know no browser.
native: native-build
	$(MAKE) --jobs=2 --output-sync=target mutations native-others
	cargo test --locked $(TESTS) --doc

native-build:
	cargo fmt --check
	cargo test --locked $(TESTS) --lib --examples --tests --benches --no-run

# On one core, as it counts the memory of its process.
mutations:
	cargo test --locked $(TESTS) --test mutations

# What is said of noise, chances and evidence, against what is true of 1,000 made tables; the native tests make 200.
simulate:
	ISOCOST_SIMULATIONS=1000 cargo test --locked $(TESTS) --test native -- simulation::

# Fuzzing with coverage, so many minutes of each target (TARGETS="text views": of those), in a target folder of its own. Not
# part of the tests, which run the targets on their seeds.
MINUTES ?= 1
fuzz:
	tests/fuzz/run.sh $(MINUTES) $(TARGETS)

native-others:
	cargo test --locked $(TESTS) --lib --examples --test native

# What the reader makes of real results of load testers, where a corpus of them lies beside the project. The score may
# only rise (ISOCOST_UPDATE=1 commits a higher one).
CORPUS ?= ../shared/corpus
score:
	cargo build --locked $(TESTS) --example runs
	node tools/score.mjs "$(CORPUS)" target/debug/examples/runs

size:
	node tools/build/size.mjs dist

# A test waits for its page now and then, so that there are twice as many as cores.
browser:
	cargo test --locked $(TESTS) --test browser -- --test-threads=$$(( $$(getconf _NPROCESSORS_ONLN) * 2 ))

# Pictures of the page in each state, width and look, in target/gallery; ISOCOST_UPDATE=1 renews README's.
gallery: setup-test
	cargo test --locked $(TESTS) --test browser -- --ignored --exact gallery::pictures

# What each part costs natively, as multiples of a simple reference held against the committed ones (ISOCOST_UPDATE=1
# commits new ones), and the main thread's time of a slider move; not part of the tests, as timings depend on the machine.
# With BENCH_DIR (the folder that the peers' harness was set up in) and PEERS_BENCH (the harness itself), the peers' cases
# run too, with this page as one of the peers; PEERS_ARGS narrows them ("--cases B --peers hyparquet,app").
PEERS_BENCH ?= ../shared/bench
PEERS_ARGS ?= --cases A,B,C,D,E,F
bench: setup-test build
	cargo bench --locked $(NATIVE) --bench rows
	cargo test --locked $(TESTS) --bench slider
	@if [ -n "$(BENCH_DIR)" ]; then node tools/bench/bench-dist.mjs dist target/bench-dist && \
		node "$(PEERS_BENCH)/run.mjs" $(PEERS_ARGS) --app target/bench-dist --out target/bench.json && cat target/bench.md; \
	else echo "The peers' cases need their harness: set BENCH_DIR to the folder that its setup.sh filled."; fi

clean:
	rm -rf dist target isocost.html
