"""Key images and measurements of the plan: choosing one shows it again, Delete removes it."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from spineplan.anatomy.level_order import level_at
from spineplan.geometry.vectors import point
from spineplan.plan.edits import RemoveKeyImage, RemoveMeasurement
from spineplan.plan.model import KeyImage, Measurement, Plan
from spineplan.session.key_images import plane_of, view_of
from spineplan.ui.go_there import go_to
from spineplan.ui.icons import icon
from spineplan.ui.panels.pieces import show_rows
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.measurement_drawing import words_of
from spineplan.viewer.pane_text import pane_title
from spineplan.viewer.theme import theme

_MOST_ROWS = 4
_ICONS = {"length": "ruler", "angle": "angle", "ellipse": "circle-dashed"}
_KEPT = Qt.ItemDataRole.UserRole
Kept = KeyImage | Measurement


class KeptList(QListWidget):
    """Hides itself while there is nothing. `chose` when a row was chosen or lost."""

    chose = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(self.tr("Key images and measurements"))
        self.setToolTip(self.tr("Click to see it again, Delete removes it"))
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)
        self.currentRowChanged.connect(lambda _row: self.chose.emit())

    def show_plan(self, plan: Plan | None) -> None:
        """One row for each."""
        kept: tuple[Kept, ...] = (*plan.key_images, *plan.measurements) if plan is not None else ()
        self.setVisible(bool(kept))
        shown = (kept, plan.levels if plan is not None else (), theme().name)
        if shown == self._shown or plan is None:
            return
        self._shown = shown
        self.clear()
        for one in kept:
            item = QListWidgetItem(icon(_icon_of(one)), self._words(one, plan))
            item.setData(_KEPT, one)
            self.addItem(item)
        show_rows(self, _MOST_ROWS)

    def remove(self) -> None:
        """Take the chosen one out of the plan."""
        item = self.currentItem()
        if item is not None:
            one: Kept = item.data(_KEPT)
            edit = RemoveKeyImage(one.id) if isinstance(one, KeyImage) else RemoveMeasurement(one.id)
            self._bridge.apply(edit, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            super().keyPressEvent(event)

    def _words(self, one: Kept, plan: Plan) -> str:
        if isinstance(one, KeyImage):
            level = level_at(plan, one.centre_mm)
            text = self.tr("Key image, {plane}").format(plane=pane_title(plane_of(one)).lower())
        else:
            level = level_at(plan, np.mean(one.points_mm, axis=0))
            session = self._bridge.session
            volume = session.shown(one.series_uid) if session is not None else None
            text = words_of(one, volume).replace("\n", "  ") if volume is not None else one.kind
        return f"{text}   {level.name}" if level is not None else text

    def _go(self, item: QListWidgetItem) -> None:
        session, one = self._bridge.session, item.data(_KEPT)
        if session is None:
            return
        if one.series_uid not in session.volumes:
            self._bridge.message.emit(self.tr("Its series is not open."))
        elif isinstance(one, KeyImage):
            session.set_view(view_of(one, session.view), self)
        else:
            if session.view.series_uid != one.series_uid:
                self._bridge.look(self, series_uid=one.series_uid)
            go_to(self._bridge, point(np.mean(one.points_mm, axis=0)), ("measurement", one.id), self)


def _icon_of(one: Kept) -> str:
    return "camera" if isinstance(one, KeyImage) else _ICONS[one.kind]
