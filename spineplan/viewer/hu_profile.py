"""The image values along the selected needle, with a depth cursor that moves the bull's-eye plane."""

from typing import Any, cast

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.imaging.sampling import FloatArray
from spineplan.measure.needle import BONE_HU
from spineplan.measure.profile import Profile, needle_profile
from spineplan.plan.model import Needle
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later
from spineplan.viewer.pane_view import shown_needle
from spineplan.viewer.theme import colour, font, hex_colour, theme, tokens

LOWEST_HU, HIGHEST_HU = -400.0, 1600.0
HIGHEST_MARGIN_MM = 20.0


class HuProfile(QWidget):
    """Plot of HU against depth from the entry. pyqtgraph is imported when the first profile is drawn, after the
    window has been seen. Changes only mark it; it draws once per turn of the event loop, and only while visible."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._plot: Any = None
        self._parts: dict[str, Any] = {}
        self.profile: Profile | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(self.tr("Values along the needle"))
        self._redraw = later(self, self.refresh)
        for signal in (bridge.plan_changed, bridge.view_changed, bridge.session_changed, bridge.volumes_changed,
                       bridge.safety_changed):  # fmt: skip
            signal.connect(self._mark)
        theme().changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """A strip below the needle planes."""
        return QSize(480, 150)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a panel."""
        return QSize(200, 110)

    def showEvent(self, event: Any) -> None:
        """What changed while it was hidden is drawn now."""
        super().showEvent(event)
        self._mark()

    def refresh(self) -> None:
        """Draw the needle that the needle planes show."""
        session = self._bridge.session
        needle = shown_needle(session) if session is not None else None
        volume = session.volume if session is not None else None
        self.profile = needle_profile(volume, needle) if volume is not None and needle is not None else None
        if self.profile is None:
            if self._plot is not None:
                self._plot.hide()
            return
        if self._plot is None:
            self._build()
        self._show(self.profile, session.view.needle_depth_mm if session is not None else 0.0)
        self._show_margins(needle)

    @property
    def cursor_depth_mm(self) -> float | None:
        """Where the cursor stands, None before anything was drawn."""
        return float(self._parts["cursor"].value()) if self._plot is not None else None

    def place_of(self, depth_mm: float) -> QPoint:
        """Where a depth is in the plot's viewport, for the tests that press there."""
        low = self._plot.getViewBox().mapViewToScene(QPointF(depth_mm, 0.0))
        return QPoint(round(low.x()), round(low.y()))

    @property
    def viewport(self) -> QWidget:
        """What takes the mouse."""
        return cast(QWidget, self._plot.viewport())

    def curve_data(self) -> tuple[FloatArray, FloatArray]:
        """What is drawn: depths and values, empty before anything was."""
        if self._plot is None:
            return np.empty(0), np.empty(0)
        x, y = self._parts["curve"].getData()
        return x, y

    def margin_data(self) -> FloatArray:
        """The drawn distances to the canal, mm; empty while they are unknown."""
        y = self._parts["canal"].getData()[1] if self._plot is not None else None
        return np.empty(0) if y is None else y

    def _mark(self, *_: object) -> None:
        if self.isVisible() and not self._redraw.isActive():
            self._redraw.start(0)

    def _build(self) -> None:
        import pyqtgraph

        self._plot = plot = pyqtgraph.PlotWidget(self)
        plot.setMenuEnabled(False)
        # pyqtgraph makes its menu without a parent even when it is not wanted; with one it goes when the plot goes.
        menu = plot.getPlotItem().ctrlMenu
        menu.setParent(plot, menu.windowFlags())
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.setAntialiasing(True)
        self._layout.addWidget(plot)
        parts = self._parts
        parts["bone"] = plot.addLine(y=BONE_HU)
        parts["curve"] = plot.plot(connect="finite")
        self._add_margin_axis(pyqtgraph)
        parts["entry"] = plot.addLine(x=0.0, label=self.tr("entry"), labelOpts={"position": 0.92})
        parts["target"] = plot.addLine(x=0.0, label=self.tr("target"), labelOpts={"position": 0.92})
        parts["cursor"] = plot.addLine(x=0.0)
        plot.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        plot.viewport().installEventFilter(self)
        self._restyle()

    def _add_margin_axis(self, pyqtgraph: Any) -> None:
        """Distances have their own scale, at the right."""
        item, box = self._plot.getPlotItem(), pyqtgraph.ViewBox(enableMenu=False, enableMouse=False)
        item.showAxis("right")
        item.scene().addItem(box)
        item.getAxis("right").linkToView(box)
        box.setXLink(item)
        box.setYRange(0.0, HIGHEST_MARGIN_MM, padding=0.02)
        self._parts["box"] = box
        for name in ("canal", "bone_left"):
            self._parts[name] = pyqtgraph.PlotDataItem(connect="finite")
            box.addItem(self._parts[name])
        item.vb.sigResized.connect(lambda *_: box.setGeometry(item.vb.sceneBoundingRect()))

    def _show_margins(self, needle: Needle | None) -> None:
        safety = self._bridge.safety
        profile = self.profile
        along = safety.along(needle, profile.depth_mm) if needle is not None and profile is not None else None
        for name, values in (("canal", "to_canal_mm"), ("bone_left", "in_bone_mm")):
            part = self._parts[name]
            if along is None:
                part.setData([], [])
            else:
                part.setData(along.depth_mm, np.clip(getattr(along, values), 0.0, HIGHEST_MARGIN_MM))
        self._plot.getPlotItem().getAxis("right").setVisible(along is not None)
        self._parts["box"].setGeometry(self._plot.getPlotItem().vb.sceneBoundingRect())

    def _restyle(self, *_: object) -> None:
        if self._plot is None:
            return
        muted = hex_colour("muted")
        self._plot.setBackground(colour("panel"))
        for name in ("left", "bottom", "right"):
            axis = self._plot.getAxis(name)
            axis.setPen(hex_colour("line"))
            axis.setTextPen(muted)
            axis.setTickFont(font(tokens().small_font_px))
            axis.label.setFont(font(tokens().small_font_px))
        self._plot.setLabel("left", "HU", color=muted)
        self._plot.setLabel("bottom", self.tr("mm from the entry"), color=muted)
        self._plot.setLabel("right", self.tr("mm to canal, in bone"), color=muted)
        inks = {
            "canal": "canal",
            "bone_left": "needle_safe",
            "bone": "line",
            "curve": "accent",
            "entry": "muted",
            "target": "muted",
            "cursor": "plane_bulls_eye",
        }
        for name, token in inks.items():
            pen = QPen(colour(token), 1.5 if name in ("curve", "cursor") else 1.0)
            pen.setCosmetic(True)
            if name in ("bone", "entry", "target"):
                pen.setStyle(Qt.PenStyle.DashLine)
            self._parts[name].setPen(pen)

    def _show(self, profile: Profile, depth_mm: float) -> None:
        parts = self._parts
        parts["curve"].setData(profile.depth_mm, np.clip(profile.values, LOWEST_HU, HIGHEST_HU))
        parts["target"].setValue(profile.target_mm)
        parts["cursor"].setValue(depth_mm)
        self._plot.setXRange(float(profile.depth_mm[0]), float(profile.depth_mm[-1]), padding=0)
        self._plot.setYRange(LOWEST_HU, HIGHEST_HU, padding=0.02)
        self._plot.setLabel("left", profile.unit or self.tr("value"), color=hex_colour("muted"))
        self._plot.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press anywhere in the plot brings the bull's-eye to that depth, and a drag takes it along."""
        if isinstance(event, QMouseEvent) and self.profile is not None:
            pressed = event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton
            dragged = event.type() == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton
            if pressed or dragged:
                depth = self._plot.getViewBox().mapSceneToView(event.position()).x()
                low, high = float(self.profile.depth_mm[0]), float(self.profile.depth_mm[-1])
                self._bridge.look(self, needle_depth_mm=min(max(depth, low), high))
                return True
        return super().eventFilter(watched, event)
