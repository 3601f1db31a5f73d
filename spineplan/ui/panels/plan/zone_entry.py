"""Entering an ablation zone as the instructions for use of the device give it. Nothing is filled in by the program."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from spineplan.clinical.ablation import device, devices
from spineplan.session.ablation_entries import ZoneEntry, zone_entries
from spineplan.ui.panels.pieces import button, combo, fill, hint, side_by_side, warning
from spineplan.ui.panels.plan.zone_shape import ZoneShape

MOST_MM = 120.0


class ZoneEntryForm(QWidget):
    """`wanted` asks for a zone of this size on the chosen needle."""

    wanted = Signal(object, object)
    """ZoneEntry, ZonePlacing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._level = ""
        self._others: list[tuple[str, str]] = []
        self.device = combo([(one.id, one.name) for one in devices()], self.tr("Device"))
        self.device.activated.connect(lambda _row: self._write())
        self.earlier = combo([], self.tr("Entered before"))
        self.earlier.activated.connect(lambda _row: self._recall())
        self.remarks = hint()
        self.refusal = warning()
        self.length = self._box(self.tr("Length"), " mm")
        self.diameter = self._box(self.tr("Diameter"), " mm")
        self.offset = self._box(self.tr("Behind the tip"), " mm", -40.0)
        self.minutes = self._box(self.tr("Minutes"), " min")
        self.temperature = self._box(self.tr("Temperature"), " °C")
        self.setting, self.by, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        for line, words in (
            (self.setting, self.tr("Setting")),
            (self.by, self.tr("Entered by")),
            (self.source, self.tr("Source (IFU, page)")),
        ):
            line.setPlaceholderText(words)
            line.setAccessibleName(words)
            line.textChanged.connect(lambda _text: self._allow())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for n, (words, box) in enumerate(
            ((self.tr("Length"), self.length), (self.tr("Diameter"), self.diameter),
             (self.tr("Behind the tip"), self.offset), (self.tr("Time"), self.minutes),
             (self.tr("Temperature, where known"), self.temperature))
        ):  # fmt: skip
            grid.addWidget(hint(words), n // 2 * 2, n % 2)
            grid.addWidget(box, n // 2 * 2 + 1, n % 2)
        self.shape = ZoneShape(self._allow)
        self.add = button(self.tr("Add the zone"), self._ask, "plus", "primary")
        column.addWidget(self.device)
        column.addWidget(self.refusal)
        column.addWidget(self.remarks)
        column.addWidget(self.earlier)
        column.addLayout(grid)
        column.addWidget(self.shape)
        column.addLayout(side_by_side(self.setting, self.by))
        column.addWidget(self.source)
        column.addWidget(self.add)
        self._write()
        self._allow()

    def use(self, level: str, user_name: str, others: list[tuple[str, str]]) -> None:
        """The level that zones are for; the name of who enters them, unless another was typed; other needles there (id,
        words), for a pair."""
        self._level, self._others = level, others
        if not self.by.text():
            self.by.setText(user_name)
        self._write()

    def entry(self) -> ZoneEntry:
        """What the form says."""
        return ZoneEntry(
            device=str(self.device.currentData()), setting=self.setting.text().strip(), length_mm=self.length.value(),
            diameter_mm=self.diameter.value(), offset_mm=self.offset.value(), minutes=self.minutes.value() or None,
            temperature_c=self.temperature.value() or None,
            entered_by=self.by.text().strip(), source=self.source.text().strip(),
            width_mm=self.shape.width_box.value() if self.shape.is_pair else None,
            pair_distance_mm=self.shape.distance.value() if self.shape.is_pair else None,
            bent_part_mm=self.shape.bent_part.value() if self.shape.placing.bend_deg else 0.0,
        )  # fmt: skip

    def _box(self, name: str, suffix: str, least: float = 0.0) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(least, MOST_MM)
        box.setDecimals(1)
        box.setSuffix(suffix)
        box.setAccessibleName(name)
        if least == 0.0:
            box.setSpecialValueText(self.tr("enter"))
        box.valueChanged.connect(lambda _value: self._allow())
        return box

    def _write(self) -> None:
        chosen = device(str(self.device.currentData()))
        self.shape.use(chosen, self._others)
        if chosen is None:
            return
        refusal = chosen.refusal(self._level) if self._level else None
        self.refusal.setText(f"{refusal.sentence}." if refusal is not None else "")
        self.refusal.setVisible(refusal is not None)
        words = [one.sentence for one in chosen.remarks] + [self.tr("Not with: {x}").format(x=one.sentence) for one in
                                                           chosen.not_with]  # fmt: skip
        self.remarks.setText("\n".join(words))
        self.remarks.setVisible(bool(words))
        before = [one for one in zone_entries() if one.device == chosen.id]
        entries = [("", self.tr("Entered before …")), *((str(n), one.title) for n, one in enumerate(before))]
        fill(self.earlier, entries, "")
        self.earlier.setVisible(bool(before))

    def _recall(self) -> None:
        before = [one for one in zone_entries() if one.device == self.device.currentData()]
        chosen = str(self.earlier.currentData() or "")
        if not chosen or int(chosen) >= len(before):
            return
        one = before[int(chosen)]
        sizes = (
            (self.length, one.length_mm), (self.diameter, one.diameter_mm), (self.offset, one.offset_mm),
            (self.minutes, one.minutes), (self.temperature, one.temperature_c), (self.shape.width_box, one.width_mm),
            (self.shape.distance, one.pair_distance_mm), (self.shape.bent_part, one.bent_part_mm),
        )  # fmt: skip
        for box, value in sizes:
            box.setValue(value or 0.0)
        for line, text in ((self.setting, one.setting), (self.by, one.entered_by), (self.source, one.source)):
            line.setText(text)

    def _allow(self) -> None:
        """A zone without size, author or source is not taken."""
        said = bool(self.by.text().strip() and self.source.text().strip())
        sized = self.length.value() >= 1.0 and self.diameter.value() >= 1.0
        ready = said and sized and self.shape.complete
        self.add.setEnabled(ready)
        self.add.setToolTip("" if ready else self.tr("Size, who entered it and its source are needed"))

    def _ask(self) -> None:
        self.wanted.emit(self.entry(), self.shape.placing)
