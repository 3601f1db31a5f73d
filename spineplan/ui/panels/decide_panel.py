"""Which metamer to treat: infiltrated is what the images show, symptomatic is what the patient says."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QWidget

from spineplan.plan.edits import PutLevel
from spineplan.ui.go_there import go_to
from spineplan.ui.level_facts import LevelFacts, facts_of, kind_name
from spineplan.ui.panels.pieces import Prompt, hint, rule, section
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge


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
        self._rows: tuple[object, ...] = ()

    def refresh(self) -> None:
        """A row per level, rebuilt only when something in it changed."""
        facts = facts_of(self.plan) if self.plan is not None else {}
        self._ask(facts)
        rows = tuple(facts.values())
        if rows != self._rows:
            self._rows = rows
            self._fill(facts)

    def _ask(self, facts: dict[str, LevelFacts]) -> None:
        chosen = [name for name, fact in facts.items() if fact.level.treat]
        if not facts:
            self.prompt.say(self.tr("Name levels first"), self.tr("Stage Levels: click each vertebral body."))
        elif not chosen:
            self.prompt.say(self.tr("Which level will you treat?"), self.tr("Tick Treat on each one."))
        else:
            self.prompt.say(self.tr("To treat: {levels}").format(levels=", ".join(chosen)), self.tr("Next: Plan."))

    def _fill(self, facts: dict[str, LevelFacts]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if facts:
            for column, text in enumerate((self.tr("Level"), self.tr("On images"), self.tr("Pain"), self.tr("Treat"))):
                self._grid.addWidget(hint(text), 0, column)
        for row, (name, fact) in enumerate(facts.items(), 1):
            self._add_row(row, name, fact)
        self._grid.setColumnStretch(1, 1)

    def _add_row(self, row: int, name: str, fact: LevelFacts) -> None:
        go = QPushButton(name)
        go.setObjectName("quiet")
        go.setToolTip(self.tr("Show {level} in every view").format(level=name))
        go.clicked.connect(lambda: go_to(self.bridge, fact.level.centre_mm, ("level", name), self))
        self._grid.addWidget(go, row, 0)
        kinds = ", ".join(kind_name(kind) for kind in fact.kinds)
        seen = QLabel(kinds or self.tr("no lesion marked"))
        seen.setWordWrap(True)
        self._grid.addWidget(seen, row, 1)
        pain = self._tick(fact.level.symptomatic, self.tr("{level} is symptomatic").format(level=name))
        pain.clicked.connect(self._setter(name, "symptomatic"))
        treat = self._tick(fact.level.treat, self.tr("Treat {level}").format(level=name))
        treat.clicked.connect(self._setter(name, "treat"))
        self._grid.addWidget(pain, row, 2, Qt.AlignmentFlag.AlignHCenter)
        self._grid.addWidget(treat, row, 3, Qt.AlignmentFlag.AlignHCenter)

    def _tick(self, on: bool, name: str) -> QCheckBox:
        box = QCheckBox()
        box.setChecked(on)
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
