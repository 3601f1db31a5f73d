"""Two ways of filling a level side by side: through some of its needles, or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from spineplan.plan.model import Plan
from spineplan.ui.panels.pieces import combo, fill, hint, side_by_side
from spineplan.ui.panels.plan.filling_words import Words
from spineplan.ui.panels.row_list import Row, RowList
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.planning.filling.curve import FillingCurve

STEPS = 100
PICTURE_PX = 140


class TipComparison(QWidget):
    """The same volume twice, from above, with its numbers and the first leak."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._level, self._words = "", Words()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setValue(STEPS // 2)
        self.slider.setAccessibleName(self.tr("Volume compared"))
        self.slider.valueChanged.connect(lambda _step: self._write())
        self.at = hint()
        column.addLayout(side_by_side(self.slider, self.at))
        self.choices = [combo([], self.tr("First way")), combo([], self.tr("Second way"))]
        self.pictures = [QLabel(), QLabel()]
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for n, box in enumerate(self.choices):
            # As narrow as the panel asks for: the words are in the list that opens.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.setColumnStretch(n, 1)
            grid.addWidget(box, 0, n)
            grid.addWidget(self.pictures[n], 1, n, Qt.AlignmentFlag.AlignHCenter)
            box.activated.connect(lambda _row: self._write())
        self.numbers = RowList(self.tr("First way | second way"))
        column.addLayout(grid)
        column.addWidget(hint(self.tr("As in an axial slice: the patient's right is at the left.")))
        column.addWidget(self.numbers)

    def show_level(self, plan: Plan, level: str) -> None:
        """The needles of one level, each alone and all together."""
        needles = [needle for needle in plan.needles if needle.level == level]
        sides = {"left": self.tr("left"), "right": self.tr("right"), "midline": self.tr("midline")}
        ways = [(one.id, self.tr("Needle {n}, {side}").format(n=n, side=sides[one.side])) for n, one in
                enumerate(needles, start=1)]  # fmt: skip
        if len(needles) > 1:
            ways.append(("|".join(one.id for one in needles), self.tr("All needles")))
        for n, box in enumerate(self.choices):
            now = str(box.currentData() or "") if level == self._level else ""
            known = [name for name, _ in ways]
            fill(box, ways, now if now in known else known[min(n, len(known) - 1)] if known else None)
        self._level = level
        self._write()

    def _write(self) -> None:
        found = self._bridge.cement.treatment(self._level) if self._level else None
        planned = None if found is None or isinstance(found, str) else found.curve
        curves = [self._curve(box, planned) for box in self.choices]
        for label, curve in zip(self.pictures, curves, strict=True):
            self._draw(label, curve)
        first, second = (self._rows(curve) for curve in curves)
        self.numbers.show_rows(
            tuple(
                (a[0], f"{a[1]}  |  {b[1]}", _worse(a[2], b[2]), a[3] or b[3])
                for a, b in zip(first, second, strict=False)
            )
        )
        if planned is not None:
            self.at.setText(f"{self._volume(planned):.1f} mL")

    def _curve(self, box: QComboBox, planned: FillingCurve | None) -> FillingCurve | None:
        ids = tuple(str(box.currentData() or "").split("|"))
        if planned is None or not all(ids):
            return None
        return self._bridge.cement.with_needles(self._level, ids, planned.filling.most_ml)

    def _volume(self, curve: FillingCurve) -> float:
        return curve.filling.most_ml * self.slider.value() / STEPS

    def _draw(self, label: QLabel, curve: FillingCurve | None) -> None:
        label.setVisible(curve is not None)
        if curve is None:
            return
        from spineplan.render.filling_picture import axial_picture

        count = curve.filling.count_at(self._volume(curve))
        pixels = np.ascontiguousarray(axial_picture(curve.filling, count))
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, width * 3, QImage.Format.Format_RGB888)
        smooth = Qt.TransformationMode.SmoothTransformation
        label.setPixmap(QPixmap.fromImage(image).scaledToWidth(PICTURE_PX, smooth))

    def _rows(self, curve: FillingCurve | None) -> tuple[Row, ...]:
        if curve is None:
            return ()
        leak = curve.leaks[0] if curve.leaks else None
        begins = self.tr("none") if leak is None else f"{leak.begins_ml:.1f} mL"
        words = "" if leak is None else f"{self._words.compartment(leak.compartment)}: {leak.reason}"
        row = (self.tr("First leak"), begins, "" if leak is None else "caution", words)
        return (*self._words.comparable(curve.at(self._volume(curve))), row)


def _worse(a: str, b: str) -> str:
    order = ("", "ok", "caution", "danger")
    return max((a, b), key=order.index)
