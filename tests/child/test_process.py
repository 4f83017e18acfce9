"""The child process: what it reads comes back, and whatever becomes of it is a sentence."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import catalogue, log
from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand, Limits, read_plan
from cchc_desktop.child.process import Child, ChildEnded, ChildFault, run
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.plan import Draft
from cchc_desktop.office.sample import plan_text

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "Kế hoạch mẫu.txt"
    path.write_text(plan_text(2026), encoding="utf-8")
    return path


@pytest.fixture
def child() -> Iterator[Child]:
    with Child() as made:
        yield made


def read(child: Child, path: Path, limits: Limits | None = None) -> Draft:
    found: Draft = child.run(Errand.PLAN, path, catalogue.areas(), TODAY, limits=limits)
    return found


def instead(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Lets children run other code when they are asked to read a plan."""
    start = (
        f"import sys, time, os; sys.path.insert(0, {os.getcwd()!r})\n"
        "from cchc_desktop.child import errands, service\n"
        f"def work(path, areas, today):\n    {code}\n"
        "errands.read_plan = work\n"
        "service.serve()"
    )
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-P", "-c", start])


def refusal(child: Child, path: Path, limits: Limits | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(child, path, limits)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "Hãy" in sentence
    assert child.pid is None, "a child that failed is not asked again"
    return caught.value


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def wait_until(done: object, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not done() and time.monotonic() < deadline:  # type: ignore[operator]
        pause.wait(0.02)
    assert done()  # type: ignore[operator]


def test_what_a_child_reads_is_what_is_read_here(child: Child, plan: Path) -> None:
    found, here = read(child, plan), read_plan(plan, catalogue.areas(), TODAY)
    assert [(item.kind, item.text, item.source) for item in found.plan.walk()] == [
        (item.kind, item.text, item.source) for item in here.plan.walk()
    ]
    assert (found.source, found.placed, found.warnings) == (here.source, here.placed, here.warnings)


def test_a_child_does_one_errand_after_the_other(child: Child, plan: Path, tmp_path: Path) -> None:
    read(child, plan)
    first = child.pid
    read(child, plan)
    assert child.pid == first
    with pytest.raises(Refusal, match="Không tìm thấy"):
        read(child, tmp_path / "khong_co.txt")
    read(child, plan)


def test_a_refusal_of_the_reader_is_its_own_sentence(child: Child, tmp_path: Path) -> None:
    path = tmp_path / "Sổ.txt"
    path.write_text("Danh sách họp", encoding="utf-8")
    with pytest.raises(Refusal, match="không giống một kế hoạch") as caught:
        read(child, path)
    assert caught.value.field == "file"


def test_a_child_may_not_take_more_memory(child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "return [b'x' * 10_000_000 for _ in range(400)]")
    assert "bộ nhớ" in str(refusal(child, plan, Limits(memory=300_000_000)))


def test_a_child_may_not_take_longer(child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "time.sleep(60)")
    began = time.monotonic()
    assert "quá 1 giây" in str(refusal(child, plan, Limits(seconds=1)))
    assert time.monotonic() - began < 20


def test_a_child_that_holds_the_interpreter_is_ended_too(
    child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, "import re; re.fullmatch('(a*)*b', 'a' * 60)")
    assert "giây" in str(refusal(child, plan, Limits(seconds=1)))


def test_a_child_may_not_answer_more(child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "return ('x' * 1_000_000,)")
    assert "quá nhiều nội dung" in str(refusal(child, plan, Limits(answer=10_000)))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("os.abort()", "Fatal Python error: Aborted"),
        ("import ctypes; ctypes.string_at(0)", "Segmentation fault"),
        ("os._exit(3)", "3"),
        ("os.kill(os.getpid(), 9)", "-9"),
    ],
)
def test_a_child_that_dies_is_a_sentence(
    child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str
) -> None:
    instead(monkeypatch, code)
    cause = refusal(child, plan).__cause__
    assert isinstance(cause, ChildEnded)
    assert words in str(cause), "what it wrote before its end is not lost"


def test_a_fault_of_ours_in_a_child_stays_one(
    child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, "raise KeyError('ours')")
    with pytest.raises(ChildFault, match="KeyError: 'ours'"):
        read(child, plan)


@pytest.mark.parametrize("code", ["return 5", "return ('x', 1)", "return {'a': 1}", "return None"])
def test_an_answer_of_another_kind_is_a_fault(
    child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    instead(monkeypatch, code)
    with pytest.raises(ChildFault):
        read(child, plan)


def test_what_libraries_print_is_no_answer(child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(
        monkeypatch, "print('done'); os.write(1, b'[\"done\", 1]\\n'); raise errands.Path and KeyError(1)"
    )
    with pytest.raises(ChildFault, match="KeyError"):
        read(child, plan)


def test_a_warning_of_a_child_is_one_here(child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "import warnings; warnings.warn('hỏng', UserWarning)")
    with pytest.warns(UserWarning, match="hỏng"), pytest.raises(ChildFault):
        read(child, plan)


def test_the_log_of_a_child_is_in_the_log(child: Child, plan: Path, tmp_path: Path) -> None:
    path = log.start(tmp_path)
    try:
        read(child, plan)
    finally:
        log.stop()
    written = path.read_text(encoding="utf-8")
    assert "cchc.intake read kind=txt" in written
    assert "cchc.intake child errand=plan" in written
    assert plan.name not in written


def test_cancel_ends_the_child(child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "time.sleep(60)")
    pids: list[int] = []

    def cancelled() -> bool:
        if child.pid is not None:
            pids.append(child.pid)
        return len(pids) > 2

    with pytest.raises(Refusal, match="Đã dừng"):
        child.run(Errand.PLAN, plan, catalogue.areas(), TODAY, cancelled=cancelled)
    assert child.pid is None
    assert is_gone(pids[0])


def test_no_child_can_be_started(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_command", lambda: ["/no/such/program"])
    with pytest.raises(EnvironmentProblem, match="Không mở được tiến trình"):
        run(Errand.PLAN, plan, catalogue.areas(), TODAY)


_PARENT = """
import sys, threading
sys.path.insert(0, {root!r})
from pathlib import Path
from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand
child = process.Child()
process._command = lambda: [sys.executable, "-c", {busy!r}]
threading.Thread(target=child.run, args=(Errand.TEMPLATE, Path("a.xlsx")), daemon=True).start()
while child.pid is None:
    pass
print(child.pid, flush=True)
sys.stdin.read()
"""
_BUSY = """
import sys; sys.path.insert(0, {root!r})
from cchc_desktop.child import errands, service
errands.read_template = lambda path: __import__("time").sleep(100)
service.serve()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Linux")
def test_a_child_does_not_outlive_its_parent() -> None:
    code = _PARENT.format(root=os.getcwd(), busy=_BUSY.format(root=os.getcwd()))
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdin is not None
    pid = int(parent.stdout.readline())
    assert not is_gone(pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_until(lambda: is_gone(pid))
    parent.stdout.close()
    parent.stdin.close()


_LOADED = """
import sys; sys.path.insert(0, {root!r})
from cchc_desktop.child import errands, service
def names(path, areas, today):
    from cchc_desktop.domain.errors import Refusal
    {work}
    raise Refusal(" ".join(sorted({{name.split(".")[0] for name in sys.modules}})))
work = errands.read_plan
errands.read_plan = names
service.serve()
"""


def test_a_child_loads_what_it_needs(child: Child, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every module costs time on an old PC before the first letter is read."""
    code = _LOADED.format(root=os.getcwd(), work="work(path, areas, today)")
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-P", "-c", code])
    with pytest.raises(Refusal) as caught:
        read(child, plan)
    loaded = set(str(caught.value).split())
    assert (
        loaded & {"PySide6", "sqlite3", "reportlab", "docx", "openpyxl", "lxml", "ctypes", "logging"} == set()
    )


def test_the_launchers_start_a_child_as_the_program_asks() -> None:
    from installer.launcher import packed_modules

    assert packed_modules.READ_OUTSIDE == process.STARTED_WITH


def test_a_packed_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "packed_modules", sys)
    assert process._command() == [sys.executable, process.STARTED_WITH]
