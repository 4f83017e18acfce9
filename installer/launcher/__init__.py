"""The programs that an office starts, with their icon, which the setup shows, too."""

from .build import build_launchers
from .drawing import ICON_SIZES, build_icon, build_picture

__all__ = ["ICON_SIZES", "build_icon", "build_launchers", "build_picture"]
