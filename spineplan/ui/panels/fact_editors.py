"""One editor per kind of clinical fact. Each has `answered(str)`, emitted for what a person did, and `show_value`."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton, QWidget

from spineplan.clinical.fact_catalogue import FactItem
from spineplan.ui.in_words import say


class ChoiceEditor(QComboBox):
    """One of several. The wheel scrolls the panel and never changes an answer in passing."""

    answered = Signal(str)

    def __init__(self, item: FactItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem("–", "")
        for choice in item.choices:
            self.addItem(say(choice.text), choice.value)
            if choice.definition:
                self.setItemData(self.count() - 1, choice.definition, Qt.ItemDataRole.ToolTipRole)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _row: self.answered.emit(str(self.currentData())))

    def show_value(self, value: str) -> None:
        """Choose without telling."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ManyChoices(QPushButton):
    """A menu of ticks; "none" and the others exclude each other, the latest tick counts."""

    answered = Signal(str)

    def __init__(self, item: FactItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        self._ticks = {choice.value: QAction(say(choice.text), menu) for choice in item.choices}
        for value, action in self._ticks.items():
            action.setCheckable(True)
            action.triggered.connect(lambda _on, latest=value: self.answered.emit(", ".join(self._values(latest))))
            menu.addAction(action)
        self.setMenu(menu)
        self.show_value("")

    @property
    def ticks(self) -> Mapping[str, QAction]:
        """The ticks by value."""
        return self._ticks

    def show_value(self, value: str) -> None:
        """Tick without telling."""
        values = value.split(", ") if value else []
        for name, action in self._ticks.items():
            action.setChecked(name in values)
        self.setText(", ".join(self._ticks[name].text() for name in values if name in self._ticks) or "–")

    def _values(self, latest: str) -> list[str]:
        ticked = [value for value, action in self._ticks.items() if action.isChecked()]
        if latest == "none":
            return ["none"] if "none" in ticked else ticked
        return [value for value in ticked if value != "none"]


class LineEditor(QLineEdit):
    """A number with its unit, a date or a text; told when Enter is pressed or the field is left."""

    answered = Signal(str)

    def __init__(self, item: FactItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = item.unit
        self.setPlaceholderText("2015-06-01" if item.kind == "date" else item.unit)
        self.editingFinished.connect(self._tell)

    def show_value(self, value: str) -> None:
        """Write without telling; what is being typed stays."""
        if self.hasFocus() and self.isModified():
            return
        self.setText(f"{value} {self._unit}" if value and self._unit else value)
        self.setCursorPosition(0)

    def _tell(self) -> None:
        if not self.isModified():
            return
        self.setModified(False)
        self.answered.emit(self.text().removesuffix(self._unit).strip())


Editor = ChoiceEditor | ManyChoices | LineEditor


def editor_for(item: FactItem) -> Editor:
    """The editor of an item's kind."""
    if item.kind == "choice":
        return ChoiceEditor(item)
    return ManyChoices(item) if item.kind == "choices" else LineEditor(item)
