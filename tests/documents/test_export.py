"""Exported files are whole or untouched, and each failure has its own sentence."""

import errno
import os
from pathlib import Path

import pytest

from cchc_desktop import durable
from cchc_desktop.documents import export
from cchc_desktop.documents.export import Cancelled, export_file, write_atomically
from cchc_desktop.documents.model import Document, Paragraph, Part
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal

DOCUMENT = Document("Thử", "UBND xã An Bình", (Part("Thử", (Paragraph("Nội dung."),)),))


@pytest.mark.parametrize("fmt", export.FORMATS)
def test_export_replaces_the_old_file(fmt: str, tmp_path: Path) -> None:
    target = tmp_path / f"kế hoạch.{fmt}"
    target.write_bytes(b"old")
    export_file(DOCUMENT, fmt, target)
    assert target.stat().st_size > 1000
    assert os.listdir(tmp_path) == [target.name]


@pytest.mark.parametrize("fmt", export.FORMATS)
def test_cancelling_leaves_nothing(fmt: str, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        export_file(DOCUMENT, fmt, tmp_path / f"a.{fmt}", None, lambda: True)
    assert not list(tmp_path.iterdir())


def test_file_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(durable, "PAUSE_SECONDS", 0)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(EnvironmentProblem) as problem:
        export_file(DOCUMENT, "pdf", target)
    assert str(problem.value) == ("Tệp «a.pdf» đang mở trong chương trình khác. Hãy đóng tệp rồi xuất lại.")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_a_short_hold_by_a_virus_scanner_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "PAUSE_SECONDS", 0)
    real, calls = os.replace, []

    def sometimes(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) < 3:
            raise PermissionError
        real(source, target)

    monkeypatch.setattr(os, "replace", sometimes)
    write_atomically(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (OSError(errno.ENOSPC, "full"), "đã đầy"),
        (PermissionError(errno.EACCES, "no"), "Không được phép ghi vào thư mục"),
        (OSError(errno.EROFS, "read-only"), "Không được phép ghi vào thư mục"),
        (OSError(errno.ENAMETOOLONG, "long"), "quá dài"),
        (FileNotFoundError(errno.ENOENT, "gone"), "Không còn thư mục"),
        (OSError(errno.EIO, "broken"), "Không ghi được tệp"),
    ],
)
def test_each_failure_has_its_sentence(
    problem: OSError, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fail(_: int) -> None:
        raise problem

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EnvironmentProblem, match=sentence):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_wrong_targets(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"phải kết thúc bằng \.pdf"):
        export_file(DOCUMENT, "pdf", tmp_path / "a.docx")
    with pytest.raises(Refusal, match="Chương trình không xuất được"):
        export_file(DOCUMENT, "odt", tmp_path / "a.odt")
    with pytest.raises(EnvironmentProblem, match="Không có thư mục"):
        export_file(DOCUMENT, "pdf", tmp_path / "không có" / "a.pdf")
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(EnvironmentProblem, match="tên của một thư mục"):
        export_file(DOCUMENT, "pdf", tmp_path / "b.pdf")
    (tmp_path / "c").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="không phải là thư mục"):
        export_file(DOCUMENT, "pdf", tmp_path / "c" / "a.pdf")


@pytest.mark.skipif(os.name == "nt", reason="links and devices of Unix")
def test_links_and_devices(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.pdf"
    link.symlink_to(tmp_path / "real" / "b.pdf")
    for _ in range(2):
        export_file(DOCUMENT, "pdf", link)
        assert link.is_symlink()
        assert (tmp_path / "real" / "b.pdf").read_bytes().startswith(b"%PDF")
        assert os.listdir(tmp_path / "real") == ["b.pdf"]
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "null.pdf").symlink_to("/dev/null")
    (tmp_path / "lost.pdf").symlink_to(tmp_path / "gone" / "b.pdf")
    before = sorted(os.listdir(tmp_path))
    for name, sentence in (("pipe", "thiết bị"), ("null", "thiết bị"), ("lost", "không còn")):
        with pytest.raises(EnvironmentProblem, match=sentence):
            export_file(DOCUMENT, "pdf", tmp_path / f"{name}.pdf")
    assert sorted(os.listdir(tmp_path)) == before


def test_names_that_the_system_refuses(tmp_path: Path) -> None:
    for path in (tmp_path / f"{'a' * 300}.pdf", tmp_path / ("b" * 300) / "a.pdf"):
        with pytest.raises(EnvironmentProblem, match="quá dài"):
            export_file(DOCUMENT, "pdf", path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("fmt", export.FORMATS)
def test_folder_vanishes_while_rendering(fmt: str, tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()

    def pull_out(*_: int) -> None:
        if folder.exists():
            folder.rmdir()

    with pytest.raises(EnvironmentProblem, match="usb»"):
        export_file(DOCUMENT, fmt, folder / f"a.{fmt}", pull_out)
