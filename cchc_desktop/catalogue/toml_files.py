"""Files of catalogues that come from outside, as texts."""

from pathlib import Path

from ..domain.errors import Refusal

LARGEST = 2_000_000
"""The bytes of a file of a catalogue at most."""


def text_of_file(path: Path, kind: str) -> str:
    """The text of a catalogue's file of a kind («danh mục chỉ tiêu»).

    Raises Refusal where there is none, or it can be no such file.
    """
    try:
        if not path.is_file():
            raise OSError  # a folder, a device, a pipe: reading one may never end
        with path.open("rb") as file:
            held = file.read(LARGEST + 1)
        if len(held) > LARGEST:
            raise Refusal(f"Tệp «{path.name}» quá lớn: danh mục không quá 2 MB. Hãy chọn đúng tệp .toml.")
        return held.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        if path.suffix.lower() != ".toml":
            raise Refusal(
                f"Tệp «{path.name}» không phải danh mục: {kind} là tệp .toml. Hãy chọn đúng tệp."
            ) from None
        raise Refusal(
            f"Tệp «{path.name}» không phải văn bản UTF-8. Hãy chọn đúng tệp danh mục .toml và lưu bằng UTF-8."
        ) from None
    except (OSError, ValueError):
        raise Refusal(f"Không đọc được tệp «{path.name}». Hãy kiểm tra lại đường dẫn của tệp.") from None
