"""What an office file says of the program that wrote it and of its size (docProps/app.xml)."""

from .. import __version__

APPLICATION = "CCHC Desktop"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def app_properties(**counts: int) -> str:
    """The part; ``counts`` are numbers by the names that it has for them, such as Pages and Words."""
    major, minor, *_ = [*__version__.split("."), "0", "0"]
    numbers = "".join(f"<{name}>{count}</{name}>" for name, count in counts.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_NAMESPACE}">{numbers}<Application>{APPLICATION}</Application>'
        f"<AppVersion>{int(major):02}.{int(minor):04}</AppVersion></Properties>"
    )
