"""Which layout the areas of a plan make up."""

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.areas import layout_of


@pytest.mark.parametrize(
    ("found", "codes", "label"),
    [
        ({2, 3, 4, 5, 6, 7}, range(2, 8), "bố cục sáu lĩnh vực"),
        ({3, 7}, range(2, 8), "bố cục sáu lĩnh vực"),
        ({1, 3}, range(1, 8), "bố cục bảy lĩnh vực"),
        ({8}, range(1, 9), "bố cục tám lĩnh vực"),
        ({9}, range(1, 9), "bố cục tám lĩnh vực"),
    ],
)
def test_the_smallest_layout_with_all_areas(found: set[int], codes: range, label: str) -> None:
    layout = layout_of(catalogue.areas(), found)
    assert layout.codes == tuple(codes)
    assert layout.label.startswith(label)
