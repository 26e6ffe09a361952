#!/usr/bin/env bash
# Puts in place whatever a fresh machine lacks, and nothing else: quick when nothing is missing.
#   tools/setup.sh build    what the page's build needs: wasm32 target, trunk, wasm-bindgen, wasm-opt, zopfli, Chromium
#   tools/setup.sh test     that, and clippy, rustfmt, a Python environment with what tests run in it, Chromium's headless
#                           shell, and Firefox and WebKit with their drivers; where these two cannot be had it says so, and
#                           with ISOCOST_ALL_BROWSERS=1 fails
#   tools/setup.sh compiled prints the folder of compiled dependencies, which tools/build/compiled.mjs puts into a new target/
#   tools/setup.sh path     prints the folder that the build must have in front of PATH
#   tools/setup.sh python   prints the Python of that environment
#   tools/setup.sh binaryen prints the folder of the npm package binaryen, whose JavaScript API the splitter's tests use
# Needed beforehand: cargo with rustup, node with npm. Tools go to a folder of their own (ISOCOST_TOOLS, by default
# under the user's cache), so a trunk that is already installed in another version is left alone.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=${ISOCOST_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/isocost-tools}
trunk_version=0.21.14
binaryen_version=132.0.0
zopfli_version=1.0.15
geckodriver_version=0.37.1
target=wasm32-unknown-unknown
# What runs the tests' SQL; what runs the scripts that the page writes; what executes a notebook and makes a page of it.
python_packages=(
    duckdb==2.0.1
    numpy==2.4.6 pandas==3.1.1 pyarrow==26.0.1 scipy==1.17.1
    ipykernel==7.4.0 nbclient==0.11.0 nbconvert==7.17.2 nbformat==5.11.1
)
# Named after them, so that a copy of the project with other versions has an environment of its own.
python_home="$tools/python-$(printf '%s\n' "${python_packages[@]}" | cksum | cut -d ' ' -f 1)"
export PATH="$tools/bin:$PATH"

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { printf 'setup: cannot go on: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo; then sudo "$@"; else return 1; fi
}

apt_install() {
    have apt-get || return 1
    as_root apt-get update -qq || return 1
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >&2
}

# ---- the wasm32 standard library

has_target() {
    local lib
    lib=$(rustc --print target-libdir --target "$target" 2>/dev/null) && ls "$lib"/libstd-*.rlib >/dev/null 2>&1
}

# Debian packages the standard library's source of each rustc. A private view of the archive (own lists, own cache)
# finds it in the newer suites without touching the machine's own apt configuration.
fetch_std_source() {
    local version=$1 work=$2 site suite found
    site=$(apt-get indextargets --format '$(SITE)' 2>/dev/null | grep -E '/debian/?$' | sort -u | head -n 1)
    [ -n "$site" ] || site=http://deb.debian.org/debian
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/parts"
    for suite in trixie-backports trixie forky sid; do
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main"
    done > "$work/sources.list"
    local view=(-o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=$work/parts"
        -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o "APT::Sandbox::User=root"
        -o "Debug::NoLocking=1")
    apt-get "${view[@]}" update -qq >&2 || return 1
    found=$(apt-cache "${view[@]}" madison rust-src | awk -F'|' '{gsub(/ /, "", $2); print $2}' |
        grep -E "^${version//./\\.}([+~-]|\$)" | head -n 1)
    [ -n "$found" ] || { say "Debian has no rust-src $version any more"; return 1; }
    (cd "$work" && apt-get "${view[@]}" download -qq "rust-src=$found" >&2) || return 1
    dpkg -x "$work"/rust-src_*.deb "$work/src"
}

build_std() {
    have apt-get && have dpkg || { say "no apt here to take the library's source from"; return 1; }
    local version work sysroot source
    version=$(rustc --version | awk '{print $2}')
    sysroot=$(rustc --print sysroot)
    work=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$work'" RETURN
    say "building the $target library from Debian's rust-src $version (about a minute)"
    fetch_std_source "$version" "$work" || return 1
    # The package holds test copies of a library too; the real one lies beside the compiler.
    source=$(find "$work/src/usr/src" -mindepth 2 -maxdepth 2 -type d -path '*/rustc-*/library')
    [ -n "$source" ] || { say "the rust-src package holds no library"; return 1; }
    mkdir -p "$sysroot/lib/rustlib/src/rust"
    rm -rf "$sysroot/lib/rustlib/src/rust/library"
    cp -r "$source" "$sysroot/lib/rustlib/src/rust/library"
    mkdir -p "$work/scratch/src"
    printf '[package]\nname = "scratch"\nversion = "0.0.0"\nedition = "2024"\n[lib]\ncrate-type = ["cdylib"]\n' \
        > "$work/scratch/Cargo.toml"
    : > "$work/scratch/src/lib.rs"
    # Bitcode inside, as in rustup's own library, or link-time optimisation fails.
    (cd "$work/scratch" && RUSTFLAGS=-Cembed-bitcode=yes RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/out" \
        cargo build --quiet --release -Zbuild-std=std,panic_abort --target "$target" >&2) || return 1
    mkdir -p "$sysroot/lib/rustlib/$target/lib"
    cp "$work/out/$target"/release/deps/*.rlib "$sysroot/lib/rustlib/$target/lib/"
    # Cargo does not notice another library: what was built on an older one no longer fits.
    rm -rf "${CARGO_TARGET_DIR:-$here/target}/$target"
}

setup_target() {
    has_target && return
    say "adding the Rust target $target"
    if have rustup && timeout 120 rustup target add "$target" >&2 && has_target; then return; fi
    say "rustup could not fetch it"
    build_std || true
    has_target || fail "the Rust target $target is missing: run 'rustup target add $target' where there is a network"
}

# ---- tools

setup_trunk() {
    if have trunk && [ "$(env -u NO_COLOR trunk --version)" = "trunk $trunk_version" ]; then return; fi
    say "installing trunk $trunk_version (7 minutes on two cores, once)"
    cargo install --quiet --root "$tools" --version "=$trunk_version" --locked trunk >&2 ||
        cargo install --quiet --root "$tools" --version "=$trunk_version" trunk >&2 ||
        fail "trunk $trunk_version could not be installed from crates.io"
}

setup_bindgen() {
    local version
    version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' "$here/Cargo.lock")
    # Another version than the crate's refuses to work.
    if have wasm-bindgen && [ "$(wasm-bindgen --version)" = "wasm-bindgen $version" ]; then return; fi
    say "installing wasm-bindgen-cli $version (2 minutes, once)"
    cargo install --quiet --root "$tools" --version "=$version" wasm-bindgen-cli >&2 ||
        fail "wasm-bindgen-cli $version could not be installed from crates.io"
}

# A package in a folder of its own.
npm_install() {
    mkdir -p "$1" "$tools/bin"
    npm install --silent --no-audit --no-fund --prefix "$1" "$2" >&2 || fail "$2 could not be installed from npm"
}

setup_wasm_opt() {
    local home="$tools/binaryen-$binaryen_version"
    [ -x "$tools/bin/wasm-opt" ] && [ -d "$home/node_modules/binaryen" ] && return
    say "installing wasm-opt (binaryen $binaryen_version)"
    npm_install "$home" "binaryen@$binaryen_version"
    printf '#!/bin/sh\nexec node "%s/node_modules/binaryen/bin/wasm-opt" "$@"\n' "$home" > "$tools/bin/wasm-opt"
    chmod +x "$tools/bin/wasm-opt"
}

# Packs what stands inside pages: gzip, a twentieth smaller than zlib makes it.
setup_zopfli() {
    local home="$tools/zopfli-$zopfli_version"
    [ -x "$tools/bin/isocost-zopfli" ] && [ -d "$home/node_modules/@gfx/zopfli" ] && return
    say "installing zopfli $zopfli_version"
    npm_install "$home" "@gfx/zopfli@$zopfli_version"
    cat > "$tools/bin/isocost-zopfli" <<END
#!/bin/sh
NODE_PATH="$home/node_modules" exec node -e '
const pack = require("@gfx/zopfli").gzip;
pack(require("fs").readFileSync(0), { numiterations: 5 }, (error, bytes) => {
    if (error) throw error;
    require("fs").writeSync(1, bytes);
});'
END
    chmod +x "$tools/bin/isocost-zopfli"
}

find_chromium() {
    local name
    for name in ${CHROMIUM:-} chromium chromium-browser google-chrome google-chrome-stable; do
        have "$name" && { command -v "$name"; return; }
    done
    return 1
}

setup_chromium() {
    find_chromium >/dev/null && return
    say "installing Chromium"
    apt_install chromium fonts-dejavu-core || true
    find_chromium >/dev/null
}

# Chromium without windows, in which tests take two thirds of the time. They run in Chromium itself where it is missing, or in
# what CHROMIUM names.
setup_headless_shell() {
    if [ -n "${CHROMIUM:-}" ] || have chromium-headless-shell || have chrome-headless-shell; then return; fi
    say "installing Chromium's headless shell"
    apt_install chromium-headless-shell || say "no headless shell: browser tests run in Chromium, and longer"
}

setup_firefox() {
    if ! have firefox-esr && ! have firefox; then
        say "installing Firefox"
        apt_install firefox-esr || true
        have firefox-esr || return 1
    fi
    if have geckodriver && [ "$(geckodriver --version | awk 'NR == 1 { print $2 }')" = "$geckodriver_version" ]; then return; fi
    say "installing geckodriver $geckodriver_version (5 minutes on two cores, once)"
    cargo install --quiet --root "$tools" --version "=$geckodriver_version" --locked geckodriver >&2 ||
        cargo install --quiet --root "$tools" --version "=$geckodriver_version" geckodriver >&2
}

# The browser lies beside the library.
has_webkit() { have WebKitWebDriver && have Xvfb && compgen -G '/usr/lib/*/webkit2gtk-4.1/MiniBrowser' >/dev/null; }

setup_webkit() {
    has_webkit && return
    say "installing WebKit, its driver and a screen without a monitor"
    apt_install webkit2gtk-driver libwebkit2gtk-4.1-0 xvfb || true
    has_webkit
}

# What is lacking besides Chromium leaves out the checks in that browser, unless all browsers are wanted.
lacking() {
    [ -z "${ISOCOST_ALL_BROWSERS:-}" ] || fail "$1 cannot be tested here: $2"
    say "NOT TESTED in $1: $2"
}

# Asks for versions only: importing everything takes seconds.
has_python() {
    "$python_home/bin/python" - "${python_packages[@]}" >/dev/null 2>&1 <<'END'
import sys
from importlib.metadata import version
for name, wanted in (pin.split("==") for pin in sys.argv[1:]):
    assert version(name) == wanted, name
END
}

# Debian packages what makes environments apart from Python itself.
make_environment() {
    rm -rf "$python_home"
    python3 -m venv "$python_home" >&2 && "$python_home/bin/python" -m pip --version >/dev/null 2>&1
}

setup_python() {
    has_python && return
    say "installing what the tests run in Python, ${python_packages[*]} (wheels of 150 MB, once)"
    mkdir -p "$tools"
    if ! { have python3 && make_environment; }; then
        say "python3 or its venv is missing: installing them"
        apt_install python3 python3-venv && make_environment ||
            fail "no Python environment could be made: install python3 with venv and pip first"
    fi
    # Wheels only: building any of the large ones from source takes an hour.
    "$python_home/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
        "${python_packages[@]}" >&2 ||
        fail "pip found no wheels of ${python_packages[*]} for this Python and system (they need Python 3.11 or newer)"
    "$python_home/bin/python" -c "import duckdb, pandas, pyarrow, scipy.interpolate, nbclient, nbconvert, ipykernel" >&2 &&
        has_python || fail "the Python packages were installed in $python_home and do not start: see the lines above"
}

setup_components() {
    local component
    for component in clippy rustfmt; do
        cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 && continue
        say "adding $component"
        have rustup && rustup component add "$component" >&2 || fail "cargo has no $component: rustup component add it"
    done
}

# ---- what was asked for

build() {
    have cargo || fail "cargo is missing: install Rust by rustup first"
    { have node && have npm; } || fail "node and npm are missing: install Node.js first"
    setup_target
    setup_wasm_opt
    setup_zopfli
    setup_bindgen
    setup_trunk
    # It profiles the first view (tools/build/split/profile.mjs). Tests cannot do without it.
    setup_chromium || say "no Chromium or Chrome here: the page is built in one piece, and loads slower"
    (cd "$here" && node tools/build/compiled.mjs restore "$tools/compiled" >&2) ||
        say "the dependencies that were compiled before cannot be used: they are compiled again"
}

case "${1:-build}" in
    path) echo "$tools/bin" ;;
    compiled) echo "$tools/compiled" ;;
    python) echo "$python_home/bin/python" ;;
    binaryen) echo "$tools/binaryen-$binaryen_version/node_modules/binaryen" ;;
    build) build; say "ready to build" ;;
    test)
        build
        setup_components
        setup_python
        find_chromium >/dev/null || fail "no Chromium or Chrome here: install one, or name it in CHROMIUM"
        setup_headless_shell
        setup_firefox || lacking Firefox "install firefox-esr, and geckodriver $geckodriver_version by cargo"
        setup_webkit || lacking WebKit "install webkit2gtk-driver, libwebkit2gtk-4.1-0 and xvfb"
        say "ready to test"
        ;;
    *) fail "unknown word '$1': build, test, path, compiled, python or binaryen" ;;
esac
