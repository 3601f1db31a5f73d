"""The tools that mark lesions, and what they work with: radius, values, half-axes."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spineplan.session.session import Session
from spineplan.session.view_state import Brush, Tool
from spineplan.ui.icons import put_icon
from spineplan.ui.panels.lesions.lesion_value_fields import LesionValues
from spineplan.ui.panels.pieces import hint
from spineplan.viewer.bridge import SessionBridge

COLUMNS = 4
LESION_TOOLS: tuple[Tool, ...] = ("brush", "erase", "grow", "wbb")


class LesionToolbox(QWidget):
    """Chooses tools and writes the brush; what a button does to a lesion is the panel's."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._buttons())
        column.addLayout(self._radius_row())
        column.addWidget(self._value_fields())
        column.addWidget(self._axes_row())

    def mirror(self, session: Session) -> None:
        """Show the tool, the brush of the view, and values that mean something on the series that is shown."""
        brush, volume = session.view.brush, session.volume
        widgets = (self.radius, self.three_d, self.limited, self.low, self.high)
        blocked = [widget.blockSignals(True) for widget in widgets]
        self.radius.setValue(brush.radius_mm)
        self.three_d.setChecked(brush.three_d)
        self.limited.setChecked(brush.limits is not None)
        self.values.show_series(session, volume)
        for widget, was in zip(widgets, blocked, strict=True):
            widget.blockSignals(was)
        self.tools.setExclusive(False)
        for made in self.tools.buttons():
            made.setChecked(made.property("tool") == session.view.tool)
        self.tools.setExclusive(True)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(1)
        grid.setVerticalSpacing(2)
        self.tools = QButtonGroup(self)
        self.fill_button = self._made("layers", self.tr("Fill"), self.tr("Fill the slices between painted ones"))
        self.threshold_button = self._made(
            "contrast", self.tr("Threshold"), self.tr("All of the vertebra within the values below")
        )
        self.sphere_button = self._made(
            "circle", self.tr("Sphere"), self.tr("A sphere of this radius at the crosshair")
        )
        self.import_button = self._made(
            "folder-open", self.tr("Import"), self.tr("Lesions from a mask: NIfTI, NRRD, DICOM SEG")
        )
        self.shape_button = self._made("circle-dashed", self.tr("Ellipsoid"), self.tr("An ellipsoid at the crosshair"))
        self.shape_button.setCheckable(True)
        made = [
            self._tool("brush", "brush", self.tr("Brush"), self.tr("Paint; one stroke is one undo step  (B)")),
            self._tool("erase", "eraser", self.tr("Eraser"), self.tr("Take painted voxels away")),
            self._tool(
                "grow", "zap", self.tr("Grow"),
                self.tr("Press on the lesion: what is connected and alike. Drag up for more, down for less."),
            ),
            self.fill_button, self.threshold_button, self.sphere_button, self.shape_button, self.import_button,
        ]  # fmt: skip
        for n, one in enumerate(made):
            grid.addWidget(one, n // COLUMNS, n % COLUMNS)
        return grid

    def _made(self, icon: str, text: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setToolTip(tip)
        made.setAccessibleName(text)
        made.setAccessibleDescription(tip)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIconSize(QSize(17, 17))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        put_icon(made, icon, "text")
        return made

    def _tool(self, tool: Tool, icon: str, text: str, tip: str) -> QToolButton:
        made = self._made(icon, text, tip)
        made.setCheckable(True)
        made.setProperty("tool", tool)
        made.clicked.connect(self.taker(tool))
        self.tools.addButton(made)
        return made

    def taker(self, tool: Tool) -> Callable[[], None]:
        """Takes a tool; the same again gives it back."""

        def take() -> None:
            session = self._bridge.session
            again = session is not None and session.view.tool == tool
            self._bridge.look(self, tool="window" if again else tool)

        return take

    def _radius_row(self) -> QHBoxLayout:
        self.radius = QDoubleSpinBox()
        self.radius.setRange(0.5, 40.0)
        self.radius.setDecimals(1)
        self.radius.setSingleStep(0.5)
        self.radius.setSuffix(" mm")
        self.radius.setAccessibleName(self.tr("Brush radius"))
        self.radius.valueChanged.connect(self._put_brush)
        self.three_d = QCheckBox(self.tr("3D"))
        self.three_d.setToolTip(self.tr("On: a ball. Off: only the slice you see"))
        self.three_d.toggled.connect(self._put_brush)
        return _row(hint(self.tr("Radius")), self.radius, self.three_d)

    def _value_fields(self) -> LesionValues:
        self.values = LesionValues()
        self.limited, self.low, self.high = self.values.limited, self.values.low, self.values.high
        self.values.changed.connect(self._put_brush)
        return self.values

    def _axes_row(self) -> QWidget:
        self._axes = QWidget()
        names = (self.tr("Half-axis left-right"), self.tr("Half-axis front-back"), self.tr("Half-axis up-down"))
        self.half_axes = tuple(self._half_axis(name) for name in names)
        self.ellipsoid_button = QToolButton()
        self.ellipsoid_button.setText(self.tr("Add"))
        self.ellipsoid_button.setToolTip(self.tr("Add it along the crosshair's lines: left-right, front-back, up-down"))
        put_icon(self.ellipsoid_button, "plus")
        row = _row(*self.half_axes, self.ellipsoid_button)
        row.setContentsMargins(0, 0, 0, 0)
        for n in range(3):
            row.setStretch(n, 1)
        self._axes.setLayout(row)
        self._axes.hide()
        self.shape_button.toggled.connect(self._axes.setVisible)
        return self._axes

    def _half_axis(self, name: str) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setRange(1.0, 40.0)
        made.setDecimals(1)
        made.setSingleStep(0.5)
        made.setValue(8.0)
        made.setMinimumWidth(48)
        made.setAccessibleName(name)
        made.setToolTip(f"{name}, mm")
        return made

    def _put_brush(self, *_what: object) -> None:
        if self._bridge.session is None:
            return
        brush = Brush(float(self.radius.value()), self.three_d.isChecked(), self.values.limits)
        self._bridge.look(self, brush=brush)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return row
