"""What is delivered is whole: the wheel, its data, the licences, and nothing of the machine it came from."""

import re
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import cchc_desktop
from cchc_desktop import resources

ROOT = Path(__file__).resolve().parent.parent
FONTS = [
    *("BeVietnamPro-Regular.ttf", "BeVietnamPro-Medium.ttf", "BeVietnamPro-SemiBold.ttf"),
    *("BeVietnamPro-Bold.ttf", "BeVietnamPro-Italic.ttf"),
    *("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),
]
# none, grave, hook above, tilde, acute, dot below
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VIETNAMESE = {
    unicodedata.normalize("NFC", case + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in TONES
    for case in (vowel, vowel.upper())
} | set("bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX0123456789.,;:/()%–“”…-+")


def locked(name: str) -> dict[str, str]:
    """The versions of a lock file by package."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def committed_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


# --- the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network or a second environment."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_carries_the_program_and_its_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    data = {name for name in committed_files() if name.startswith("resources/")}
    info = f"cchc_desktop-{cchc_desktop.__version__}"
    assert f"{info}.data/data/share/applications/cchc-desktop.desktop" in names
    assert f"{info}.data/data/share/icons/hicolor/scalable/apps/cchc-desktop.svg" in names
    code = {name for name in committed_files() if name.startswith("cchc_desktop/")}
    assert {f"resources/fonts/{font}" for font in FONTS} <= data
    assert {"resources/icons/app.svg", "resources/licenses/index.toml"} <= data
    assert {f"cchc_desktop/_{name}" for name in data} | code <= names
    assert not [name for name in names if not name.startswith(("cchc_desktop/", "cchc_desktop-"))]


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = f"cchc_desktop-{cchc_desktop.__version__}.dist-info"
        metadata = Parser().parsestr(archive.read(f"{info}/METADATA").decode())
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
        assert f"{info}/licenses/LICENSE" in archive.namelist()
    assert metadata["Name"] == "cchc-desktop"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "cchc-desktop = cchc_desktop.__main__:main" in entry_points


def test_the_installed_program_finds_its_data(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    found = subprocess.run(
        # -S: without this environment's packages, among which the checkout is installed
        [sys.executable, "-S", "-c", "from cchc_desktop import resources; print(resources.folder())"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == (tmp_path / "cchc_desktop" / "_resources").resolve()


def test_a_checkout_finds_its_data() -> None:
    assert resources.folder() == ROOT / "resources"
    assert resources.read_text("icons", "app.svg").startswith("<svg")
    assert resources.read_bytes("fonts", "Tinos-Regular.ttf")[:4] == b"\0\1\0\0"
    assert "app.svg" in resources.names("icons", suffix=".svg")
    with pytest.raises(FileNotFoundError):
        resources.read_text("icons", "missing.svg")


# --- fonts and icons


@pytest.mark.parametrize("name", FONTS)
def test_a_font_holds_every_vietnamese_letter(name: str) -> None:
    with TTFont(resources.path("fonts", name)) as font:
        held = font.getBestCmap()
        embeddable = font["OS/2"].fsType == 0
    assert "".join(sorted(letter for letter in VIETNAMESE if ord(letter) not in held)) == ""
    assert embeddable


def test_icons_take_one_colour_and_name_their_source() -> None:
    sources = resources.read_text("icons", "SOURCES.md")
    for name in resources.names("icons", suffix=".svg"):
        assert f"`{name}`" in sources, name
        if name != "app.svg":
            picture = resources.read_text("icons", name)
            assert re.findall(r'(?:fill|stroke)="([^"]*)"', picture) == ["currentColor"], name


# --- lock files and licences


@pytest.mark.parametrize(
    "name",
    [
        "requirements.lock",
        "requirements-analysis.lock",
        "requirements-dev.lock",
        "requirements-installer.lock",
    ],
)
def test_a_lock_file_holds_versions_and_hashes_only(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pin = re.compile(r"[a-z0-9.-]+==[^ /:]+( ; [^/:]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|# .*")
    assert [line for line in lines if not pin.fullmatch(line)] == []


def test_the_lock_files_agree_and_hold_what_the_program_asks_for() -> None:
    runtime, everything = locked("requirements.lock"), locked("requirements-dev.lock")
    installer, analysis = locked("requirements-installer.lock"), locked("requirements-analysis.lock")
    assert runtime.items() <= analysis.items()
    assert analysis.items() <= everything.items()
    assert runtime.items() <= installer.items()
    assert installer["uv"] == everything["uv"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split("[<>=]", text)[0].lower() for text in project["dependencies"]}
    assert asked | {"hatchling", "editables"} <= set(runtime)


def test_every_library_is_named_with_its_licence() -> None:
    components = resources.load_toml("licenses", "index.toml")["component"]
    named = {entry["package"]: entry["version"] for entry in components if "package" in entry}
    extras = {entry["package"] for entry in components if entry["kind"] == "extra"}
    wanted = {**locked("requirements.lock"), **{p: locked("requirements-analysis.lock")[p] for p in extras}}
    assert named == wanted, "bring resources/licenses/index.toml up to the lock files"
    assert locked("requirements-analysis.lock").keys() == wanted.keys()
    for entry in components:
        assert entry["kind"] in {"library", "installer", "windows", "font", "icons", "extra"}
        assert entry["name"]
        assert entry["license"]
        assert entry["used_for"]
        assert len(resources.read_text("licenses", entry["file"])) > 500, entry["file"]
    files = set(resources.names("licenses", suffix=".txt"))
    assert files == {entry["file"] for entry in components}


# --- what is committed

_PLACES = re.compile(
    # written in pieces, so that this file does not name them either
    r"\bpypi\." + r"org\b|pythonhosted\." + r"org|registry\." + r"npmjs|\bdeb\." + r"debian\.org"
    r"|--(?:extra-)?index" + r"-url|--find" + r"-links"
    r"|file:" + r"///(?:work|root|opt|home|Users|tmp)\b"
    r"|(?<![\w.~-])/(?:work|root|opt)/" + r"\w"
    # «an» is the person whose folders tests invent
    r"|(?<![\w.~-])/(?:home|Users)/(?!(?:nguyenvan)?an\b)" + r"\w|[A-Z]:\\Users\\(?!An\b)" + r"\w"
)


def test_no_committed_file_names_a_registry_or_a_place_on_a_machine() -> None:
    found = []
    for name in committed_files():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture, a document
        for number, line in enumerate(text.splitlines(), 1):
            if place := _PLACES.search(line):
                found.append(f"{name}:{number}: {place[0]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "see https://pypi." + "org/simple",
        "--extra-index" + "-url x",
        "cd '/ro" + "ot/x'",
        "open(/wo" + "rk/main)",
        "C:\\Us" + "ers\\binh",
        "'/ho" + "me/anh/x'",
    ],
)
def test_the_check_of_places_sees_one(line: str) -> None:
    assert _PLACES.search(line)


@pytest.mark.parametrize(
    "line", ["home/page", "a/work/b", "~/work/x", "https://example.vn/home/x", "and/or", "/ho" + "me/an/x"]
)
def test_the_check_of_places_lets_other_paths_be(line: str) -> None:
    assert not _PLACES.search(line)
