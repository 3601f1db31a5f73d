"""Sectors and layers of the selected lesion: drawing, report string, who said so, and the face over the image."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.measure.morphology_extent import Side
from spineplan.plan.edits import SetFact
from spineplan.plan.model import Lesion
from spineplan.session.session import Session
from spineplan.session.wbb_answers import (
    ITEM,
    WbbAnswer,
    artery_sides,
    has_artery,
    put_cells,
    report_string,
    toggled,
    toggled_artery,
    wbb_answer,
)
from spineplan.ui.drawings.wbb_clock import WbbClock
from spineplan.ui.panels.pieces import button, flowing, hint
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.wbb_numbering import wbb_numbering


class WbbSection(QWidget):
    """A click on a cell says that it is involved or that it is not; what was computed is kept beside it."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._lesion: Lesion | None = None
        self._answer = WbbAnswer((), None)
        self._artery: frozenset[Side] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        self.words, self.note = hint(), hint()
        self.words.setObjectName("")
        self.clock = WbbClock()
        self.clock.cell_clicked.connect(self._toggle)
        self.clock.artery_clicked.connect(self._toggle_artery)
        tip = self.tr("Draw it over the axial image; click there")
        self.on_image = button(self.tr("On the image"), self._show_on_image, "crosshair", tip=tip)
        self.on_image.setCheckable(True)
        self.confirm = button(
            self.tr("Confirm"), self._confirm, "check", tip=self.tr("Say that these sectors are right")
        )
        self.forget = button(self.tr("As computed"), self._forget, "rotate-ccw", tip=self.tr("Forget what was clicked"))
        column.addWidget(self.words)
        column.addWidget(self.clock)
        column.addWidget(self.note)
        column.addLayout(flowing(self.on_image, self.confirm, self.forget))
        wbb_numbering().changed.connect(self._write)

    def show_lesion(self, session: Session, lesion: Lesion | None) -> None:
        """Of the selected lesion, or nothing."""
        self._lesion = lesion
        found = self._bridge.morphology.of(lesion.level) if lesion is not None and lesion.mask is not None else None
        self._answer = wbb_answer(lesion, found) if lesion is not None else WbbAnswer((), None)
        neck = lesion is not None and has_artery(lesion.level)
        self._artery = artery_sides(session.plan, lesion.level, found) if lesion is not None and neck else None
        self.on_image.setChecked(session.view.tool == "wbb")
        self.on_image.setEnabled(found is not None and found.frame is not None)
        self._write()

    @property
    def report(self) -> str:
        """The string for the report."""
        level = self._lesion.level if self._lesion is not None else ""
        return report_string(level, self._answer.cells, wbb_numbering().name, bool(self._artery))

    def _write(self) -> None:
        lesion, answer = self._lesion, self._answer
        self.setEnabled(lesion is not None)
        self.clock.show_cells(answer.cells, answer.computed or (), lesion.kind if lesion is not None else "unknown")
        self.clock.show_artery(self._artery)
        self.words.setText(self.report)
        self.note.setText(self._origin())
        self.confirm.setVisible(bool(answer.cells) and not answer.by)
        self.forget.setVisible(bool(answer.by) and answer.computed is not None)

    def _origin(self) -> str:
        lesion, answer = self._lesion, self._answer
        if lesion is None:
            return self.tr("Select a lesion.")
        if answer.by and answer.differs:
            computed = report_string(lesion.level, answer.computed or (), wbb_numbering().name)
            return self.tr("By {who}; computed: {what}").format(who=answer.by, what=computed or "–")
        if answer.by:
            return self.tr("Confirmed by {who}").format(who=answer.by)
        if answer.computed is None:
            missing = self._bridge.morphology.missing(lesion.level)
            return missing or (self.tr("Measuring…") if self._bridge.morphology.busy else "")
        return self.tr("Suggestion, from the outlines of lesion, vertebra and canal")

    def _toggle(self, sector: int, layer: str) -> None:
        self._put(toggled(self._answer.cells, (sector, layer)))

    def _toggle_artery(self, side: Side) -> None:
        session, lesion = self._bridge.session, self._lesion
        if session is not None and lesion is not None:
            found = self._bridge.morphology.of(lesion.level)
            self._bridge.apply(toggled_artery(session, lesion.level, found, side), self)

    def _confirm(self) -> None:
        self._put(self._answer.cells)

    def _put(self, cells: tuple[tuple[int, str], ...]) -> None:
        session = self._bridge.session
        if session is not None and self._lesion is not None:
            self._bridge.apply(put_cells(session, self._lesion, self._answer, cells), self)

    def _forget(self) -> None:
        if self._lesion is not None:
            self._bridge.apply(SetFact("lesion", self._lesion.id, ITEM, None), self)

    def _show_on_image(self) -> None:
        session = self._bridge.session
        if session is not None:
            self._bridge.look(self, tool="window" if session.view.tool == "wbb" else "wbb")
