"""The commands: each asks Office for one thing and says what came of it, as JSON and as lines."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from .. import __version__, catalogue
from ..domain.access import Need
from ..domain.errors import Refusal
from ..domain.offices import OfficeProfile, Person
from ..domain.plan import Item
from ..domain.plan_record import plan_record
from ..office import Office
from ..office.history import History
from ..storage import cipher
from ..storage.changes import Changes
from ..storage.database import BACKUPS, FILE_NAME
from .answers import Answer, Command, begun, exported, opened, place_record, plan_id_of, reading
from .backup_commands import BACKUP_COMMANDS
from .care_commands import CARE_COMMANDS
from .figure_commands import FIGURE_COMMANDS
from .plan_files import PLAN_FILE_COMMANDS, plan_counts
from .report_commands import REPORT_COMMANDS
from .signing import admit


def _new_office(office: Office, options: argparse.Namespace) -> Answer:
    presets = {preset.key: preset for preset in catalogue.organisations()}
    if options.preset and options.preset not in presets:
        raise Refusal(f"Không có mẫu tổ chức «{options.preset}». Hãy chọn: {', '.join(presets)}.")
    preset = presets.get(options.preset) or catalogue.organisation_for(options.name, office.today)
    profile = OfficeProfile(
        name=options.name,
        superior=options.superior,
        place=options.place,
        signers=preset.signers[:1],
    )
    person = Person(options.person, options.position, options.unit) if options.person else None
    before = catalogue.organisation_before(profile.name, preset) if options.from_before else None
    office.settings.found(profile, preset, *((before,) if before else ()), person=person)
    profile = office.settings.require_profile()
    units = [unit.name for unit in office.settings.units()]
    return Answer(
        {"name": profile.name, "superior": profile.superior, "place": profile.place, "units": units},
        [f"Đã khai báo {profile.name} với {len(units)} đơn vị."],
    )


def _who(office: Office, options: argparse.Namespace) -> Answer:
    settings = office.settings
    if options.name is not None:
        settings.introduce(Person(options.name, options.position, options.unit))
    name = settings.at_the_desk()
    officer = settings.officer_named(name) if name else None
    units = {unit.id: unit.name for unit in settings.units()}
    unit = units.get(officer.unit_id or "", "") if officer else ""
    position = officer.position if officer else ""
    words = ", ".join(filter(None, (name, position, unit)))
    return Answer(
        {"name": name, "position": position, "unit": unit},
        [f"Đang làm việc ở máy này: {words}." if name else "Chưa ghi ai đang làm việc ở máy này."],
        done=options.name is not None,
    )


def _demo(office: Office, _: argparse.Namespace) -> Answer:
    plan_id = office.load_sample()
    rows = office.tasks.rows()
    profile = office.settings.require_profile()
    return Answer(
        {"office": profile.name, "plan_id": plan_id, "tasks": len(rows)},
        [f"Đã tạo dữ liệu mẫu của {profile.name}: 1 kế hoạch, {len(rows)} nhiệm vụ."],
    )


def _remove_demo(office: Office, _: argparse.Namespace) -> Answer:
    ended = office.trial.end()
    kept = f" Những gì đã làm thử được giữ ở «{ended.copy}»." if ended.copy else ""
    return Answer(
        {"removed": ended.name, "copy": str(ended.copy) if ended.copy else None},
        [f"Đã xóa dữ liệu mẫu {ended.name}.{kept} Dùng «new-office» để khai báo cơ quan."],
    )


def _plans(office: Office, _: argparse.Namespace) -> Answer:
    heads = office.plans.heads()
    value = [
        {
            "plan_id": head.id,
            "title": head.title,
            "subject": head.subject,
            "period": head.period.label,
            "status": head.status.value,
            "number": head.number,
            "date": head.issued_on.isoformat() if head.issued_on else None,
        }
        for head in heads
    ]
    lines = [f"{head.id}  {head.status.label}  {head.subject}" for head in heads]
    return Answer(
        value, lines or ["Chưa có kế hoạch nào. Dùng «import-plan» để nhập hoặc «demo» để dùng thử."]
    )


def _show_plan(office: Office, options: argparse.Namespace) -> Answer:
    plan = office.plans.get(plan_id_of(office, options.id))
    warnings = office.legal.plan_problems(plan)
    value = plan_record(plan, warnings=tuple(warnings))
    lines = [plan.title, plan.subject, f"Tình trạng: {plan.status.label}", *plan_counts(value)]
    lines += [*(f"Lưu ý: {warning}" for warning in warnings), ""]

    def outline(items: Sequence[Item], depth: int) -> None:
        for item in items:
            lines.append("  " * depth + f"{item.marker} {item.text}".strip())
            outline(item.children, depth + 1)

    outline(plan.items, 0)
    return Answer(value, lines)


def _search(office: Office, options: argparse.Namespace) -> Answer:
    found = office.search(options.text)
    hits = found.hits
    value = [
        {
            "kind": hit.kind,
            "text": hit.text,
            "where": hit.where,
            "place": place_record(hit.place),
        }
        for hit in hits
    ]
    lines = [f"{hit.kind}: {hit.text}  ({hit.where})" for hit in hits]
    if found.more:
        lines.append(f"Còn {found.more} kết quả nữa. Gõ thêm từ để thu hẹp.")
    return Answer(value, lines or [f"Không tìm thấy «{options.text}»."])


def _history(office: Office, _: argparse.Namespace) -> Answer:
    entries = office.history.entries()
    value = [
        {
            "id": entry.id,
            "at": entry.at.isoformat(),
            "officer": entry.officer,
            "operation": entry.label,
            "subject": entry.subject,
            "state": entry.state,
        }
        for entry in entries
    ]
    lines = [
        f"{entry.id:>5}  {entry.at:%d/%m/%Y %H:%M}  {f'{entry.officer}: ' if entry.officer else ''}"
        f"{entry.label}: {entry.subject}" + (f"  [{entry.state}]" if entry.state else "")
        for entry in entries
    ]
    return Answer(value, lines or ["Nhật ký chưa có thao tác nào."])


_NOT_THE_RESTORE = (
    "Lần khôi phục toàn bộ trước đó không hoàn tác bằng lệnh này: muốn quay lại, khôi phục bản sao lưu lập "
    "trước khi khôi phục (lệnh «backups»)."
)


def _undo(office: Office, options: argparse.Namespace) -> Answer:
    history = office.history
    chosen = options.only if options.only is not None else options.back_to
    if chosen is not None and not _is_in(history, chosen):
        raise Refusal(f"Không có thao tác số {chosen}. Hãy xem số của thao tác bằng lệnh «history».", "only")
    if options.only is not None:
        # The name of such an operation says already how it was undone.
        return _reverted(office, history.take_back(options.only), "Đã ", begun)
    if options.back_to is not None:
        count = history.holding_from(options.back_to)
        return _reverted(office, history.undo_through(options.back_to), f"Đã hoàn tác {count} thao tác")
    follows = history.restored_last
    answer = _reverted(office, history.undo(), "Đã hoàn tác")
    return replace(answer, lines=[*answer.lines, _NOT_THE_RESTORE]) if follows else answer


def _is_in(history: History, number: int) -> bool:
    """Whether the journal has an operation of this number, which may be longer than SQLite's numbers."""
    newest = next(iter(history.entries(1)), None)
    if newest is None or number > newest.id:
        return False
    return [each.id for each in history.entries(1, before=number + 1)] == [number]


def _redo(office: Office, _: argparse.Namespace) -> Answer:
    return _reverted(office, office.history.redo(), "Đã làm lại")


def _reverted(
    office: Office, changes: Changes, words: str, said: Callable[[str], str] = ": {}".format
) -> Answer:
    told = office.history.told(changes)
    value = {"operation": changes.label, "records": len(changes.rows), "told": told.sentence}
    return Answer(value, [f"{words}{said(told.sentence.rstrip('.'))}."])


def _guide(options: argparse.Namespace, _folder: Path) -> Answer:
    from ..documents.compose_guide import compose_guide

    return exported(compose_guide(__version__, date.today()), options)


def _quick_card(options: argparse.Namespace, _folder: Path) -> Answer:
    from ..documents.compose_guide import compose_card

    return exported(compose_card(), options)


def _copy_data(options: argparse.Namespace, folder: Path) -> Answer:
    # Not through Office, which would bring older data up to date first.
    from ..storage.data_copy import copy_closed

    # What lands among the data's own backups goes nowhere: the setup file copies so, and knows no password.
    if not Path(options.out).resolve().is_relative_to((folder / BACKUPS).resolve()):
        admit(options, folder, Need.BACKUP)
    if cipher.may_need_key(folder / FILE_NAME) and (sealed := _copy_sealed(options, folder)) is not None:
        return sealed
    copy = copy_closed(folder, Path(options.out))
    value = {
        "folder": str(copy.folder),
        "version": copy.content.version,
        "rows": copy.content.rows,
        "evidence": copy.evidence,
        "bytes": copy.bytes,
        "sha256": copy.content.sha256,
    }
    files = f" và {copy.evidence} tệp minh chứng" if copy.evidence else ""
    words = f"Đã sao dữ liệu vào «{copy.folder}»: {copy.content.rows} bản ghi{files}, giống hệt bản gốc."
    return Answer(value, [words], done=True)


def _copy_sealed(options: argparse.Namespace, folder: Path) -> Answer | None:
    """A copy of encrypted data whose key nobody has given, if they are that."""
    from ..storage.sealed_copy import copy_sealed, is_sealed

    if not is_sealed(folder):
        return None
    copy = copy_sealed(folder, Path(options.out))
    value = {
        "folder": str(copy.folder),
        "encrypted": True,
        "vouched": copy.is_vouched,
        "evidence": copy.evidence,
        "bytes": copy.bytes,
        "sha256": copy.sha256,
    }
    files = f" và {copy.evidence} tệp minh chứng" if copy.evidence else ""
    lines = [f"Đã sao dữ liệu đã mã hóa{files} cùng tệp khóa vào «{copy.folder}», giống hệt bản gốc."]
    if not copy.is_vouched:
        lines.append(
            "Lần trước chương trình chưa đóng hết nên chưa đối chiếu được nội dung: hãy mở dữ liệu một lần."
        )
    return Answer(value, lines, done=True)


def _after_accident(options: argparse.Namespace, folder: Path) -> Answer:
    # Only after an accident is it needed.
    from .restore_commands import RESTORE_COMMANDS

    return RESTORE_COMMANDS[options.command](options, folder)


def _users(options: argparse.Namespace, folder: Path) -> Answer:
    # Only who administers needs it.
    from .user_commands import users

    return users(options, folder)


def _check_form(options: argparse.Namespace, folder: Path) -> Answer:
    # Any file may be checked, whatever data there are.
    from .form_check_command import check_form

    return check_form(options, folder)


def _survey(options: argparse.Namespace, folder: Path) -> Answer:
    # Surveys are held once a year.
    from .survey_commands import survey

    return survey(options, folder)


def _consolidation(options: argparse.Namespace, folder: Path) -> Answer:
    # Most offices gather the reports of no others.
    from .consolidation_commands import CONSOLIDATION_COMMANDS

    return CONSOLIDATION_COMMANDS[options.command](options, folder)


def _self_test(options: argparse.Namespace, _: Path) -> Answer:
    from .self_test import self_test

    report = Path(options.report) if options.report else None
    return self_test(report, getattr(options, "platform", ""), getattr(options, "json", False))


def _of_tasks(options: argparse.Namespace, folder: Path) -> Answer:
    # No other command needs what is handed out.
    from .task_commands import TASK_COMMANDS

    return TASK_COMMANDS[options.command](options, folder)


def _seldom(options: argparse.Namespace, folder: Path) -> Answer:
    # The superior's forms, statistical forms, what goes out and the calendar come a few times a year.
    from .comparison_commands import COMPARISON_COMMANDS
    from .contribution_commands import CONTRIBUTION_COMMANDS
    from .coverage_command import COVERAGE_COMMANDS
    from .criteria_commands import CRITERIA_COMMANDS
    from .criteria_set_commands import CRITERIA_SET_COMMANDS
    from .duty_commands import DUTY_COMMANDS
    from .evidence_commands import EVIDENCE_COMMANDS
    from .exchange_commands import EXCHANGE_COMMANDS
    from .form_commands import FORM_COMMANDS
    from .legal_commands import LEGAL_COMMANDS
    from .merge_commands import MERGE_COMMANDS
    from .new_plan_commands import NEW_PLAN_COMMANDS
    from .outgoing_commands import OUTGOING_COMMANDS
    from .plan_export_command import PLAN_EXPORT_COMMANDS
    from .plan_letter_command import PLAN_LETTER_COMMANDS
    from .plan_life_commands import PLAN_LIFE_COMMANDS
    from .register_commands import REGISTER_COMMANDS
    from .round_commands import ROUND_COMMANDS
    from .rule_commands import RULE_COMMANDS
    from .score_commands import SCORE_COMMANDS
    from .template_commands import TEMPLATE_COMMANDS
    from .tidy_command import TIDY_COMMANDS
    from .todo_command import TODO_COMMANDS
    from .work_commands import WORK_COMMANDS

    known = {
        **CONTRIBUTION_COMMANDS, **TIDY_COMMANDS,
        **DUTY_COMMANDS, **FORM_COMMANDS, **OUTGOING_COMMANDS, **REGISTER_COMMANDS, **RULE_COMMANDS,
        **SCORE_COMMANDS, **TEMPLATE_COMMANDS, **TODO_COMMANDS, **EVIDENCE_COMMANDS, **WORK_COMMANDS,
        **PLAN_LIFE_COMMANDS, **PLAN_LETTER_COMMANDS, **NEW_PLAN_COMMANDS, **LEGAL_COMMANDS,
        **COVERAGE_COMMANDS, **PLAN_EXPORT_COMMANDS, **CRITERIA_COMMANDS, **CRITERIA_SET_COMMANDS,
        **COMPARISON_COMMANDS, **ROUND_COMMANDS, **MERGE_COMMANDS, **EXCHANGE_COMMANDS,
    }  # fmt: skip
    return known[options.command](options, folder)


COMMANDS: dict[str, Command] = {
    "new-office": opened(_new_office),
    "who": opened(_who),
    "demo": opened(_demo),
    "remove-demo": opened(_remove_demo),
    "plans": reading(_plans),
    "show-plan": reading(_show_plan),
    "new-plan": _seldom,
    "roll-plan": _seldom,
    "issue-plan": _seldom,
    "submit-plan": _seldom,
    "amend-plan": _seldom,
    "close-plan": _seldom,
    "plan-bases": _seldom,
    "plan-issues": _seldom,
    "plan-letter": _seldom,
    "compare-plans": _seldom,
    "coverage": _seldom,
    "export-plan": _seldom,
    "search": reading(_search),
    "guide": _guide,
    "quick-card": _quick_card,
    "history": reading(_history),
    "undo": opened(_undo),
    "redo": opened(_redo),
    "conflicts": _seldom,
    "resolve": _seldom,
    "copy-data": _copy_data,
    "check-form": _check_form,
    "self-test": _self_test,
    "restore": _after_accident,
    "rescue": _after_accident,
    "users": _users,
    "calendar": _seldom,
    "today": _seldom,
    "attach": _seldom,
    "evidence": _seldom,
    "evidence-zip": _seldom,
    "rules": _seldom,
    "set-rule": _seldom,
    "legal": _seldom,
    "add-legal": _seldom,
    "delete-legal": _seldom,
    "map-template": _seldom,
    "fill-template": _seldom,
    "outgoing": _seldom,
    "attach-signed": _seldom,
    "export-signed": _seldom,
    "forms": _seldom,
    "form-rows": _seldom,
    "set-form-row": _seldom,
    "export-form": _seldom,
    "report-outline": _seldom,
    "scores": _seldom,
    "score": _seldom,
    "lost-points": _seldom,
    "what-if": _seldom,
    "set-criterion": _seldom,
    "export-scores": _seldom,
    "import-criteria": _seldom,
    "criteria-sets": _seldom,
    "export-criteria": _seldom,
    "compare-scores": _seldom,
    "criterion-task": _seldom,
    "published-scores": _seldom,
    **dict.fromkeys(
        (
            "score-rounds",
            "lock-scores",
            "verify-scores",
            "explain-scores",
            "finish-scores",
            "reopen-scores",
            "export-explanations",
            "export-score-evidence",
            "score-evidence-zip",
        ),
        _seldom,
    ),
    "survey": _survey,
    **dict.fromkeys(("senders", "consolidate", "missing"), _consolidation),
    "work-sheet": _seldom,
    "pack": _seldom,
    "inspect": _seldom,
    "take-in": _seldom,
    "contribution-form": _seldom,
    "take-form": _seldom,
    "export-figures": _seldom,
    **dict.fromkeys(
        ("tasks", "update-task", "assign", "export-tasks", "reminder", "assignment-slip", "meeting-list"),
        _of_tasks,
    ),
    **dict.fromkeys(
        (
            "registers",
            "rows",
            "add-row",
            "delete-row",
            "import-rows",
            "export-register",
            "add-register",
            "export-register-form",
            "delete-register",
            "reset-register",
        ),
        _seldom,
    ),
    **BACKUP_COMMANDS,
    **CARE_COMMANDS,
    **FIGURE_COMMANDS,
    **PLAN_FILE_COMMANDS,
    **REPORT_COMMANDS,
}
