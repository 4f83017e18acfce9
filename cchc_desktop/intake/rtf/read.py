"""RTF files: groups and control words become the body of a Word file, which is read as any other."""

from collections.abc import Callable
from copy import copy
from pathlib import Path

from ...domain.errors import Refusal
from ..docx.package import Package
from ..docx.read import read_package
from ..outside import told_as_damaged
from ..source import Source
from ..wordml import Writer
from .fonts import Fonts
from .list_words import ListWords
from .lists import Level, Lists
from .state import Properties, State
from .story import RowShape, Shape, Story
from .tokens import RTF, Kind, Tokens
from .words import FONT_SETS, KNOWN_IF_MARKED, LINES, PARAGRAPH_BORDERS, SIGNS, SKIPPED

_TWIPS_A_CM = 567
_DEEPEST = 400
"""Groups within groups: Word has some thirty."""


def read_rtf(path: Path) -> Source:
    """Read an .rtf file; raises Refusal where it is damaged, too large or empty."""
    with told_as_damaged(path, RTF):
        return _Reader(path.read_bytes()).read(path)


def rtf_package(data: bytes, name: str) -> Package:
    """An RTF text in the form of a Word file. Raises Refusal, or what damaged data make of it."""
    return _Reader(data).package(name)


class _Reader(Properties, ListWords):
    def __init__(self, data: bytes) -> None:
        self._tokens = Tokens(data)
        self._writer = Writer()
        self._lists = Lists()
        self._stories: list[Story] = []
        self._body = self._story("body")
        self._state = State(self._body)
        self._above: list[State] = []
        self._marked = False
        self._fresh = False
        """Whether a group has just begun."""
        self._skip = 0
        self._bytes = bytearray()
        self._letters: list[str] = []
        self._fonts = Fonts()
        self._row = RowShape()
        self._nested_row = RowShape()
        self._level = Level()
        self._start: int | None = None
        self._own_level: Level | None = None
        self._number = 0
        self._sign_name = ""
        self._program = ""
        self._size, self._scale = [0, 0], [100, 100]
        self._words: dict[bytes, Callable[[int | None], None]] = {
            name[4:].encode(): getattr(self, name) for name in dir(self) if name.startswith("_do_")
        }

    def _story(self, name: str) -> Story:
        story = Story(Writer.root(name), self._writer, self._lists)
        self._stories.append(story)
        return story

    def read(self, path: Path) -> Source:
        """All of the file."""
        source = read_package(self.package(path.name), path.name)
        odd = [sentence for story in self._stories for sentence in story.odd_labels]
        return Source(source.name, source.blocks, (*source.notes, *dict.fromkeys(odd[:20])))

    def package(self, name: str) -> Package:
        """All of the text in the form of a Word file."""
        ended = False
        for kind, data, number in self._tokens:
            if kind in {Kind.TEXT, Kind.BYTE}:
                self._take(data)
            elif kind is Kind.WORD:
                self._word(data, number)
            elif kind is Kind.SYMBOL:
                self._symbol(data)
            elif kind is Kind.OPEN:
                self._open()
                self._fresh = True
                continue
            elif self._close():
                ended = True
                break
            self._fresh = kind is Kind.SYMBOL and self._marked
        if not ended:
            raise Refusal(
                f"Tệp RTF «{name}» thiếu phần cuối, có thể do chép dở. Hãy chép lại tệp rồi chọn lại."
            )
        self._flush()
        return self._writer.package(self._body.finish(self._state.shape))

    # -- groups ------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._flush()
        if len(self._above) >= _DEEPEST:
            raise Refusal(
                "Tệp RTF có các nhóm lồng nhau quá sâu nên không được mở. "
                "Hãy lưu lại thành tệp mới bằng Word."
            )
        self._above.append(self._state)
        self._state = copy(self._state)
        self._state.shape = copy(self._state.shape)
        self._state.own = ""
        self._skip = 0

    def _close(self) -> bool:
        """Ends a group; whether it was the whole file."""
        self._flush()
        state = self._state
        self._skip = 0
        if not self._above:
            return True
        self._state = self._above.pop()
        if state.own:
            self._end_of(state)
        return not self._above

    def _into(self, into: str, own: str = "") -> None:
        self._state.into = into
        self._state.own = own or self._state.own

    def _end_of(self, state: State) -> None:
        story = self._state.story
        match state.own:
            case "footnote" | "endnote":
                key, note = self._writer.note(state.own)
                for child in list(state.story.finish(state.shape)):
                    note.append(child)
                story.piece("note", state.own, key)
            case "header":
                self._writer.headers.append(state.story.finish(state.shape))
            case "footer":
                self._writer.footers.append(state.story.finish(state.shape))
            case "box":
                story.piece("box", state.story.finish(state.shape))
            case "field":
                story.piece("field", "end")
            case "picture":
                width, height = (
                    size * scale / 100 / _TWIPS_A_CM
                    for size, scale in zip(self._size, self._scale, strict=True)
                )
                story.piece("picture", (width, height))
            case "object":
                story.piece("embedded", self._program)
            case "instruction":
                story.piece("field", "separate")
            case "list":
                self._lists.end_list(self._number)
            case "listlevel":
                self._lists.levels.append(self._level)
                self._own_level = self._level
                self._level = Level()
            case "listoverride":
                self._lists.end_override(self._number)
            case "lfolevel":
                self._lists.override.levels.append((self._start, self._own_level))
            case "font":
                self._fonts.end()

    # -- letters -----------------------------------------------------------------------------------

    def _take(self, data: bytes) -> None:
        if self._state.into == "nothing":
            self._skip = 0
            return
        if self._skip:
            left = data[self._skip :]
            self._skip -= len(data) - len(left)
            data = left
        self._bytes += data

    def _letter(self, letter: str) -> None:
        self._decode()
        self._letters.append(letter)

    def _decode(self) -> None:
        """What came as bytes becomes letters, by the font's character set."""
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        shown = self._state.into in {"text", "printed"}
        if data.isascii() and not (shown and self._fonts.has_signs(self._state.font)):
            self._letters.append(data.decode("ascii"))
        else:
            self._letters.append(self._fonts.decoded(data, self._state.font))

    def _flush(self) -> None:
        """Letters in hand go where they belong."""
        self._decode()
        if not self._letters:
            return
        text = "".join(self._letters)
        self._letters.clear()
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        state = self._state
        match state.into:
            case "text":
                if state.deleted:
                    self._writer.deleted += 1
                else:
                    self._writer.inserted += state.revised
                    state.story.text(text, state.look(self._fonts))
            case "printed":
                state.story.printed += text
            case "instruction":
                state.story.piece("instruction", text)
            case "formula":
                state.story.piece("formula", text)
            case "leveltext":
                self._level.text += text
            case "fonts":
                self._fonts.named(text)
            case "program":
                self._program = text.strip()
            case "sign name":
                self._sign_name = text.strip()
            case "sign":
                if self._sign_name == "gtextUNICODE" and text.strip():
                    state.story.piece("art", text)

    # -- words -------------------------------------------------------------------------------------

    def _symbol(self, sign: bytes) -> None:
        if self._skip and sign not in {b"*", b"\r", b"\n"}:
            self._skip -= 1
            return
        match sign:
            case b"*":
                # Elsewhere than at the begin of a group it is a slip of who wrote the file.
                self._marked = self._fresh
            case b"~":
                self._letter("\u00a0")
            case b"_":
                self._letter("-")
            case b"-":
                # Where lines may be broken; in fonts from before Unicode it is a letter.
                self._letter("\u00ad")
            case b"{" | b"}" | b"\\":
                self._take(sign)
            case b"\r" | b"\n":
                self._do_par(None)
            case b"'":
                raise ValueError("no number of a letter")

    def _word(self, word: bytes, number: int | None) -> None:
        marked, self._marked = self._marked, False
        if word == b"u":
            self._unicode(number or 0)
            return
        if self._skip:
            self._skip -= 1
            return
        if word == b"annotation":
            self._writer.comments += 1
        if word in SKIPPED or (marked and word not in KNOWN_IF_MARKED) or word.endswith(b"Pr"):
            self._flush()
            self._state.into = "nothing"
            self._tokens.skip_group()
            return
        if (sign := SIGNS.get(word)) is not None:
            self._letter(sign)
            return
        do = self._words.get(word)
        if do is not None:
            self._flush()
            do(number)
        elif word in LINES:
            if self._borders_of_table:
                (self._nested_row if self._state.nested else self._row).lines = True
        elif word.startswith((b"clbrdr", b"trbrdr")):
            self._borders_of_table = True
        elif word in PARAGRAPH_BORDERS:
            self._borders_of_table = False
        elif word in FONT_SETS:
            self._fonts.code = FONT_SETS[word]

    _borders_of_table = False

    def _unicode(self, number: int) -> None:
        self._skip = 0
        if number < 0:
            number += 65_536
        if 0 < number < 0x110000:
            self._letter(chr(number))
        self._skip = self._state.fallback

    # Fonts and letters' codes

    def _do_ansicpg(self, number: int | None) -> None:
        self._fonts.code_page(number or 0)

    def _do_deff(self, number: int | None) -> None:
        self._fonts.default = number or 0

    def _do_fonttbl(self, _number: int | None) -> None:
        self._into("fonts")

    def _do_f(self, number: int | None) -> None:
        if self._state.into == "fonts":
            self._fonts.begin(number or 0)
            self._state.own = "font"
        else:
            self._state.font = number or 0

    def _do_fcharset(self, number: int | None) -> None:
        self._fonts.set_of_letters(number or 0)

    # Paragraphs

    def _do_par(self, _number: int | None) -> None:
        self._flush()
        if self._state.into == "text":
            self._state.story.end_paragraph(self._state.shape)

    _do_sect = _do_par

    # Tables

    def _do_trowd(self, _number: int | None) -> None:
        if self._state.nested:
            self._nested_row = RowShape()
        else:
            self._row = RowShape()

    def _row_shape(self) -> RowShape:
        return self._nested_row if self._state.nested else self._row

    def _do_trleft(self, number: int | None) -> None:
        self._row_shape().left = min(max(number or 0, -100_000), 100_000)

    def _do_irow(self, number: int | None) -> None:
        self._row_shape().first = number == 0

    def _do_cellx(self, number: int | None) -> None:
        self._row_shape().end(number or 0)

    def _do_clvmgf(self, _number: int | None) -> None:
        self._row_shape().mark("clvmgf")

    def _do_clvmrg(self, _number: int | None) -> None:
        self._row_shape().mark("clvmrg")

    def _do_clmrg(self, _number: int | None) -> None:
        self._row_shape().mark("clmrg")

    def _do_cell(self, _number: int | None) -> None:
        if self._state.into == "text":
            self._state.story.end_cell(self._state.shape, 1)

    def _do_nestcell(self, _number: int | None) -> None:
        if self._state.into == "text":
            self._state.story.end_cell(self._state.shape, max(self._state.shape.depth, 2))

    def _do_row(self, _number: int | None) -> None:
        self._state.story.end_row(self._row, 1)

    def _do_nestrow(self, _number: int | None) -> None:
        self._state.story.end_row(self._nested_row, max(self._state.shape.depth, 2))

    def _do_nesttableprops(self, _number: int | None) -> None:
        self._state.nested = True

    # Texts of their own, fields, pictures

    def _new_story(self, name: str, own: str) -> None:
        if self._state.into == "nothing" and own != "box":
            return
        self._state.story = self._story(name)
        self._state.shape = Shape()
        self._into("text", own)

    def _do_footnote(self, _number: int | None) -> None:
        self._new_story("footnote", "footnote")

    def _do_ftnalt(self, _number: int | None) -> None:
        if self._state.own == "footnote":
            self._state.own = "endnote"

    def _header(self, _number: int | None) -> None:
        self._new_story("hdr", "header")

    def _footer(self, _number: int | None) -> None:
        self._new_story("ftr", "footer")

    _do_header = _do_headerl = _do_headerr = _do_headerf = _header
    _do_footer = _do_footerl = _do_footerr = _do_footerf = _footer

    def _do_shptxt(self, _number: int | None) -> None:
        self._new_story("txbxContent", "box")

    _do_dptxbxtext = _do_shptxt

    def _do_shpinst(self, _number: int | None) -> None:
        self._into("shape")

    _do_do = _do_shpinst

    def _do_sn(self, _number: int | None) -> None:
        self._into("sign name")

    def _do_sv(self, _number: int | None) -> None:
        self._into("sign")

    def _do_field(self, _number: int | None) -> None:
        if self._state.into == "text":
            self._state.own = "field"
            self._state.story.piece("field", "begin")

    def _do_fldinst(self, _number: int | None) -> None:
        if self._state.into == "text":
            self._into("instruction", "instruction")

    def _do_chpgn(self, _number: int | None) -> None:
        for kind, value in (("field", "begin"), ("instruction", " PAGE "), ("field", "end")):
            self._state.story.piece(kind, value)

    def _do_pict(self, _number: int | None) -> None:
        shown = self._state.into in {"text", "shape", "sign"} and not self._state.object
        self._into("nothing", "picture" if shown else "nothing")
        self._size, self._scale = [0, 0], [100, 100]

    def _do_picwgoal(self, number: int | None) -> None:
        self._size[0] = number or 0

    def _do_pichgoal(self, number: int | None) -> None:
        self._size[1] = number or 0

    def _do_picscalex(self, number: int | None) -> None:
        self._scale[0] = number or 0

    def _do_picscaley(self, number: int | None) -> None:
        self._scale[1] = number or 0

    def _do_object(self, _number: int | None) -> None:
        self._state.object = True
        self._state.own = "object"
        self._program = ""

    def _do_moMath(self, _number: int | None) -> None:
        if self._state.into == "text":
            self._into("formula")

    def _do_objclass(self, _number: int | None) -> None:
        self._into("program")

    def _do_upr(self, _number: int | None) -> None:
        self._state.outside = self._state.into
        self._into("nothing")

    def _do_ud(self, _number: int | None) -> None:
        self._into(self._state.outside)
