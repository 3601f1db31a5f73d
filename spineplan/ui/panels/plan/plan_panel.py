"""Planning needles: choose level, approach and needle, click target then entry, read the numbers; then cement."""

from dataclasses import replace as with_fields

from msgspec.structs import replace
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from spineplan.clinical.approaches import approach, approaches_for
from spineplan.clinical.needles import default_needle, needle_model, needle_models
from spineplan.errors import EditRefused
from spineplan.plan.edits import PutGuidanceError, PutNeedle, RemoveGuidanceError, RemoveNeedle, SetGuidance
from spineplan.plan.model import Needle, Plan, Side
from spineplan.session.needle_placing import DEFAULT_APPROACH, change_model, change_side
from spineplan.session.proposing import Wish
from spineplan.session.safety import guidance_of, offered_guidances
from spineplan.session.session import Session
from spineplan.session.view_state import NeedleDraft
from spineplan.ui.go_there import close_up, go_to, go_to_planned, level_at
from spineplan.ui.measured import Measured
from spineplan.ui.panels.pieces import Prompt, button, combo, fill, flowing, section, show_rows, side_by_side
from spineplan.ui.panels.plan.approach_words import ApproachWords, ordered_ways
from spineplan.ui.panels.plan.cement_section import CementSection
from spineplan.ui.panels.plan.margins_section import MarginsSection
from spineplan.ui.panels.plan.needle_moves_section import NeedleMovesSection
from spineplan.ui.panels.plan.needle_numbers_section import NeedleNumbersSection
from spineplan.ui.panels.plan.proposals_section import ProposalsSection
from spineplan.ui.panels.plan.treatment_sections import TreatmentSections
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge

_MOST_ROWS = 4


class PlanPanel(StagePanel):
    """Without a selected needle the choices are for the next one; with one they are about it."""

    stage = "plan"

    def __init__(self, bridge: SessionBridge, measured: Measured, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._measured = measured
        measured.changed.connect(self.mark_stale)
        bridge.safety_changed.connect(self.mark_stale)
        self.prompt = Prompt()
        self.add(self.prompt)
        self._add_choices()
        self.place_button = button(self.tr("Place a needle"), self._begin, "syringe", "primary", self.tr("Key N"))
        self.along_button = button(self.tr("Look along it"), self._look_along, "eye")
        self.along_button.setToolTip(self.tr("Two planes that hold the needle, and the bull's-eye"))
        self.add(flowing(self.place_button, self.along_button))
        self.needles = QListWidget()
        self.needles.setAccessibleName(self.tr("Needles"))
        self.needles.itemClicked.connect(self._choose)
        self.needles.itemActivated.connect(self._choose)
        self.remove_button = button(self.tr("Remove"), self._remove, "trash-2")
        self._needles_title = section(self.tr("NEEDLES"))
        self.add(self._needles_title)
        self.add(self.needles)
        self.proposals = ProposalsSection(bridge, self)
        self.add(self.proposals)
        self.margins = MarginsSection(self)
        self.margins.choice.chosen.connect(self._guide)
        self.margins.choice.entered.connect(lambda error: self.bridge.apply(PutGuidanceError(error), self))
        self.margins.choice.restored.connect(lambda name: self.bridge.apply(RemoveGuidanceError(name), self))
        self.margins.retry_wanted.connect(self._measure_again)
        self.add(self.margins)
        self.numbers = NeedleNumbersSection(self)
        self.add(self.numbers)
        self.moves = NeedleMovesSection(bridge, self.needle, self)
        self.add(self.moves)
        self.add(flowing(self.remove_button))
        self.cement = CementSection(bridge)
        self.add(self.cement)
        self.treatment = TreatmentSections(bridge)
        bridge.cement_changed.connect(self.mark_stale)
        self.add(self.treatment)
        self.column.addStretch(1)
        self._listed: tuple[Needle, ...] = ()

    def _add_choices(self) -> None:
        self.level = combo([], self.tr("Level"))
        self.approach = combo([], self.tr("Approach"))
        self.model = combo([(m.id, m.name) for m in needle_models()], self.tr("Needle"))
        self.model.setCurrentIndex(self.model.findData(default_needle().id))
        self.side = combo([], self.tr("Side"))
        self.level.activated.connect(self._visit)
        for box in (self.approach, self.model, self.side):
            box.activated.connect(self._chosen)
        self.words = ApproachWords(self)
        first = side_by_side(self.level, self.approach)
        first.setStretch(1, 1)
        second = side_by_side(self.model, self.side)
        second.setStretch(0, 1)
        second.setStretch(1, 1)
        self.add(first)
        self.add(second)
        self.add(self.words)

    def entered(self) -> None:
        """The needle worked on last stays selected; otherwise the first one of the level looked at is."""
        if self.session is None or self.needle() is not None or not self.session.plan.needles:
            return
        needles = self.session.plan.needles
        here = level_at(self.bridge)
        treated = self.session.plan.level(here)
        chosen = next((needle for needle in needles if needle.level == here), None)
        if chosen is None and treated is not None and treated.treat:
            self.bridge.look(self, selected=("level", here))
        else:
            self.bridge.look(self, selected=("needle", (chosen or needles[0]).id))

    def left(self) -> None:
        """Give the mouse back, and a proposal that was only looked at."""
        self.proposals.give_up()
        self.treatment.leave()
        if self.session is not None and self.session.view.tool == "needle":
            self.bridge.look(self, tool="window", needle_draft=None)

    def needle(self) -> Needle | None:
        """The selected needle."""
        if self.session is None:
            return None
        chosen = self.session.view.selected
        return self.session.plan.needle(chosen[1]) if chosen is not None and chosen[0] == "needle" else None

    def refresh(self) -> None:
        """Prompt, choices, list, numbers, cement."""
        session = self.session
        self.set_usable(session is not None and bool(session.plan.levels))
        if session is None or not session.plan.levels:
            self.prompt.say(self.tr("Name levels first"), self.tr("A needle belongs to a level."))
            return
        needle, draft = self.needle(), session.view.needle_draft
        placing = session.view.tool == "needle"
        self._offer(session.plan, draft, needle)
        self._ask(session, placing, draft, needle)
        if placing and draft is None:
            self.bridge.look(self, needle_draft=self._draft())
        self._list(session.plan, needle)
        self.numbers.show_needle(needle, self._measured.numbers(needle) if needle is not None else None)
        self._show_margins(session, needle)
        self.moves.show_needle(session.plan, needle)
        for widget in (self.numbers, self.margins, self.moves, self.remove_button):
            widget.setVisible(needle is not None)
        self.along_button.setEnabled(needle is not None)
        self.cement.show_level(session.plan, self.level.currentData() or "")
        self.treatment.show_level(session.plan, self.level.currentData() or "")

    def _show_margins(self, session: Session, needle: Needle | None) -> None:
        level = self.level.currentData() or ""
        sides: tuple[Side, ...] = (needle.side,) if needle is not None else ()
        gauge = needle_model(self.model.currentData()).gauge if _known(self.model.currentData()) else ""
        wish = Wish(level, self.approach.currentData() or "", sides, gauge) if level else None
        kept = self.proposals.previewed is not None
        self.proposals.show_wish(self.proposals.wish if kept else wish, None if kept else needle)
        if needle is None:
            return
        counts = guidance_of(session.plan, needle)
        own = next((one for one in session.plan.guidance_errors if one.guidance == counts.id), None)
        self.margins.choice.offer(offered_guidances(session.plan), counts, own)
        safety = self.bridge.safety
        margins = safety.margins(needle)
        self.margins.show_margins(margins, safety.missing(needle.level))
        self.numbers.show_reach(margins.c_arm.reason if margins is not None else "")

    def _guide(self, guidance: str) -> None:
        """Another error envelope: of the whole plan, as an operator has one way of guiding."""
        self.bridge.apply(SetGuidance(guidance), self)

    def _measure_again(self) -> None:
        needle = self.needle()
        if needle is not None:
            self.bridge.safety.retry(needle.level)

    def _ask(self, session: Session, placing: bool, draft: NeedleDraft | None, needle: Needle | None) -> None:
        if placing and (draft is None or draft.target_mm is None):
            self.prompt.say(
                self.tr("Click the target in {level}").format(level=self.level.currentData() or ""),
                self.tr("Where the tip shall end, in any view. Esc gives up."),
            )
        elif placing:
            self.prompt.say(self.tr("Click the entry"), self.tr("Where it meets the bone or the skin. Esc gives up."))
        elif self.proposals.previewed is not None:
            self.prompt.say(self.tr("A proposal"), self.tr("Not in the plan yet: take it, or look at another."))
        elif needle is not None:
            name = needle_model(needle.model).name if _known(needle.model) else needle.model
            title = self.tr("{level} {side}, {needle}")
            self.prompt.say(
                title.format(level=needle.level, side=self._side_name(needle.side), needle=name),
                self.tr("Drag its ends or its shaft in any view; every number follows."),
            )
        elif session.plan.needles:
            self.prompt.say(self.tr("Choose a needle"), self.tr("Or place another one."))
        else:
            self.prompt.say(self.tr("Choose level and approach"), self.tr("Then place the needle: target, then entry."))

    def _offer(self, plan: Plan, draft: NeedleDraft | None, needle: Needle | None) -> None:
        treated = [level.name for level in plan.levels if level.treat]
        others = [level.name for level in plan.levels if not level.treat]
        entries = [(name, self.tr("{level}, to treat").format(level=name)) for name in treated]
        wanted = needle.level if needle is not None else draft.level if draft is not None else self._pointed_at(plan)
        first = self.level.currentData() or level_at(self.bridge) or (treated or others)[0]
        fill(self.level, [*entries, *((name, name) for name in others)], wanted or first)
        level = self.level.currentData()
        not_offered = self.tr("{way} (not offered here)")
        ways = ordered_ways(
            level,
            self.bridge.safety.patient_facts(level, None),
            approaches_for(level),
            lambda name: not_offered.format(way=name),
        )
        way = needle.approach if needle is not None else draft.approach if draft is not None else None
        if way is not None and way not in dict(ways):
            known = approach(way)
            ways.append((way, self.tr("{way} (unusual here)").format(way=known.name if known is not None else way)))
        fill(self.approach, ways, way or self.approach.currentData() or DEFAULT_APPROACH)
        model = needle.model if needle is not None else draft.model if draft is not None else self.model.currentData()
        self.model.setCurrentIndex(max(self.model.findData(model), 0))
        sides = [("left", self.tr("Left")), ("right", self.tr("Right")), ("midline", self.tr("Midline"))]
        fill(
            self.side,
            sides if needle is not None else [("", self.tr("Side: by the entry"))],
            needle.side if needle is not None else "",
        )
        self.side.setEnabled(needle is not None)
        self._describe(needle)

    def _pointed_at(self, plan: Plan) -> str | None:
        """The level chosen on the board."""
        kind, name = (self.session.view.selected if self.session is not None else None) or ("", "")
        return name if kind == "level" and plan.level(name) is not None else None

    def _describe(self, needle: Needle | None) -> None:
        model = self.model.currentData()
        diameter = needle_model(model).outer_diameter_mm if _known(model) else None
        side = needle.side if needle is not None else None
        level = self.level.currentData() or ""
        facts = self.bridge.safety.patient_facts(level, side, diameter)
        self.words.show_approach(level, self.approach.currentData() or "", facts)

    def _list(self, plan: Plan, needle: Needle | None) -> None:
        if plan.needles != self._listed:
            self._listed = plan.needles
            self.needles.clear()
            for one in plan.needles:
                self.needles.addItem(f"{one.level}   {self._side_name(one.side)}   {one.gauge} × {one.length_mm:g} mm")
        show_rows(self.needles, _MOST_ROWS)
        row = next((n for n, one in enumerate(plan.needles) if needle is not None and one.id == needle.id), -1)
        self.needles.setCurrentRow(row)
        for widget in (self.needles, self._needles_title):
            widget.setVisible(bool(plan.needles))

    def _side_name(self, side: str) -> str:
        return {"left": self.tr("left"), "right": self.tr("right"), "midline": self.tr("midline")}[side]

    def _visit(self) -> None:
        """Another level: its own needle is shown; the needle shown before stays where it was planned."""
        if self.session is not None and self.session.view.needle_draft is not None:
            self._chosen()
        else:
            self.proposals.give_up()
            go_to_planned(self.bridge, self.level.currentData(), self)

    def _chosen(self) -> None:
        """A choice was made: about the selected needle, else about the draft."""
        session, needle = self.session, self.needle()
        if session is None:
            return
        if needle is None:
            draft = session.view.needle_draft
            if draft is not None:
                new = self._draft()
                self.bridge.look(self, needle_draft=with_fields(new, target_mm=draft.target_mm))
            else:
                self.refresh()
            return
        try:
            edit = self._change(session.plan, needle)
        except EditRefused as error:
            self.bridge.message.emit(error.for_the_user)
            return
        if edit is not None:
            self.bridge.apply(edit, self)

    def _change(self, plan: Plan, needle: Needle) -> PutNeedle | None:
        if self.model.currentData() != needle.model:
            return change_model(plan, needle.id, self.model.currentData())
        if self.side.currentData() != needle.side:
            return change_side(plan, needle.id, self.side.currentData())
        if self.approach.currentData() != needle.approach:
            return PutNeedle(replace(needle, approach=self.approach.currentData()), self.tr("Change approach"))
        return None

    def _draft(self) -> NeedleDraft:
        return NeedleDraft(self.level.currentData(), self.approach.currentData(), self.model.currentData())

    def _begin(self) -> None:
        session = self.session
        if session is None:
            return
        level = session.plan.level(self.level.currentData())
        self.bridge.look(self, tool="needle", selected=None, needle_draft=self._draft())
        if level is not None and level_at(self.bridge) != level.name:
            close_up(self.bridge, level.centre_mm, None, self)

    def _look_along(self) -> None:
        needle = self.needle()
        if needle is not None:
            self.bridge.look(self, layout="trajectory", maximised=None, needle_depth_mm=0.0)

    def _choose(self, item: QListWidgetItem) -> None:
        row = self.needles.row(item)
        if 0 <= row < len(self._listed):
            chosen = self._listed[row]
            go_to(self.bridge, chosen.target_mm, ("needle", chosen.id), self)

    def _remove(self) -> None:
        needle = self.needle()
        if needle is not None and self.bridge.apply(RemoveNeedle(needle.id), self) is not None:
            self.bridge.look(self, selected=None, layout="four_up")


def _known(model: str) -> bool:
    return any(known.id == model for known in needle_models())
