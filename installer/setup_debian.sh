#!/usr/bin/env bash
# Installs the Debian packages of debian-packages.txt that are missing; silent when none is.
#   installer/setup_debian.sh run          what the program needs
#   installer/setup_debian.sh run test     what its tests need as well
#   installer/setup_debian.sh setup trial  what builds and tries the setup file for Windows
# Ends with 0 where there is nothing to do or no apt-get, with 1 and one line where it cannot install.
set -euo pipefail

list=$(dirname "$0")/debian-packages.txt

cannot() {
    echo "Không tự cài được gói hệ thống, hãy nhờ quản trị máy cài / cannot install, ask an administrator for:" \
        "${missing[*]} ($1)" >&2
    exit 1
}

if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
    exit 0 # not a Debian: its own packages bring Qt's libraries, or Qt says what it lacks
fi

installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
is_installed() { grep -qxF -- "$1" <<< "$installed"; }

missing=()
for group in "$@"; do
    while read -r package; do
        found=no
        for alternative in ${package//|/ }; do
            if is_installed "$alternative"; then found=yes; fi
        done
        [ "$found" = yes ] || missing+=("${package%%|*}")
    done < <(sed -n "s/^$group  *//p" "$list")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null || cannot "cần quyền root hoặc sudo / needs root or sudo"
    if [ -t 0 ]; then as_root=(sudo); else as_root=(sudo -n); fi
    "${as_root[@]}" true 2> /dev/null || cannot "sudo từ chối / sudo refused"
fi

echo "Đang cài gói hệ thống / installing system packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" < /dev/null >> "$log" 2>&1
}
install() { apt install -y --no-install-recommends "${missing[@]}"; }

# A fresh machine has no package lists, and an old one has stale ones; another apt may hold the lists.
for pause in 0 10 30; do
    sleep "$pause"
    if install || { apt update && install; }; then
        exit 0
    fi
done
grep "^E:" "$log" | sort -u >&2 || true
cannot "apt-get báo lỗi ở trên / apt-get failed, see above"
