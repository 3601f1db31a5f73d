"""Always visible: whose plan this is, what undo would take back, and whether the work is saved."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from spineplan.plan.model import Identity, Plan
from spineplan.ui.dates import shown_date
from spineplan.ui.elided import ElidedButton, ElidedLabel
from spineplan.ui.icons import put_icon

_SEPARATOR = "   ·   "


class PatientBar(QWidget):
    """Identity left, undo, redo, save state and help right. Red when the plan and the images disagree."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patientBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 3, 6, 3)
        self._row.setSpacing(4)
        self.menu_button = QToolButton()
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setToolTip(self.tr("Menu  (Alt+M)"))
        self.menu_button.setAccessibleName(self.tr("Menu"))
        put_icon(self.menu_button, "menu")
        self._warning = QLabel()
        self.name = QLabel()
        self.name.setObjectName("patientName")
        self.details = ElidedLabel()
        self._save_icon = QLabel()
        self.save_state = QLabel()
        self.save_state.setObjectName("hint")
        for widget in (self.menu_button, self._warning, self.name):
            self._row.addWidget(widget)
        self._row.addWidget(self.details, 1)
        self._row.addWidget(self._save_icon)
        self._row.addWidget(self.save_state)
        self._warning.hide()
        self.show_plan(None)

    def set_menu(self, menu: QMenu) -> None:
        """The one menu of the window."""
        self.menu_button.setMenu(menu)

    def add_action(self, action: QAction, width_px: int = 0) -> QToolButton:
        """A button at the right end; width_px: with its text, in a width that never jumps."""
        button = QToolButton() if not width_px else ElidedButton(width_px)
        button.setDefaultAction(action)
        self._row.addWidget(button)
        return button

    def show_plan(self, plan: Plan | None, disagreement: str = "") -> None:
        """Write the identity; disagreement: one sentence when the images belong to somebody else."""
        wrong = "true" if disagreement else "false"
        if wrong != self.property("wrong"):
            self.setProperty("wrong", wrong)
            for widget in (self, *self.findChildren(QLabel)):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self._warning.setVisible(bool(disagreement))
        if disagreement:
            put_icon(self._warning, "triangle-alert", "window", 18)
        if plan is None:
            self.name.setText(self.tr("No patient is open"))
            self.details.setText("")
            return
        self.name.setText(shown_name(plan.identity) or self.tr("Name missing"))
        self.details.setText(disagreement or self._described(plan))
        self.details.setToolTip(self.details.text())

    def _described(self, plan: Plan) -> str:
        who = plan.identity
        parts = [
            self.tr("ID {id}").format(id=who.patient_id or "?"),
            self.tr("born {date}").format(date=shown_date(who.birth_date) or "?"),
            who.sex or self.tr("sex ?"),
            self.tr("{modality} of {date}").format(
                modality=plan.reference.modality or self.tr("study"), date=shown_date(plan.reference.study_date) or "?"
            ),
        ]
        return _SEPARATOR.join(["", *parts]).removeprefix("  ")

    def show_saved(self, text: str, hint: str = "", icon: str = "", token: str = "muted") -> None:
        """The save state in two words with its icon, and a sentence on hover."""
        self._save_icon.setVisible(bool(icon))
        if icon:
            put_icon(self._save_icon, icon, token, 14)
        self.save_state.setText(text)
        self.save_state.setToolTip(hint)


def shown_name(identity: Identity) -> str:
    """The patient's name as people write it."""
    return shown_dicom_name(identity.patient_name)


def shown_dicom_name(name: str) -> str:
    """DICOM's FAMILY^GIVEN as people write it: FAMILY, Given."""
    parts = [part.strip() for part in name.split("=", maxsplit=1)[0].split("^")]
    given = " ".join(part for part in parts[1:3] if part)
    return ", ".join(part for part in (parts[0], given) if part)
