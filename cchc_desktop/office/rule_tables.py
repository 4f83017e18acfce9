"""What standing rules are read from; apart from what works them out, which no first page needs to know."""

from .desk import DAY
from .figures import ROW_TABLES
from .settings import PEOPLE_TABLES
from .tasks import TASK_TABLES

RULE_TABLES = tuple(
    dict.fromkeys(
        (*ROW_TABLES, *TASK_TABLES, *PEOPLE_TABLES, "registers", "register_rows", "rule_settings", DAY)
    )
)
