"""A newer catalogue as a file would hold it: one indicator renamed, one changed, one new, one gone."""

from cchc_desktop import resources

NEW = """
[[indicator]]
code = "1.99"
area = 1
name = "Số tin nhắn gửi người dân về cải cách hành chính"
unit = "lượt"
kind = "typed"
nature = "flow"
source = "Danh mục của tỉnh"
help = "Số tin nhắn gửi trong kỳ."
"""


def newer_catalogue(version: str = "2027.1", valid_from: str = "2026-12-15") -> str:
    """The text of the file: the shipped catalogue with these changes."""
    text = resources.read_text("catalogue", "indicators.toml")
    text = text.replace('version = "2026.2"', f'version = "{version}"', 1)
    text = text.replace("valid_from = 2020-12-15", f"valid_from = {valid_from}", 1)
    before, after = text.split('[[indicator]]\ncode = "1.21"')
    text = before + "[[indicator]]" + after.split("[[indicator]]", 1)[1]
    text = text.replace('unit = "bài"\n', 'unit = "lượt"\n', 1)
    text = text.replace('name = "Hồ sơ tiếp nhận trực tuyến"', 'name = "Hồ sơ nộp trực tuyến"', 1)
    return text.replace("[[check]]", f"{NEW}\n[[check]]", 1)
