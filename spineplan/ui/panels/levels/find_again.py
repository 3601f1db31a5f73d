"""Asks before levels are found again: what was corrected by hand and not confirmed would be replaced."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from spineplan.plan.model import Plan
from spineplan.ui.panels.pieces import Card, button, flowing, hint


class FindAgain(Card):
    """`agreed`: find, nothing is lost or the user agreed to lose it."""

    agreed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("promptCard", parent)
        self._words = hint("")
        self.keep_button = button(self.tr("Keep what is there"), self.hide, "x", "primary")
        self.replace_button = button(self.tr("Find and replace"), self._agree, "scan")
        self.column.addWidget(self._words)
        self.column.addLayout(flowing(self.keep_button, self.replace_button))
        self.hide()

    def ask(self, plan: Plan) -> None:
        """Agreed at once where nothing would be replaced."""
        from spineplan.session.levels.level_finding import replaced_levels

        names = replaced_levels(plan)
        if not names:
            self._agree()
            return
        self._words.setText(
            self.tr(
                "Discs, marks and outlines of {n} levels that nobody confirmed are replaced, with what was corrected "
                "or painted there. Confirmed levels keep theirs. Undo brings all of it back."
            ).format(n=len(names))
        )
        self.show()
        self.keep_button.setFocus()

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()
