"""A period keeps the text of the catalogue that it was made with, whatever a later program ships."""

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.indicators import IndicatorCatalogue
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office

Q1, Q2 = Period.parse("2026-Q1"), Period.parse("2026-Q2")
CODE = "1.20"


@pytest.fixture
def reworded(monkeypatch: pytest.MonkeyPatch) -> IndicatorCatalogue:
    """What a later program ships: another text under the same version; to be put in place by the test."""
    shipped = catalogue.indicators()
    name = shipped.get(CODE).name
    text = shipped.text.replace(f'"{name}"', f'"{name} (đã sửa)"')
    assert text != shipped.text
    return catalogue.read_indicators(text)


def test_another_text_under_the_same_version_changes_no_period(
    office: Office, reworded: IndicatorCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = catalogue.indicators()
    assert reworded.version == shipped.version
    assert reworded.id != shipped.id
    before = office.catalogues.followed(Q1)
    assert (before.kept, before.is_shipped) == (False, True)
    assert before.words.endswith("(sẽ lưu khi nhập số liệu đầu tiên)")
    office.figures.type_figure(Q1, CODE, "5")
    kept = office.catalogues.followed(Q1)
    assert (kept.catalogue.id, kept.kept, kept.is_shipped) == (shipped.id, True, True)
    assert kept.words.endswith("(đã lưu cùng số liệu của kỳ)")

    monkeypatch.setattr(catalogue, "indicators", lambda: reworded)
    later = Office(office._desk.store)
    later._desk.store.revisions.changed(("catalogues",))
    old = later.catalogues.followed(Q1)
    assert (old.catalogue.id, old.is_shipped) == (shipped.id, False)
    assert shipped.id[:8] in old.words
    assert later.figures.ledger().catalogue(Q1).get(CODE).name == shipped.get(CODE).name
    # What has no figure yet follows the program.
    new = later.catalogues.followed(Q2)
    assert (new.catalogue.id, new.kept, new.is_shipped) == (reworded.id, False, True)
    later.figures.type_figure(Q2, CODE, "6")
    names = [later.figures.ledger().catalogue(quarter).get(CODE).name for quarter in (Q1, Q2)]
    assert names == [shipped.get(CODE).name, f"{shipped.get(CODE).name} (đã sửa)"]
    assert len(later._desk.store.catalogues()) == 2
    assert later.check().damage == ()
    later.history.undo()
    assert later.catalogues.followed(Q2).kept is False
