"""Which way the sectors are numbered on screen: one choice for every view. The side that is stored is anatomical."""

from functools import cache

from PySide6.QtCore import QObject, Signal

from spineplan.measure.wbb_words import NUMBERINGS, Numbering


class WbbNumbering(QObject):
    """`changed` when another numbering is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name: Numbering = "anatomical"

    @property
    def name(self) -> Numbering:
        """The numbering in use."""
        return self._name

    def use(self, name: str) -> None:
        """Choose one; an unknown name is the anatomical one."""
        wanted = next((known for known in NUMBERINGS if known == name), NUMBERINGS[0])
        if wanted != self._name:
            self._name = wanted
            self.changed.emit()


@cache
def wbb_numbering() -> WbbNumbering:
    """The application's choice."""
    return WbbNumbering()
