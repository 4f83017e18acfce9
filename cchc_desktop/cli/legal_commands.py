"""The commands on the library of legal documents: how each stands on a day, whether a file is sound, and what
plans cite of it."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from ..catalogue import legal
from ..domain.citation_changes import TextChange
from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.legal import LegalDocument, LegalStanding
from ..domain.legal_bases import basis_texts
from ..domain.legal_list import LegalFilter, Listed, counted
from ..domain.text import clean_line
from ..office import Office
from .answers import Answer, Command, exported, opened, plan_id_of, reading

_FORMATS = ("pdf", "docx", "xlsx")


def _legal(options: argparse.Namespace, folder: Path) -> Answer:
    if options.check:
        return _checked(Path(options.check))
    if options.taken:
        return opened(_taken)(options, folder)
    if options.back:
        return opened(_went_back)(options, folder)
    return reading(_listed)(options, folder)


def _checked(path: Path) -> Answer:
    """What a sound file holds. Raises Refusal with the first mistake and the count of the others."""
    found = legal.read_library_file(path)
    return Answer(
        {"ok": True, "id": found.id, **_head_record(found)}, ["Thư viện căn cứ hợp lệ.", _head_words(found)]
    )


def _taken(office: Office, options: argparse.Namespace) -> Answer:
    found = legal.read_library_file(Path(options.taken))
    changes = office.legal.changes_by(found)
    office.legal.take(found)
    value = {
        "id": found.id,
        **_head_record(found),
        "changes": [{"symbol": each.document.symbol, "change": each.words} for each in changes],
    }
    return Answer(value, ["Đã nhập thư viện căn cứ.", _head_words(found), counted(changes)])


def _went_back(office: Office, _options: argparse.Namespace) -> Answer:
    office.legal.go_back()
    now = office.legal.files()[-1]
    return Answer(_head_record(now), ["Đã bỏ thư viện nhập sau cùng.", _head_words(now)])


def _added(office: Office, options: argparse.Namespace) -> Answer:
    def day(name: str) -> date | None:
        typed = getattr(options, name)
        return parse_date(typed, name) if typed else None

    document = LegalDocument(
        clean_line(options.symbol), clean_line(options.kind), clean_line(options.issuer),
        clean_line(options.title), day("date"), valid_from=day("valid_from"), ended=day("ended"),
        replaced_by=tuple(map(clean_line, options.replaced_by)), note=clean_line(options.note),
    )  # fmt: skip
    office.legal.save(document)
    standing = office.legal.library().standing_of(document, office.today)
    return Answer(_record(standing), [f"Đã ghi {document.full}: {standing.state.label.lower()}."])


def _deleted(office: Office, options: argparse.Namespace) -> Answer:
    office.legal.delete(options.symbol)
    return Answer({"symbol": options.symbol}, [f"Đã xóa văn bản «{options.symbol}» mà đơn vị tự thêm."])


def _listed(office: Office, options: argparse.Namespace) -> Answer:
    day = parse_date(options.date, "date") if options.date else office.today
    source = office.legal.files()[-1]
    wanted = LegalFilter.OUT if options.out_of_force else LegalFilter.ALL
    found = office.legal.listed(options.find, wanted, day)
    value = {
        **_head_record(source),
        "date": day.isoformat(),
        "documents": [{**_record(each.standing), "own": bool(each.own_id)} for each in found],
    }
    if options.out:
        options.format = Path(options.out).suffix.lower().removeprefix(".")
        if options.format not in _FORMATS:
            name = Path(options.out).name
            raise Refusal(f"Tên tệp phải kết thúc bằng .pdf, .docx hoặc .xlsx. Hãy sửa «{name}».", "out")
        answer = exported(office.legal.document(found, wanted, day), options, office)
        return Answer({**value, **answer.value}, answer.lines, done=True)
    lines = [_head_words(source), f"Hiệu lực đến ngày {short_date(day)}:"]
    lines += map(_line, found)
    return Answer(value, lines if found else [*lines, "Không có văn bản nào như vậy trong thư viện."])


def _line(each: Listed) -> str:
    standing = each.standing
    return standing.sentence if standing.is_told else f"{each.document.full}: {standing.state.label}"


def _plan_bases(options: argparse.Namespace, folder: Path) -> Answer:
    changes = options.add or options.renew or options.shorten
    return (opened if changes else reading)(_bases)(options, folder)


def _bases(office: Office, options: argparse.Namespace) -> Answer:
    bases, plan_id = office.plan_bases, plan_id_of(office, options.id)
    library = office.legal.library()
    documents = []
    for symbol in options.add:
        document = library.find(symbol)
        if document is None:
            raise Refusal(f"Thư viện không có văn bản «{symbol}». Hãy xem lại số, ký hiệu.", "add")
        documents.append(document)
    done = []
    if documents:
        bases.add(plan_id, documents)
        done.append(f"Đã thêm {len(documents)} căn cứ.")
    renewals = [each for each in bases.renewals(plan_id) if each.is_sure] if options.renew else []
    if renewals:
        bases.apply(plan_id, "Thay căn cứ hết hiệu lực", renewals)
        done.append(f"Đã thay {len(renewals)} căn cứ.")
    shortenings = bases.shortenings(plan_id) if options.shorten else []
    if shortenings:
        bases.apply(plan_id, "Rút gọn viện dẫn", shortenings)
        done.append(f"Đã rút gọn {len(shortenings)} chỗ viện dẫn.")
    texts = basis_texts(office.plans.get(plan_id).items)
    proposed = {"renewals": bases.renewals(plan_id), "shortenings": bases.shortenings(plan_id)}
    value = {
        "plan_id": plan_id,
        "bases": [
            {"text": text, "standing": office.legal.standing_words(text, office.today)} for text in texts
        ],
        **{name: [_change_record(each) for each in found] for name, found in proposed.items()},
    }
    lines = [*done, *texts]
    for each in (*proposed["renewals"], *proposed["shortenings"]):
        lines += [f"- {each.where}: {each.reason}", f"    Nên viết: {' '.join(each.after) or '(bỏ)'}"]
    return Answer(value, lines or ["Kế hoạch chưa có căn cứ nào."])


def _change_record(change: TextChange) -> dict[str, Any]:
    return {
        "item_id": change.id,
        "place": change.where,
        "before": change.before,
        "after": list(change.after),
        "reason": change.reason,
        "sure": change.is_sure,
    }


def _head_record(found: legal.LibraryFile) -> dict[str, Any]:
    return {
        "version": found.version,
        "title": found.title,
        "updated": found.updated.isoformat(),
        "source": found.source,
        "count": len(found.documents),
    }


def _head_words(found: legal.LibraryFile) -> str:
    return (
        f"{found.title}, phiên bản {found.version}, cập nhật đến {short_date(found.updated)}: "
        f"{len(found.documents)} văn bản."
    )


def _record(standing: LegalStanding) -> dict[str, Any]:
    document = standing.document
    assert document is not None
    return {
        "symbol": document.symbol,
        "kind": document.kind,
        "full": document.full,
        "short": document.short,
        "lacking": list(document.lacking),
        "state": standing.state.value,
        "since": standing.since.isoformat() if standing.since else None,
        "instead": [each.symbol for each in standing.instead],
        "amended_by": list(document.amended_by),
        "note": document.note,
    }


LEGAL_COMMANDS: dict[str, Command] = {
    "legal": _legal,
    "add-legal": opened(_added),
    "delete-legal": opened(_deleted),
    "plan-bases": _plan_bases,
}
