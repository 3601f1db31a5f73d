"""The department's own thresholds: unverified defaults and software conventions can be set otherwise here."""

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.conventions import Convention, Policy, conventions
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.clinical.rules import drug_holds
from spineplan.errors import InputRefused
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import hint
from spineplan.ui.policy import keep_policy, policy_of
from spineplan.ui.settings import Settings
from spineplan.ui.tips import wrapped
from spineplan.viewer.bridge import SessionBridge


class ThresholdForm(QWidget):
    """An empty field is the default; a value that is read in its source cannot be changed."""

    def __init__(self, bridge: SessionBridge, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._settings = bridge, settings
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 1)
        self.fields: dict[str, QLineEdit] = {}
        for row, entry in enumerate(conventions().values()):
            self._add(row, entry.title, entry.id, _words(entry.value, entry), entry.source, entry.confidence)
        for row, hold in enumerate(drug_holds(), len(conventions())):
            title = self.tr("Hold {drug}").format(drug=fact_item("anticoagulants").words(hold.drug))
            self._add(row, title, f"hold.{hold.drug}", hold.hold, hold.source, hold.confidence)
        said = self.tr("Empty: the default. Kept on this computer; local policy overrides every default.")
        self._grid.addWidget(hint(said), self._grid.rowCount(), 0, 1, 2)
        self.show_policy()

    def _add(self, row: int, title: str, name: str, default: str, source: str, confidence: str) -> None:
        label, field = QLabel(title), QLineEdit()
        label.setWordWrap(True)
        tip = wrapped(f"{title}\n{source} ({say(confidence_words(confidence))})")
        for widget in (label, field):
            widget.setToolTip(tip)
        field.setAccessibleName(title)
        field.setPlaceholderText(default)
        field.setReadOnly(confidence not in ("CONV", "K?"))
        field.setEnabled(not field.isReadOnly())
        field.editingFinished.connect(lambda: self._put(name))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self.fields[name] = field

    def show_policy(self) -> None:
        """What is set otherwise; the rest stays empty with its default behind it."""
        policy = policy_of(self._settings)
        for name, field in self.fields.items():
            drug = name.removeprefix("hold.")
            own = policy.own.get(name)
            text = policy.holds.get(drug, "") if name.startswith("hold.") else ("" if own is None else f"{own:g}")
            field.setText(text)

    def _put(self, name: str) -> None:
        policy, text = policy_of(self._settings), self.fields[name].text().strip()
        own, holds = dict(policy.own), dict(policy.holds)
        try:
            if name.startswith("hold."):
                holds[name.removeprefix("hold.")] = text
            elif text:
                own[name] = _number(text.split(" ")[0], conventions()[name])
            else:
                own.pop(name, None)
            keep_policy(self._settings, Policy(own, holds))
        except InputRefused as error:
            self._bridge.message.emit(str(error))
        self.show_policy()


def _number(text: str, entry: Convention) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        low, high = entry.range
        raise InputRefused(f"{entry.title}: a number from {low:g} to {high:g}.") from None


def _words(value: float, entry: Convention) -> str:
    return f"{value:g} {entry.unit}".rstrip()
