#!/usr/bin/env bash
# Puts the program's entry and icon into the menu of this user; run again, it brings them up to date.
#   installer/desktop_entry.sh PROGRAM     the program's command, as an absolute or relative path
set -euo pipefail
program=$(realpath --no-symlinks "$1")
cd "$(dirname "$0")/.."

share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/cchc-desktop.desktop
icon=$share/icons/hicolor/scalable/apps/cchc-desktop.svg
mkdir -p "$(dirname "$entry")" "$(dirname "$icon")"
cp resources/icons/app.svg "$icon"
# In quotes, and what the format takes for signs of its own with a backslash before it: a path may hold blanks.
quoted=$(sed 's/[\\"`$]/\\\\&/g; s/%/%%/g' <<< "$program")
while IFS= read -r line; do
    case $line in Exec=*) printf 'Exec="%s" %%f\n' "$quoted" ;; *) printf '%s\n' "$line" ;; esac
done < installer/linux/cchc-desktop.desktop > "$entry"
command -v update-desktop-database > /dev/null && update-desktop-database -q "$share/applications" || true
echo "Đã thêm CCHC Desktop vào menu / added to the menu: $entry"
