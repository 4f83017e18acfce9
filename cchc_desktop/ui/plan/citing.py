"""What is done to the citations of a plan: bases out of the library, others in place of what does not hold,
short forms. Each change is shown before it is done, and all of one go is undone at once."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ...domain.citation_changes import TextChange
from ..shell import Shell
from ..tables import Column
from ..widgets.review import Answer, ReviewDialog
from .bases_dialog import BasesDialog


def add_bases(shell: Shell, plan_id: str, beside: str, parent: QWidget | None) -> bool:
    """Asks for documents and makes each a basis, beside the item where that is one; gives whether any was
    added."""
    documents = BasesDialog.ask(shell, plan_id, parent)
    bases = shell.office.plan_bases
    if not documents or not shell.attempt(lambda: bases.add(plan_id, documents, beside)):
        return False
    shell.notify(f"Đã thêm {len(documents)} căn cứ.", undoable=True)
    return True


def renew_bases(shell: Shell, plan_id: str, parent: QWidget | None, item_id: str = "") -> bool:
    """Shows what should stand in place of bases that do not hold, of one of them where given."""
    found = [each for each in shell.office.plan_bases.renewals(plan_id) if item_id in ("", each.id)]
    if not found:
        shell.notify("Không có căn cứ nào mà thư viện biết văn bản thay thế.")
        return False
    sentence = (
        "Thay bằng văn bản đang có hiệu lực. Hãy đọc lại từng dòng, nhất là phần căn cứ có nhiều văn bản; "
        "dòng chưa đánh dấu là văn bản có thể đã bị thay thế, cần đối chiếu trước."
    )
    sure = [each.id for each in found if each.is_sure]
    return _review(shell, plan_id, parent, "Thay căn cứ hết hiệu lực", sentence, found, sure)


def shorten_citations(shell: Shell, plan_id: str, parent: QWidget | None) -> bool:
    """Shows the later citations that are as long as the first, with their short form."""
    found = shell.office.plan_bases.shortenings(plan_id)
    if not found:
        shell.notify("Không có chỗ nào viện dẫn đầy đủ lần thứ hai.")
        return False
    sentence = (
        "Văn bản viện dẫn lần đầu ghi đầy đủ; các lần sau chỉ ghi tên loại, số và ký hiệu, với luật chỉ ghi "
        "tên (Nghị định số 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 6)."
    )
    every = [each.id for each in found]
    return _review(shell, plan_id, parent, "Rút gọn viện dẫn", sentence, found, every)


def _review(
    shell: Shell,
    plan_id: str,
    parent: QWidget | None,
    title: str,
    sentence: str,
    found: Sequence[TextChange],
    ticked: Sequence[str],
) -> bool:
    """Shows changes, those that are wanted ticked, and makes them; gives whether any was made."""

    def make(chosen: Sequence[TextChange]) -> bool:
        done = shell.attempt(lambda: shell.office.plan_bases.apply(plan_id, title, chosen))
        if done:
            shell.notify(f"Đã sửa {len(chosen)} chỗ viện dẫn.", undoable=True)
        return done

    dialog = ReviewDialog(parent, title, sentence, _columns(), found, ticked, [Answer("Sửa {} chỗ", make)])
    return dialog.exec() == ReviewDialog.DialogCode.Accepted


def _columns() -> list[Column]:
    return [
        Column("Chỗ", lambda row: row.where, width=150),
        Column("Đang viết", lambda row: row.before, width=330, stretch=True),
        Column("Sẽ viết", lambda row: "\n".join(row.after) or "(bỏ căn cứ này)", width=330, stretch=True),
        Column("Vì sao", lambda row: row.reason, width=230),
    ]
