"""Marking lesions on each level: brush, eraser, sphere, ellipsoid; kind; the numbers of what is marked."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDoubleSpinBox, QHBoxLayout, QSpinBox, QWidget

from spineplan.errors import SpineplanError
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.lesion import LesionNumbers, lesion_numbers
from spineplan.plan.edits import PutLesion, RemoveLesion
from spineplan.plan.model import Ellipsoid, Lesion, LesionKind
from spineplan.session.lesion_marking import ellipsoid_mask, joined, new_lesion, put_mask, sphere_mask
from spineplan.session.session import Session
from spineplan.session.view_state import Brush, Tool, ViewState
from spineplan.ui.level_facts import kind_name
from spineplan.ui.panels.lesion_list import LesionList
from spineplan.ui.panels.pieces import BigNumber, Prompt, button, flowing, hint, number_grid, section
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge

KINDS: tuple[LesionKind, ...] = ("lytic", "blastic", "mixed")


class LesionsPanel(StagePanel):
    """Works on the selected lesion; without one, painting begins a new one."""

    stage = "lesions"

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.prompt = Prompt()
        self.add(self.prompt)
        self._add_tools()
        self._add_brush()
        self.add(section(self.tr("LESIONS")))
        self.list = LesionList(bridge)
        self.add(self.list)
        self.new_button = button(self.tr("New lesion"), self._new, "plus", tip=self.tr("The next stroke begins it"))
        self.remove_button = button(self.tr("Remove"), self._remove, "trash-2")
        self.add(flowing(self.new_button, self.remove_button))
        self._add_selected()
        self.column.addStretch(1)

    def _add_tools(self) -> None:
        self.tools = QButtonGroup(self)
        row = flowing()
        made_of: tuple[tuple[Tool, str, str], ...] = (
            ("brush", "brush", self.tr("Brush")),
            ("erase", "eraser", self.tr("Eraser")),
        )
        for tool, icon, text in made_of:
            made = button(text, self._taker(tool), icon)
            made.setCheckable(True)
            made.setProperty("tool", tool)
            self.tools.addButton(made)
            row.addWidget(made)
        self.sphere_button = button(
            self.tr("Sphere"), self._sphere, "circle", tip=self.tr("Add a sphere of the brush's size at the crosshair")
        )
        row.addWidget(self.sphere_button)
        self.add(row)

    def _add_brush(self) -> None:
        self.radius = QDoubleSpinBox()
        self.radius.setRange(0.5, 40.0)
        self.radius.setDecimals(1)
        self.radius.setSingleStep(0.5)
        self.radius.setSuffix(" mm")
        self.radius.setAccessibleName(self.tr("Brush radius"))
        self.radius.valueChanged.connect(self._put_brush)
        self.three_d = QCheckBox(self.tr("3D (a ball)"))
        self.three_d.setToolTip(self.tr("Off: only the slice you see"))
        self.three_d.toggled.connect(self._put_brush)
        self.add(flowing(hint(self.tr("Radius")), self.radius, self.three_d))
        self.limited = QCheckBox(self.tr("Only"))
        self.limited.setToolTip(self.tr("Paint only voxels whose value lies within these limits"))
        self.limited.toggled.connect(self._put_brush)
        self.low, self.high = self._limit(-100), self._limit(150)
        self.low.setAccessibleName(self.tr("Lowest value painted"))
        self.high.setAccessibleName(self.tr("Highest value painted"))
        self.add(flowing(self.limited, self.low, hint(self.tr("to")), self.high, hint("HU")))
        self._add_ellipsoid()

    def _add_ellipsoid(self) -> None:
        self.ellipsoid_button = button(
            self.tr("Ellipsoid"), self._ellipsoid, "circle",
            tip=self.tr("Add an ellipsoid at the crosshair, along its lines: left-right, front-back, up-down"),
        )  # fmt: skip
        names = (self.tr("Half-axis left-right"), self.tr("Half-axis front-back"), self.tr("Half-axis up-down"))
        self.half_axes = tuple(self._half_axis(name) for name in names)
        self.add(flowing(*self.half_axes))
        self.add(flowing(self.ellipsoid_button, hint(self.tr("half-axes in mm"))))

    def _half_axis(self, name: str) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setRange(1.0, 40.0)
        made.setDecimals(1)
        made.setSingleStep(0.5)
        made.setValue(8.0)
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def _limit(self, value: int) -> QSpinBox:
        made = QSpinBox()
        made.setRange(-2000, 4000)
        made.setSingleStep(10)
        made.setValue(value)
        made.valueChanged.connect(self._put_brush)
        return made

    def _add_selected(self) -> None:
        self._title = section("")
        self.add(self._title)
        self.kinds = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(6)
        for kind in KINDS:
            made = button(kind_name(kind).capitalize(), self._kind_setter(kind))
            made.setCheckable(True)
            made.setProperty("kind", kind)
            self.kinds.addButton(made)
            row.addWidget(made)
        self.add(row)
        self.volume = BigNumber(self.tr("Volume"), "mL", self.tr("Of the painted voxels."))
        self.diameter = BigNumber(self.tr("Longest diameter"), "mm", self.tr("Between the farthest voxel centres, 3D."))
        self.mean = BigNumber(self.tr("Mean"), "HU", self.tr("Of the painted voxels."))
        self.span = BigNumber(self.tr("Lowest to highest"), "HU")
        self.add(number_grid([self.volume, self.diameter, self.mean, self.span]))

    def entered(self) -> None:
        """Paint at once."""
        if self.session is not None and self.plan is not None and self.plan.levels:
            self.bridge.look(self, tool="brush")

    def left(self) -> None:
        """Give the mouse back."""
        if self.session is not None and self.session.view.tool in ("brush", "erase"):
            self.bridge.look(self, tool="window")

    def selected(self) -> Lesion | None:
        """The lesion that is worked on."""
        if self.session is None:
            return None
        chosen = self.session.view.selected
        return self.session.plan.lesion(chosen[1]) if chosen is not None and chosen[0] == "lesion" else None

    def refresh(self) -> None:
        """Prompt, tools, list and numbers."""
        session = self.session
        self.set_usable(session is not None and bool(session.plan.levels))
        if session is None or not session.plan.levels:
            self.prompt.say(self.tr("Name levels first"), self.tr("A lesion belongs to a level."))
            return
        lesion = self.selected()
        self._ask(session, lesion)
        self._mirror(session)
        self.list.show_lesions(session.plan.lesions, lesion)
        self.remove_button.setEnabled(lesion is not None)
        for made in self.kinds.buttons():
            made.setEnabled(lesion is not None)
        _check(self.kinds, "kind", lesion.kind if lesion is not None else "")
        name = self.tr("{level}: WHAT IS IT?").format(level=lesion.level) if lesion is not None else ""
        self._title.setText(name)
        self._write(self._numbers(session, lesion))

    def _ask(self, session: Session, lesion: Lesion | None) -> None:
        painting = session.view.tool in ("brush", "erase")
        if not painting:
            self.prompt.say(self.tr("Take the brush"), self.tr("Key B, or the button below."))
        elif lesion is None:
            self.prompt.say(self.tr("Paint the lesion"), self.tr("In any view; it belongs to the level you paint on."))
        else:
            self.prompt.say(
                self.tr("Painting the lesion of {level}").format(level=lesion.level),
                self.tr("One stroke is one undo step. New lesion begins another."),
            )

    def _mirror(self, session: Session) -> None:
        brush = session.view.brush
        widgets = (self.radius, self.three_d, self.limited, self.low, self.high)
        blocked = [widget.blockSignals(True) for widget in widgets]
        self.radius.setValue(brush.radius_mm)
        self.three_d.setChecked(brush.three_d)
        self.limited.setChecked(brush.limits is not None)
        if brush.limits is not None:
            self.low.setValue(round(brush.limits[0]))
            self.high.setValue(round(brush.limits[1]))
        for widget, was in zip(widgets, blocked, strict=True):
            widget.blockSignals(was)
        _check(self.tools, "tool", session.view.tool)

    def _numbers(self, session: Session, lesion: Lesion | None) -> LesionNumbers | None:
        if lesion is None or lesion.mask is None:
            return None
        try:
            return lesion_numbers(session.masks.get(lesion.mask), session.volumes.get(lesion.mask.series_uid))
        except (SpineplanError, ValueError):
            return None

    def _write(self, numbers: LesionNumbers | None) -> None:
        self.volume.show_value(f"{numbers.volume_ml:.1f}" if numbers is not None else None)
        self.diameter.show_value(f"{numbers.longest_mm:.1f}" if numbers is not None else None)
        known = numbers is not None and numbers.mean is not None
        self.mean.show_value(f"{numbers.mean:.0f}" if numbers is not None and numbers.mean is not None else None)
        self.span.show_value(
            f"{numbers.minimum:.0f} … {numbers.maximum:.0f}" if numbers is not None and known else None
        )

    def _taker(self, tool: Tool) -> Callable[[], None]:
        return lambda: self.bridge.look(self, tool=tool)

    def _put_brush(self, *_what: object) -> None:
        if self.session is None:
            return
        low, high = sorted((self.low.value(), self.high.value()))
        limits = (float(low), float(high)) if self.limited.isChecked() else None
        self.bridge.look(self, brush=Brush(float(self.radius.value()), self.three_d.isChecked(), limits))

    def _kind_setter(self, kind: LesionKind) -> Callable[[], None]:
        def put() -> None:
            lesion = self.selected()
            if lesion is not None:
                self.bridge.apply(PutLesion(replace(lesion, kind=kind), verb=self.tr("Kind of lesion")), self)

        return put

    def _new(self) -> None:
        self.bridge.look(self, selected=None, tool="brush")

    def _remove(self) -> None:
        lesion = self.selected()
        if lesion is not None and self.bridge.apply(RemoveLesion(lesion.id), self) is not None:
            self.bridge.look(self, selected=None)

    def _sphere(self) -> None:
        """A sphere of the brush's size."""
        self._insert(
            lambda volume, view: sphere_mask(volume, view.crosshair_mm, view.brush.radius_mm, view.brush.limits)
        )

    def _ellipsoid(self) -> None:
        """An ellipsoid whose half-axes lie along the crosshair's lines."""
        left_right, front_back, up_down = (spin.value() for spin in self.half_axes)

        def inside(volume: Volume, view: ViewState) -> Mask:
            half_axes_mm = (left_right, front_back, up_down)
            shape = Ellipsoid(centre_mm=view.crosshair_mm, semi_axes_mm=half_axes_mm, axes_lps=view.frame)
            return ellipsoid_mask(volume, shape, view.brush.limits)

        self._insert(inside)

    def _insert(self, shape: Callable[[Volume, ViewState], Mask]) -> None:
        """A shape at the crosshair, joined to the selected lesion or the start of a new one."""
        session = self.session
        if session is None or session.volume is None:
            return
        try:
            lesion = self.selected() or new_lesion(session.plan, session.view.crosshair_mm)
            before = session.masks.get(lesion.mask) if lesion.mask is not None else None
            inside = shape(session.volume, session.view)
            edit = put_mask(lesion, joined(before, inside), session.masks, session.volume.series_uid)
        except SpineplanError as error:
            self.bridge.message.emit(error.for_the_user)
            return
        if self.bridge.apply(edit, self) is not None:
            self.bridge.look(self, selected=("lesion", lesion.id))


def _check(group: QButtonGroup, name: str, value: str) -> None:
    group.setExclusive(False)
    for made in group.buttons():
        made.setChecked(made.property(name) == value)
    group.setExclusive(True)
