"""The fonts of an RTF file, which say what its bytes mean."""

import codecs

_MOST = 10_000
_CODES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SIGNS = 2
"""The number of the character set of fonts that have signs instead of letters."""


class Fonts:
    """The table of fonts, as it is met, and the file's own set of letters."""

    def __init__(self) -> None:
        self.default = 0
        self.code = "cp1252"
        """The file's own codec."""
        self._fonts: dict[int, tuple[str, int]] = {}
        self._number = 0
        self._charset = 1
        self._name = ""

    # -- the table ---------------------------------------------------------------------------------

    def begin(self, number: int) -> None:
        """An entry of the table begins, and with it the one before ends."""
        self.end()
        self._number, self._charset = number, 1

    def set_of_letters(self, charset: int) -> None:
        """Which letters the font in hand has."""
        self._charset = charset

    def named(self, text: str) -> None:
        """A piece of the name of the font in hand."""
        self._name = (self._name + text)[:200]

    def end(self) -> None:
        """The entry in hand is whole."""
        name, self._name = self._name.strip().rstrip(";"), ""
        if name and len(self._fonts) < _MOST:
            self._fonts[self._number] = (name[:100], self._charset)

    def code_page(self, number: int) -> None:
        """The file says which code page its letters are of."""
        try:
            self.code = codecs.lookup(f"cp{number}").name
        except LookupError:
            self.code = "utf-8" if number == 65_001 else self.code

    # -- what follows from it ----------------------------------------------------------------------

    def name(self, number: int) -> str:
        """The name of a font; that of the default one for a negative number."""
        return self._of(number)[0]

    def has_signs(self, number: int) -> bool:
        """Whether the font has signs instead of letters."""
        return self._of(number)[1] == _SIGNS

    def decoded(self, data: bytes, number: int) -> str:
        """Bytes in the letters of a font."""
        if self.has_signs(number):
            return "".join(chr(0xF000 + byte) if byte > 0x20 else " " for byte in data)
        charset = self._of(number)[1]
        # 0 is the West, where the file itself says nothing else; 1 is what the file says.
        western = charset == 0 and self.code in {"cp1258", "utf-8"}
        return data.decode(self.code if western else _CODES.get(charset, self.code), "replace")

    def _of(self, number: int) -> tuple[str, int]:
        return self._fonts.get(number if number >= 0 else self.default, ("", 1))
