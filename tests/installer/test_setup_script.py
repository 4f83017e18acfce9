"""The script of the setup file: its words are whole and Vietnamese, its codes are what the trial expects."""

import re
import unicodedata
from pathlib import Path, PurePosixPath

import pytest

from installer import build
from installer.setup import file_instructions
from installer.wine import trial

FOLDER = Path(__file__).resolve().parents[2] / "installer" / "setup"
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.ns[ih]")}
ALL = "\n".join(SCRIPTS.values())
TEXTS = dict(re.findall(r'^!insertmacro TEXT (\w+) "(.*)"$', SCRIPTS["texts.nsh"], re.MULTILINE))
NSIS_OWN = {"^Name", "^NameDA"}


def test_every_text_that_is_shown_exists_and_every_text_is_shown() -> None:
    used = set(re.findall(r"\$\((\^?\w+)\)", ALL)) - NSIS_OWN
    assert used == set(TEXTS)


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_script_is_plain_utf_8_in_composed_letters(name: str) -> None:
    # With a mark at the head NSIS would take an included file for another encoding than the rest.
    assert not SCRIPTS[name].startswith("\ufeff")
    assert unicodedata.is_normalized("NFC", SCRIPTS[name])
    assert "\t" not in SCRIPTS[name]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_is_vietnamese_and_names_only_what_is_known_then(name: str) -> None:
    text = TEXTS[name]
    words = re.sub(r"\$\\r|\$\\n|\$\{?\w+\}?|CCHC Desktop|MIT|Start|Windows", "", text)
    assert re.search(
        r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵếềểễệốồổỗộớờởỡợứừửữựấầẩẫậắằẳẵặ]", words.lower()
    ), text
    assert not re.search(r"\b(install|file|folder|data|click|bạn)\b", words, re.IGNORECASE), text
    assert set(re.findall(r"\$\{(\w+)\}", text)) <= {"VERSION"}


def test_what_is_refused_says_why_and_ends_with_its_own_code() -> None:
    for text, code in (("TooOld", 3), ("StillRunning", 4), ("CopyFailed", 5), ("NewerInstalled", 6)):
        refusal = rf'MessageBox [^\n]*"\$\({text}\)" /SD ID(OK|NO)[^\n]*\n\s*SetErrorLevel {code}\n\s*Quit'
        assert re.search(refusal, ALL), text
    assert (trial._RUNNING, trial._NO_COPY, trial._NEWER) == (4, 5, 6)


def test_no_message_waits_for_an_answer_in_a_silent_installation() -> None:
    for line in ALL.splitlines():
        if line.strip().startswith("MessageBox") and "CheckFolder" not in line:
            shown_by_a_page = line.strip() == 'MessageBox MB_OK|MB_ICONEXCLAMATION "$(StillRunning)"'
            assert "/SD" in line or shown_by_a_page, line


def test_the_data_are_copied_before_anything_is_replaced() -> None:
    section = SCRIPTS["setup.nsi"].partition('Section "$(SectionProgram)"')[2].partition("SectionEnd")[0]
    order = ["RefuseRunning", "CopyData", "PutProgramFiles", "WriteUninstaller", '"Version"']
    places = [section.index(word) for word in order]
    assert places == sorted(places)


def test_nothing_removes_the_data_or_a_folder_of_somebody_else() -> None:
    removed = re.findall(r"RMDir /r (.*?)\s*(?:;.*)?$", ALL, re.MULTILINE)
    assert set(removed) == {'"${PROGRAM}"', '"${PROGRAM}.new"', '"${PROGRAM}.old"'}
    assert "cchc.db" not in "".join(line for line in ALL.splitlines() if "Delete" in line)


def test_it_asks_for_no_administrator_and_refuses_old_windows() -> None:
    script = SCRIPTS["setup.nsi"]
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in ALL
    assert "!define OLDEST_BUILD 17763" in script
    assert "${RunningX64}" in script


def test_files_are_packed_in_one_order_and_restored_in_their_folders() -> None:
    paths = [PurePosixPath(path) for path in ("b/x.dll", "a/y.pyc", "a/x.dll", "a/$1.txt", "z.exe")]
    lines = file_instructions(paths, Path("/p"))
    assert lines == file_instructions(reversed(paths), Path("/p"))
    assert lines[:4] == [
        'SetOutPath "${PROGRAM}.new\\a"',
        'File "/oname=x.dll" "/p/a/x.dll"',
        'SetOutPath "${PROGRAM}.new\\b"',
        'File "/oname=x.dll" "/p/b/x.dll"',
    ]
    assert 'File "/oname=$$1.txt" "/p/a/$$1.txt"' in lines
    assert len([line for line in lines if line.startswith("File")]) == len(paths)


def test_names_say_what_they_are() -> None:
    assert build.setup_name("0.2.0") == "CCHC-Desktop-0.2.0-setup.exe"
    assert build.portable_name("0.2.0") == "CCHC-Desktop-0.2.0-portable.zip"
