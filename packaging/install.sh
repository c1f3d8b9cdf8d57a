#!/bin/sh
# Installs lab from a release, for Linux and macOS:
#   curl -fsSL https://github.com/OWNER/lab/releases/latest/download/install.sh | sh
# LAB_VERSION=v1.2.3 takes another than the latest, LAB_INSTALL_DIR another folder than ~/.local/bin.
set -eu

main() {
  # The release writes its own repository here.
  repository=${LAB_REPOSITORY:-@REPOSITORY@}
  releases=${LAB_RELEASES:-https://github.com/$repository/releases}
  folder=${LAB_INSTALL_DIR:-$HOME/.local/bin}
  case $(uname -s) in
    Linux) system=unknown-linux-musl ;;
    Darwin) system=apple-darwin ;;
    *) fail "there is no program for $(uname -s): cargo can build one (README.md)" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no program for $(uname -m): cargo can build one (README.md)" ;;
  esac
  archive=lab-$machine-$system.tar.gz
  from=$releases/latest/download
  [ -z "${LAB_VERSION:-}" ] || from=$releases/download/$LAB_VERSION

  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  get "$from/$archive" "$work/$archive"
  get "$from/SHA256SUMS" "$work/SHA256SUMS"
  (cd "$work" && grep "  $archive\$" SHA256SUMS >own && sums own) || fail "$archive is not what its release says: nothing was installed"
  tar -xzf "$work/$archive" -C "$work"
  mkdir -p "$folder"
  # A program that runs cannot be written over; it can be replaced.
  cp "$work/${archive%.tar.gz}/lab" "$folder/lab.new"
  chmod 755 "$folder/lab.new"
  mv -f "$folder/lab.new" "$folder/lab"
  "$folder/lab" --version
  echo "installed: $folder/lab"
  # shellcheck disable=SC2016 # it is for the reader's shell
  case :$PATH: in
    *:"$folder":*) ;;
    *) printf 'It is not on your PATH yet: export PATH="%s:$PATH"\n' "$folder" ;;
  esac
}

fail() {
  echo "lab: $1" >&2
  exit 1
}

get() {
  if command -v curl >/dev/null; then
    curl -fsSL --retry 2 -o "$2" "$1" || fail "$1 could not be had"
  elif command -v wget >/dev/null; then
    wget -q -O "$2" "$1" || fail "$1 could not be had"
  else
    fail 'curl or wget is needed'
  fi
}

sums() {
  if command -v sha256sum >/dev/null; then sha256sum -c "$1" >/dev/null; else shasum -a 256 -c "$1" >/dev/null; fi
}

# Last, so that half a script does nothing.
main
