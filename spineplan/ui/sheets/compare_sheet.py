"""Two plans side by side: every item that differs as each has it, and slices with the needles of either and of both."""

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from spineplan.geometry.vectors import LEFT, POSTERIOR, Point, vector
from spineplan.geometry.view_plane import view_plane
from spineplan.imaging.volume import Volume
from spineplan.plan.catalogue_words import called, spelt, value_words
from spineplan.plan.compare import differences, item_words
from spineplan.plan.items import items_of
from spineplan.plan.model import CementTarget, ChecklistAnswer, Fact, Lesion, Level, Needle, Plan
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import hint, section
from spineplan.ui.sheets.sheet import Sheet

WIDTH_PX, PICTURE_PX, ACROSS_MM = 1100, 330, 120.0
FEET: Point = (0.0, 0.0, -1.0)


class CompareSheet(Sheet):
    """older, newer: the plans; volume: their images, if they are open."""

    def __init__(self, older: Plan, newer: Plan, volume: Volume | None, window: QWidget) -> None:
        super().__init__(self.tr("Side by side"), WIDTH_PX, window)
        found = differences(older, newer)
        shown = sorted((one for one in found if one.show_point_mm is not None), key=lambda one: one.key[0] != "needle")
        place = shown[0].show_point_mm if shown else None
        if volume is not None and place is not None:
            self.column.addLayout(self._pictures(older, newer, volume, place))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for column, title in enumerate((self.tr("ITEM"), self.tr("OLDER"), self.tr("NEWER"))):
            grid.addWidget(section(title), 0, column)
            grid.setColumnStretch(column, 2 if column else 1)
        before, after = items_of(older), items_of(newer)
        for row, one in enumerate((x for x in found if x.key in before or x.key in after), start=1):
            a, b = before.get(one.key), after.get(one.key)
            plan = newer if b is not None else older
            now = told(b) if told(b) != told(a) else say(one.sentence)  # what differs is not always in the short words
            name = say(item_words(one.key, b if b is not None else a, plan))
            for column, words in enumerate((name[:1].upper() + name[1:], told(a), now)):
                label = QLabel(words)
                label.setWordWrap(True)
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label, row, column)
        self.column.addLayout(grid)
        if not found:
            self.column.addWidget(hint(self.tr("The two do not differ.")))
        self.column.addStretch(1)

    def _pictures(self, older: Plan, newer: Plan, volume: Volume, place: Point) -> QHBoxLayout:
        """Axial slices through the first needle that differs; "both" has the older needles too, hollow and grey."""
        former = tuple(one for one in older.needles if one not in newer.needles)
        row = QHBoxLayout()
        both = self.tr("Both: the older needles hollow and grey, crossed at the target")
        shown = ((self.tr("Older"), older, ()), (self.tr("Newer"), newer, ()), (both, newer, former))
        for words, plan, ghosts in shown:
            column = QVBoxLayout()
            label = QLabel()
            label.setPixmap(_slice(plan, volume, place, ghosts))
            column.addWidget(label)
            column.addWidget(hint(words))
            row.addLayout(column)
        row.addStretch(1)
        return row


def _slice(plan: Plan, volume: Volume, place: Point, former: tuple[Needle, ...] = ()) -> QPixmap:
    from spineplan.render.pictures import PictureRequest, slice_picture
    from spineplan.render.windowing import first_window

    size = (PICTURE_PX, PICTURE_PX)
    centre = vector(place) + np.array([0.0, 15.0, 0.0])
    plane = view_plane(centre, LEFT, POSTERIOR, ACROSS_MM / PICTURE_PX, size)
    request = PictureRequest(plane, first_window(volume), slice_level=True, letter_px=13, former=former)
    picture = np.ascontiguousarray(slice_picture(volume, plan, {}, request))
    image = QImage(picture.data, *size, 3 * PICTURE_PX, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image.copy())


def told(value: Any) -> str:
    """An item as one plan has it."""
    if value is None:
        return "–"
    if isinstance(value, Needle):
        target = ", ".join(f"{v:.1f}" for v in value.target_mm)
        approach = say(called("approaches", value.approach))
        return f"{approach}, {value.gauge} x {value.length_mm:g} mm\n{say('target')} ({target}) mm"
    if isinstance(value, Level):
        words = ["to treat"] if value.treat else []
        words += ["symptomatic"] if value.symptomatic else []
        words.append(f"named by {value.confirmed_by or '?'}" if value.state == "confirmed" else "name not confirmed")
        return ", ".join(say(one) for one in words)
    if isinstance(value, Lesion):
        size = f"{value.mask.volume_ml:.1f} mL" if value.mask is not None else say("not painted")
        return f"{say(value.kind)}, {size}"
    if isinstance(value, CementTarget):
        return f"{value.volume_ml:.1f} mL"
    if isinstance(value, ChecklistAnswer):
        return f"{say(spelt(value.state))}, {value.by or '?'}\n{value.note}".strip()
    if isinstance(value, Fact):
        return say(value_words(value.item, value.value)) or "–"
    if isinstance(value, str):
        return value or "–"
    return getattr(value, "label", "") or say("there")
