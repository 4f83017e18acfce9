"""The fields of procedures (lĩnh vực TTHC) that commune offices usually take dossiers in."""

from functools import cache

from .. import resources
from ..domain.dossiers import DossierField
from . import plain_toml


@cache
def dossier_fields() -> tuple[DossierField, ...]:
    """The rows that form II.06a begins with (resources/catalogue/dossier_fields.toml)."""
    entries = plain_toml.loads(resources.read_text("catalogue", "dossier_fields.toml"))["field"]
    return tuple(DossierField(entry["id"], entry["name"]) for entry in entries)
