"""Which guidance a needle is planned for, and the operator's own figures of its error instead of the published mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QVBoxLayout, QWidget

from spineplan.clinical.confidence import confidence_words
from spineplan.plan.model import GuidanceError
from spineplan.ui.dates import now_utc, shown_moment
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import button, combo, fill, flowing, hint, side_by_side
from spineplan.ui.settings import Settings

if TYPE_CHECKING:  # planning is imported after the first paint
    from spineplan.planning.margins.guidance import Guidance

Offered = tuple[tuple["Guidance", "Guidance"], ...]
"""Every guidance as it counts in the plan, and as published."""
MOST_MM, MOST_DEG = 30.0, 20.0


class GuidanceChoice(QWidget):
    """The published mean stays in sight with its source, and can be had back."""

    chosen = Signal(str)
    """Another guidance for the plan; its id."""
    entered = Signal(object)
    """GuidanceError for the plan."""
    restored = Signal(str)
    """The published mean again; the guidance's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings: Settings | None = None
        self._published: Guidance | None = None
        self._own: GuidanceError | None = None
        self.box = combo([], self.tr("Guidance"))
        self.box.activated.connect(lambda _row: self._choose(str(self.box.currentData())))
        self.edit = button("", self._toggle, "pencil", "quiet", self.tr("Enter your own error of this guidance"))
        self.edit.setAccessibleName(self.tr("Own error"))
        self.edit.setCheckable(True)
        self.said = hint()
        row = side_by_side(hint(self.tr("Guided by")), self.box, self.edit)
        row.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.said)
        self.form = self._form()
        column.addWidget(self.form)

    def _form(self) -> QWidget:
        form = QWidget(self)
        self.tip = _box(self.tr("Error at the tip"), " mm", MOST_MM)
        self.angle = _box(self.tr("Error of the direction"), "°", MOST_DEG)
        self.by, self.source = QLineEdit(), QLineEdit()
        for line, words in ((self.by, self.tr("Entered by")), (self.source, self.tr("Source (own series, device)"))):
            line.setPlaceholderText(words)
            line.setAccessibleName(words)
            line.textChanged.connect(lambda _text: self._allow())
        self.use = button(self.tr("Use these"), self._enter, "check", "primary")
        self.restore = button(
            self.tr("Published"), self._restore, "rotate-ccw", "", self.tr("The published mean again")
        )
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(side_by_side(self.tip, self.angle))
        column.addWidget(self.by)
        column.addWidget(self.source)
        column.addLayout(flowing(self.use, self.restore))
        form.hide()
        return form

    def use_settings(self, settings: Settings) -> None:
        """Where own figures are remembered for the next plan, and who the user is."""
        self._settings = settings

    def offer(self, offered: Offered, counts: Guidance, own: GuidanceError | None) -> None:
        """counts: the envelope in force; own: what the plan says of it, None for the published mean."""
        marked = self.tr("{name}, own ±{tip:g} mm")
        plain = self.tr("{name}, ±{tip:g} mm")
        fill(self.box, [(one.id, (marked if one.entered_by else plain).format(name=one.name, tip=one.tip_mm))
                        for one, _ in offered], counts.id)  # fmt: skip
        published = next((one for _, one in offered if one.id == counts.id), counts)
        if (published, own) != (self._published, self._own):
            self._published, self._own = published, own
            self._say()
            self._fill()

    def _say(self) -> None:
        assert self._published is not None
        one, own = self._published, self._own
        words = self.tr("Published mean: {tip:g} mm at the tip, {angle:g}° ({trust}). {source}.")
        trust, source = say(confidence_words(one.confidence)), one.source.replace("+/-", "±")
        lines = [words.format(tip=one.tip_mm, angle=one.angle_deg, trust=trust, source=source)]
        if own is not None:
            words = self.tr("Entered by {who}, {when}: {tip:g} mm at the tip, {angle:g}°. {source}.")
            lines.insert(0, words.format(who=own.by, when=shown_moment(own.utc), tip=own.tip_mm, angle=own.angle_deg,
                                         source=own.source))  # fmt: skip
        self.said.setText("\n".join(lines))

    def _fill(self) -> None:
        """The plan's own figures, else those remembered, else the published ones to start from."""
        assert self._published is not None
        known = self._own or self._remembered().get(self._published.id)
        self.tip.setValue(known.tip_mm if known is not None else self._published.tip_mm)
        self.angle.setValue(known.angle_deg if known is not None else self._published.angle_deg)
        self.source.setText(known.source if known is not None else "")
        self.by.setText(self._settings.user_name if self._settings is not None else "")
        self.restore.setEnabled(self._own is not None)
        self._allow()

    def _choose(self, guidance: str) -> None:
        """Own figures that are remembered come along; they are said, and can be taken back."""
        self.chosen.emit(guidance)
        mine = self._remembered().get(guidance)
        if mine is not None and self._own is None and self._published is not None and self._published.id == guidance:
            self.entered.emit(mine)

    def _toggle(self) -> None:
        self.form.setVisible(self.edit.isChecked())

    def _allow(self) -> None:
        self.use.setEnabled(bool(self.by.text().strip() and self.source.text().strip()))

    def _enter(self) -> None:
        if self._published is None:
            return
        error = GuidanceError(
            guidance=self._published.id, tip_mm=round(self.tip.value(), 2), angle_deg=round(self.angle.value(), 2),
            by=self.by.text().strip(), source=self.source.text().strip().rstrip("."), utc=now_utc(),
        )  # fmt: skip
        self._remember({**self._remembered(), error.guidance: error})
        self.entered.emit(error)
        self._close()

    def _restore(self) -> None:
        if self._published is None:
            return
        kept = {name: one for name, one in self._remembered().items() if name != self._published.id}
        self._remember(kept)
        self.restored.emit(self._published.id)
        self._close()

    def _close(self) -> None:
        self.edit.setChecked(False)
        self.form.hide()

    def _remembered(self) -> dict[str, GuidanceError]:
        """The user's own figures, by guidance; none where they cannot be read."""
        try:
            kept = json.loads(self._settings.guidance_errors or "[]") if self._settings is not None else []
            return {one["guidance"]: GuidanceError(**one) for one in kept}
        except (ValueError, TypeError, KeyError):
            return {}

    def _remember(self, errors: dict[str, GuidanceError]) -> None:
        if self._settings is not None:
            kept = [{name: getattr(one, name) for name in one.__struct_fields__} for one in errors.values()]
            self._settings.guidance_errors = json.dumps(kept) if kept else ""


def _box(name: str, suffix: str, most: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(0.0, most)
    box.setDecimals(1)
    box.setSingleStep(0.1)
    box.setSuffix(suffix)
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box
