"""The tools that edit outlines: brush, eraser, give, cut, smooth, fill; what is seen of the outlines."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDoubleSpinBox,
    QMenu,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from spineplan.errors import SpineplanError
from spineplan.session.jobs import Progress
from spineplan.session.levels.label_painting import ShapeVerb, Shaping, remove_label
from spineplan.session.session import Session
from spineplan.session.view_state import Brush, Tool
from spineplan.ui.icons import put_icon
from spineplan.ui.panels.levels.label_list import LabelList, paintable, setter
from spineplan.ui.panels.pieces import button, flowing, hint, section
from spineplan.viewer.bridge import SessionBridge

LABEL_TOOLS: tuple[Tool, ...] = ("label_brush", "label_erase", "label_assign", "label_cut")


class LabelTools(QWidget):
    """Works on the row chosen in the list. Shown once there is a level to outline."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(section(self.tr("OUTLINES")))
        self._add_looks()
        self.list = LabelList(bridge)
        self._column.addWidget(self.list)
        self._add_structure_buttons()
        self._add_tools()
        self._add_brush()
        self._hint = hint()
        self._column.addWidget(self._hint)

    def refresh(self, hidden: bool = False) -> None:
        """Everything from the session."""
        session = self._bridge.session
        some = session is not None and bool(session.plan.levels or session.plan.structures)
        self.setVisible(some and not hidden)
        if session is None:
            return
        look, plan = session.view.labels, session.plan
        self.list.show_plan(plan, look)
        self._mirror(session)
        target = look.target
        level = plan.level(target)
        known = level is not None or any(one.id == target for one in plan.structures)
        outlined = known and (level is None or level.mask is not None)
        for made in (self.smooth_button, self.fill_button, self.remove_button):
            made.setEnabled(outlined)
        self._hint.setText(self._words(session.view.tool))
        self._hint.setVisible(bool(self._hint.text()))

    def give_back(self) -> None:
        """The user goes elsewhere: another stage has its own tools."""
        session = self._bridge.session
        if session is not None and session.view.tool in LABEL_TOOLS:
            self._bridge.look(self, tool="window")

    def _add_looks(self) -> None:
        self.looks: dict[str, QCheckBox] = {}
        texts = {
            "vertebrae": self.tr("Vertebrae"),
            "structures": self.tr("Structures"),
            "fill": self.tr("Tint"),
        }
        for field, text in texts.items():
            made = QCheckBox(text)
            made.clicked.connect(setter(self._bridge, field))
            self.looks[field] = made
        self._column.addLayout(flowing(*self.looks.values()))

    def _add_structure_buttons(self) -> None:
        self.add_button = QPushButton(self.tr("Add structure"))
        put_icon(self.add_button, "plus")
        menu = QMenu(self.add_button)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        self.add_button.setMenu(menu)
        self.remove_button = button(
            self.tr("Remove"), self._remove, "trash-2",
            tip=self.tr("Take the outline or the structure away; an outline between two known discs is made anew"),
        )  # fmt: skip
        self._column.addLayout(flowing(self.add_button, self.remove_button))

    def _add_tools(self) -> None:
        self.tools = QButtonGroup(self)
        made_of: tuple[tuple[Tool, str, str, str], ...] = (
            ("label_brush", "brush", self.tr("Brush"), self.tr("Paint what is chosen; Ctrl and a click choose")),
            ("label_erase", "eraser", self.tr("Eraser"), self.tr("Take voxels away from what is chosen")),
            ("label_assign", "move", self.tr("Give"), self.tr("Drag over a neighbour to take its voxels")),
            ("label_cut", "minus", self.tr("Cut"), self.tr("Draw a line between the chosen level and its neighbour")),
        )  # fmt: skip
        row = []
        for tool, icon, text, tip in made_of:
            made = button(text, self._taker(tool), icon, tip=tip)
            made.setCheckable(True)
            made.setProperty("tool", tool)
            self.tools.addButton(made)
            row.append(made)
        self.smooth_button = button(
            self.tr("Smooth"),
            lambda: self._shape("Smooth"),
            "spline",
            tip=self.tr("Round its surface off by a millimetre"),
        )
        self.fill_button = button(
            self.tr("Fill"), lambda: self._shape("Fill"), "droplets",
            tip=self.tr("Close holes and narrow gaps; of a structure also the slices between painted ones"),
        )  # fmt: skip
        self._column.addLayout(flowing(*row, self.smooth_button, self.fill_button))

    def _add_brush(self) -> None:
        self.radius = QDoubleSpinBox()
        self.radius.setRange(0.5, 40.0)
        self.radius.setDecimals(1)
        self.radius.setSingleStep(0.5)
        self.radius.setSuffix(" mm")
        self.radius.setAccessibleName(self.tr("Brush radius"))
        self.radius.valueChanged.connect(self._put_brush)
        self.three_d = QCheckBox(self.tr("3D (a ball)"))
        self.three_d.clicked.connect(self._put_brush)
        self.over = QCheckBox(self.tr("Over other levels"))
        self.over.setToolTip(self.tr("Off: the brush leaves what belongs to another level"))
        self.over.clicked.connect(setter(self._bridge, "over"))
        self.limited = QCheckBox(self.tr("Only from"))
        self.limited.setToolTip(self.tr("Paint only voxels of at least this value"))
        self.limited.clicked.connect(self._put_brush)
        self.low = QSpinBox()
        self.low.setRange(-1000, 3000)
        self.low.setSingleStep(10)
        self.low.setValue(150)
        self.low.setSuffix(" HU")
        self.low.setAccessibleName(self.tr("Lowest value painted"))
        self.low.valueChanged.connect(self._put_brush)
        self._column.addLayout(flowing(hint(self.tr("Radius")), self.radius, self.three_d))
        self._column.addLayout(flowing(self.over, self.limited, self.low))

    def _mirror(self, session: Session) -> None:
        look, brush = session.view.labels, session.view.brush
        for spin in (self.radius, self.low):
            spin.blockSignals(True)
        self.radius.setValue(brush.radius_mm)
        if brush.limits is not None:
            self.low.setValue(round(brush.limits[0]))
        for spin in (self.radius, self.low):
            spin.blockSignals(False)
        self.three_d.setChecked(brush.three_d)
        self.limited.setChecked(brush.limits is not None)
        self.over.setChecked(look.over)
        for field, made in self.looks.items():
            made.setChecked(bool(getattr(look, field)))
        self.tools.setExclusive(False)
        for tool in self.tools.buttons():
            tool.setChecked(tool.property("tool") == session.view.tool)
        self.tools.setExclusive(True)

    def _words(self, tool: Tool) -> str:
        words = {
            "label_brush": self.tr("One stroke is one undo step. Ctrl and a click choose what is under the pointer."),
            "label_erase": self.tr("One stroke is one undo step."),
            "label_assign": self.tr("Drag over the neighbour's voxels that belong to the chosen level."),
            "label_cut": self.tr("Draw a line along the disc; beyond its ends nothing changes."),
        }
        return words.get(tool, "")

    def _taker(self, tool: Tool) -> Callable[[], None]:
        def take() -> None:
            session = self._bridge.session
            if session is not None:
                # The straightened spine is no place to paint in.
                layout = "sagittal_first" if session.view.layout == "spine" else session.view.layout
                self._bridge.look(self, tool="window" if session.view.tool == tool else tool, layout=layout)

        return take

    def _put_brush(self, *_what: object) -> None:
        limits = (float(self.low.value()), 10_000.0) if self.limited.isChecked() else None
        self._bridge.look(self, brush=Brush(float(self.radius.value()), self.three_d.isChecked(), limits))

    def _shape(self, verb: ShapeVerb) -> None:
        """In the background: a lung is large."""
        session = self._bridge.session
        if session is None or session.read_only_reason is not None:
            return
        target = session.view.labels.target
        try:
            shaping = Shaping(session, target, verb)
        except SpineplanError as error:
            self._bridge.message.emit(error.for_the_user)
            return

        def work(progress: Progress) -> bool:
            progress.step(None, self.tr("Shaping {name}").format(name=target.replace("_", " ")))
            return shaping.run()

        self._bridge.jobs.start(self.tr("Shaping"), work, lambda changed: self._shaped(shaping, changed))

    def _shaped(self, shaping: Shaping, changed: bool) -> None:
        if not changed:
            self._bridge.message.emit(self.tr("There was nothing to change."))
            return
        try:
            self._bridge.apply(shaping.edit(), self)
        except SpineplanError as error:
            self._bridge.message.emit(error.for_the_user)

    def _remove(self) -> None:
        session = self._bridge.session
        if session is not None:
            self._bridge.apply(remove_label(session.committed, session.view.labels.target), self)

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        session = self._bridge.session
        for kind, words in paintable(session.plan) if session is not None else []:
            menu.addAction(words).triggered.connect(self._beginner(kind))

    def _beginner(self, kind: str) -> Callable[[bool], None]:
        def begin(_on: bool) -> None:
            session = self._bridge.session
            if session is not None:
                labels = replace(session.view.labels, target=kind, structures=True)
                layout = "sagittal_first" if session.view.layout == "spine" else session.view.layout
                self._bridge.look(self, labels=labels, tool="label_brush", layout=layout)

        return begin
