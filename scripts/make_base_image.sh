#!/usr/bin/env bash
# Make stand-ins for the official python:X.Y-slim images, for machines that reach no
# container registry: a minimal Debian with this machine's own Python in /usr/local.
#
#   scripts/make_base_image.sh 3.12 [3.11 ...]
#
# Needs root, Debian, an engine ($DOCKER, or docker) and a Python of each version that
# lives in a folder of its own (pyenv and the like, not Debian's in /usr). The real
# images differ in detail: test with these what an exported bundle does, not the base.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

engine=${DOCKER:-docker}
cache=${BASE_IMAGE_CACHE:-/var/tmp/jupyterlab-pipeline-export-base}
authorities=/usr/local/share/ca-certificates
label=jupyterlab-pipeline-export.stand-in

# An interpreter counts only if it runs: a shim on PATH may answer for no version.
find_prefix() {
  local candidate prefix
  for candidate in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python; do
    prefix=$("$candidate" -c 'import sys; print(sys.base_prefix)' 2>/dev/null) || continue
    [ "$prefix" = /usr ] || { echo "$prefix"; return; }
  done
  echo "No Python $1 in a folder of its own was found." >&2
  return 1
}

# The Debian packages that hold the shared libraries which a Python is linked with.
library_packages() {
  # ldd fails on a file that is linked with nothing.
  { find "$1/bin" "$1/lib" -type f \( -name 'python3.*' -o -name '*.so*' \) -not -name '_tkinter*' \
    -not -path '*/site-packages/*' -exec ldd {} + 2>/dev/null || true; } |
    awk '$2 == "=>" && $3 ~ "^/(usr/)?lib/" { print $3 }' | sort -u |
    while read -r path; do
      # Since /lib became a link to /usr/lib, packages list either of the two names.
      dpkg-query -S "$path" 2>/dev/null || dpkg-query -S "/usr$path" 2>/dev/null || dpkg-query -S "${path#/usr}"
    done | sed 's/:.*//' | sort -u
}

make_root() {
  local root=$1 packages=$2
  mmdebstrap --quiet --variant=minbase --include="ca-certificates,netbase,tzdata,$packages" \
    --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='force-unsafe-io' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --format=directory "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" "${sources[@]}" >&2
  rm -f "$root/etc/hostname" "$root/etc/resolv.conf"
}

add_python() {
  local root=$1 version=$2 prefix=$3 local_folder=$1/usr/local
  mkdir -p "$local_folder"/{bin,lib}
  cp -a "$prefix/bin/python$version" "$local_folder/bin/"
  find "$prefix/lib" -maxdepth 1 -name 'libpython*.so*' -exec cp -a {} "$local_folder/lib/" \;
  tar -C "$prefix/lib" --exclude='__pycache__' --exclude='_tkinter*' --exclude="python$version/site-packages/*" \
    --exclude="python$version/test" --exclude="python$version/config-*" -c "python$version" |
    tar -C "$local_folder/lib" -x
  ln -s "python$version" "$local_folder/bin/python3"
  ln -s python3 "$local_folder/bin/python"
  # The machine's own certificate authorities: without them a build behind a proxy that
  # inspects traffic could install nothing.
  find "$authorities" -name '*.crt' -exec cp {} "$root$authorities/" \; 2>/dev/null || true
  chroot "$root" update-ca-certificates >/dev/null 2>&1
  printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n' >"$root/etc/pip.conf"
  chroot "$root" ldconfig
  PIP_ROOT_USER_ACTION=ignore chroot "$root" /usr/local/bin/python3 -m ensurepip >/dev/null
  ln -s pip3 "$local_folder/bin/pip"
  chroot "$root" /usr/local/bin/python3 -c 'import bz2, ctypes, lzma, sqlite3, ssl, sys; assert sys.prefix == "/usr/local"'
  find "$local_folder" -name __pycache__ -prune -exec rm -rf {} +
}

make_image() {
  local version=$1 image=docker.io/library/python:$1-slim prefix packages digest have
  prefix=$(find_prefix "$version")
  packages=$(library_packages "$prefix" | paste -sd,)
  digest=$({ cat "$0" /etc/ssl/certs/ca-certificates.crt; echo "$prefix $packages"; } | sha256sum | cut -c1-16)
  have=$("$engine" image inspect --format "{{index .Config.Labels \"$label\"}}" "$image" 2>/dev/null || true)
  [ "$have" != "$digest" ] || return 0
  local archive=$cache/$version-$digest.tar
  if ! [ -s "$archive" ]; then
    local root
    root=$(mktemp -d "$cache/root.XXXXXX")
    # shellcheck disable=SC2064  # the folder is known now and out of scope then
    trap "rm -rf --one-file-system '$root'" EXIT
    make_root "$root" "$packages"
    add_python "$root" "$version" "$prefix"
    tar -C "$root" --numeric-owner --exclude='./dev/*' -cf "$archive.part" .
    mv "$archive.part" "$archive"
    rm -rf --one-file-system "$root"
  fi
  "$engine" import --change "LABEL $label=$digest" --change 'CMD ["python3"]' --change 'ENV LANG=C.UTF-8' \
    --change 'ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin' "$archive" "$image" >&2
}

[ $# -gt 0 ] || { echo "Usage: $0 X.Y ..." >&2; exit 2; }
if ! command -v mmdebstrap >/dev/null; then
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends mmdebstrap >&2
fi
sources=(/etc/apt/sources.list.d/debian.sources)
[ -e "${sources[0]}" ] || sources=(/etc/apt/sources.list)
mkdir -p "$cache"
for version in "$@"; do
  make_image "$version"
done
