#!/usr/bin/env bash
# python-docx 1.2.0: giving a paragraph a style costs a walk over all styles of the document, twice or more.
#
# The good guess: `document.add_paragraph(text, style)` with a style object at hand costs little more than without,
# since the paragraph only gets the style's id.
# What happens: python-docx asks for the default style of that type (a walk over all styles) to leave its id out,
# and checks the type again; with the default template (some 160 styles) a styled paragraph takes several times as
# long as a plain one, and it grows with the number of styles.
# What to do: in a document of thousands of paragraphs set the id in the XML oneself
# (`paragraph._p.get_or_add_pPr().style = style.style_id`), or write paragraphs as XML.
#
# Fails where a styled paragraph costs less than twice a plain one, or the id set by hand is not read as the style.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 lxml
"$work/venv/bin/python" - <<'PYTHON'
import statistics
import sys
import time

import docx

document = docx.Document()
style = document.styles["List Bullet"]


def plain():
    return document.add_paragraph("Nội dung")


def styled():
    return document.add_paragraph("Nội dung", style)


def by_hand():
    paragraph = document.add_paragraph("Nội dung")
    paragraph._p.get_or_add_pPr().style = style.style_id
    return paragraph


took = {way: [] for way in (plain, styled, by_hand)}
for _ in range(300):
    for way, times in took.items():
        began = time.perf_counter()
        way()
        times.append(time.perf_counter() - began)
medians = {way.__name__: statistics.median(times) for way, times in took.items()}
unit = medians["plain"]
print(f"{len(document.styles)} styles; in plain paragraphs:", {k: round(v / unit, 1) for k, v in medians.items()})
same = by_hand().style.name == "List Bullet"
sys.exit(not (same and medians["styled"] > 2 * unit and medians["by_hand"] < medians["styled"] / 1.5))
PYTHON
