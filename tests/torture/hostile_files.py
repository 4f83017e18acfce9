"""Files as nobody should send them: small sound ones, broken, swollen and mixed up at random.

They are made to trip our own limits, and harm no other program: none is larger than a few hundred kilobytes,
and none unpacks to more than a few megabytes.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.torture import sound_files as sound
from tests.torture.laid_out import laid_out
from tests.torture.rich_word import rich_word

Dice = random.Random


class Hostile(NamedTuple):
    """A file: its name, its bytes, and what was done to it, in words."""

    name: str
    data: bytes
    how: str


# -- what is done to bytes -----------------------------------------------------------------------------


def _flipped(data: bytes, dice: Dice) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 5, 20, 100))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(data: bytes, dice: Dice) -> bytes:
    return data[: dice.randrange(len(data))] if dice.random() < 0.7 else data[dice.randrange(len(data)) :]


def _piece(data: bytes, dice: Dice) -> tuple[int, int]:
    begin = dice.randrange(len(data))
    return begin, min(len(data), begin + dice.choice((1, 10, 100, 1000, 20_000)))


def _doubled(data: bytes, dice: Dice) -> bytes:
    begin, end = _piece(data, dice)
    return data[:end] + data[begin:end] * dice.choice((1, 2, 20)) + data[end:]


def _without_piece(data: bytes, dice: Dice) -> bytes:
    begin, end = _piece(data, dice)
    return data[:begin] + data[end:]


def _swapped(data: bytes, dice: Dice) -> bytes:
    a, b, c = sorted(dice.randrange(len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def _zeroed(data: bytes, dice: Dice) -> bytes:
    begin, end = _piece(data, dice)
    return data[:begin] + bytes(end - begin) + data[end:]


def _noised(data: bytes, dice: Dice) -> bytes:
    begin, end = _piece(data, dice)
    return data[:begin] + dice.randbytes(end - begin) + data[end:]


ON_BYTES: Mapping[str, Callable[[bytes, Dice], bytes]] = {
    "bits flipped": _flipped,
    "cut": _cut,
    "a piece doubled": _doubled,
    "a piece lost": _without_piece,
    "pieces swapped": _swapped,
    "zeros": _zeroed,
    "noise": _noised,
}

# -- what is done to texts -----------------------------------------------------------------------------

# ruff: noqa: E501 (rows of odd values read best as they are)
_ODD = (
    "\u202e", "\u200b", "\u0301" * 300, "\ufeff", "\u2028", "\x00", "\x0c", "\x1b[2J", "\ufffe", "\U0001f469\u200d",
    "ﷺ" * 50, "İ", "ß" * 40, "\u0344", "０１２", "٣.٤", "²", "a\u0323\u0302", "\ue000", "\U000e0041", "½", "\u180e",
)  # fmt: skip
_HUGE = (
    "9" * 400, "-" + "9" * 30, "1e999", "-1e-999", "NaN", "inf", "1" * 5000, "0x10", "1" + "0" * 19, "2147483648",
    "4294967295", "-1", "99999", "1.5", "", " ", "true", "１２", "1e400000000",
)  # fmt: skip
_LINES = (
    "a) Cải cách thể chế", "1. Nội dung:", "I. NHIỆM VỤ", "- đạt 95% trở lên", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN",
    "KẾ HOẠCH", "QUYẾT ĐỊNH", "| a | b |", "|---|---|", "# a", "CỘNG HÒA XÃ HỘI   CHỦ NGHĨA", "\t\ta", "\f1", "1",
    "**a**", "<!--", "&#99999999999999999999;", "[a](b", "Phụ lục 1", "Kinh phí: 99999999999999999999 tỷ đồng",
    "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian", '1\t"Rà soát\tVăn phòng\tQuý I', "TT", "Nhiệm vụ", "Thời gian",
    "+----+----+", "| TT | Nhiệm vụ | Chủ trì |", "TT  Nhiệm vụ   Chủ trì   Thời gian", "<table><tr><td colspan=9>a",
    "</table>", "```", "---", "[^1]: a", "    - a", "> a", "S¬n vµ H¹ Lòng", "😀 a", "TT;Nhiệm vụ;Chủ trì",
    "- đạt từ 99999999999999999999% đến 1e999", "Điều 1. a", "(1) a", "Thời gian: 31/02/2026; Quý V/9999",
)  # fmt: skip


def _text_mangled(text: str, dice: Dice) -> str:
    """The text after one to three of the things that go wrong with texts."""
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.randrange(len(text) + 1)
        match dice.randrange(8):
            case 0:
                text = text[:at] + dice.choice(_ODD) * dice.choice((1, 1, 30)) + text[at:]
            case 1:
                text = text[:at] + "x" * dice.choice((500, 5_000, 60_000)) + text[at:]
            case 2:
                line = dice.choice(_LINES) + "\n"
                text = text[:at] + "\n" + line * dice.choice((1, 30, 400, 2_000)) + text[at:]
            case 3:
                unit = dice.choice(
                    ("[", "**", "|", "(", "- ", "1.", '"', "\t", " ", "<b ", "&#9", "_a ", "*")
                )
                text = text[:at] + unit * dice.choice((10, 1_000, 15_000)) + text[at:]
            case 4:
                text = re.sub(
                    r"\d+", lambda found: dice.choice((found[0], found[0], dice.choice(_HUGE))), text
                )
            case 5:
                lines = text.split("\n")
                dice.shuffle(lines)
                text = "\n".join(lines)
            case 6:
                text = text.replace(dice.choice("aeiou \n.-;:"), dice.choice(("", " ", "\n", "aa", "\u0301")))
            case _:
                text = (
                    text[:at]
                    + text[at : at + dice.choice((10, 200, 3000))] * dice.choice((2, 10))
                    + text[at:]
                )
    return text[:400_000]


_CODES = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1258",
    "cp1252",
    "utf-32",
)


def _hostile_text(dice: Dice) -> Hostile:
    suffix = dice.choice(("txt", "txt", "md"))
    text = sound.text()
    if suffix == "md":
        text = re.sub(r"^([IVX]+\. )", r"## **\1**", text, flags=re.MULTILINE)
    data = _text_mangled(text, dice).encode(dice.choice(_CODES), "replace")
    if dice.random() < 0.3:
        data = dice.choice(list(ON_BYTES.values()))(data or b"a", dice)
    return Hostile(f"a.{suffix}", data, "text")


_TOML = (
    "[]",
    "{}",
    "1e999",
    "nan",
    '""',
    "[" * 90 + "]" * 90,
    "1e-400",
    "true",
    "2026-01-01",
    "a.b",
    "-1",
    '"a*a"',
)


def _hostile_catalogue(dice: Dice) -> Hostile:
    text = sound.catalogue()
    share = dice.choice((0.0, 0.002, 0.05))

    def other(found: re.Match[str]) -> str:
        return dice.choice(_TOML) if dice.random() < share else found[0]

    text = re.sub(r"(?<== )\S[^\n]*", other, text)
    if dice.random() < 0.6:
        text = _text_mangled(text, dice)
    return Hostile("a.toml", text.encode("utf-8", "replace"), "catalogue")


# -- what is done to packages --------------------------------------------------------------------------


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Mapping[str, bytes], more: Mapping[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def _numbers(xml: bytes, dice: Dice) -> bytes:
    """Some numbers in attributes become others."""
    share = dice.choice((0.02, 0.1, 0.5))

    def other(found: re.Match[bytes]) -> bytes:
        return b'="' + dice.choice(_HUGE).encode() + b'"' if dice.random() < share else found[0]

    return re.sub(rb'="\d+"', other, xml)


def _values(xml: bytes, dice: Dice) -> bytes:
    """Some texts between tags become others."""
    share = dice.choice((0.02, 0.1, 0.5))
    odd = [*_HUGE, *(text for text in _ODD if text.isprintable()), "x" * 40_000, "&#x202e;", "&#55296;"]

    def other(found: re.Match[bytes]) -> bytes:
        return b">" + dice.choice(odd).encode() + b"<" if dice.random() < share else found[0]

    return re.sub(rb">[^<>]+<", other, xml)


_ELEMENT = (
    rb"<(w:p|w:tc|w:tr|w:tbl|w:r|row|c|si|xf|w:style|w:lvl|text:p|text:list|text:list-item|text:span|"
    rb"table:table-row|table:table-cell|style:style)\b[^>]*>"
)


def _elements(xml: bytes, dice: Dice) -> bytes:
    """One element many times over, or many levels deep."""
    found = list(re.finditer(_ELEMENT, xml))
    if not found:
        return xml
    chosen = dice.choice(found)
    name = chosen[1]
    end = xml.find(b"</" + name + b">", chosen.end())
    if end < 0:
        return xml
    end += len(name) + 3
    element = xml[chosen.start() : end]
    times = min(dice.choice((2, 50, 2_000)), 2_000_000 // len(element))
    if dice.random() < 0.3:
        deep = dice.choice((10, 200, 2_000))
        return xml[: chosen.start()] + chosen[0] * deep + element + (b"</" + name + b">") * deep + xml[end:]
    return xml[:end] + element * times + xml[end:]


_WORD_MARKS = (
    b'<w:gridBefore w:val="99999999"/>', b'<w:gridAfter w:val="99999999"/>', b'<w:gridSpan w:val="99999999"/>',
    b'<w:gridSpan w:val="-5"/>', b"<w:vMerge/>", b'<w:ilvl w:val="99999"/>', b'<w:numId w:val="50"/>',
    b'<w:start w:val="9999999999"/>',
)  # fmt: skip
_SHEET_MARKS = (
    b'<c r="XFD1048577"><v>1</v></c>', b'<c r="A1"><f>SUM(A1:XFD1048576)</f></c>', b'<c r="D9" t="s"><v>99999999</v></c>',
    b'<c r="D9" t="d"><v>9999-99-99</v></c>', b'<c r="D9" s="99999"><v>1</v></c>', b'<c r="D9" t="b"><v>7</v></c>',
    b'<c r="D9" t="e"><v>#REF!</v></c>', b'<c r="D9"><v>1e999</v></c>', b'<c r="1"><v>1</v></c>',
    b'<c r="D9" t="inlineStr"><is><t>=1+1</t></is></c>',
)  # fmt: skip

_OPEN_MARKS = (
    b'<table:table-cell table:number-columns-repeated="99999999"/>', b'<text:s text:c="99999999"/>',
    b'<table:table-cell table:number-columns-spanned="99999999" table:number-rows-spanned="-7"/>',
    b'<text:list text:continue-list="khong co"><text:list-item text:start-value="9999999999"/></text:list>',
    b"<table:covered-table-cell/>", b"<text:note/>", b"<draw:frame><draw:text-box/></draw:frame>",
)  # fmt: skip


def _marks(xml: bytes, dice: Dice) -> bytes:
    """Elements with values that no program writes, where such elements stand."""
    for place, marks in (
        (rb"<w:(?:trPr|tcPr|numPr|lvl)\b[^>/]*>", _WORD_MARKS),
        (rb"<row\b[^>]*>", _SHEET_MARKS),
        (rb"<(?:text:list-item|table:table-row|text:p)\b[^>/]*>", _OPEN_MARKS),
    ):
        found = list(re.finditer(place, xml))
        for chosen in sorted(
            dice.sample(found, min(len(found), dice.choice((1, 5)))), key=lambda f: -f.end()
        ):
            xml = xml[: chosen.end()] + dice.choice(marks) + xml[chosen.end() :]
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return xml.replace(b"</sheetData>", b"</sheetData>" + merged) if dice.random() < 0.3 else xml


def _declared(xml: bytes, dice: Dice) -> bytes:
    """A document type, with a few entities of a few letters."""
    entities = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "khong-co.txt">]>'
    head, mark, rest = xml.partition(b"?>")
    return (
        head + mark + entities + rest.replace(b"<w:t>", b"<w:t>" + dice.choice((b"&b;", b"&c;", b"&d;")), 1)
    )


_ON_XML: tuple[Callable[[bytes, Dice], bytes], ...] = (
    _numbers, _values, _elements, _marks, _declared, _flipped, _cut, _swapped,
)  # fmt: skip


def _hostile_package(data: bytes, name: str, dice: Dice) -> Hostile:
    parts = _parts(data)
    xml = [part for part in parts if part.endswith((".xml", ".rels"))]
    body = [part for part in xml if part.endswith(("document.xml", "sheet1.xml", "content.xml"))]
    match dice.randrange(10):
        case 0 | 1:
            how, change = dice.choice(list(ON_BYTES.items()))
            return Hostile(name, change(data, dice), f"package: {how}")
        case 2:
            del parts[dice.choice(list(parts))]
            return Hostile(name, _packed(parts), "a part lost")
        case 3:
            one, two = dice.sample(xml, 2)
            parts[one], parts[two] = parts[two], parts[one]
            return Hostile(name, _packed(parts), "parts swapped")
        case 4:
            # The same part under another name, found by its relationship alone.
            part = dice.choice(body)
            other = part.rpartition("/")[0] + "/" + dice.choice(("a.bin", "image1.png", "ă.xml", "document"))
            moved = {**parts, other: parts[part]}
            del moved[part]
            last = part.rpartition("/")[2].encode()
            new = other.rpartition("/")[2].encode()
            return Hostile(
                name, _packed({n: c.replace(last, new) for n, c in moved.items()}), "a part renamed"
            )
        case 5:
            import warnings

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                twice = {dice.choice(xml): _values(parts[dice.choice(xml)], dice)}
                return Hostile(name, _packed(parts, twice), "a part twice")
        case _:
            for _ in range(dice.choice((1, 1, 2))):
                part = dice.choice(body if dice.random() < 0.6 else xml)
                change = dice.choice(_ON_XML)
                parts[part] = change(parts[part] or b"<a/>", dice)
            return Hostile(name, _packed(parts), f"XML: {change.__name__.strip('_')}")


# -- what is done to files of other word processors -------------------------------------------------------


def _hostile_rich_text(dice: Dice) -> Hostile:
    data = sound.other("rtf")
    if dice.random() < 0.4:
        how, change = dice.choice(list(ON_BYTES.items()))
        return Hostile("a.rtf", change(data, dice), f"RTF: {how}")
    share = dice.choice((0.002, 0.02, 0.2))
    words = re.findall(rb"\\[a-z]+", data)

    def other(found: re.Match[bytes]) -> bytes:
        if dice.random() >= share:
            return found[0]
        number = str(dice.choice((-99_999_999, -1, 0, 7, 255, 65_536, 99_999_999, 9_999_999_999))).encode()
        return dice.choice(
            (found[1] + number, dice.choice(words), b"{" * 30, b"}", b"\\*", b"\\bin9 ", b"\\'")
        )

    return Hostile("a.rtf", re.sub(rb"(\\[a-z]+)-?\d+", other, data), "RTF: words")


def _hostile_page(dice: Dice) -> Hostile:
    """A web page under the name of an old Word file."""
    lines = "".join(f"<p class=a{n % 7}><b>{line}</b>" for n, line in enumerate(sound.text().split("\n")))
    table = (
        "<table border=1><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table><ol start=3><li>e<li>f</ol>"
    )
    page = f"<html><head><style>p.a1 {{font-weight: bold}}</style></head><body>{lines}{table}</body></html>"
    if dice.random() < 0.5:
        page = re.sub(r"=\d+", lambda found: "=" + dice.choice((*_HUGE, found[0][1:])), page)
        page = page.replace(
            "<tr>", "<tr>" * dice.choice((1, 2, 3_000)) + "<td><table>" * dice.choice((0, 1, 300))
        )
    data = _text_mangled(page, dice).encode(dice.choice(_CODES), "replace")
    return Hostile(dice.choice(("a.doc", "a.html")), data, "web page")


def _hostile_old(dice: Dice) -> Hostile:
    how, change = dice.choice(list(ON_BYTES.items()))
    return Hostile("a.doc", change(sound.other("doc"), dice), f"old Word: {how}")


# -- what is done to PDF -------------------------------------------------------------------------------


def _hostile_pdf(dice: Dice) -> Hostile:
    if dice.random() < 0.3:
        return Hostile("a.pdf", laid_out(dice), "PDF: words and lines anywhere")
    data = sound.portable()
    if dice.random() < 0.5:
        how, change = dice.choice(list(ON_BYTES.items()))
        return Hostile("a.pdf", change(data, dice), f"PDF: {how}")
    share = dice.choice((0.002, 0.02, 0.2))
    numbers = (b"99999999", b"-1", b"0", b"1e9", b"1" * 40, b"0.00001", b"3 0 R", b"<< >>", b"[ ]", b"null")

    def other(found: re.Match[bytes]) -> bytes:
        return dice.choice(numbers) if dice.random() < share else found[0]

    return Hostile("a.pdf", re.sub(rb"\b\d+\b", other, data), "PDF: numbers")


def hostile_file(dice: Dice) -> Hostile:
    """One such file."""
    match dice.randrange(29):
        case 0 | 1 | 2 | 3 | 4 | 5 | 6:
            return _hostile_text(dice)
        case 7 | 8 | 9 | 10 | 11:
            return _hostile_package(dice.choice((sound.word, rich_word))(), "a.docx", dice)
        case 12 | 13 | 14:
            return _hostile_package(sound.workbook(), "a.xlsx", dice)
        case 15 | 16 | 17:
            return _hostile_pdf(dice)
        case 18:
            data = dice.choice((sound.word, sound.workbook, sound.portable))()
            suffix = dice.choice(("docx", "xlsx", "pdf", "txt", "md", "toml", "doc", "xls", "odt", "rtf"))
            return Hostile(f"a.{suffix}", dice.choice((data, _flipped(data, dice))), "another ending")
        case 19:
            return _hostile_package(sound.other("odt"), "a.odt", dice)
        case 20 | 21:
            return _hostile_rich_text(dice)
        case 22:
            return _hostile_old(dice)
        case 23:
            return _hostile_page(dice)
        case 24 | 25:
            data = sound.old_workbook()
            # Its tables are at its beginning and its end, what holds the cells is between them.
            how, work = dice.choice(list(ON_BYTES.items()))
            return Hostile("a.xls", work(data, dice), how)
        case 26:
            return _hostile_package(sound.open_spreadsheet(), "a.ods", dice)
        case 27:
            data = _text_mangled(sound.delimited(), dice).encode("utf-8", "replace")
            return Hostile("a.csv", data, "cells mangled")
        case _:
            return _hostile_catalogue(dice)
