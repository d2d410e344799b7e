# Sourced by app/run and tests/run: installs what is missing (Debian 12), configures and builds into build/.
# Wants `root` (the repository) set; the caller has `set -euo pipefail`.

packages=(g++ cmake ninja-build pkg-config git ca-certificates ccache mold
          libboost1.81-dev libssl-dev libprotobuf-dev protobuf-compiler libzstd-dev libsodium-dev libpcre2-dev libicu-dev libprotozero-dev libutfcpp-dev
          libmimalloc-dev
          libhowardhinnant-date-dev libfmt-dev libcli11-dev nlohmann-json3-dev catch2 librapidcheck-dev
          qt6-base-dev qt6-declarative-dev qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-templates
          qml6-module-qtquick-window qml6-module-qtquick-layouts qml6-module-qtquick-shapes qml6-module-qtqml
          qml6-module-qtqml-models qml6-module-qtqml-workerscript qml6-module-qttest fonts-inter fonts-jetbrains-mono
          sqlite3 tzdata spin poppler-utils)
# For tests/sanitizers/run, which tests/run calls.
sanitizer_packages=(clang libclang-rt-14-dev)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_missing() {
  local missing=() package
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  # Only `npm pack` is used; a machine with another Node.js keeps it.
  command -v npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} = 0 ] && return
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build_targets [TARGET ...]: all when none is named.
build_targets() {
  # Without these ccache takes nothing that was compiled with a precompiled header; and a precompiled header that differs from
  # its sources in a comment alone is not the same one to the compiler.
  export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_COMMENTS=1
  [ -f "$root/build/build.ninja" ] || cmake -G Ninja -S "$root" -B "$root/build" >/dev/null
  echo "Building (a first build takes some minutes)"
  NINJA_STATUS='[%f/%t] ' ninja -C "$root/build" "$@" | { if [ -t 1 ]; then cat; else grep -vE '^\[[0-9]+/[0-9]+\]' || true; fi; }
}
