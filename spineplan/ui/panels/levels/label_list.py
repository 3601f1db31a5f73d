"""Outlined vertebrae and structures: what is seen, and what the tools work on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from spineplan.anatomy.numbering import Structure
from spineplan.anatomy.numbering_names import title_of
from spineplan.geometry.vectors import point, vector
from spineplan.plan.model import Level, Plan, StructureMask
from spineplan.render.label_colours import structure_token, vertebra_token
from spineplan.session.session import Session
from spineplan.session.view_state import LabelLook
from spineplan.ui.go_there import go_to
from spineplan.ui.panels.pieces import show_rows
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.theme import colour, theme

MOST_ROWS = 6
_ID = Qt.ItemDataRole.UserRole


class LabelList(QListWidget):
    """A tick shows or hides, a click goes there and makes it what the tools work on. Changes nothing in the plan."""

    chosen = Signal(str)

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(self.tr("Outlines"))
        self.setToolTip(self.tr("Ticked ones are seen; click one to go there and to work on it"))
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self.itemChanged.connect(self._show_or_hide)

    def show_plan(self, plan: Plan, look: LabelLook) -> None:
        """One row each, cranial to caudal, then the structures; levels without an outline can be begun."""
        blocked = self.blockSignals(True)
        shown = (plan.levels, plan.structures, theme().name)
        if shown != self._shown:
            self._shown = shown
            self.clear()
            for level in plan.levels:
                self.addItem(self._level(level))
            for structure in plan.structures:
                self.addItem(self._structure(structure))
            show_rows(self, MOST_ROWS)
        for row in range(self.count()):
            item = self.item(row)
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                hidden = item.data(_ID) in look.hidden
                item.setCheckState(Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked)
        row = next((n for n in range(self.count()) if self.item(n).data(_ID) == look.target), -1)
        if row != self.currentRow():
            self.setCurrentRow(row)
        self.blockSignals(blocked)

    def _level(self, level: Level) -> QListWidgetItem:
        if level.mask is None:
            item = QListWidgetItem(_swatch(None), self.tr("{level}   no outline").format(level=level.name))
        else:
            text = self.tr("{name}   {ml:.1f} mL").format(name=level.name, ml=level.mask.volume_ml)
            item = QListWidgetItem(_swatch(vertebra_token(level.name)), text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(_ID, level.name)
        return item

    def _structure(self, structure: StructureMask) -> QListWidgetItem:
        text = self.tr("{name}   {ml:.1f} mL").format(name=structure_name(structure.kind), ml=structure.mask.volume_ml)
        item = QListWidgetItem(_swatch(structure_token(structure.kind)), text)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(_ID, structure.id)
        item.setToolTip(self._source(structure))
        return item

    def _source(self, structure: StructureMask) -> str:
        sources = {
            "found": self.tr("Found by the software"),
            "imported": self.tr("From elsewhere"),
            "painted": self.tr("Painted here"),
        }
        return sources[structure.source]

    def _choose(self, item: QListWidgetItem) -> None:
        session, name = self._bridge.session, str(item.data(_ID))
        if session is None:
            return
        self._bridge.look(self, labels=replace(session.view.labels, target=name))
        level = session.plan.level(name)
        if level is not None:
            go_to(self._bridge, level.centre_mm, ("level", name), self)
        else:
            _go_to_structure(self._bridge, session, name)
        self.chosen.emit(name)

    def _show_or_hide(self, item: QListWidgetItem) -> None:
        session, name = self._bridge.session, str(item.data(_ID))
        if session is not None:
            hidden = session.view.labels.hidden - {name}
            if item.checkState() == Qt.CheckState.Unchecked:
                hidden |= {name}
            self._bridge.look(self, labels=replace(session.view.labels, hidden=hidden))


def structure_name(kind: str) -> str:
    """A structure's kind in words."""
    return title_of(Structure(kind)) if kind in set(Structure) else kind.replace("_", " ").capitalize()


def paintable(plan: Plan) -> list[tuple[str, str]]:
    """(kind, words) of structures at risk that the plan does not have yet."""
    has = {structure.id for structure in plan.structures}
    return sorted(
        ((kind.value, title_of(kind)) for kind in Structure if kind.at_risk and kind.value not in has),
        key=lambda entry: entry[1],
    )


def setter(bridge: SessionBridge, field: str) -> Callable[[bool], None]:
    """Turns a yes/no field of the label look on or off."""

    def put(on: bool) -> None:
        session = bridge.session
        if session is not None:
            fields: dict[str, Any] = {field: on}
            bridge.look(None, labels=replace(session.view.labels, **fields))

    return put


def _go_to_structure(bridge: SessionBridge, session: Session, name: str) -> None:
    known = next((one for one in session.plan.structures if one.id == name), None)
    if known is None:
        return
    mask, here = session.masks.get(known.mask), session.view.crosshair_mm
    if not mask.holds(vector(here)):
        go_to(bridge, point(mask.centroid_mm), None, bridge)


def _swatch(token: str | None) -> QIcon:
    drawn = QPixmap(24, 24)
    drawn.fill(Qt.GlobalColor.transparent if token is None else colour(token))
    made = QIcon(drawn)
    made.addPixmap(drawn, QIcon.Mode.Selected)
    return made
