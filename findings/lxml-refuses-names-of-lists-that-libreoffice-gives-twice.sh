#!/usr/bin/env bash
# lxml 6: an XML text in which two elements have the same xml:id is no XML to it.
#
# The good guess: parsing without a document type checks that a text is well-formed, and nothing more.
# What happens: `etree.fromstring` raises XMLSyntaxError («ID … already defined»). LibreOffice 7.4 gives two lists of
# some documents the same name, so that a whole .odt could not be read.
# What to do: `etree.XMLParser(collect_ids=False)`, which keeps no table of such names.
#
# Fails where lxml reads such a text without that, or does not with it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "lxml>=6,<7"
"$work/venv/bin/python" - <<'PYTHON'
import sys

from lxml import etree

text = b'<lists><list xml:id="a"/><list xml:id="a"/></lists>'
try:
    etree.fromstring(text)
    sys.exit("read without more")
except etree.XMLSyntaxError as error:
    print("refused:", error)
print("read:", len(etree.fromstring(text, etree.XMLParser(collect_ids=False))), "lists")
PYTHON
