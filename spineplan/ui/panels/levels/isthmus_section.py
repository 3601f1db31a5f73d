"""Both pedicles of a level at their narrowest: the cross-section with its calipers, sizes that can be corrected."""

import math
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from spineplan.plan.edits import PutLevel
from spineplan.plan.model import Level, PedicleMark, PedicleSide
from spineplan.session.levels.level_pedicles import angles_of, differ_mm, frame_of, with_angles, with_pedicle, within_mm
from spineplan.ui.drawings.isthmus_view import IsthmusView
from spineplan.ui.panels.pieces import hint, restyled, section, warning
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later

if TYPE_CHECKING:
    from spineplan.anatomy.levels_of_ct import FoundLevel
    from spineplan.anatomy.pedicles.isthmus import Doubt

UNLIKE_MM = 2.0
_SETTLES_MS = 400
_SIDES: tuple[PedicleSide, PedicleSide] = ("right", "left")
"""As the radiologist sees them."""


class _Side:
    """The widgets of one pedicle."""

    def __init__(self, bridge: SessionBridge, side: PedicleSide) -> None:
        self.side = side
        self.view = IsthmusView(bridge, side)
        self.width = _spin(0.5, 40.0)
        self.height = _spin(0.5, 40.0)
        self.axial = _spin(-60.0, 60.0, "°")
        self.sagittal = _spin(-60.0, 60.0, "°")
        self.state = hint()


class IsthmusSection(QWidget):
    """Writes PutLevel with the corrected pedicle; several quick steps of a field are one undo step."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._level: Level | None = None
        self._pending: PedicleMark | None = None
        self._settle = later(self, self._put, _SETTLES_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.unlike = warning()
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        self.sides = {side: _Side(bridge, side) for side in _SIDES}
        for place, made in enumerate(self.sides.values()):
            self._add(grid, place, made)
        column.addWidget(section(self.tr("PEDICLES AT THE ISTHMUS")))
        column.addWidget(self.unlike)
        column.addLayout(grid)
        column.addWidget(hint(self.tr("Across the pedicle's own axis. Drag the calipers or type; mm, outer to outer.")))

    def show_level(self, level: Level, found: "FoundLevel | None") -> None:
        """Both pedicles; hidden while none is known."""
        if self._level is not None and self._level.name != level.name:
            self._put()
        self._level = level
        self.setVisible(bool(level.pedicles))
        for made in self.sides.values():
            self._show(made, level, found)
        apart = differ_mm(level)
        self.unlike.setText(
            self.tr("△ The two pedicles differ by {mm:.1f} mm in width.").format(mm=apart)
            if apart is not None and apart > UNLIKE_MM
            else ""
        )
        self.unlike.setVisible(bool(self.unlike.text()))

    def _add(self, grid: QGridLayout, place: int, made: _Side) -> None:
        names = {"right": self.tr("Right"), "left": self.tr("Left")}
        titles = {"right": self.tr("RIGHT"), "left": self.tr("LEFT")}
        for row, widget in enumerate((section(titles[made.side]), made.view, made.width, made.height, made.axial,
                                      made.sagittal, made.state)):  # fmt: skip
            grid.addWidget(widget, row, place)
        grid.setColumnStretch(place, 1)
        made.width.setPrefix(self.tr("width "))
        made.height.setPrefix(self.tr("height "))
        made.width.setAccessibleName(self.tr("{side} pedicle, width").format(side=names[made.side]))
        made.height.setAccessibleName(self.tr("{side} pedicle, height").format(side=names[made.side]))
        made.axial.setPrefix(self.tr("axial "))
        made.sagittal.setPrefix(self.tr("sagittal "))
        made.axial.setAccessibleName(self.tr("{side} pedicle, axial angle").format(side=names[made.side]))
        made.sagittal.setAccessibleName(self.tr("{side} pedicle, sagittal angle").format(side=names[made.side]))
        made.axial.setToolTip(self.tr("Convergence: + when the pedicle runs toward the midline in front"))
        made.sagittal.setToolTip(self.tr("+ when the pedicle rises toward the front"))
        for angle in (made.axial, made.sagittal):
            angle.valueChanged.connect(lambda _deg: self._turned(made))
        made.width.valueChanged.connect(lambda mm: self._typed(made.side, width_mm=mm))
        made.height.valueChanged.connect(lambda mm: self._typed(made.side, height_mm=mm))
        made.view.corrected.connect(self._corrected)

    def _show(self, made: _Side, level: Level, found: "FoundLevel | None") -> None:
        mark = _mark_of(level, made.side)
        if self._pending is not None and self._pending.side == made.side:
            mark = self._pending
        measured = next((p for p in found.pedicles if p.side == made.side), None) if found is not None else None
        made.view.show_pedicle(mark, measured.outline_mm if measured is not None else None, frame_of(level)[2])
        transverse, sagittal = angles_of(level, mark) if mark is not None else (0.0, 0.0)
        sizes = (mark.width_mm, mark.height_mm) if mark is not None else (0.0, 0.0)
        spins = (made.width, made.height, made.axial, made.sagittal)
        for spin, value in zip(spins, (*sizes, transverse, sagittal), strict=True):
            spin.setEnabled(mark is not None)
            blocked = spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(blocked)
        made.state.setText("")
        guessed = mark is not None and mark.doubtful and not mark.measured_by
        restyled(made.state, "warning" if guessed else "hint")
        if mark is None:
            return
        if mark.measured_by:
            made.state.setText(self.tr("by {name}").format(name=mark.measured_by))
        elif guessed:
            doubt = measured.doubt if measured is not None else ""
            # How coarse is told by the ±; what other doubts leave of it nobody knows.
            known = f"\n{self._within(made, level, mark)}" if doubt == "coarse" else ""
            made.state.setText(self._doubt(doubt) + known)
        else:
            made.state.setText(self._within(made, level, mark))

    def _doubt(self, doubt: "Doubt") -> str:
        """Why a pedicle's sizes are a guess; a plan that was opened again keeps only that they are."""
        words: dict[Doubt, str] = {
            "": self.tr("△ a guess: measure it"),
            "unseen": self.tr("△ a guess: wall not seen all round"),
            "odd": self.tr("△ a guess: pedicles do not lie or run so"),
            "rival": self.tr("△ a guess: another outline is as likely"),
            "coarse": self.tr("△ a guess: voxels too large for its size"),
        }
        return words[doubt]

    def _within(self, made: _Side, level: Level, mark: PedicleMark) -> str:
        """What the images' voxels allow to say."""
        volume = made.view.volume
        if volume is None:
            return self.tr("suggestion")
        width, height = within_mm(level, mark, volume.grid)
        return self.tr("suggestion, width ± {width:.1f}, height ± {height:.1f} mm").format(width=width, height=height)

    def _typed(self, side: PedicleSide, **sizes: float) -> None:
        mark = self._pending or (_mark_of(self._level, side) if self._level is not None else None)
        if mark is not None and mark.side == side and all(math.isfinite(mm) for mm in sizes.values()):
            self._pending = replace(mark, **sizes)
            self._settle.start()

    def _turned(self, made: _Side) -> None:
        mark = self._pending or (_mark_of(self._level, made.side) if self._level is not None else None)
        if self._level is not None and mark is not None and mark.side == made.side:
            self._pending = with_angles(self._level, mark, made.axial.value(), made.sagittal.value())
            self._settle.start()

    def _corrected(self, mark: object) -> None:
        if isinstance(mark, PedicleMark):
            self._pending = mark
            self._put()

    def _put(self) -> None:
        """Commit what the fields or calipers say."""
        self._settle.stop()
        pending, self._pending = self._pending, None
        session = self._bridge.session
        if pending is None or session is None or self._level is None:
            return
        level = session.committed.level(self._level.name)
        if level is None or pending == _mark_of(level, pending.side):
            return
        corrected = with_pedicle(level, replace(pending, measured_by=session.who or "user", doubtful=False))
        self._bridge.apply(PutLevel(corrected, "Pedicle of"), self)


def _mark_of(level: Level, side: PedicleSide) -> PedicleMark | None:
    return next((pedicle for pedicle in level.pedicles if pedicle.side == side), None)


def _spin(low: float, high: float, suffix: str = "") -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setRange(low, high)
    made.setSuffix(suffix)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the column gives the width
    made.setDecimals(1)
    made.setSingleStep(0.1)
    made.setKeyboardTracking(False)
    return made
