"""What is pasted and dropped as evidence: files of the system, a picture, files that are kept here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage, QImageWriter

from ...domain.errors import Refusal

OWN = "application/x-cchc-evidence"
"""The identities of files that are kept here, parted by blanks."""
_MOST_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True)
class Brought:
    """What came: files by their paths, a picture as the bytes of a PNG, files that are kept here by id."""

    paths: tuple[Path, ...] = ()
    picture: bytes = b""
    kept: tuple[str, ...] = ()


def copied(ids: Sequence[str], words: str) -> QMimeData:
    """What is laid on the clipboard for files that are kept here, and for other programs their ``words``."""
    data = QMimeData()
    data.setText(words)
    data.setData(OWN, QByteArray(" ".join(ids).encode()))
    return data


def outside(paths: Sequence[Path]) -> QMimeData:
    """What is laid on the clipboard for files of the system."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def holds(data: QMimeData) -> bool:
    """Whether there is anything to attach."""
    return data.hasFormat(OWN) or data.hasImage() or any(url.isLocalFile() for url in data.urls())


def brought(data: QMimeData) -> Brought:
    """What is there to attach. Raises Refusal for nothing, or a picture that is too large."""
    if data.hasFormat(OWN):
        words = bytes(data.data(OWN).data()).decode(errors="replace")
        return Brought(kept=tuple(words.split()))
    # Explorer lays a picture of a copied picture file beside its path.
    if paths := tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()):
        return Brought(paths=paths)
    image = data.imageData()
    if isinstance(image, QImage) and not image.isNull():
        return Brought(picture=_png(image))
    raise Refusal("Bộ nhớ tạm không có tệp hay ảnh nào để đính kèm. Hãy chép tệp hoặc ảnh rồi dán lại.")


def _png(image: QImage) -> bytes:
    if image.width() * image.height() > _MOST_PIXELS:
        raise Refusal("Ảnh trong bộ nhớ tạm lớn quá. Hãy lưu ảnh thành tệp rồi đính kèm tệp.")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())
