"""LibreOffice converts what tests have written. Its profile takes longer to make than most files to convert:
it is made once for each process of the tests."""

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

WORKBOOK = "xlsx:Calc MS Excel 2007 XML"
"""A workbook that Excel opens, worked out anew."""
_SECONDS = 240


def convert(kind: str, folder: Path, *files: Path, reading: str = "") -> list[Path]:
    """The files as LibreOffice saves them in another format, in the ``folder``, all by one start of it.

    ``reading`` says how they are read, where their names do not.
    """
    program = shutil.which("soffice")
    assert program is not None
    options = [f"-env:UserInstallation={_profile().as_uri()}", "--headless"]
    if reading:
        options.append(f"--infilter={reading}")
    command = [program, *options, "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    made = [folder / f"{file.stem}.{kind.partition(':')[0]}" for file in files]
    assert all(file.is_file() for file in made), made
    return made


@cache
def _profile() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cchc-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
