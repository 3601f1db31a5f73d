"""The images: panes in a layout, and the keys that work in them."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from spineplan.geometry.vectors import point, vector
from spineplan.session.view_state import STRAIGHT, STRAIGHT_PANES, PaneName
from spineplan.viewer.actions import Action, KeyedPane, actions
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.keymap import Keymap
from spineplan.viewer.layouts import Arrangement, Cell, arrangement, cells
from spineplan.viewer.mpr_pane import MprPane
from spineplan.viewer.pane_parts import Part, TakesKeys
from spineplan.viewer.registry import default_parts
from spineplan.viewer.words import tr

SPLIT_PX = 3


class ImagesArea(QWidget):
    """Shows the panes of the view's layout. `parts` replaces the default overlays and tools."""

    def __init__(
        self,
        bridge: SessionBridge,
        parts: Sequence[Part] | None = None,
        profile: str = "default",
        scene: Callable[[SessionBridge], QWidget] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.parts = tuple(default_parts(bridge) if parts is None else parts)
        self.keymap = Keymap.load(profile)
        self.actions_by_name: dict[str, Action] = {action.name: action for action in actions()}
        self._make_scene = scene or _scene_pane
        self._widgets: dict[Cell, QWidget] = {}
        self._arranged: Arrangement | None = None
        self._space: tuple[str, str] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        bridge.view_changed.connect(self._follow)
        bridge.session_changed.connect(self._follow)
        bridge.volumes_changed.connect(self._follow)
        self._follow()

    @property
    def panes(self) -> list[MprPane]:
        """The image panes shown now, from the upper left on."""
        shown = cells(self._arranged) if self._arranged is not None else []
        return [pane for cell in shown if isinstance(pane := self._widgets[cell], MprPane)]

    @property
    def keyed_panes(self) -> list[KeyedPane]:
        """The same with those of the straightened spine."""
        shown = cells(self._arranged) if self._arranged is not None else []
        return [pane for cell in shown if isinstance(pane := self._widgets[cell], KeyedPane)]

    @property
    def active_pane(self) -> KeyedPane | None:
        """The pane that takes the keys: the one the pointer entered last."""
        panes = self.keyed_panes
        return next((pane for pane in panes if pane.active), panes[0] if panes else None)

    def set_profile(self, profile: str) -> None:
        """Use another profile of keys and mouse buttons."""
        self.keymap = Keymap.load(profile)
        for widget in self._widgets.values():
            if isinstance(widget, KeyedPane):
                widget.keymap = self.keymap

    def run(self, name: str) -> None:
        """Carry an action out in the active pane, as its key would."""
        pane = self.active_pane
        if pane is not None:
            self.actions_by_name[name].run(pane)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A drag's Esc first, then tools, then the keymap."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether a key press meant something in the images (a window may pass its own keys on)."""
        pane = self.active_pane
        if pane is None or self.bridge.session is None:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and sum(p.cancel_drag() for p in self.keyed_panes):
            return True
        here = pane.pointer_event if isinstance(pane, MprPane) else None
        if any(part.key(key, here) for part in reversed(self.parts) if isinstance(part, TakesKeys)):
            return True
        name = self.keymap.action_for(event)
        if name is None or name not in self.actions_by_name:
            return False
        self.actions_by_name[name].run(pane)
        return True

    def _follow(self, *_: object) -> None:
        self._settle()
        session = self.bridge.session
        if session is None and self._arranged is not None:
            return
        wanted = arrangement(session.view) if session is not None else Cell("axial")
        if wanted != self._arranged:
            self._arrange(wanted)

    def _settle(self) -> None:
        """A crosshair that lies outside the series, or in another space, goes to its middle."""
        session = self.bridge.session
        volume = session.volume if session is not None else None
        if session is None or volume is None:
            return
        space = (volume.frame_of_reference_uid, "" if volume.frame_of_reference_uid else volume.series_uid)
        moved = self._space is not None and space != self._space
        self._space = space
        if moved or not volume.grid.contains_mm(vector(session.view.crosshair_mm)):
            frame = STRAIGHT if moved else session.view.frame
            cameras = {} if moved else session.view.cameras
            self.bridge.look(self, crosshair_mm=point(volume.grid.centre_mm), frame=frame, cameras=cameras)

    def _arrange(self, wanted: Arrangement) -> None:
        for widget in self._widgets.values():
            widget.setParent(self)
            widget.hide()
        old = self._layout.takeAt(0)
        if old is not None and isinstance(splitter := old.widget(), QSplitter):
            splitter.deleteLater()
        self._arranged = wanted
        self._layout.addWidget(self._built(wanted))

    def _built(self, wanted: Arrangement) -> QWidget:
        if isinstance(wanted, Cell):
            widget = self._widget(wanted)
            if widget.parentWidget() is None:
                widget.setParent(self)  # shown without a parent it would be a window for a moment
            widget.show()
            return widget
        splitter = QSplitter(Qt.Orientation.Horizontal if wanted.across else Qt.Orientation.Vertical)
        splitter.setHandleWidth(SPLIT_PX)
        splitter.setChildrenCollapsible(False)
        for part in wanted.parts:
            splitter.addWidget(self._built(part))
        splitter.setSizes([share * 1000 for share in wanted.shares])
        return splitter

    def _widget(self, cell: Cell) -> QWidget:
        if cell not in self._widgets:
            if cell.pane == "scene":
                self._widgets[cell] = self._make_scene(self.bridge)
            elif cell.pane == "fluoro":
                self._widgets[cell] = _fluoro_pane(self.bridge)
            elif cell.pane in STRAIGHT_PANES:
                self._widgets[cell] = self._straight_pane(cell.pane)
            else:
                pane = MprPane(self.bridge, cell.pane, self.parts, self.keymap, cell.compare)
                pane.entered.connect(lambda: self._activate(pane))
                self._widgets[cell] = pane
        return self._widgets[cell]

    def _straight_pane(self, name: PaneName) -> QWidget:
        """A pane of the straightened spine, imported when it is first shown: it brings what lays lines."""
        made = import_module("spineplan.viewer.straight.pane")
        pane: QWidget = made.StraightPane(self.bridge, name, self.parts, self.keymap)
        pane.entered.connect(lambda: self._activate(pane))  # type: ignore[attr-defined]
        return pane

    def _activate(self, pane: QWidget) -> None:
        for widget in self._widgets.values():
            if isinstance(widget, KeyedPane):
                widget.set_active(widget is pane)


def _scene_pane(bridge: SessionBridge) -> QWidget:
    """The 3-D pane, imported when it is first shown: it brings VTK's renderer."""
    if find_spec("spineplan.viewer.scene.pane") is None:
        label = QLabel(tr("3-D is not available"))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label
    pane: QWidget = import_module("spineplan.viewer.scene.pane").ScenePane(bridge)
    return pane


def _fluoro_pane(bridge: SessionBridge) -> QWidget:
    """Imported when it is first shown: it brings scipy."""
    pane: QWidget = import_module("spineplan.viewer.fluoro.pane").FluoroPane(bridge)
    return pane
