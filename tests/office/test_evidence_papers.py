"""What goes out of the evidence: the numbered list, the .zip with its hashes, and how long files are kept."""

import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from cchc_desktop.catalogue.retention import kept_until, read_retentions, retentions
from cchc_desktop.documents import evidence_pack
from cchc_desktop.documents.file_names import plain_name
from cchc_desktop.documents.job import Cancelled
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.evidence import FileState, Owner, OwnerKind
from cchc_desktop.domain.outgoing.records import PaperKey, PaperKind
from cchc_desktop.office import Office
from cchc_desktop.office.evidence import Item
from cchc_desktop.office.outgoing import read_signed
from tests.office.report_desk import Q1, Desk
from tests.signed_pdfs import LINES, write_pdf

TASK = Owner.parse("task:task-1")


@pytest.fixture
def items(office: Office, tmp_path: Path) -> list[Item]:
    """Three files of two things; one of them stands for both."""
    folder = tmp_path / "in"
    folder.mkdir()
    take = office.evidence.taker()
    taken = []
    for name, content in (("Biên bản họp.pdf", b"%PDF bien ban"), ("Số liệu.csv", b"a;b\r\n" * 99)):
        (folder / name).write_bytes(content)
        taken.append(take(folder / name, lambda: None))
    office.evidence.attach(TASK, taken, sort="Biên bản")
    office.evidence.attach(Owner.parse("figure:2026-Q1:2.01"), taken[:1])
    return office.evidence.all()


def test_the_list_is_numbered_by_areas(office: Office, items: list[Item]) -> None:
    document = office.evidence_papers.document(items, "quý I năm 2026")
    (table,) = [block for block in document.parts[0].blocks if type(block).__name__ == "Table"]
    rows = [row.cells for row in table.rows]  # type: ignore[union-attr]
    assert [cells[0] for cells in rows] == ["I", "MC.01", "II", "MC.02", "MC.03"]
    assert rows[1][5] == "MC-01-bien-ban-hop.pdf"
    assert rows[4][1:7] == (
        "Số liệu.csv", "Biên bản", "Rà soát thủ tục hành chính nội bộ.", date(2026, 7, 15),
        "MC-03-so-lieu.csv", "lưu đến năm 2046",
    )  # fmt: skip
    assert document.formats == ("pdf", "docx", "xlsx")


def test_the_archive_holds_what_its_list_says(office: Office, items: list[Item], tmp_path: Path) -> None:
    target = tmp_path / "goi.zip"
    packed = office.evidence_papers.packing(items, "năm 2026").write(target)
    assert (packed.files, packed.left_out, packed.bytes) == (2, (), target.stat().st_size)
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        assert names == [
            "00-danh-muc-minh-chung.pdf", "00-danh-muc-minh-chung.xlsx", "SHA256SUMS.txt",
            "MC-01-bien-ban-hop.pdf", "MC-03-so-lieu.csv",
        ]  # fmt: skip
        assert archive.testzip() is None
        sums = dict(line.split()[::-1] for line in archive.read(names[2]).decode().splitlines())
        assert sums == {name: sha256(archive.read(name)).hexdigest() for name in names[3:]}
        assert all(name.isascii() and len(name) <= 50 for name in names)


def test_what_is_altered_stays_out_and_is_told(office: Office, items: list[Item], tmp_path: Path) -> None:
    (csv,) = [item for item in items if item.file.name.endswith("csv")]
    office.evidence.folder.place(csv.file.sha256).write_bytes(b"A;b\r\n" * 99)
    packed = office.evidence_papers.packing(office.evidence.all()).write(tmp_path / "goi.zip")
    assert (packed.files, packed.left_out) == (1, ("Số liệu.csv",))
    office.evidence.folder.place(csv.file.sha256).unlink()
    packed = office.evidence_papers.packing(office.evidence.all()).write(tmp_path / "goi.zip")
    assert (packed.files, packed.left_out) == (1, ("Số liệu.csv",))


def test_limits_of_the_archive(
    office: Office, items: list[Item], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packing = office.evidence_papers.packing(items)
    target = tmp_path / "goi.zip"
    for wrong, why in (("goi.exe", r"kết thúc bằng \.zip"), ("none/goi.zip", "thư mục")):
        with pytest.raises((Refusal, EnvironmentProblem), match=why):
            packing.write(tmp_path / wrong)
    with pytest.raises(Cancelled):
        packing.write(target, cancelled=lambda: True)
    with pytest.raises(Refusal, match="Không có minh chứng nào"):
        office.evidence_papers.packing([])
    monkeypatch.setattr(evidence_pack, "MOST_FILES", 1)
    with pytest.raises(Refusal, match="quá 1"):
        office.evidence_papers.packing(items)
    monkeypatch.setattr(evidence_pack, "MOST_FILES", 9)
    monkeypatch.setattr(evidence_pack, "MOST_BYTES", 16 * 1024 * 1024 + 100)
    with pytest.raises(Refusal, match="hơn 4 GB"):
        office.evidence_papers.packing(items)
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".zip", ".tmp")]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Biên bản số 5 - họp.PDF", "MC-01-bien-ban-so-5-hop.pdf"),
        ("con.pdf", "MC-01-con.pdf"),
        (f"{'dài ' * 40}.docx", "MC-01-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai.docx"),
        ("ảnh", "MC-01-anh"),
    ],
)
def test_names_that_go_out(name: str, plain: str) -> None:
    assert plain_name(name, "MC.01") == plain
    assert len(plain) <= 50


def test_how_long_files_are_kept() -> None:
    assert {kind for rule in retentions() for kind in rule.owners} == set(OwnerKind)
    assert kept_until(TASK, 2026) == "lưu đến năm 2046"
    assert kept_until(Owner.parse("report:2026-N"), 2026) == "lưu vĩnh viễn"
    assert kept_until(Owner.parse("report:2026-Q1"), 2026) == "lưu đến năm 2046"
    with pytest.raises(Refusal, match="owners"):
        read_retentions('[[retention]]\nid = "x"\nname = "X"\nowners = ["gone"]\nlegal = "TT"\n')


def test_the_signed_copy_of_a_report_is_shown_and_packed_but_kept_once(desk: Desk, tmp_path: Path) -> None:
    office, key = desk.office, PaperKey(PaperKind.REPORT, Q1.id)
    office.reports.issue(Q1, "31", date(2026, 3, 17))
    office.outgoing.attach(key, read_signed(write_pdf(tmp_path / "31 ký.pdf", LINES)))
    (item,) = office.evidence.of(Owner.parse("report:2026-Q1"))
    assert item.signed is not None
    assert (item.file.name, item.file.sort, item.state) == ("31 ký.pdf", "Bản ký số", FileState.PRESENT)
    assert office.evidence.files() == ()
    assert office.evidence.lacking(date(2026, 3, 20)) == ()
    content = office.evidence.content(item.file, item.signed)
    assert sha256(content).hexdigest() == item.file.sha256
    with pytest.raises(Refusal):
        office.evidence.remove(item.id)
    target = tmp_path / "goi.zip"
    assert office.evidence_papers.packing(office.evidence.all()).write(target).files == 1
    with zipfile.ZipFile(target) as archive:
        assert archive.read("MC-01-31-ky.pdf") == content
