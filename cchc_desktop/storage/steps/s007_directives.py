"""Step 7: directive documents, which had a table of their own, are rows of a register.

What is made of a row here is what the journal is read as, and never changes.
"""

import json
from datetime import date
from typing import Any

Row = dict[str, Any]

REGISTER = "van-ban-chi-dao"
_LONGEST_NAME = 300
_KEYS = {
    "unit": "don_vi", "area": "linh_vuc", "kind": "loai", "day": "ngay", "number": "so",
    "subject": "trich_yeu",
}  # fmt: skip
"""The fields of the register that the columns have become, in the order of their keys."""


def register_row(row: Row) -> Row:
    """A directive document as a row of its register: what is empty is left out, area 0 too."""
    cells = {key: str(row[name]) for name, key in _KEYS.items() if row[name]}
    day = date.fromisoformat(row["day"])
    words = cells | {"ngay": f"{day:%d/%m/%Y}"}
    return {
        "id": row["id"],
        "register": REGISTER,
        "day": row["day"],
        "name": " ".join(filter(None, (row["number"], row["subject"])))[:_LONGEST_NAME],
        "words": " ".join(words.values()),
        "cells": json.dumps(cells, ensure_ascii=False, sort_keys=True),
    }
