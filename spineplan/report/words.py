"""How names, dates and numbers are written in the report."""

import re
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNKNOWN = "not recorded"
TAG = re.compile(r"\s*\[(?:K\??|CONV|D|V-\d+)\]")


def person_name(dicom_name: str) -> str:
    """DICOM PN to "Family, Given Middle"; the first representation counts (PS3.5 6.2.1)."""
    parts = [part.strip() for part in dicom_name.split("=", maxsplit=1)[0].split("^")]
    family, given = parts[0], " ".join(part for part in parts[1:3] if part)
    return ", ".join(part for part in (family, given) if part)


def day(yyyymmdd: str) -> str:
    """A DICOM date so that day and month cannot be confused; "" for none."""
    if len(yyyymmdd) != 8 or not yyyymmdd.isdigit():
        return yyyymmdd
    try:
        found = date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:]))
    except ValueError:
        return yyyymmdd
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def untagged(source: str) -> str:
    """A source without the tags of our literature list, such as [K]."""
    return TAG.sub("", source)


def mm(value: float) -> str:
    """Millimetres, one decimal."""
    return f"{_plain(value, 1)} mm"


def deg(value: float) -> str:
    """Degrees, one decimal."""
    return f"{_plain(value, 1)}°"


def ml(value: float) -> str:
    """Millilitres, one decimal."""
    return f"{_plain(value, 1)} mL"


def _plain(value: float, digits: int) -> str:
    """No "-0.0", and a true minus sign."""
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")
