"""Marking lesions on each level, what they are, and what the images say of them."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from spineplan.errors import SpineplanError
from spineplan.measure.lesion import LesionNumbers, lesion_numbers
from spineplan.measure.morphology_answers import Suggestion, border_note, lesion_answers, level_answers
from spineplan.plan.edits import PutLesion, RemoveLesion
from spineplan.plan.model import Lesion, LesionKind
from spineplan.session.session import Session
from spineplan.ui.drawings.lesion_histogram import LesionHistogram
from spineplan.ui.in_words import say
from spineplan.ui.level_facts import kind_name
from spineplan.ui.measured import Measured
from spineplan.ui.panels.folds import Folds
from spineplan.ui.panels.lesions.lesion_list import LesionList
from spineplan.ui.panels.lesions.lesion_marks import LesionMarks
from spineplan.ui.panels.lesions.lesion_toolbox import LESION_TOOLS, LesionToolbox
from spineplan.ui.panels.lesions.morphology_section import LESION_ITEMS, LEVEL_ITEMS, MorphologySection, answers_of
from spineplan.ui.panels.lesions.wbb_section import WbbSection
from spineplan.ui.panels.pieces import BigNumber, Prompt, button, hint, number_grid, section, side_by_side
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge

KINDS: tuple[LesionKind, ...] = ("lytic", "blastic", "mixed")


class LesionsPanel(StagePanel):
    """Works on the selected lesion; without one, marking begins a new one."""

    stage = "lesions"

    def __init__(self, bridge: SessionBridge, measured: Measured, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._measured = measured
        measured.changed.connect(self.mark_stale)
        bridge.morphology_changed.connect(self.mark_stale)
        self.column.setSpacing(6)
        self.prompt = Prompt()
        self.add(self.prompt)
        self._add_tools()
        self._add_list()
        self._add_selected()
        self._add_folds()
        self.column.addStretch(1)

    def _add_tools(self) -> None:
        box = self.toolbox = LesionToolbox(self.bridge)
        self.tools, self.radius, self.three_d, self.limited = box.tools, box.radius, box.three_d, box.limited
        self.low, self.high, self.half_axes = box.low, box.high, box.half_axes
        self.sphere_button, self.ellipsoid_button = box.sphere_button, box.ellipsoid_button
        self.marks = LesionMarks(self.bridge, box, self)
        self.add(box)

    def _add_list(self) -> None:
        self.new_button = button(self.tr("New"), self._new, "plus", "quiet", tip=self.tr("The next stroke begins it"))
        self.remove_button = button(self.tr("Remove"), self._remove, "trash-2", "quiet")
        row = side_by_side(section(self.tr("LESIONS")), self.new_button, self.remove_button)
        row.setStretch(0, 1)
        self.add(row)
        self.list = LesionList(self.bridge)
        self.add(self.list)

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
        self.suggested = hint()
        self.add(self.suggested)
        self.volume = BigNumber(self.tr("Volume"), "mL", self.tr("Of the painted voxels."))
        self.diameter = BigNumber(self.tr("Longest"), "mm", self.tr("Between the farthest voxel centres, 3D."))
        self.mean = BigNumber(self.tr("Mean"), "HU", self.tr("Of the painted voxels."))
        self.span = BigNumber(self.tr("Lowest to highest"), "HU")
        self.add(number_grid([self.volume, self.diameter, self.mean], columns=3))

    def _add_folds(self) -> None:
        self.folds = Folds()
        self.wbb = WbbSection(self.bridge)
        self.lesion_section = MorphologySection(self.bridge, "lesion", LESION_ITEMS)
        self.level_section = MorphologySection(self.bridge, "level", LEVEL_ITEMS)
        self.folds.add("wbb", self.tr("Sectors and layers (WBB)"), self.wbb)
        self.folds.add("lesion", self.tr("Morphology"), self.lesion_section)
        self.folds.add("level", self.tr("Level"), self.level_section)
        self.folds.add("density", self.tr("Density"), self._density())
        self.folds.opened.connect(self._unfolded)
        self.add(self.folds)

    def _density(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.histogram, self.histogram_words = LesionHistogram(), hint()
        for widget in (self.span, self.histogram, self.histogram_words):
            column.addWidget(widget)
        return page

    def _unfolded(self, name: str) -> None:
        """Write it, and bring it into view once it has its size."""
        lesion = self.selected()
        if lesion is not None:
            self.bridge.morphology.again(lesion.level)
        self.refresh()
        self.bring(self.folds.head(name), 260)

    def entered(self) -> None:
        """Paint at once."""
        if self.session is not None and self.plan is not None and self.plan.levels:
            self.bridge.look(self, tool="brush")

    def left(self) -> None:
        """Give the mouse back."""
        if self.session is not None and self.session.view.tool in LESION_TOOLS:
            self.bridge.look(self, tool="window")

    def selected(self) -> Lesion | None:
        """The lesion that is worked on."""
        if self.session is None:
            return None
        chosen = self.session.view.selected
        return self.session.plan.lesion(chosen[1]) if chosen is not None and chosen[0] == "lesion" else None

    def refresh(self) -> None:
        """Prompt, tools, list, numbers and what is measured."""
        session = self.session
        self.set_usable(session is not None and bool(session.plan.levels))
        if session is None or not session.plan.levels:
            self.prompt.say(self.tr("Name levels first"), self.tr("A lesion belongs to a level."))
            return
        lesion = self.selected()
        self._ask(session, lesion)
        self.toolbox.mirror(session)
        self.list.show_lesions(session.plan.lesions, lesion)
        self.remove_button.setEnabled(lesion is not None)
        for made in self.kinds.buttons():
            made.setEnabled(lesion is not None)
        _check(self.kinds, "kind", lesion.kind if lesion is not None else "")
        name = self.tr("{level}: WHAT IS IT?").format(level=lesion.level) if lesion is not None else ""
        self._title.setText(name)
        painted_on = session.volumes.get(lesion.mask.series_uid) if lesion is not None and lesion.mask else None
        for number in (self.mean, self.span):
            number.show_unit(painted_on.unit if painted_on is not None else "")
        self._write(self._numbers(session, lesion))
        self._write_measured(session, lesion)

    def _ask(self, session: Session, lesion: Lesion | None) -> None:
        tool = session.view.tool
        if tool == "grow":
            self.prompt.say(
                self.tr("Press on the lesion"), self.tr("Drag up for more, down for less; let go to keep it.")
            )
        elif tool == "wbb":
            self.prompt.say(self.tr("Click cells on the axial image"), self.tr("Once more takes a cell away."))
        elif tool not in ("brush", "erase"):
            self.prompt.say(self.tr("Take the brush"), self.tr("Key B, or the button below."))
        elif lesion is None:
            self.prompt.say(self.tr("Paint the lesion"), self.tr("In any view; it belongs to the level you paint on."))
        else:
            self.prompt.say(self.tr("Painting the lesion of {level}").format(level=lesion.level))
            self.prompt.setToolTip(self.tr("One stroke is one undo step. New begins another."))

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

    def _write_measured(self, session: Session, lesion: Lesion | None) -> None:
        """What the images say; only the fold that is open is written."""
        morphology = self.bridge.morphology
        found = morphology.of(lesion.level) if lesion is not None and lesion.mask is not None else None
        one = found.lesions.get(lesion.id) if found is not None and lesion is not None else None
        answers: dict[str, Suggestion] = lesion_answers(one) if one is not None else {}
        matrix = answers.get("matrix")
        self.suggested.setText(self._matrix_words(matrix) if matrix is not None else "")
        self.suggested.setVisible(matrix is not None)
        missing = morphology.missing(lesion.level) if lesion is not None else self.tr("Select a lesion.")
        if found is None and not missing and morphology.busy and lesion is not None and lesion.mask is not None:
            missing = self.tr("Measuring…")
        level = lesion.level if lesion is not None else ""
        self.folds.tell("level", level)
        current, case = self.folds.current, self._measured.case()
        if current == "wbb":
            self.wbb.show_lesion(session, lesion)
        elif current == "lesion":
            known = answers_of(case, "lesion", lesion.id if lesion is not None else "")
            if one is not None:
                answers["border"] = Suggestion("", border_note(one))
            self.lesion_section.show_answers(lesion.id if lesion is not None else "", known, answers, missing)
        elif current == "level":
            known = answers_of(case, "level", level)
            self.level_section.show_answers(level, known, level_answers(found) if found is not None else {}, missing)
        elif current == "density":
            self.histogram.show_numbers(one.matrix if one is not None else None)
            self.histogram_words.setText(self._density_words(one.matrix.reference.levels if one and one.matrix else ()))

    def _matrix_words(self, matrix: Suggestion) -> str:
        if not matrix.value:
            return self.tr("No suggestion, like normal bone: {numbers}").format(numbers=say(matrix.note))
        return self.tr("Suggestion: {kind}. {numbers}").format(kind=say(matrix.value), numbers=say(matrix.note))

    def _density_words(self, levels: tuple[str, ...]) -> str:
        if not levels:
            return self.tr("Needs a CT, the lesion, and the outline of another vertebra without lesions.")
        text = self.tr("Blue: the lesion. Grey: normal bone of {levels}. Dashed: below is lytic, above is blastic.")
        return text.format(levels=", ".join(levels))

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


def _check(group: QButtonGroup, name: str, value: str) -> None:
    group.setExclusive(False)
    for made in group.buttons():
        made.setChecked(made.property(name) == value)
    group.setExclusive(True)
