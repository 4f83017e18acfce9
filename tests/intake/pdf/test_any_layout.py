"""Whatever stands where on a page is read, or refused in a sentence: nothing in it is taken for damage."""

import random
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.pdf import read
from cchc_desktop.intake.source import SourceTable
from tests.torture.laid_out import laid_out


@pytest.mark.parametrize("seed", range(10))
def test_words_and_lines_anywhere(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(laid_out(random.Random(seed)))
    try:
        # Past ``read_pdf``, which takes an error of ours for damage of the file.
        source = read._source("a.pdf", read.laid_pages(path))
    except Refusal:
        return
    assert len(source.spots) == len(source.lines)
    for block in source.blocks:
        if isinstance(block, SourceTable):
            assert len({len(row) for row in block.rows}) == 1
            assert len(block.spots) == len(block.rows)
        else:
            assert block.text
