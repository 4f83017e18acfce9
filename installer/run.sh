#!/usr/bin/env bash
# What `make run` starts: the program on a sample office. Where there is no screen it writes the sample's
# documents instead and says where they are.
set -euo pipefail
cd "$(dirname "$0")/.."

office=sample-office
program() { .venv/bin/python -m cchc_desktop --data "$office" "$@"; }

if [ ! -e "$office/cchc.db" ]; then
    # A sample cut short is no sample: the next run shall make it anew.
    program demo || { rm -f "$office/cchc.db"; exit 1; }
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "Đang mở cửa sổ CCHC Desktop với dữ liệu mẫu trong thư mục $office/"
    program
    exit
fi

out=$office/exports
mkdir -p "$out"
plan=$(program plans --json | .venv/bin/python -c 'import json, sys; print(json.load(sys.stdin)[0]["plan_id"])')
for format in pdf docx xlsx; do
    program export-plan "$plan" --format "$format" --out "$out/ke-hoach.$format" >/dev/null
done
for format in xlsx pdf; do
    program export-tasks --format "$format" --out "$out/theo-doi-nhiem-vu.$format" >/dev/null
done
year=$(program periods --json | .venv/bin/python -c 'import json, sys; print(json.load(sys.stdin)[0]["period"][:4])')
for period in Q1 6T 9T N; do
    for format in pdf docx xlsx; do
        program export-report "$year-$period" --format "$format" --out "$out/bao-cao-$year-$period.$format" >/dev/null
    done
done
for format in xlsx pdf; do
    program export-form II.06a "$year-Q1" --format "$format" --out "$out/bieu-II.06a-$year-Q1.$format" >/dev/null
done
echo
echo "Máy này không có màn hình nên cửa sổ chương trình không mở được."
echo "Văn bản của đơn vị mẫu đã được xuất vào thư mục $out/:"
for file in "$out"/*; do
    echo "  $file"
done
