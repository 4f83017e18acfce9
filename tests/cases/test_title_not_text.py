"""A title that is no plain paragraph: lettering (WordArt), a text box, a frame, a header."""

from datetime import date
from pathlib import Path

import pytest

from .made_plans import FOOT, HEAD, draft_in
from .word_files import INPUTS, paragraph, paragraphs, read_body, run, texts, write_word

BODY = ["II. NHIỆM VỤ", "1. Cải cách thể chế", "- Rà soát văn bản của xã.", *FOOT]
LETTERING = '<v:shape type="#_x0000_t136"><v:textpath string="{}"/></v:shape>'
BOX = "<w:txbxContent>{}</w:txbxContent>"
SHAPE = (
    '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="x/wordprocessingShape"><wps:wsp><wps:txbx>{}'
    "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
TITLED = BOX.format(paragraph("KẾ HOẠCH"))


def test_the_lettering_of_the_case() -> None:
    plan = draft_in(INPUTS / "title-not-text" / "lettering.docx").plan
    assert (plan.number, plan.symbol, plan.issued_on) == ("27", "KH-UBND", date(2026, 1, 12))
    assert (plan.place, plan.subject) == ("Suối Lim", "Cải cách hành chính năm 2026 của xã Suối Lim")


def test_what_libreoffice_wrote() -> None:
    plan = draft_in(INPUTS / "title-not-text" / "libreoffice.docx").plan
    assert (plan.number, plan.issued_on) == ("27", date(2026, 1, 12))
    assert plan.subject == "Cải cách hành chính năm 2026 của xã Suối Lim"


@pytest.mark.parametrize(
    "title",
    [
        f"<w:pict>{LETTERING.format('KẾ HOẠCH')}</w:pict>",
        f"<w:pict><v:group>{LETTERING.format('  KẾ   HOẠCH ')}</v:group></w:pict>",
        f"<w:pict><v:shape><v:textbox>{TITLED}</v:textbox></v:shape></w:pict>",
        SHAPE.format(TITLED),
        # A choice and what older programs show in its place: read once.
        f'<mc:AlternateContent><mc:Choice Requires="wps">{SHAPE.format(TITLED)}</mc:Choice><mc:Fallback>'
        f"<w:pict>{LETTERING.format('KẾ HOẠCH')}</w:pict></mc:Fallback></mc:AlternateContent>",
        # A choice without any text, which only the fallback has.
        f'<mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing/></mc:Choice><mc:Fallback>'
        f"<w:pict>{LETTERING.format('KẾ HOẠCH')}</w:pict></mc:Fallback></mc:AlternateContent>",
        SHAPE.replace("<wps:txbx>{}</wps:txbx>", "{}").format(
            "<a:txBody><a:p><a:r><a:t>KẾ </a:t></a:r><a:r><a:t>HOẠCH</a:t></a:r></a:p></a:txBody>"
        ),
    ],
)
def test_titles_in_drawings(tmp_path: Path, title: str) -> None:
    at = HEAD.index("KẾ HOẠCH")
    body = paragraphs(HEAD[:at]) + f"<w:p><w:r>{title}</w:r></w:p>" + paragraphs([*HEAD[at + 1 :], *BODY])
    path = write_word(tmp_path / "a.docx", body)
    plan = draft_in(path).plan
    assert (plan.number, plan.place) == ("27", "Suối Lim")
    assert plan.subject == "Cải cách hành chính năm 2026 của xã Suối Lim"


def test_a_box_is_read_once(tmp_path: Path) -> None:
    inside = BOX.format(paragraph("Trong khung."))
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    both = f"<mc:Choice>{SHAPE.format(inside)}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    shown = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    source = read_body(tmp_path, paragraph(run("Ngoài khung."), shown))
    assert texts(source) == ["Ngoài khung.", "Trong khung."]
    assert source.notes == ()
