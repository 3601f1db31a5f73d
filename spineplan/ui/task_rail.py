"""The road as a row of stages, each with its state as icon and text."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from spineplan.ui.icons import put_icon
from spineplan.ui.stages import STAGES, STATE_COLOURS, STATE_ICONS, Progress, Stage, stage_name, state_name


class TaskRail(QWidget):
    """`stage_chosen` when the user goes to a stage; every stage can be revisited at any time."""

    stage_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("taskRail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self.buttons: dict[Stage, QToolButton] = {}
        for number, stage in enumerate(STAGES, 1):
            if number > 1:
                row.addWidget(_arrow())
            row.addWidget(self._button(stage, number))
        row.addStretch(1)

    def _button(self, stage: Stage, number: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName("stage")
        button.setText(f" {stage_name(stage)}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(16, 16))
        button.setCheckable(True)
        button.setShortcut(f"Alt+{number}")
        button.clicked.connect(lambda: self.stage_chosen.emit(stage))
        self._group.addButton(button)
        self.buttons[stage] = button
        return button

    def show_stage(self, stage: Stage) -> None:
        """Mark the stage whose panel is open."""
        self.buttons[stage].setChecked(True)

    def show_progress(self, progress: dict[Stage, Progress]) -> None:
        """Icons, tooltips and accessible names from how far the plan has come."""
        for number, (stage, button) in enumerate(self.buttons.items(), 1):
            now = progress[stage]
            put_icon(button, STATE_ICONS[now.state], STATE_COLOURS[now.state])
            state = state_name(now.state)
            button.setToolTip(self.tr("{state}: {why}  (Alt+{n})").format(state=state, why=now.why, n=number))
            button.setAccessibleName(f"{stage_name(stage)}, {state}")


def _arrow() -> QLabel:
    arrow = QLabel()
    put_icon(arrow, "chevron-right", "muted", 14)
    return arrow
