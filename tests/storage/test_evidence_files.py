"""Files of evidence: copied whole or not at all, healed, swept only where nothing may need them again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import durable
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.domain.evidence import EvidenceFile, OwnerKind
from cchc_desktop.storage.content import FolderStore, content_hash
from cchc_desktop.storage.evidence_kinds import EVIDENCE_FILES
from cchc_desktop.storage.repairing import check_folder
from cchc_desktop.storage.store import Store


def file_of(sha256: str, name: str = "bien-ban.pdf") -> EvidenceFile:
    return EvidenceFile(
        OwnerKind.TASK, "task-1", "Rà soát", 3, "c1", 1, sha256, 4, name, "Biên bản", date(2026, 3, 2), "Lan",
        "", id="c1",
    )  # fmt: skip


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file from outside."""
    path = tmp_path / "quet.pdf"
    path.write_bytes(b"%PDF" * 700_000)
    return path


def test_a_file_is_copied_once_and_healed(tmp_path: Path, scan: Path) -> None:
    store = FolderStore(tmp_path / "evidence")
    sha256, size = store.put_file(scan, 10**7)
    assert (sha256, size) == (content_hash(scan.read_bytes()), scan.stat().st_size)
    assert store.put_file(scan, 10**7) == (sha256, size)
    assert files(tmp_path / "evidence") == [store.place(sha256)]
    store.place(sha256).write_bytes(b"other")
    assert not store.is_whole(sha256)
    assert store.put_file(scan, 10**7) == (sha256, size)
    assert store.is_whole(sha256)
    assert store.size(sha256) == size
    assert store.size("0" * 64) is None
    assert not store.is_whole("0" * 64)


def stopped() -> None:
    raise InterruptedError


@pytest.mark.parametrize(
    ("most", "go_on", "raised"), [(1000, lambda: None, OverflowError), (10**7, stopped, InterruptedError)]
)
def test_too_much_or_a_cancel_leaves_nothing(
    tmp_path: Path, scan: Path, most: int, go_on: Callable[[], None], raised: type[Exception]
) -> None:
    with pytest.raises(raised):
        FolderStore(tmp_path / "evidence").put_file(scan, most, go_on)
    assert files(tmp_path / "evidence") == []


def test_a_disk_that_does_not_take_it(tmp_path: Path, scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store = FolderStore(tmp_path / "evidence")
    with monkeypatch.context() as patched:
        patched.setattr(durable, "replace", full)
        with pytest.raises(EnvironmentProblem, match="ổ đĩa còn chỗ"):
            store.put_file(scan, 10**7)
    assert files(tmp_path / "evidence") == []
    (tmp_path / "in-the-way").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="ổ đĩa còn chỗ"):
        FolderStore(tmp_path / "in-the-way").put_file(scan, 10**7)


def test_what_the_journal_or_a_backup_refers_to_is_never_swept(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    assert store.evidence is not None
    undone, backed_up, refused = (store.evidence.put(each) for each in (b"undo", b"back", b"gone"))
    with store.journal.operation("evidence.attach", "Đính kèm") as recorder:
        recorder.save(EVIDENCE_FILES, file_of(undone))
    store.journal.undo()
    assert store.upkeep.sweep_evidence() == 2
    assert list(store.evidence.ids()) == [undone]
    assert store.evidence.put(b"back") == backed_up
    assert store.backup(Reason.MANUAL) is not None
    assert store.evidence.put(b"gone") == refused
    assert store.upkeep.sweep_evidence() == 1
    assert sorted(store.evidence.ids()) == sorted([undone, backed_up])
    store.journal.redo()
    assert [each.sha256 for each in store.records(EVIDENCE_FILES)] == [undone]
    store.close()


def test_check_reads_every_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    assert store.evidence is not None
    with store.journal.operation("evidence.attach", "Đính kèm") as recorder:
        for number, name in enumerate(("a.pdf", "b.pdf", "c.pdf")):
            sha256 = store.evidence.put(name.encode())
            recorder.insert("evidence", EVIDENCE_FILES.row(file_of(sha256, name)) | {"id": str(number)})
    store.close()
    assert check_folder(tmp_path).evidence == ()
    folder = FolderStore(tmp_path / "evidence")
    folder.place(content_hash(b"a.pdf")).unlink()
    folder.place(content_hash(b"b.pdf")).write_bytes(b"b.PDF")
    checked = check_folder(tmp_path)
    assert not checked.examination
    missing, altered = checked.evidence
    assert missing.startswith("1 tệp minh chứng («a.pdf») không còn trong thư mục «evidence».")
    assert altered.startswith("1 tệp minh chứng («b.pdf») đã bị sửa ở ngoài chương trình.")
