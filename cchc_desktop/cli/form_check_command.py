"""The command that holds a file against the rules of form; it needs no data of an office."""

import argparse
from datetime import date, datetime
from pathlib import Path

from ..catalogue.legal import library
from ..domain.form_check.finding import Severity
from ..office.form_check import check_file, write_list
from .answers import Answer


def check_form(options: argparse.Namespace, _folder: Path) -> Answer:
    """`check-form FILE`: what is to be put right in a document, and the list of it where a file is asked
    for."""
    checked = check_file(Path(options.file), library(), date.today())
    value = [each.record() for each in checked.findings]
    lines = [f"«{checked.path.name}»: không thấy chỗ nào sai thể thức."]
    if checked.findings:
        counted = [
            f"{count} chỗ {severity.label.lower()}"
            for severity in Severity
            if (count := sum(each.severity is severity for each in checked.findings))
        ]
        lines = [f"«{checked.path.name}»: {', '.join(counted)}."]
    for each in checked.findings:
        lines += [f"- {each.place}", f"    {each.found}; đúng là: {each.right} ({each.rule})"]
    if options.out:
        write_list(checked, Path(options.out), datetime.now())
        lines.append(f"Đã ghi danh sách vào «{options.out}».")
    return Answer(value, lines, done=bool(options.out))
