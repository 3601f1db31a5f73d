"""How a level's cement is given: shares of the needles, material, how much to mix, and why it is outside the band."""

from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from spineplan.clinical.cement_material import Material, dead_space_ml, material, materials, to_prepare_ml
from spineplan.clinical.confidence import confidence_words
from spineplan.plan.edits import SetCement
from spineplan.plan.model import Plan
from spineplan.session.cement_choosing import cement_of, shares_of, with_material, with_reason, with_share
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import combo, fill, flowing, hint, side_by_side
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later

_SETTLES_MS = 400


def millilitres(name: str, most: float = 50.0) -> QDoubleSpinBox:
    """A box for a volume in tenths."""
    box = QDoubleSpinBox()
    box.setRange(0.0, most)
    box.setDecimals(1)
    box.setSingleStep(0.1)
    box.setSuffix(" mL")
    box.setAccessibleName(name)
    return box


class CementDetails(QWidget):
    """Writes SetCement; steps of a box that follow each other are one undo step."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._level = ""
        self._settle = later(self, self._put_shares, _SETTLES_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self.shares: dict[str, QDoubleSpinBox] = {}
        column.addLayout(self._grid)
        self.material = combo([], self.tr("Material"))
        self.material.activated.connect(lambda _row: self._put(with_material, self.material.currentData()))
        self.material_words = hint()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why a volume outside the band"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.editingFinished.connect(lambda: self._put(with_reason, self.reason.text().strip()))
        self.bore, self.length, self.syringe = QDoubleSpinBox(), QDoubleSpinBox(), millilitres(self.tr("Syringe"), 10.0)
        for box, name, most in ((self.bore, self.tr("Bore"), 5.0), (self.length, self.tr("Length"), 400.0)):
            box.setRange(0.0, most)
            box.setDecimals(1)
            box.setSuffix(" mm")
            box.setPrefix(f"{name} ")
            box.setAccessibleName(name)
        self.syringe.setPrefix(self.tr("Syringe") + " ")
        for box in (self.bore, self.length, self.syringe):
            box.valueChanged.connect(lambda _value: self._write_prepared())
        self.prepared = hint()
        material_row = side_by_side(hint(self.tr("Material")), self.material)
        material_row.setStretch(1, 1)
        column.addLayout(material_row)
        column.addWidget(self.material_words)
        column.addWidget(self.reason)
        column.addWidget(hint(self.tr("What stays behind for every needle, in cannula and syringe")))
        column.addLayout(flowing(self.bore, self.length, self.syringe))
        column.addWidget(self.prepared)

    def show_level(self, plan: Plan, level: str) -> None:
        """One level's cement."""
        if level != self._level:
            self._put_shares()
            self._level = level
        shares = dict(shares_of(plan, level)) if level else {}
        if list(shares) != list(self.shares):
            self._make_boxes(plan, list(shares))
        if not self._settle.isActive():
            for name, box in self.shares.items():
                blocked = box.blockSignals(True)
                box.setValue(shares[name])
                box.blockSignals(blocked)
        target = cement_of(plan, level)
        entries = [("", self.tr("not chosen")), *((one.id, one.name) for one in materials())]
        fill(self.material, entries, target.material if target is not None else "")
        self.reason.setText(target.reason if target is not None and not self.reason.hasFocus() else self.reason.text())
        for widget in (self.material, self.reason):
            widget.setEnabled(target is not None)
        chosen = material(target.material) if target is not None else None
        self.material_words.setVisible(chosen is not None)
        if chosen is not None:
            self.material_words.setText(self._of_material(chosen))
        self._write_prepared()

    def _of_material(self, chosen: Material) -> str:
        """Its catalogue entry; that the simulation does not know it is said each time."""
        viscosity = {"low": self.tr("low"), "high": self.tr("high"), "unknown": self.tr("unknown")}[chosen.viscosity]
        opaque = chosen.opacifier if chosen.opacifier_hu is None else f"{chosen.opacifier_hu:g} HU"
        first = self.tr("Viscosity: {viscosity}. Opacifier: {opaque}. {source} ({trust}).").format(
            viscosity=viscosity, opaque=opaque, source=chosen.source, trust=say(confidence_words(chosen.confidence))
        )
        remarks = [
            f"{one.text.rstrip('.')} ({one.source}; {say(confidence_words(one.confidence))})." for one in chosen.remarks
        ]
        last = self.tr("The simulated spread does not depend on the material: no source gives a rule.")
        return " ".join([first, *remarks, last])

    def _make_boxes(self, plan: Plan, names: list[str]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.shares = {}
        for row, name in enumerate(names):
            needle = plan.needle(name)
            side = {"left": self.tr("left"), "right": self.tr("right"), "midline": self.tr("midline")}
            words = side[needle.side] if needle is not None else name
            box = millilitres(self.tr("Share of needle {n}").format(n=row + 1))
            box.setDecimals(2)
            box.valueChanged.connect(lambda _ml: self._settle.start())
            title = QLabel(self.tr("Needle {n}, {side}").format(n=row + 1, side=words))
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(box, row, 1)
            self.shares[name] = box

    def _put_shares(self) -> None:
        self._settle.stop()
        session = self._bridge.session
        if session is None or not self._level:
            return
        now = dict(shares_of(session.plan, self._level))
        for name, box in self.shares.items():
            wanted = round(box.value(), 2)
            if name in now and abs(wanted - now[name]) >= 0.005:
                self._bridge.apply(with_share(session.plan, self._level, name, wanted), self)
                return

    def _put(self, make: object, value: str) -> None:
        session = self._bridge.session
        if session is None or cement_of(session.plan, self._level) is None:
            return
        edit = make(session.plan, self._level, value) if callable(make) else None
        if isinstance(edit, SetCement) and edit.apply(session.plan) != session.plan:
            self._bridge.apply(edit, self)

    def _write_prepared(self) -> None:
        session = self._bridge.session
        shares = [ml for _, ml in shares_of(session.plan, self._level)] if session is not None and self._level else []
        shares = [ml for ml in shares if ml > 0]
        cannula = dead_space_ml(self.bore.value(), self.length.value())
        total = sum(to_prepare_ml(ml, cannula, self.syringe.value()) for ml in shares)
        words = self.tr("Mix at least {total:.1f} mL: {cannula:.2f} mL stays in each cannula.")
        self.prepared.setText(words.format(total=total, cannula=cannula) if shares else "")
