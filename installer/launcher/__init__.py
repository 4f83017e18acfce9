"""The programs that an office starts, with their icon."""

from .build import ICON_SIZES, build_icon, build_launchers

__all__ = ["ICON_SIZES", "build_icon", "build_launchers"]
