"""Dates and times as the user reads them."""

from datetime import UTC, datetime

from PySide6.QtCore import QDate


def shown_date(dicom_date: str) -> str:
    """YYYYMMDD in an unmistakable order (2014-03-09); anything else as it is."""
    date = QDate.fromString(dicom_date, "yyyyMMdd")
    return date.toString("yyyy-MM-dd") if date.isValid() else dicom_date


def shown_moment(utc: str) -> str:
    """An ISO 8601 moment in the user's own time zone; empty when it is none."""
    try:
        moment = datetime.fromisoformat(utc).astimezone()
    except ValueError:
        return ""
    return moment.strftime("%Y-%m-%d %H:%M")


def now_utc() -> str:
    """This moment as it is stored."""
    return datetime.now(UTC).isoformat(timespec="seconds")
