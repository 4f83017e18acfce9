"""Which letters of a page are none of its text: what is not printed, and what is printed behind the text."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from .asides import Aside, AsideKind, text_of
from .drawing import Shade
from .letters import SLANTED, Glyph, Look, Run

_WHITE = 0xFFFFFF
_SAME_COLOUR = 24
"""Letters that differ from what lies behind them by less than this of 255 cannot be seen."""
_INVISIBLE = frozenset({3, 7})
"""Rendering modes that draw nothing (ISO 32000-1, table 106)."""
_TINY = 3.0
_BAND, _TALLEST = 20.0, 20_000.0
"""Points: shades are looked up by their height; no sheet of paper is taller."""
_MOST_LOOKS = 1_000_000
"""More than any page takes to find letters that cross each other."""


@dataclass(slots=True)
class Face:
    """The letters of a page as far as they are kept, its shades, and what was set aside."""

    runs: list[Run]
    shades: list[Shade]
    order_of: dict[int, int]
    width: float
    height: float
    is_recognised: bool
    """Whether its letters are the recognised text of a scan, which is not shown."""
    sees_through: Callable[[Shade], bool]
    is_shadow: Callable[[Look], bool]
    """Whether the same letters are printed over letters of this look, which pdfium does not tell twice."""
    asides: list[Aside]

    def take(self, kind: AsideKind, taken: list[Glyph]) -> None:
        """Sets letters aside, if there are any."""
        if not taken:
            return
        ids = {id(glyph) for glyph in taken}
        owners = {id(glyph.look) for glyph in taken}
        runs: list[Run] = []
        for run in self.runs:
            if id(run.look) not in owners:
                runs.append(run)
            elif kept := [g for g in run if id(g) not in ids]:
                runs.append(Run.of(kept))
        self.runs = runs
        if text := text_of(taken):
            self.asides.append(Aside(kind, text))

    @property
    def main_em(self) -> float:
        """The size that most letters are set in, in points; 0 where there are none."""
        return main_em(self.runs)


def main_em(runs: Iterable[Run]) -> float:
    """The size that most letters are set in, in points; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.em, 1)] += len(run)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


# -- what is not printed -------------------------------------------------------------------------------


def take_unseen(face: Face) -> None:
    """Sets aside what nobody sees on paper: without colour, or under something."""
    backdrops = _Backdrops(face)
    unseen: list[Glyph] = []
    covered: list[Glyph] = []
    for run in face.runs:
        look = run.look
        if look.mode in _INVISIBLE or (look.alpha < 8 and look.colour is not None):
            unseen += [] if face.is_shadow(look) else run.glyphs
        elif backdrops.matter_for(look):
            pictured: list[Glyph] = []
            faded: list[Glyph] = []
            for glyph in run:
                match backdrops.of(glyph):
                    case _Sight.UNDER_AREA:
                        covered.append(glyph)
                    case _Sight.UNDER_PICTURE:
                        pictured.append(glyph)
                    case _Sight.UNSEEN:
                        faded.append(glyph)
            if faded and not face.is_shadow(look):
                unseen += faded
            # A seal that was put over the end of a line leaves its words to be read.
            if len(pictured) == len(run):
                covered += pictured
    if unseen or covered:
        all_ = sum(not g.text.isspace() for run in face.runs for g in run)
        lost = sum(not g.text.isspace() for g in (*unseen, *covered))
        if lost > 0.9 * all_ and not face.is_recognised:
            face.asides.append(Aside(AsideKind.LAYER))
        elif not face.is_recognised:
            face.take(AsideKind.UNPRINTED, unseen)
            face.take(AsideKind.COVERED, covered)


def take_beyond(face: Face) -> None:
    """Sets aside what lies beyond the paper, and what is too small to be read."""
    beyond = [run for run in face.runs if not _is_within(run, face)]
    face.take(AsideKind.OUTSIDE, [g for run in beyond for g in run if not _is_on(g, face)])
    em = face.main_em
    tiny = [g for run in face.runs if run.em < min(_TINY, 0.4 * em) for g in run]
    face.take(AsideKind.TINY, tiny)


def _is_within(run: Run, face: Face) -> bool:
    if run.is_plain:
        low, left, right = run.y, run.lefts[0], run.rights[-1]
        return left >= 0 <= low <= face.height and right <= face.width
    return all(_is_on(glyph, face) for glyph in run)


def _is_on(glyph: Glyph, face: Face) -> bool:
    across, up = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.em
    return 0 <= across <= face.width and 0 <= up <= face.height


class _Sight(Enum):
    SEEN = auto()
    UNSEEN = auto()
    UNDER_AREA = auto()
    UNDER_PICTURE = auto()


class _Backdrops:
    """What lies behind and over the letters: shades, found by their height."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._bands: dict[int, list[Shade]] = defaultdict(list)
        self._through: dict[int, bool] = {}
        for shade in face.shades:
            # A shade without height or beyond the page lies behind nothing.
            low, high = max(shade.y0, 0.0), min(shade.y1, face.height, _TALLEST)
            for band in range(int(low // _BAND), int(high // _BAND) + 1):
                self._bands[band].append(shade)
        self._last = max((shade.order for shade in face.shades), default=-1)
        self._is_all_white = all(shade.colour == _WHITE for shade in face.shades)

    def matter_for(self, look: Look) -> bool:
        """Whether letters of this look may be unseen."""
        if look.colour is None:
            return False
        if look.colour and _is_near(look.colour, _WHITE):
            return True
        order = self._face.order_of.get(look.owner, -1)
        return bool(self._bands) and (order < self._last or not self._is_all_white)

    def of(self, glyph: Glyph) -> "_Sight":
        """Whether the letter is seen: whether something lies over it, or is behind it in its colour."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.em
        order = self._face.order_of.get(glyph.look.owner)
        behind: int | None = _WHITE
        over: Shade | None = None
        for shade in self._bands.get(int(y // _BAND), ()):
            if not shade.holds(x, y):
                continue
            if order is None or shade.order < order:
                behind = shade.colour
            elif not self._sees_through(shade):
                over = shade
        if over is not None:
            return _Sight.UNDER_AREA if over.item is None else _Sight.UNDER_PICTURE
        colour = glyph.look.colour
        is_seen = behind is None or colour is None or not _is_near(colour, behind)
        return _Sight.SEEN if is_seen else _Sight.UNSEEN

    def is_shaded(self, glyph: Glyph) -> bool:
        """Whether the letter stands on an area that is not white."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.em
        shades = self._bands.get(int(y // _BAND), ())
        return any(shade.colour != _WHITE and shade.holds(x, y) for shade in shades)

    def _sees_through(self, shade: Shade) -> bool:
        if shade.item is None:
            return False
        if shade.order not in self._through:
            self._through[shade.order] = self._face.sees_through(shade)
        return self._through[shade.order]


def _channels(colour: int) -> tuple[int, int, int]:
    return colour >> 16, colour >> 8 & 255, colour & 255


def _is_near(each: int, two: int) -> bool:
    return all(abs(a - b) < _SAME_COLOUR for a, b in zip(_channels(each), _channels(two), strict=True))


# -- what is printed behind the text -------------------------------------------------------------------

_FAINT = 0x60
_PALE = 0xA0
"""How light a colour is, of 255: what may be a watermark, what is one if it is grey."""
_MARGIN = 0.08
_LARGE, _HUGE = 1.35, 2.2
"""Sizes beside that of the text: what may be a watermark where it crosses the text, what is one if faint."""


def take_watermarks(face: Face, others: list[Run]) -> None:
    """Sets aside large or faint letters behind the text, and what is written in other directions."""
    em = face.main_em or main_em(others)
    _take_others(face, others, em)
    groups: dict[tuple[object, ...], list[Glyph]] = defaultdict(list)
    plain: list[Run] = []
    for run in face.runs:
        look, size = run.look, run.em
        if size >= _LARGE * em or look.artifact == "Watermark" or _is_faint(look):
            groups[look.font, round(size), look.colour, look.alpha, round(run.y)] += run.glyphs
        else:
            plain.append(run)
    if not groups:
        return
    places = _Places([glyph for run in plain for glyph in run])
    backdrops = _Backdrops(face)
    for group in groups.values():
        look = group[0].look
        crossing = sum(places.is_crossed(g) for g in group if not g.text.isspace())
        if look.artifact == "Watermark" or crossing >= min(2, len(group)):
            face.take(AsideKind.WATERMARK, group)
        elif (
            plain
            and _is_faint(look)
            and not backdrops.is_shaded(group[0])
            and not any(face.is_shadow(each) for each in {id(g.look): g.look for g in group}.values())
        ):
            pale = _is_grey(look.colour or 0) and _lightness(look.colour or 0) >= _PALE
            # Running heads are often grey.
            inside = _MARGIN * face.height < group[0].y < (1 - _MARGIN) * face.height
            if (pale and inside) or group[0].em >= _HUGE * em:
                face.take(AsideKind.WATERMARK, group)


def _take_others(face: Face, runs: list[Run], em: float) -> None:
    if not runs:
        return
    others = [glyph for run in runs for glyph in run]
    slanted = [glyph for glyph in others if glyph.look.turn == SLANTED]
    round_ = _letters_of_seals(slanted)
    ids = {id(glyph) for glyph in round_}
    if round_:
        left, right = min(g.x0 for g in round_), max(g.x1 for g in round_)
        bottom, top = min(g.y for g in round_), max(g.y for g in round_)
        kinds = {(g.font, round(g.em), g.look.colour) for g in round_}
        # Letters of a round seal that happen to stand upright, or a quarter turned.
        upright = [
            g
            for run in face.runs
            for g in run
            if (g.font, round(g.em), g.look.colour) in kinds
            and left - em <= g.x0 <= right + em
            and bottom - em <= g.y <= top + em
        ]
        upright += [
            g
            for run in runs
            for g in run
            if len(run) <= 2 and id(g) not in ids and (g.font, round(g.em), g.look.colour) in kinds
        ]
        ids |= {id(glyph) for glyph in upright}
        face.take(AsideKind.STAMP, [*round_, *upright])
    rest = [glyph for glyph in others if id(glyph) not in ids]
    marks = [g for g in rest if g.em >= _LARGE * em or _is_faint(g.look) or g.look.artifact == "Watermark"]
    face.take(AsideKind.WATERMARK, marks)
    ids |= {id(glyph) for glyph in marks}
    face.take(AsideKind.TURNED, [glyph for glyph in rest if id(glyph) not in ids])


_LEAST_ROUND = 6


def _letters_of_seals(slanted: list[Glyph]) -> list[Glyph]:
    """Letters that each stand in another direction, as those around a seal do: one or two drawn at once."""
    times: Counter[int] = Counter(glyph.look.owner for glyph in slanted)
    single = [glyph for glyph in slanted if times[glyph.look.owner] <= 2]
    return single if len(single) >= _LEAST_ROUND and 2 * len(single) > len(slanted) else []


def _lightness(colour: int) -> float:
    red, green, blue = _channels(colour)
    return 0.3 * red + 0.59 * green + 0.11 * blue


def _is_grey(colour: int) -> bool:
    parts = _channels(colour)
    return max(parts) - min(parts) < 20


def _is_faint(look: Look) -> bool:
    if not look.colour and look.alpha > 200:
        return False
    return look.alpha <= 200 or (look.colour is not None and _lightness(look.colour) > _FAINT)


class _Places:
    """Where the letters of the text stand, to find those that others cross."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        rows: dict[float, list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            if not glyph.text.isspace():
                rows[glyph.y].append(glyph)
        self._heights = sorted(rows)
        self._rows = {y: sorted(row, key=lambda g: g.x0) for y, row in rows.items()}
        self._starts = {y: [g.x0 for g in row] for y, row in self._rows.items()}
        self._tallest = max((g.em for g in glyphs), default=0.0)
        self._budget = _MOST_LOOKS

    def is_crossed(self, glyph: Glyph) -> bool:
        """Whether a letter of the text stands where this one does."""
        low, high = glyph.y - 0.6 * self._tallest, glyph.y + 0.65 * glyph.em
        start = bisect_right(self._heights, low)
        for y in self._heights[start : bisect_right(self._heights, high)]:
            self._budget -= 1
            if self._budget < 0:
                return False
            row = self._rows[y]
            at = bisect_right(self._starts[y], glyph.x1)
            for other in row[max(0, at - 3) : at]:
                overlap = min(other.x1, glyph.x1) - max(other.x0, glyph.x0)
                tall = min(other.y + 0.6 * other.em, high) - max(other.y, glyph.y)
                if overlap > 0.15 * other.em and tall > 0.15 * other.em:
                    return True
        return False
