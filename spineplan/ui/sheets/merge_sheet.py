"""A colleague's copy: what comes with it, and for each thing that both changed, whose is kept."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from spineplan.errors import SpineplanError
from spineplan.plan.compare import differences, item_words
from spineplan.plan.merge import Conflict, Merged, PartKey, Side
from spineplan.plan.model import Plan
from spineplan.session.versions import Copy
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import Card, button, flowing, hint, section
from spineplan.ui.sheets.compare_sheet import told
from spineplan.ui.sheets.sheet import Sheet

WIDTH_PX = 760


class MergeSheet(Sheet):
    """`take(choices)` is called when the user merges."""

    def __init__(self, copy: Copy, mine: Plan, take: Callable[[dict[PartKey, Side]], bool], window: QWidget) -> None:
        super().__init__(self.tr("Merge the copy of {name}").format(name=copy.of or self.tr("a colleague")), WIDTH_PX,
                         window)  # fmt: skip
        self._copy, self._mine, self._take = copy, mine, take
        self.choices: dict[PartKey, Side] = {}
        merged = copy.merged(mine)
        self._say_changes(merged)
        if merged.conflicts:
            self.column.addWidget(section(self.tr("BOTH CHANGED")))
        self.radios: list[tuple[QRadioButton, QRadioButton]] = []
        for conflict in merged.conflicts:
            self.column.addWidget(self._conflict(conflict))
        self.warning = QLabel()
        self.warning.setObjectName("danger")
        self.warning.setWordWrap(True)
        self.warning.hide()
        self.merge = button(self.tr("Merge"), self._done, "check", "primary")
        self.column.addWidget(self.warning)
        self.column.addLayout(flowing(self.merge, button(self.tr("Cancel"), self.close, kind="quiet")))
        self.column.addStretch(1)

    def _say_changes(self, merged: Merged) -> None:
        self.column.addWidget(section(self.tr("WHAT COMES WITH IT")))
        found = differences(self._mine, merged.plan)
        for one in found:
            label = QLabel(say(one.sentence))
            label.setWordWrap(True)
            self.column.addWidget(label)
        if not found:
            self.column.addWidget(hint(self.tr("Nothing that you do not have already.")))

    def _conflict(self, conflict: Conflict) -> Card:
        card = Card()
        kind, name, part = conflict.key
        value = next((one for one in (conflict.mine, conflict.theirs, conflict.base) if one is not None), None)
        words = say(item_words((kind, name), value, self._mine)) if not part else f"{name} {part}".strip()
        title = QLabel(words)
        title.setWordWrap(True)
        card.column.addWidget(title)
        group = QButtonGroup(card)
        mine = QRadioButton(self.tr("Mine: {what}").format(what=told(conflict.mine)))
        theirs = QRadioButton(self.tr("Theirs: {what}").format(what=told(conflict.theirs)))
        (mine if conflict.taken == "mine" else theirs).setChecked(True)
        for radio, side in ((mine, "mine"), (theirs, "theirs")):
            group.addButton(radio)
            radio.toggled.connect(lambda on, side=side: self._choose(conflict.key, side) if on else None)
            card.column.addWidget(radio)
        self.radios.append((mine, theirs))
        return card

    def _choose(self, key: PartKey, side: Side) -> None:
        self.choices[key] = side
        try:
            self._copy.merged(self._mine, self.choices)
        except SpineplanError as error:
            self.warning.setText(str(error))
        else:
            self.warning.setText("")
        self.warning.setVisible(bool(self.warning.text()))
        self.merge.setEnabled(not self.warning.text())

    def _done(self) -> None:
        if self._take(self.choices):
            self.close()
