"""The catalogues that the program carries: rules as data, with the day they are valid from.

Each is a TOML file in resources/catalogue/, read once; a catalogue of indicators may also come from outside.
The outline of reports is in ``catalogue.report``, which only those load who compose one; the working days are
in ``catalogue.working_days``.
"""

from .dossier_fields import dossier_fields
from .indicators import (
    indicators,
    problems_in,
    read_indicators,
    read_indicators_file,
)
from .offices import area, areas, organisation_before, organisation_for, organisations
from .regimes import regimes

__all__ = [
    "area",
    "areas",
    "dossier_fields",
    "indicators",
    "organisation_before",
    "organisation_for",
    "organisations",
    "problems_in",
    "read_indicators",
    "read_indicators_file",
    "regimes",
]
