"""Which metamer to treat: infiltrated is what the images show, symptomatic is what the patient says."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from spineplan.plan.edits import PutLevel
from spineplan.ui.go_there import go_to
from spineplan.ui.level_facts import LevelFacts, facts_of, kind_name
from spineplan.ui.panels.pieces import Prompt, button, hint, rule, section
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge


@dataclass(frozen=True)
class _Row:
    """What changes in a level's row."""

    seen: QLabel
    symptomatic: QCheckBox
    treat: QCheckBox


class DecidePanel(StagePanel):
    """One row per named level."""

    stage = "decide"

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.prompt = Prompt()
        self.add(self.prompt)
        self.add(section(self.tr("LEVELS")))
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self.add(self._holder)
        self.add(rule())
        self.add(
            hint(
                self.tr(
                    "Infiltrated and symptomatic are two things: a level can be full of tumour and painless. "
                    "Scores (SINS, Tokuhashi, Tomita, ESCC) and the ranking of levels are not built yet; "
                    "the choice here is yours alone."
                )
            )
        )
        self.column.addStretch(1)
        self._rows: dict[str, _Row] = {}

    def ticks(self, level: str) -> tuple[QCheckBox, QCheckBox]:
        """Symptomatic and Treat of a level. Raises KeyError for a level that has no row."""
        row = self._rows[level]
        return row.symptomatic, row.treat

    def refresh(self) -> None:
        """Rows are made anew only when the levels are other ones, so that the keyboard focus stays where it is."""
        facts = facts_of(self.plan) if self.plan is not None else {}
        self._ask(facts)
        if list(facts) != list(self._rows):
            self._fill(list(facts))
        for name, fact in facts.items():
            row = self._rows[name]
            kinds = ", ".join(kind_name(kind) for kind in fact.kinds)
            row.seen.setText(kinds or self.tr("no lesion marked"))
            row.symptomatic.setChecked(fact.level.symptomatic)
            row.treat.setChecked(fact.level.treat)

    def _ask(self, facts: dict[str, LevelFacts]) -> None:
        chosen = [name for name, fact in facts.items() if fact.level.treat]
        if not facts:
            self.prompt.say(self.tr("Name levels first"), self.tr("Stage Levels: click each vertebral body."))
        elif not chosen:
            self.prompt.say(self.tr("Which level will you treat?"), self.tr("Tick Treat on each one."))
        else:
            self.prompt.say(self.tr("To treat: {levels}").format(levels=", ".join(chosen)), self.tr("Next: Plan."))

    def _fill(self, names: list[str]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if names:
            titles = (self.tr("Level"), self.tr("On images"), self.tr("Symptomatic"), self.tr("Treat"))
            for column, text in enumerate(titles):
                self._grid.addWidget(hint(text), 0, column)
        self._rows = {name: self._row(number, name) for number, name in enumerate(names, 1)}
        self._grid.setColumnStretch(1, 1)

    def _row(self, number: int, name: str) -> "_Row":
        go = button(name, lambda: self._go(name), kind="quiet")
        go.setToolTip(self.tr("Show {level} in every view").format(level=name))
        seen = QLabel()
        seen.setWordWrap(True)
        pain = self._tick(self.tr("{level} is symptomatic").format(level=name))
        pain.clicked.connect(self._setter(name, "symptomatic"))
        treat = self._tick(self.tr("Treat {level}").format(level=name))
        treat.clicked.connect(self._setter(name, "treat"))
        self._grid.addWidget(go, number, 0)
        self._grid.addWidget(seen, number, 1)
        self._grid.addWidget(pain, number, 2, Qt.AlignmentFlag.AlignHCenter)
        self._grid.addWidget(treat, number, 3, Qt.AlignmentFlag.AlignHCenter)
        return _Row(seen, pain, treat)

    def _go(self, name: str) -> None:
        level = self.plan.level(name) if self.plan is not None else None
        if level is not None:
            go_to(self.bridge, level.centre_mm, ("level", name), self)

    def _tick(self, name: str) -> QCheckBox:
        box = QCheckBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        return box

    def _setter(self, name: str, field: str) -> Callable[[bool], None]:
        def put(on: bool) -> None:
            level = self.plan.level(name) if self.plan is not None else None
            if level is not None:
                verb = self.tr("Treat") if field == "treat" else self.tr("Symptomatic")
                self.bridge.apply(PutLevel(replace(level, **{field: on}), verb=verb), self)

        return put
