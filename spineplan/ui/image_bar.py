"""Above the images: tools, window, slab, layouts. Reads the view state, writes it through the bridge."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDoubleSpinBox, QHBoxLayout, QMenu, QToolButton, QWidget

from spineplan.session.view_state import Layout, SlabMode, Tool, ViewState
from spineplan.ui.icons import put_icon
from spineplan.viewer.bridge import SessionBridge

TOOL_ICONS: dict[Tool, str] = {
    "window": "contrast", "zoom": "search", "pan": "hand", "crosshair": "crosshair", "length": "ruler",
    "angle": "angle", "ellipse": "circle-dashed",
}  # fmt: skip
LAYOUT_ICONS: dict[Layout, str] = {
    "four_up": "layout-grid", "sagittal_first": "layout-panel-left", "spine": "spline", "trajectory": "syringe",
    "compare": "columns-2", "one_up": "square",
}  # fmt: skip


class ImageBar(QWidget):
    """Buttons mirror the view state, whoever changed it."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bridge = bridge
        self._more: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 3, 6, 3)
        self._row.setSpacing(1)
        self.tools = self._group(TOOL_ICONS, self._tool_tips(), "tool")
        self._gap()
        self.window_button = self._menu_button("contrast", self.tr("Window"), self.tr("Window presets (0 auto, 1-9)"))
        self._gap()
        self._add_slab()
        self._gap()
        self.overlays = self._toggle("eye", self.tr("Overlays (Space)"), self._show_overlays)
        self._row.addStretch(1)
        self.layouts = self._group(LAYOUT_ICONS, self._layout_tips(), "layout")
        bridge.view_changed.connect(self._update)
        bridge.session_changed.connect(self._update)
        self._update()

    def offer(self, windows: list[tuple[str, str]], run: Callable[[str], None]) -> None:
        """What the images can do by name: windows (action name, text), reset and key image."""
        menu = self.window_button.menu()
        menu.clear()
        for name, text in windows:
            menu.addAction(text).triggered.connect(_runner(run, name))
        if self._more:
            return
        for icon, name, tip in (
            ("rotate-ccw", "view.reset", self.tr("Reset angle, zoom, centre and window (R)")),
            ("camera", "key_image", self.tr("Keep this picture as a key image (K)")),
        ):
            button = QToolButton()
            button.setToolTip(tip)
            button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
            put_icon(button, icon)
            button.clicked.connect(_runner(run, name))
            self._row.insertWidget(self._row.indexOf(self.overlays) + 1, button)
            self._more.append(button)

    def _tool_tips(self) -> dict[str, str]:
        return {
            "window": self.tr("Window: drag for brightness and contrast (W)"),
            "zoom": self.tr("Zoom (Z, or right drag)"),
            "pan": self.tr("Pan (P, or middle drag)"),
            "crosshair": self.tr("Crosshair (H, or Shift and move)"),
            "length": self.tr("Length (L)"),
            "angle": self.tr("Angle (A)"),
            "ellipse": self.tr("Region: mean and spread of the values in an ellipse"),
        }

    def _layout_tips(self) -> dict[str, str]:
        return {
            "four_up": self.tr("Axial, sagittal, coronal, 3D"),
            "sagittal_first": self.tr("Large sagittal, for counting levels"),
            "spine": self.tr("The spine straightened along its canal"),
            "trajectory": self.tr("Along the needle: two planes that hold it, and the bull's-eye"),
            "compare": self.tr("Compare two series"),
            "one_up": self.tr("One large view"),
        }

    def _group(self, icons: dict[Tool, str] | dict[Layout, str], tips: dict[str, str], field: str) -> QButtonGroup:
        group = QButtonGroup(self)
        for value, icon in icons.items():
            button = QToolButton()
            button.setCheckable(True)
            button.setToolTip(tips[value])
            button.setAccessibleName(tips[value].split(":")[0].split(" (")[0])
            button.setProperty("value", value)
            put_icon(button, icon)
            button.clicked.connect(lambda _on, chosen=value: self._bridge.look(self, **{field: chosen}))
            group.addButton(button)
            self._row.addWidget(button)
        return group

    def _menu_button(self, icon: str, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        put_icon(button, icon)
        self._row.addWidget(button)
        return button

    def _toggle(self, icon: str, tip: str, action: Callable[[bool], None]) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
        put_icon(button, icon)
        button.clicked.connect(action)
        self._row.addWidget(button)
        return button

    def _add_slab(self) -> None:
        self.slab_button = self._menu_button("layers", "", self.tr("Slab: thick slices"))
        self.slab_button.setMinimumWidth(86)
        for mode, text in self._slab_names().items():
            self.slab_button.menu().addAction(text).triggered.connect(self._slab_setter(mode))
        self.slab_mm = QDoubleSpinBox()
        self.slab_mm.setRange(1.0, 100.0)
        self.slab_mm.setDecimals(0)
        self.slab_mm.setSuffix(" mm")
        self.slab_mm.setKeyboardTracking(False)
        self.slab_mm.setAccessibleName(self.tr("Slab thickness"))
        self.slab_mm.setToolTip(self.tr("Slab thickness"))
        self.slab_mm.valueChanged.connect(lambda mm: self._bridge.look(self, slab_mm=float(mm)))
        self._row.addWidget(self.slab_mm)

    def _slab_setter(self, mode: SlabMode) -> Callable[[], None]:
        return lambda: self._bridge.look(self, slab_mode=mode)

    def _slab_names(self) -> dict[SlabMode, str]:
        return {
            "off": self.tr("Thin"),
            "mip": self.tr("MIP (brightest)"),
            "minip": self.tr("MinIP (darkest)"),
            "mean": self.tr("Mean"),
        }

    def _gap(self) -> None:
        self._row.addSpacing(10)

    def _show_overlays(self, wanted: bool) -> None:
        self._bridge.look(self, overlays=wanted)

    def _update(self, *_what: object) -> None:
        session = self._bridge.session
        view = session.view if session is not None else ViewState()
        self.setEnabled(session is not None)
        _check(self.tools, view.tool)
        _check(self.layouts, view.layout)
        self.overlays.setChecked(view.overlays)
        self.slab_button.setText(self._slab_names()[view.slab_mode].split(" (")[0])
        self.slab_mm.setVisible(view.slab_mode != "off")
        blocked = self.slab_mm.blockSignals(True)
        self.slab_mm.setValue(view.slab_mm)
        self.slab_mm.blockSignals(blocked)


def _runner(run: Callable[[str], None], name: str) -> Callable[[bool], None]:
    return lambda _on: run(name)


def _check(group: QButtonGroup, value: str) -> None:
    """Mark the button of a value; none when no button stands for it (e.g. the brush)."""
    group.setExclusive(False)
    for button in group.buttons():
        button.setChecked(button.property("value") == value)
    group.setExclusive(True)
