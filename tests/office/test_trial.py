"""The trial with the sample commune ends as if it had not been; an office's own data are never touched."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile, Unit
from cchc_desktop.domain.plan import Draft
from cchc_desktop.office import Office
from tests.office.conftest import TODAY
from tests.plans import small_plan
from tests.sample_office import lay_sample

OWN = OfficeProfile("Ủy ban nhân dân xã Tân Lập", "Ủy ban nhân dân tỉnh Sông Hương", "Tân Lập")


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path / "data", TODAY)
    made = Office.open(tmp_path / "data", lambda: TODAY)
    yield made
    made.close()


def rows(office: Office) -> dict[str, int]:
    """How many rows each table of the file has."""
    data = office._desk.store._data
    names = [row["name"] for row in data.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: data.value(f"SELECT count(*) FROM {name}") for name in names}


def test_the_data_are_as_new_afterwards(sample: Office, tmp_path: Path) -> None:
    sample.settings.sit_down("Trần Thị Lan")
    new = Office.open(tmp_path / "new", lambda: TODAY)
    new.settings.sit_down("Trần Thị Lan")
    as_new = rows(new)
    new.close()
    assert sample.trial.name() == "Ủy ban nhân dân xã An Bình"
    assert sample.trial.own_operations() == 0
    heard: list[bool] = []
    sample.subscribe(lambda changes: heard.append(changes.touches("plans", "office")))
    assert sample.trial.end().copy is None
    assert heard == [True]
    assert rows(sample) == as_new
    assert sample.settings.profile() is None
    assert sample.settings.at_the_desk() == "Trần Thị Lan"
    assert (sample.history.next_undo(), sample.history.next_redo()) == ("", "")
    assert not sample.search("niêm yết").hits
    sample.settings.found(OWN)
    assert sample.history.entries()[0].id == 1
    assert sample.check().damage == ()
    assert not (tmp_path / "data" / "backups").exists()
    with pytest.raises(Refusal, match="không phải là dữ liệu mẫu"):
        sample.trial.end()
    assert sample.settings.require_profile() == OWN


def test_nobody_whom_the_sample_made_up_works_on_in_ones_own_office(sample: Office) -> None:
    sample.settings.sit_down(sample.settings.officers()[0].name)
    sample.trial.end()
    assert sample.settings.at_the_desk() == ""


def test_what_was_tried_lies_in_a_copy(sample: Office) -> None:
    sample.plans.store_draft(Draft(small_plan()))
    sample.settings.save_unit(Unit("Tổ một"))
    sample.history.undo()
    assert sample.trial.own_operations() == 1
    copy = sample.trial.end().copy
    assert copy is not None
    kept = Office.open(copy, lambda: TODAY)
    assert any(head.id == "plan-1" for head in kept.plans.heads())
    kept.close()
    assert not sample.plans.heads()


def test_the_disk_must_take_the_copy(sample: Office, tmp_path: Path) -> None:
    sample.settings.save_unit(Unit("Tổ một"))
    (tmp_path / "data" / "backups").write_text("no folder")
    before = rows(sample)
    with pytest.raises(Exception, match="thư mục"):
        sample.trial.end()
    assert rows(sample) == before


def test_a_sample_that_was_made_ones_own_stays(sample: Office) -> None:
    profile = sample.settings.require_profile()
    sample.settings.set_profile(replace(profile, archive="VP"))
    assert sample.trial.name()
    sample.settings.set_profile(replace(profile, superior="Ủy ban nhân dân tỉnh Bình Minh"))
    assert sample.trial.name() == ""
    with pytest.raises(Refusal, match="được giữ nguyên"):
        sample.trial.end()
    sample.history.undo()
    assert sample.trial.name()


def test_an_office_of_ones_own_is_no_trial(office: Office) -> None:
    assert office.trial.name() == ""
    with pytest.raises(Refusal, match="được giữ nguyên"):
        office.trial.end()
    assert office.plans.heads()


def test_no_sample_among_what_somebody_typed(empty_office: Office) -> None:
    empty_office.plans.store_draft(Draft(small_plan()))
    with pytest.raises(Refusal, match="đã có nội dung"):
        empty_office.load_sample()
    empty_office.history.undo()
    assert empty_office.load_sample()
    assert empty_office.trial.name()


def test_the_next_trial_begins_like_the_first(sample: Office) -> None:
    sample.trial.end()
    sample.load_sample()
    assert sample.trial.own_operations() == 0
    sample.history.undo()
    assert sample.trial.name() == ""
