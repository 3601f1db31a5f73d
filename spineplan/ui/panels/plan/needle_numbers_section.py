"""The numbers an operator needs at the table, large."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.measure.needle import NeedleNumbers, oblique_words
from spineplan.plan.model import Needle
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import BigNumber, hint, number_grid, warning


class NeedleNumbersSection(QWidget):
    """Angles, depths, skin entry, length check and the C-arm's en-face view of one needle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        tip = self.tr("From the sagittal plane, in the axial plane; positive when the needle comes toward the midline.")
        self.convergence = BigNumber(self.tr("Convergence"), "", tip)
        tip = self.tr("From the axial plane of the scanner; the gantry tilt to follow the needle.")
        self.cranio_caudal = BigNumber(self.tr("Cranio-caudal"), "", tip)
        self.skin_target = BigNumber(self.tr("Skin to target"), "mm", self.tr("Along the needle."))
        self.skin_bone = BigNumber(self.tr("Skin to bone"), "mm", self.tr("To the first cortical bone on the way in."))
        self.bone_target = BigNumber(self.tr("Bone to target"), "mm", self.tr("Along the needle."))
        tip = self.tr("Skin entry from the patient's midline, taken at the level's marked centre.")
        self.from_midline = BigNumber(self.tr("Entry from midline"), "mm", tip)
        numbers = [self.convergence, self.cranio_caudal, self.skin_target, self.from_midline]
        column.addLayout(number_grid([*numbers, self.skin_bone, self.bone_target]))
        self.length = warning()
        self.c_arm = hint()
        self.c_arm.setToolTip(self.tr("The view down the needle: hub and tip fall on one point."))
        self.reach = warning()
        self.reach.setToolTip(self.tr("What the C-arm reaches is set in Settings."))
        self.reach.hide()
        self.skin = hint()
        for label in (self.length, self.c_arm, self.reach, self.skin):
            column.addWidget(label)

    def show_needle(self, needle: Needle | None, numbers: NeedleNumbers | None) -> None:
        """None: nothing is known."""
        self._angles(numbers)
        self.skin_target.show_value(_mm(numbers.skin_to_target_mm if numbers is not None else None))
        self.skin_bone.show_value(_mm(numbers.skin_to_bone_mm if numbers is not None else None))
        self.bone_target.show_value(_mm(numbers.bone_to_target_mm if numbers is not None else None))
        side = self._side(numbers.entry_side) if numbers is not None else ""
        self.from_midline.show_value(_mm(numbers.skin_from_midline_mm if numbers is not None else None), side)
        self._length(needle, numbers)
        if numbers is None:
            self.c_arm.setText("")
            self.skin.setText("")
            return
        oblique, tilt = oblique_words(numbers.c_arm)
        self.c_arm.setText(self.tr("C-arm en face: {oblique}, {tilt}").format(oblique=say(oblique), tilt=say(tilt)))
        self.skin.setText(numbers.skin_reason)
        self.skin.setVisible(bool(numbers.skin_reason))

    def show_reach(self, reason: str) -> None:
        """Why the C-arm cannot be turned to the view down the needle; empty: it can, or that is not known."""
        self.reach.setText(self.tr("Out of reach: {why}").format(why=reason) if reason else "")
        self.reach.setVisible(bool(reason))

    def _angles(self, numbers: NeedleNumbers | None) -> None:
        if numbers is None:
            self.convergence.show_value(None)
            self.cranio_caudal.show_value(None)
            return
        away = numbers.convergence_deg < 0
        toward = self.tr("away from the midline") if away else self.tr("toward the midline")
        self.convergence.show_value(f"{abs(numbers.convergence_deg):.1f}°", toward)
        way = self.tr("cranial") if numbers.cranio_caudal_deg >= 0 else self.tr("caudal")
        self.cranio_caudal.show_value(f"{abs(numbers.cranio_caudal_deg):.1f}°", way)

    def _length(self, needle: Needle | None, numbers: NeedleNumbers | None) -> None:
        check = numbers.length if numbers is not None else None
        if needle is None or check is None:
            self.length.setVisible(False)
            return
        self.length.setVisible(True)
        if check.fits:
            text = self.tr("Long enough: {length:g} mm for {needed:.0f} mm ({hub:.0f} mm for the hub).")
        else:
            text = self.tr("Too short: {length:g} mm, {needed:.0f} mm needed ({hub:.0f} mm for the hub).")
        self.length.setObjectName("ok" if check.fits else "danger")
        self.length.style().unpolish(self.length)
        self.length.style().polish(self.length)
        words = text.format(length=needle.length_mm, needed=check.needed_mm, hub=check.hub_allowance_mm)
        self.length.setText(f"✓ {words}" if check.fits else f"✕ {words}")

    def _side(self, side: str) -> str:
        names = {"left": self.tr("left"), "right": self.tr("right"), "midline": self.tr("on the midline")}
        return names[side]


def _mm(value: float | None) -> str | None:
    return f"{value:.1f}" if value is not None else None
