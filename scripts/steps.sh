# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts beside it: set -euo pipefail, the source folder, one clear line per step, configure and build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source_dir=$PWD

step() { printf '==> %s\n' "$*"; }
usage() { printf '%s\n' "$*" >&2; exit 2; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# What decides about a configuration from outside the CMake files that ninja itself watches: which of them exist,
# the presets, and the options given here.
configuration_id() {
  { find app core ui tests resources translations -name CMakeLists.txt | LC_ALL=C sort; cat CMakePresets.json; printf '%s\n' "$@"; } | cksum
}

# configure PRESET [-DOPTION=VALUE …]: only when needed. The log is shown when it fails.
configure() {
  local preset=$1 dir=build/$1 id
  shift
  id=$(configuration_id "$@")
  if [ -f "$dir/build.ninja" ] && [ "$id" = "$(cat "$dir/.configured" 2>/dev/null)" ]; then
    step "Configured already: $dir"
    return
  fi
  step "Configuring $dir (log: $dir/configure.log)"
  mkdir -p "$dir"
  if ! cmake --preset "$preset" "$@" >"$dir/configure.log" 2>&1 </dev/null; then
    cat "$dir/configure.log" >&2
    die "configuring failed; if a package is missing, add it to scripts/packages"
  fi
  printf '%s\n' "$id" >"$dir/.configured"
}

# build PRESET [TARGET …]
build() {
  local preset=$1 started=$SECONDS
  shift
  step "Building build/$preset${*:+ ($*)}"
  cmake --build "build/$preset" ${*:+--target "$@"} </dev/null || die "the build failed, see above"
  step "Built in $((SECONDS - started)) s"
}
