"""The colours in which lists say how a legal document stands, by their names in a theme."""

from ..domain.legal import LegalState

COLOURS = {
    LegalState.IN_FORCE: "good",
    LegalState.ENDED: "bad",
    LegalState.NOT_YET: "warn",
    LegalState.DOUBTFUL: "warn",
    LegalState.UNKNOWN: "muted",
}
