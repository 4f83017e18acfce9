"""The values of formulas, written into a finished workbook beside them.

Excel computes formulas when it opens the file, but previews on phones and in mail programs show what
is stored, and openpyxl can store either a formula or a value.
"""

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

Value = int | float | Decimal | str

_CELL = re.compile(r'<c r="(?P<place>[A-Z]+\d+)"(?P<style>[^>]*)><f>(?P<formula>[^<]*)</f><v\s*(?:/>|></v>)')


def with_values(workbook: bytes, values: Sequence[Mapping[str, Value]]) -> bytes:
    """The workbook with the values of its formulas, which are given for each sheet by place («C12»)."""
    if not any(values):
        return workbook
    out = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        sheets = {f"xl/worksheets/sheet{number}.xml": here for number, here in enumerate(values, start=1)}
        for entry in source.infolist():
            data = source.read(entry)
            if here := sheets.get(entry.filename):
                data = _filled(data.decode(), here).encode()
            target.writestr(entry, data)
    return out.getvalue()


def _filled(sheet: str, values: Mapping[str, Value]) -> str:
    def put(found: re.Match[str]) -> str:
        value = values[found["place"]]
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = escape(str(value))
        return f'<c r="{found["place"]}"{found["style"]}{kind}><f>{found["formula"]}</f><v>{shown}</v>'

    return _CELL.sub(put, sheet)
