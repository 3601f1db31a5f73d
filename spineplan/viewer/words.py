"""Words of the image panes, through the translation system."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("", text)
