"""Ships with the program: finds compiled modules in one file, which is opened once and stays open.

Python's own import opens a file for each module, even where they lie in one zip archive. On a PC with a virus
scanner or a slow disk, and under Wine, opening some hundred files takes a good part of the time until the
window is there. A packed module bears the path that it would have as a file of its own, so that a package
finds its data and binaries, which lie there, as ever.

The file: eight bytes with the length of the index, the index (marshal: a dict from the name of a module to
where its code begins and ends after the index, its path below the folder of the file, and whether it is a
package), and the code of every module (marshal). `installer/packing.py` writes it.
"""

import marshal
import mmap
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import CodeType, ModuleType

HEAD = 8
FILE = "modules.pack"


class PackedModules:
    """Finds and loads the modules of one file."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        with open(f"{folder}/{FILE}", "rb") as file:
            # Threads may read at the same time, which a file with one position would not bear.
            self._content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        begin = HEAD + int.from_bytes(self._content[:HEAD], "little")
        self._begin = begin
        self._index: dict[str, tuple[int, int, str, bool]] = marshal.loads(self._content[HEAD:begin])

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What Python asks for each module that it has not loaded yet."""
        found = self._index.get(name)
        if found is None:
            return None
        _, _, path, is_package = found
        place = f"{self._folder}/{path}"
        spec = ModuleSpec(name, self, origin=place, is_package=is_package)  # type: ignore[arg-type]
        spec.has_location = True  # __file__
        if is_package:
            # Where its data and binaries lie.
            spec.submodule_search_locations = [place.rpartition("/")[0]]
        return spec

    def create_module(self, _spec: ModuleSpec) -> None:
        """Python makes the module itself."""

    def exec_module(self, module: ModuleType) -> None:
        """Runs the module's code."""
        exec(self.get_code(module.__name__), module.__dict__)

    def get_code(self, name: str) -> CodeType:
        """The compiled code of a module."""
        begin, end, _, _ = self._index[name]
        code: CodeType = marshal.loads(self._content[self._begin + begin : self._begin + end])
        return code

    def get_source(self, _name: str) -> None:
        """No source is shipped; tracebacks do without."""

    def is_package(self, name: str) -> bool:
        """Whether the module may hold others."""
        return self._index[name][3]


def install(folder: str) -> None:
    """Lets Python look for modules there before it looks into folders."""
    sys.meta_path.insert(sys.meta_path.index(PathFinder), PackedModules(folder))


READ_OUTSIDE = "--read-outside"
"""The last word where the program starts a child of its own (`cchc_desktop/child/process.py`)."""


def start() -> None:
    """Runs the program with the words of the command line, or as its child."""
    install(__file__.rpartition("\\")[0])
    sys.argv[0] = sys.executable
    if sys.argv[-1] == READ_OUTSIDE:
        from cchc_desktop.child.service import serve

        serve()
    from cchc_desktop.cli import main

    sys.exit(main())
