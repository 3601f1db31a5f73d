"""Which metamer to treat: what is known of the patient and of the level, what the scores say of it, and the user's
own decision. Every level side by side lies below the images."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget

from spineplan.clinical.case import Case
from spineplan.clinical.fact_catalogue import FactItem, Scope, fact_item, fact_items
from spineplan.clinical.metamer_table import Column, MetamerRow
from spineplan.clinical.score_definition import Score, scores
from spineplan.plan.levels import level_rank
from spineplan.ui.decide_desk import DecideDesk
from spineplan.ui.decide_view import decide_view
from spineplan.ui.fold import Fold
from spineplan.ui.go_there import go_to, level_at
from spineplan.ui.measured import Measured
from spineplan.ui.metamer_view import column_name
from spineplan.ui.panels.decide.decision_card import DecisionCard
from spineplan.ui.panels.decide.rule_list import RuleList
from spineplan.ui.panels.decide.score_cards import ScoreList
from spineplan.ui.panels.fact_fields import FactForm
from spineplan.ui.panels.lesions.thresholds import ThresholdForm
from spineplan.ui.panels.pieces import Prompt, hint, rule, section
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.ui.settings import Settings
from spineplan.viewer.bridge import SessionBridge

translate = QCoreApplication.translate

_UNFOLDED = ("pain",)


class DecidePanel(StagePanel):
    """`below`: the table of levels, which the window shows under the images."""

    stage = "decide"

    def __init__(self, bridge: SessionBridge, measured: Measured, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._measured = measured
        measured.changed.connect(self.mark_stale)
        self.below = self.desk = DecideDesk(self)
        self.desk.hide()
        self.desk.level_chosen.connect(self.choose)
        self.desk.order_changed.connect(lambda _order: self.mark_stale())
        self._level = ""
        self.prompt = Prompt()
        self.decision = DecisionCard(bridge)
        self.rules = RuleList(bridge)
        self._forms: dict[tuple[Scope, str], Fold] = {}
        for thing in (self.prompt, self.decision, self._rules_fold()):
            self.add(thing)
        self._level_answers, self.level_scores = section(""), ScoreList(_scores("level"))
        self._level_scores = section("")
        self.patient_scores = ScoreList(_scores("patient"))
        self.add(self._level_answers)
        self._add_forms("level")
        self.add(self._level_scores)
        self.add(self.level_scores)
        self.add(rule())
        self.add(section(self.tr("ANSWERS ABOUT THE PATIENT")))
        self._add_forms("patient")
        self.add(section(self.tr("SCORES OF THE PATIENT")))
        self.add(self.patient_scores)
        for listed in (self.level_scores, self.patient_scores):
            listed.answer_wanted.connect(self.ask_for)
        self._thresholds: Fold | None = None
        said = self.tr("Scores are estimates of groups; none of them orders a treatment. The choice is yours alone.")
        self.add(hint(said))
        self.column.addStretch(1)

    def use_settings(self, settings: Settings) -> None:
        """The department's own thresholds can be set here; called once."""
        fold = Fold(self.tr("Thresholds of this department"), lambda: ThresholdForm(self.bridge, settings))
        self.column.insertWidget(self.column.count() - 1, fold)
        self._thresholds = fold

    def thresholds(self) -> ThresholdForm:
        """The department's thresholds, unfolded."""
        assert self._thresholds is not None
        self._thresholds.unfold()
        assert isinstance(self._thresholds.body, ThresholdForm)
        return self._thresholds.body

    def _rules_fold(self) -> Fold:
        self.rules_fold = Fold(self.tr("For and against"), lambda: self.rules, unfolded=True)
        return self.rules_fold

    def _add_forms(self, scope: Scope) -> None:
        groups: dict[str, list[FactItem]] = {}
        for item in fact_items(scope):
            groups.setdefault(item.group, []).append(item)
        for group, items in groups.items():
            fold = Fold(group_name(group), self._form_maker(scope, items))
            self._forms[scope, group] = fold
            self.add(fold)
            fold.unfold(group in _UNFOLDED and scope == "level")
            fold.opened.connect(self.refresh)

    def _form_maker(self, scope: Scope, items: list[FactItem]) -> Callable[[], FactForm]:
        return lambda: FactForm(self.bridge, scope, items)

    def form(self, scope: Scope, group: str) -> FactForm:
        """A group's fields, unfolded. Raises KeyError."""
        fold = self._forms[scope, group]
        fold.unfold()
        assert isinstance(fold.body, FactForm)
        return fold.body

    def ask_for(self, fact: str) -> None:
        """Go to the field that answers a fact; what belongs to a lesion is answered in the stage Lesions."""
        item = fact_item(fact)
        if item.scope == "lesion":
            self.stage_wanted.emit("lesions")
            return
        field = self.form(item.scope, item.group).fields[fact]
        self._page.adjustSize()
        self._scroll.ensureWidgetVisible(field.editor, 0, 80)
        field.editor.setFocus()

    def ticks(self, level: str) -> tuple[QCheckBox, QAbstractButton]:
        """Symptomatic and Treat of a level, which is chosen. Raises KeyError for a level that is not named."""
        if self.plan is None or self.plan.level(level) is None:
            raise KeyError(level)
        self.choose(level)
        return self.decision.symptomatic, self.decision.treat_button

    def entered(self) -> None:
        """The level looked at is the one that answers are about."""
        here = level_at(self.bridge)
        if here and (self.session is None or self.session.view.selected != ("level", here)):
            self.bridge.look(self, selected=("level", here))

    def choose(self, name: str) -> None:
        """Work on a level and show it in every view."""
        level = self.plan.level(name) if self.plan is not None else None
        if level is not None:
            self._level = name
            go_to(self.bridge, level.centre_mm, ("level", name), self)
            self.refresh()  # at once: the next answer must not be written to the level before

    def refresh(self) -> None:
        """Everything from the case: scores, rules, answers, table."""
        case = self._measured.case()
        self.set_usable(case is not None)
        if case is None:
            self._level = ""
            self.prompt.say(self.tr("Open images first"))
            return
        self._follow(case)
        self._ask(case)
        view = decide_view(case, self._level, self.desk.order)
        row = view.row(self._level)
        self.decision.show_level(row.level if row is not None else None, _summary(row) if row is not None else "")
        self.rules.show_rules(view.rules)
        self._show_forms(case)
        self.level_scores.show_results(view.of_level)
        self.patient_scores.show_results(view.of_patient)
        self.desk.show_case(view.rows, view.sins, view.prognosis, self._level)

    def _follow(self, case: Case) -> None:
        """The level chosen on the board or in the table; else the first to treat, with a lesion, or at all."""
        names = sorted((level.name for level in case.plan.levels), key=level_rank)
        chosen = self.session.view.selected if self.session is not None else None
        if chosen is not None and chosen[0] == "level" and chosen[1] in names:
            self._level = chosen[1]
        if self._level not in names:
            treated = [level.name for level in case.plan.levels if level.treat]
            infiltrated = [name for name in names if case.lesions_of(name)]
            self._level = next(iter((*treated, *infiltrated, *names)), "")
        for part in (self.decision, self._level_answers, self._level_scores, self.level_scores, self.rules_fold):
            part.setVisible(bool(names))
        for (scope, _), fold in self._forms.items():
            fold.setVisible(bool(names) or scope == "patient")
        self._level_answers.setText(self.tr("ANSWERS ABOUT {level}").format(level=self._level))
        self._level_scores.setText(self.tr("SCORES OF {level}").format(level=self._level))

    def _ask(self, case: Case) -> None:
        chosen = [level.name for level in case.plan.levels if level.treat]
        if not case.plan.levels:
            self.prompt.say(self.tr("Name levels first"), self.tr("Stage Levels: click each vertebral body."))
        elif not chosen:
            how = self.tr("Choose a level in the table or on the board; answer, look, decide.")
            self.prompt.say(self.tr("Which level will you treat?"), how)
        else:
            self.prompt.say(self.tr("To treat: {levels}").format(levels=", ".join(chosen)), self.tr("Next: Plan."))

    def _show_forms(self, case: Case) -> None:
        for (scope, group), fold in self._forms.items():
            known = case.patient if scope == "patient" else case.levels.get(self._level, {})
            place = self._level if scope == "level" else ""
            items = [item for item in fact_items(scope) if item.group == group and item.asked_at(place)]
            answered = sum(item.id in known for item in items)
            fold.say(f"{answered}/{len(items)}")
            if isinstance(fold.body, FactForm):
                fold.body.show_answers("" if scope == "patient" else self._level, known)


def _scores(scope: Scope) -> list[Score]:
    return [score for score in scores().values() if score.scope == scope]


def _summary(row: MetamerRow) -> str:
    """What is known of a level in one line."""
    parts = [translate("Metamers", "infiltrated") if row.infiltrated else translate("Metamers", "no lesion marked")]
    named: tuple[Column, ...] = ("sins", "impending", "posterior_wall", "escc")
    told = [(column, row.cells[column].text) for column in named]
    parts += [f"{column_name(column)} {text}" for column, text in told if text not in ("", "–")]
    return " · ".join(parts)


def group_name(group: str) -> str:
    """A group of items in words."""
    names = {
        "person": translate("Facts", "Person"),
        "oncology": translate("Facts", "Tumour and metastases"),
        "performance": translate("Facts", "General condition"),
        "neurology": translate("Facts", "Neurology"),
        "pain": translate("Facts", "Pain"),
        "disability": translate("Facts", "Disability (ODI)"),
        "labs": translate("Facts", "Laboratory"),
        "safety": translate("Facts", "Safety"),
        "treatment": translate("Facts", "Earlier treatment"),
        "stability": translate("Facts", "Stability"),
        "morphology": translate("Facts", "Vertebra and lesion on images"),
    }
    return names[group]
