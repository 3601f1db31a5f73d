"""The panels of all stages in one place; each is made when it is first wanted."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.ui.stages import Stage


class PanelDeck(QStackedWidget):
    """makers: how to make each stage's panel. `made(StagePanel)` when one was."""

    made = Signal(object)

    def __init__(self, makers: dict[Stage, Callable[[], StagePanel]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stagePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._makers = makers
        self._made: dict[Stage, StagePanel] = {}
        self.stage: Stage | None = None

    def panel(self, stage: Stage) -> StagePanel:
        """A stage's panel."""
        if stage not in self._made:
            self._made[stage] = self._makers[stage]()
            self.addWidget(self._made[stage])
            self.made.emit(self._made[stage])
        return self._made[stage]

    def go(self, stage: Stage) -> None:
        """Show a stage's panel."""
        wanted = self.panel(stage)
        if stage == self.stage:
            return
        if self.stage is not None:
            self._made[self.stage].left()
        self.stage = stage
        self.setCurrentWidget(wanted)
        wanted.entered()
