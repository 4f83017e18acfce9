"""A program that reports progress without end and says so after each report; made to be killed."""

import itertools
import sys
from datetime import date
from pathlib import Path

from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office

office = Office.open(Path(sys.argv[1]))
task = office.tasks.rows()[0].id
for number in itertools.count(len(office.tasks.updates(task))):
    office.tasks.report(task, TaskUpdate(date(2026, 1, 1), number % 100, f"lần {number}"))
    print(number, flush=True)
