"""What is special about a zone: two probes that make it together, or a tip that bends. Nothing is filled in."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QVBoxLayout, QWidget

from spineplan.clinical.ablation import Device
from spineplan.ui.panels.pieces import combo, fill, hint, side_by_side

MOST_MM = 120.0


@dataclass(frozen=True)
class ZonePlacing:
    """How the probes stand: the second one of a pair, or where the tip bends to."""

    partner_id: str = ""
    bend_deg: float = 0.0
    bend_towards_deg: float = 0.0


class ZoneShape(QWidget):
    """Parts of the form that only pairs and articulating tips have."""

    def __init__(self, changed: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changed = changed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.partner = combo([], self.tr("Second probe"))
        self.partner.activated.connect(lambda _row: self._show())
        self.width_box = self._box(self.tr("Width across both"), " mm", MOST_MM)
        self.distance = self._box(self.tr("For probes apart"), " mm", MOST_MM)
        self.bend = self._box(self.tr("Tip bends by"), "°", 90.0)
        self.bent_part = self._box(self.tr("Length of the bent part"), " mm", 60.0)
        self.towards = combo(
            [("0", self.tr("cranial")), ("180", self.tr("caudal")), ("90", self.tr("patient's left")),
             ("-90", self.tr("patient's right"))],
            self.tr("Tip bends towards"),
        )  # fmt: skip
        self._choice = QWidget()
        row = side_by_side(hint(self.tr("Second probe")), self.partner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setStretch(1, 1)
        self._choice.setLayout(row)
        self._pair = _grid((self.tr("Width across both"), self.width_box), (self.tr("For probes apart"), self.distance))
        self._tip = _grid(
            (self.tr("Tip bends by"), self.bend), (self.tr("Towards"), self.towards),
            (self.tr("Length of the bent part"), self.bent_part),
        )  # fmt: skip
        for widget in (self._choice, self._pair, self._tip):
            column.addWidget(widget)

    def use(self, device: Device | None, others: list[tuple[str, str]]) -> None:
        """The device chosen, and the level's other needles (id, words)."""
        paired = device is not None and device.paired and bool(others)
        fill(self.partner, [("", self.tr("none: one probe alone")), *others], str(self.partner.currentData() or ""))
        self._choice.setVisible(paired)
        if not paired:
            self.partner.setCurrentIndex(0)
        self._tip.setVisible(device is not None and device.articulating)
        if device is None or not device.articulating:
            self.bend.setValue(0.0)
        self._show()

    @property
    def placing(self) -> ZonePlacing:
        """As chosen."""
        bend = self.bend.value()
        towards = float(self.towards.currentData() or 0.0) if bend else 0.0
        return ZonePlacing(str(self.partner.currentData() or ""), bend, towards)

    @property
    def is_pair(self) -> bool:
        """Whether two probes make the zone."""
        return bool(self.partner.currentData())

    @property
    def complete(self) -> bool:
        """A pair needs its width and the distance that the sizes hold for; a bend its length."""
        pair = not self.is_pair or (self.width_box.value() >= 1.0 and self.distance.value() >= 1.0)
        return pair and (self.bend.value() == 0.0 or self.bent_part.value() > 0.0)

    def _show(self) -> None:
        self._pair.setVisible(self.is_pair and not self._choice.isHidden())
        self._changed()

    def _box(self, name: str, suffix: str, most: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0.0, most)
        box.setDecimals(1)
        box.setSuffix(suffix)
        box.setSpecialValueText(self.tr("straight") if suffix == "°" else self.tr("enter"))
        box.setAccessibleName(name)
        box.valueChanged.connect(lambda _value: self._changed())
        return box


def _grid(*fields: tuple[str, QDoubleSpinBox | QComboBox]) -> QWidget:
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for n, (words, box) in enumerate(fields):
        grid.addWidget(hint(words), n // 2 * 2, n % 2)
        grid.addWidget(box, n // 2 * 2 + 1, n % 2)
    return widget
