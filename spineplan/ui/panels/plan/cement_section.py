"""Cement of one level: the band of its body as a scale, the volume chosen, and the session's total."""

from PySide6.QtWidgets import QDoubleSpinBox, QVBoxLayout, QWidget

from spineplan.anatomy.body import body_volume
from spineplan.clinical.cement import Band, fill_percent, session_load
from spineplan.clinical.confidence import confidence_words
from spineplan.measure.cement_band import level_band
from spineplan.plan.model import Plan
from spineplan.session.cement_choosing import with_volume
from spineplan.ui.drawings.cement_scale import CementScale
from spineplan.ui.go_there import go_to
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import button, flowing, hint, section, warning
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later

_SETTLES_MS = 400


class CementSection(QWidget):
    """Writes SetCement; several quick steps of the spin box are one undo step."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._level = ""
        self._settle = later(self, self._put, _SETTLES_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = section("")
        self.body = hint()
        self.scale = CementScale()
        self.volume = QDoubleSpinBox()
        self.volume.setRange(0.0, 50.0)
        self.volume.setDecimals(1)
        self.volume.setSingleStep(0.1)
        self.volume.setSuffix(" mL")
        self.volume.setSpecialValueText(self.tr("none"))
        self.volume.setAccessibleName(self.tr("Cement volume"))
        self.volume.valueChanged.connect(lambda _ml: self._settle.start())
        self.volume.editingFinished.connect(self._put)
        self.show_body = button(
            self.tr("Fit the body"), self._fit, "scan", tip=self.tr("Drag its handles in the images")
        )
        self.load = warning()
        self.source = hint()
        for widget in (self.title, self.body, self.scale):
            column.addWidget(widget)
        column.addLayout(flowing(hint(self.tr("Chosen")), self.volume, self.show_body))
        column.addWidget(self.load)
        column.addWidget(self.source)

    def show_level(self, plan: Plan, level: str) -> None:
        """Everything about one level's cement."""
        if level != self._level:
            self._put()
            self._level = level
        self.title.setText(self.tr("CEMENT {level}").format(level=level))
        band = self._band(plan, level)
        chosen = next((target.volume_ml for target in plan.cement if target.level == level), None)
        self.scale.setVisible(band is not None)
        self.scale.show_band(band, chosen)
        if not self._settle.isActive():
            blocked = self.volume.blockSignals(True)
            self.volume.setValue(chosen or 0.0)
            self.volume.blockSignals(blocked)
        self._write(plan, level, band, chosen)

    def _band(self, plan: Plan, level: str) -> Band | None:
        found = level_band(plan, level)
        return found.band if found is not None else None

    def _write(self, plan: Plan, level: str, band: Band | None, chosen: float | None) -> None:
        body = body_volume(plan, level)
        if band is None or body is None:
            self.body.setText(self.tr("No published size for this level: no band can be given."))
        else:
            origin = {
                "outlined": self.tr("as outlined"),
                "marked": self.tr("as marked"),
                "suggested": self.tr("suggestion from mean sizes"),
            }[body.origin]
            text = self.tr("Body {ml:.1f} mL ({origin}); band {low:.1f} to {high:.1f} mL")
            limit = self.tr(", from filling the lytic lesion") if band.lytic_lesion_ml is not None else ""
            words = text.format(ml=body.volume_ml, origin=origin, low=band.low_ml, high=band.high_ml)
            self.body.setText(f"{words}{limit}.")
            self.body.setToolTip(body.source)
            words = say(confidence_words(band.confidence))
            self.source.setText(
                self.tr("{low:g}-{high:g} % of the body ({words}); hover the ticks for the studies. {note}").format(
                    low=band.low_percent, high=band.high_percent, words=words, note=say(band.notes[0].text)
                )
            )
        self.source.setVisible(band is not None)
        self._write_load(plan, band, chosen)

    def _write_load(self, plan: Plan, band: Band | None, chosen: float | None) -> None:
        load = session_load(target.volume_ml for target in plan.cement)
        text = self.tr("Session: {ml:.1f} mL, levels: {n}").format(ml=load.total_ml, n=load.levels)
        warnings = [say(reason) for reason in load.reasons]
        if band is not None and chosen is not None and not band.holds(chosen):
            percent = fill_percent(chosen, band.body_volume_ml)
            warnings.insert(0, self.tr("{percent:.0f} % of the body: outside the band").format(percent=percent))
        self.load.setText("\n".join(["△ " + one for one in warnings] + [text]))
        self.load.setObjectName("warning" if warnings else "hint")
        self.load.style().unpolish(self.load)
        self.load.style().polish(self.load)
        self.load.setVisible(bool(plan.cement))

    def _put(self) -> None:
        """Commit what the spin box says."""
        self._settle.stop()
        session = self._bridge.session
        if session is None or not self._level or session.plan.level(self._level) is None:
            return
        now = next((target.volume_ml for target in session.plan.cement if target.level == self._level), None)
        wanted = round(self.volume.value(), 1) or None
        if wanted != now:
            self._bridge.apply(with_volume(session.plan, self._level, wanted), self)

    def _fit(self) -> None:
        session = self._bridge.session
        level = session.plan.level(self._level) if session is not None else None
        if level is not None:
            self._bridge.look(self, tool="window", layout="four_up")
            go_to(self._bridge, level.centre_mm, ("level", level.name), self)
