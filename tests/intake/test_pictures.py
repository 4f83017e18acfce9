"""Scans and photos from outside, drawn within bounds."""

from pathlib import Path

import pytest
from PIL import Image

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake import pictures
from cchc_desktop.intake.pictures import draw_picture


def test_a_photo_is_drawn_upright_and_small(tmp_path: Path) -> None:
    path = tmp_path / "anh"
    photo = Image.new("RGB", (400, 200), (10, 20, 30))
    held = Image.Exif()
    held[274] = 6
    photo.save(path, "JPEG", exif=held, quality=100)
    drawn = draw_picture(path, 0, 0.5)
    assert [(size.width, size.height) for size in drawn.sizes] == [(150, 300)]
    assert (drawn.width, drawn.height) == (75, 150)
    assert all(abs(a - b) < 4 for a, b in zip(drawn.pixels[:3], (30, 20, 10), strict=True))
    assert (draw_picture(path, 0, 0.5, 1).width, draw_picture(path, 0, 0.5, 1).height) == (150, 75)


def test_the_pages_of_a_scan_and_what_is_seen_through(tmp_path: Path) -> None:
    path = tmp_path / "quet"
    pages = [Image.new("L", (80, 40 + number), 200) for number in range(3)]
    pages[0].save(path, "TIFF", save_all=True, append_images=pages[1:])
    assert len(draw_picture(path, 2, 1).sizes) == 3
    with pytest.raises(Refusal, match="trang 4"):
        draw_picture(path, 3, 1)
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(path, "PNG")
    assert set(draw_picture(path, 0, 1).pixels) == {255}
    Image.new("I;16", (8, 8), 65535).save(path, "PNG")
    assert set(draw_picture(path, 0, 1).pixels) == {255}


def test_what_is_no_picture_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "anh"
    for content in (b"x" * 50, b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a"):
        path.write_bytes(content)
        with pytest.raises(Refusal, match="Không xem được ảnh «anh»"):
            draw_picture(path, 0, 1)
    Image.new("1", (100, 100)).save(path, "PNG")
    monkeypatch.setattr(pictures, "MOST_PIXELS", 9_999)
    with pytest.raises(Refusal, match="quá nhiều điểm ảnh"):
        draw_picture(path, 0, 1)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 4_000)
    with pytest.raises(Refusal, match="quá nhiều điểm ảnh"):
        draw_picture(path, 0, 1)
