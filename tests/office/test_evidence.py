"""Evidence at the desk: attached, renewed, removed, undone against a plain model; what is lacking, faulty."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain import accepted_files as accepted
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal, ViewOnly
from cchc_desktop.domain.evidence import FileState, Owner
from cchc_desktop.domain.places import EvidencePlace, RegisterPlace, ReportPlace, TasksPlace
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.evidence_files import Taken
from cchc_desktop.office.restoring import opened_backup
from tests.examples import share
from tests.office.report_desk import Q1, Desk
from tests.office.sequence import TODAY, template

TASK = Owner.parse("task:task-1")


def took(office: Office, path: Path, content: bytes = b"%PDF-1.7 bien ban") -> Taken:
    """Takes in a new file of this name."""
    path.write_bytes(content)
    return office.evidence.taker()(path, lambda: None)


@pytest.fixture
def attach(office: Office, tmp_path: Path) -> Callable[..., str]:
    """Attaches a new file; gives its id."""
    folder = tmp_path / "scans"
    folder.mkdir()

    def do(name: str, content: bytes = b"%PDF-1.7 bien ban", owner: Owner = TASK) -> str:
        (file,) = office.evidence.attach(owner, [took(office, folder / name, content)]).files
        return file.id

    return do


def names(office: Office, owner: Owner = TASK) -> list[str]:
    return [item.file.name for item in office.evidence.of(owner)]


def test_a_file_is_kept_once_and_shown_where_it_belongs(office: Office, tmp_path: Path) -> None:
    evidence = office.evidence
    office.tasks.report("task-1", TaskUpdate(date(2026, 6, 20), 40, "Đã họp.", id="u1"))
    taken = took(office, tmp_path / "Biên bản.pdf")
    attached = evidence.attach(TASK, [taken, taken], sort=" Biên  bản ", note="bản quét")
    (file,) = attached.files
    assert (file.about, file.area, file.sort, file.note, file.size) == (
        "Rà soát thủ tục hành chính nội bộ.", 3, "Biên bản", "bản quét", 17,
    )  # fmt: skip
    (again,) = [evidence.attach(TASK, [taken])]
    assert (again.files, again.already) == ((), ("Biên bản.pdf",))
    evidence.attach(Owner.parse("update:u1"), [taken])
    evidence.attach(Owner.parse("figure:2026-Q2:1.07"), [taken])
    assert len([path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]) == 1
    assert (names(office), evidence.count(TASK)) == (["Biên bản.pdf"] * 2, 2)
    assert evidence.content(file) == b"%PDF-1.7 bien ban"
    (hit,) = [hit for hit in office.search("ban quet").hits if hit.table == "evidence"]
    assert (hit.place, hit.where) == (EvidencePlace(file.id), file.about)
    assert office.counts()["evidence"] == 3


@pytest.mark.parametrize("to", ["task:gone", "row:gone", "update:gone", "figure:2026-Q1:9.99"])
def test_nothing_is_attached_to_what_is_not_there(office: Office, tmp_path: Path, to: str) -> None:
    taken = took(office, tmp_path / "a.pdf")
    with pytest.raises(Refusal, match="Không tìm thấy"):
        office.evidence.attach(Owner.parse(to), [taken])
    assert office.evidence.files() == ()


def test_what_is_refused_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepted, "MOST_BYTES", 100)
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content, why in (
        ("a.exe", b"x", "chương trình"), ("a.pdf", b"MZ" * 9, "chương trình"), ("b.pdf", b"", "trống"),
        ("c.pdf", b"x" * 101, "lớn hơn"), ("d.abc", b"x", "Hãy lưu thành PDF"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=why):
            took(office, folder / name, content)
    for path, why in ((folder, "thư mục"), (folder / "none.pdf", "Không tìm thấy tệp")):
        with pytest.raises(Refusal, match=why):
            office.evidence.taker()(path, lambda: None)
    assert not [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
    assert "macro" in took(office, folder / "e.docx", b"PK vbaProject.bin").warning
    assert "không phải PDF" in took(office, folder / "e.pdf", b"scanned elsewhere").warning
    assert took(office, folder / "f.pdf", b"\n%PDF-1.7 ").warning == ""


def test_versions_names_and_copies(office: Office, attach: Callable[..., str], tmp_path: Path) -> None:
    evidence = office.evidence
    first = attach("bb.pdf")
    second = evidence.renew(first, took(office, tmp_path / "bb-2.pdf", b"%PDF second"))
    with pytest.raises(Refusal, match="giống hệt"):
        evidence.renew(first, took(office, tmp_path / "bb-3.pdf", b"%PDF second"))
    (item,) = evidence.of(TASK)
    assert (item.file.id, [each.id for each in item.older], item.file.number) == (second.id, [first], 2)
    evidence.edit(second.id, name=r"..\Biên bản: họp", sort="Biên bản", note="n", day=date(2026, 7, 2))
    file = evidence.get(second.id)
    assert (file.name, file.sort, file.day) == ("Biên bản họp.pdf", "Biên bản", date(2026, 7, 2))
    for wrong in ({"name": " "}, {"day": date(2026, 7, 16)}):
        with pytest.raises(Refusal):
            evidence.edit(second.id, **wrong)
    evidence.remove_version(second.id)
    assert [item.file.id for item in evidence.of(TASK)] == [first]
    office.history.undo()
    target = tmp_path / "out.pdf"
    evidence.save(evidence.get(second.id), target)
    assert target.read_bytes() == b"%PDF second"
    with pytest.raises(Refusal, match=r"kết thúc bằng \.pdf"):
        evidence.save(file, tmp_path / "out.exe")
    evidence.remove(first)
    assert (evidence.of(TASK), evidence.files()) == ([], ())
    assert "Gỡ minh chứng" in office.history.told(office.history.undo()).sentence
    assert [item.file.id for item in evidence.of(TASK)] == [second.id]


def test_what_it_was_attached_to_may_go_and_it_stays(office: Office, attach: Callable[..., str]) -> None:
    row = office.registers.add("tuyen-truyen", _row(office))
    owner = Owner.parse(f"row:{row.id}")
    file_id = attach("anh.png", b"\x89PNG", owner)
    (item,) = office.evidence.of(owner)
    assert item.place == RegisterPlace("tuyen-truyen", row.id)
    office.registers.delete(row.id)
    (item,) = office.evidence.all()
    assert (item.is_attached, item.file.about[:12], item.place) == (
        False, "Tuyên truyền", EvidencePlace(file_id),
    )  # fmt: skip
    attached = office.evidence.attach_kept(TASK, [item.file])
    assert attached.files[0].id == file_id
    assert names(office) == ["anh.png"]
    report = Owner.parse("report:2026-Q1")
    office.evidence.attach_kept(report, office.evidence.files())
    assert (names(office), names(office, report)) == (["anh.png"], ["anh.png"])
    assert office.evidence.attach_kept(report, office.evidence.files()).already == ("anh.png",) * 2


def _row(office: Office) -> dict[str, str]:
    register = office.registers.get("tuyen-truyen")
    typed = {}
    for each in register.typed:
        if each.is_required:
            typed[each.key] = each.choices[0] if each.choices else "1"
    return typed | {register.day: "14/7/2026"}


def test_missing_and_altered_files_are_told_and_healed(
    office: Office, attach: Callable[..., str], tmp_path: Path
) -> None:
    evidence = office.evidence
    missing, altered = attach("mat.pdf", b"%PDF mat"), attach("sua.pdf", b"%PDF sua")
    place = evidence.folder.place
    place(evidence.get(missing).sha256).unlink()
    place(evidence.get(altered).sha256).write_bytes(b"%PDF SUA")
    evidence.looked(evidence.looker()(lambda: None))
    assert [item.state for item in evidence.of(TASK)] == [FileState.MISSING, FileState.ALTERED]
    damage = office.check().damage
    assert [("mat.pdf" in each, "sua.pdf" in each) for each in damage] == [(True, False), (False, True)]
    with pytest.raises(EnvironmentProblem, match="bị thay đổi"):
        evidence.content(evidence.get(altered))
    for name in ("mat.pdf", "sua.pdf"):
        again = evidence.attach(TASK, [took(office, tmp_path / name, b"%PDF " + name[:3].encode())])
        assert again.already == (name,)
    assert office.check().damage == ()
    assert evidence.faulty() == []


def test_what_lacks_evidence(desk: Desk, tmp_path: Path) -> None:
    office = desk.office
    assert office.evidence.lacking(desk.today) == ()
    office.tasks.report("task-3", TaskUpdate(date(2026, 3, 1), 100, officer="Lan"))
    day = date(2026, 3, 9)
    row = office.registers.add(
        "kiem-tra",
        {
            each.key: _typed(each.choices)
            for each in office.registers.get("kiem-tra").typed
            if each.is_required
        }
        | {office.registers.get("kiem-tra").day: "9/3/2026"},
    )
    desk.today = date(2026, 3, 17)
    office.reports.issue(Q1, "31", desk.today)
    lacking = office.evidence.lacking(desk.today)
    assert [(each.owner.text, each.day, each.place) for each in lacking] == [
        ("task:task-3", date(2026, 3, 1), TasksPlace("task-3")),
        (f"row:{row.id}", day, RegisterPlace("kiem-tra", row.id)),
        ("report:2026-Q1", desk.today, ReportPlace(Q1)),
    ]
    assert lacking[0].unit == "Phòng Kinh tế"
    assert [each.owner.kind for each in office.evidence.lacking(date(2026, 3, 5))] == ["task"]
    for number, lack in enumerate(lacking):
        office.evidence.attach(lack.owner, [took(office, tmp_path / f"{number}.pdf", bytes([number + 65]))])
    assert office.evidence.lacking(desk.today) == ()
    office.history.undo()
    assert [each.owner.kind for each in office.evidence.lacking(desk.today)] == ["report"]


def _typed(choices: tuple[str, ...]) -> str:
    return choices[0] if choices else "1"


def test_data_for_reading_take_no_file(office: Office, attach: Callable[..., str], tmp_path: Path) -> None:
    file_id = attach("bb.pdf")
    view = Office.open(tmp_path, lambda: TODAY, view=True)
    try:
        assert view.evidence.content(view.evidence.get(file_id)) == b"%PDF-1.7 bien ban"
        with pytest.raises(ViewOnly):
            view.evidence.taker()
        with pytest.raises(ViewOnly):
            view.evidence.remove(file_id)
    finally:
        view.close()


def test_backups_copies_and_restored_records(
    office: Office, attach: Callable[..., str], tmp_path: Path
) -> None:
    """What becomes of the files in a backup, a copy, a second place, and of a record that is brought back."""
    file_id = attach("bb.pdf")
    sha256 = office.evidence.get(file_id).sha256
    backup = office.backups.make(Reason.MANUAL)
    assert backup is not None
    assert backup.evidence == (sha256,)
    office.evidence.remove(file_id)
    assert office._desk.store.upkeep.sweep_evidence() == 0
    copy = office.copy_data(tmp_path.parent / f"{tmp_path.name}-copy")
    assert copy.evidence == 1
    (copied,) = [path for path in (copy.folder / "evidence").rglob("*") if path.is_file()]
    assert copied.name == sha256
    with opened_backup(backup.path) as view:
        (lost,) = [each for each in office.restoring.differences(view) if each.kind == "Minh chứng"]
        assert (lost.title, lost.is_lost) == ("bb.pdf", True)
        office.restoring.put_back(view, [lost.key])
    assert names(office) == ["bb.pdf"]
    assert office.evidence.faulty() == []


Model = tuple[tuple[str, tuple[bytes, ...]], ...]
"""Each file: the name that is shown, and the bytes of its versions."""
_STEPS = st.tuples(
    st.sampled_from(("attach", "renew", "rename", "remove", "drop", "undo", "redo", "undo", "sweep")),
    st.integers(0, 3),
    st.sampled_from((b"one", b"two", b"three", b"four")),
)


def _planned(model: Model, step: str, at: int, content: bytes) -> Model | None:
    """What a step makes of the files; None where it is refused or changes nothing."""
    files = list(model)
    if step == "attach":
        if any(content in versions for _, versions in files):
            return None
        return (*model, (f"{content.decode()}.pdf", (content,)))
    if at >= len(files):
        return None
    name, versions = files[at]
    if step == "renew" and versions[-1] != content:
        files[at] = (f"{content.decode()}.pdf", (*versions, content))
    elif step == "rename" and name != f"ten-{at}.pdf":
        files[at] = (f"ten-{at}.pdf", versions)
    elif step == "remove" or (step == "drop" and len(versions) == 1):
        del files[at]
    else:
        return None
    return tuple(files)


def _stored(office: Office) -> Model:
    evidence = office.evidence
    return tuple(
        (item.file.name, tuple(evidence.content(each) for each in (*item.older, item.file)))
        for item in evidence.of(TASK)
    )


def _does(office: Office, folder: Path, step: str, at: int, content: bytes) -> None:
    evidence = office.evidence
    if step == "attach":
        evidence.attach(TASK, [took(office, folder / f"{content.decode()}.pdf", content)])
        return
    file_id = evidence.of(TASK)[at].id if at < len(evidence.of(TASK)) else "gone"
    if step == "renew":
        evidence.renew(file_id, took(office, folder / f"{content.decode()}.pdf", content))
    elif step == "rename":
        evidence.edit(file_id, name=f"ten-{at}")
    elif step == "remove":
        evidence.remove(file_id)
    elif len(evidence.versions(file_id)) == 1:
        evidence.remove_version(file_id)


@given(st.lists(_STEPS, max_size=25))
@settings(max_examples=share(3))
def test_any_sequence_is_a_plain_model(steps: list[tuple[str, int, bytes]]) -> None:
    """Files come, change and go, undone, redone, swept in between; no bytes that may come back are lost."""
    folder = Path(tempfile.mkdtemp(prefix="cchc-evidence-"))
    shutil.copytree(template(), folder, dirs_exist_ok=True)
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 7, 15, 9))
    states: list[Model] = [()]
    at = 0
    try:
        for step, place, content in steps:
            if step == "undo" and at:
                office.history.undo()
                at -= 1
            elif step == "redo" and at < len(states) - 1:
                office.history.redo()
                at += 1
            elif step == "sweep":
                office._desk.store.upkeep.sweep_evidence()
            elif step not in ("undo", "redo"):
                planned = _planned(states[at], step, place, content)
                try:
                    _does(office, folder, step, place, content)
                except Refusal:
                    assert planned is None
                if planned is not None:
                    states, at = [*states[: at + 1], planned], at + 1
            assert _stored(office) == states[at]
        assert office.check().damage == ()
    finally:
        office.close()
        shutil.rmtree(folder)
