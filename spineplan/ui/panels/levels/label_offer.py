"""What labels made elsewhere say, before anything is taken: numbering, evidence, problems, clashes, contents."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from spineplan.anatomy.importing.numbering_detect import Candidate, NumberingQuestion
from spineplan.anatomy.label_map import LabelMap
from spineplan.anatomy.numbering_names import title_of
from spineplan.session.levels.label_source import LabelOffer
from spineplan.session.levels.label_taking import Clash, Verdict, clashes, shift_of
from spineplan.ui.elided import ElidedRadio
from spineplan.ui.icons import put_icon
from spineplan.ui.label_importing import LabelImporting
from spineplan.ui.panels.pieces import Card, button, fill, flowing, hint, section, show_rows, warning
from spineplan.viewer.bridge import SessionBridge

_MOST_ROWS = 5
_MOST_EVIDENCE = 4


class LabelOfferCard(Card):
    """Shown while there is an offer, a question or a refusal; nothing is guessed and nothing is taken by itself."""

    def __init__(self, bridge: SessionBridge, importing: LabelImporting, parent: QWidget | None = None) -> None:
        super().__init__("promptCard", parent)
        self._bridge, self._importing = bridge, importing
        self._shown: LabelOffer | None = None
        self._clashes: tuple[Clash, ...] = ()
        self._title = QLabel()
        self._title.setObjectName("prompt")
        self._title.setWordWrap(True)
        self._says = hint()
        self._problems = warning()
        for widget in (self._title, self._says, self._problems):
            self.column.addWidget(widget)
        self._add_question()
        self._add_contents()
        self._add_clashes()
        self.take_button = button(self.tr("Take"), self._take, "check", "primary")
        self.leave_button = button(self.tr("Leave"), importing.leave, "x")
        self.column.addLayout(flowing(self.take_button, self.leave_button))
        importing.changed.connect(self.refresh)
        bridge.plan_changed.connect(self._follow_plan)
        self.refresh()

    def refresh(self) -> None:
        """Write everything from the offer."""
        offered, refusal = self._importing.offer, self._importing.refusal
        self.setVisible(offered is not None or bool(refusal))
        question = offered is not None and isinstance(offered.found, NumberingQuestion)
        self._question.setVisible(question)
        self._contents.setVisible(offered is not None and not question)
        if offered is not self._shown:
            self._shown = offered
            self._write(offered)
        self._problems.setText("\n".join([*([refusal] if refusal else []), *self._told(offered)]))
        self._problems.setVisible(bool(self._problems.text()))
        if offered is None:
            self._title.setText(self.tr("These labels cannot be used"))
            self._says.hide()
        self._write_clashes(offered)
        self.take_button.setVisible(offered is not None)
        self.take_button.setEnabled(self._may_take(offered))

    def _add_question(self) -> None:
        self._question = QWidget()
        self.choices = QButtonGroup(self)
        self.choices.buttonToggled.connect(lambda *_: self.take_button.setEnabled(self._may_take(self._shown)))
        self._choice_column = QVBoxLayout(self._question)
        self._choice_column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._question)

    def _add_contents(self) -> None:
        self._contents = QWidget()
        column = QVBoxLayout(self._contents)
        column.setContentsMargins(0, 0, 0, 0)
        self.vertebrae = hint()
        self.readings = QComboBox()
        self.readings.setAccessibleName(self.tr("Numbering of the labels"))
        self.readings.activated.connect(self._read_otherwise)
        self._structures_title = section(self.tr("STRUCTURES AT RISK"))
        self.structures = QListWidget()
        self.structures.setAccessibleName(self.tr("Structures to take"))
        for widget in (self.readings, self.vertebrae, self._structures_title, self.structures):
            column.addWidget(widget)
        self.column.addWidget(self._contents)

    def _add_clashes(self) -> None:
        self._clash_text = warning()
        self.labels_right = QRadioButton()
        self.plan_right = QRadioButton()
        self.labels_right.setAccessibleName(self.tr("The labels are right: rename mine"))
        self.plan_right.setAccessibleName(self.tr("Mine are right: leave these out"))
        self._verdicts = QButtonGroup(self)
        for made in (self.labels_right, self.plan_right):
            self._verdicts.addButton(made)
            made.toggled.connect(lambda _on: self.take_button.setEnabled(self._may_take(self._shown)))
        for widget in (self._clash_text, self.labels_right, self.plan_right):
            self.column.addWidget(widget)

    def _write(self, offered: LabelOffer | None) -> None:
        if offered is None:
            return
        found = offered.found
        self._says.show()
        if isinstance(found, NumberingQuestion):
            self._title.setText(self.tr("Which numbering is this?"))
            self._says.setText(found.sentence)
            self._ask(found.candidates)
            self.take_button.setText(self.tr("Read it so"))
            return
        self.take_button.setText(self.tr("Take"))
        self._title.setText(self.tr("Read as {numbering}").format(numbering=found.title))
        said = [f"• {sentence}" for sentence in found.evidence if not _is_against(sentence)][:_MOST_EVIDENCE]
        self._says.setText("\n".join([found.source, *said]))
        self._says.setToolTip("\n".join(found.evidence))
        chosen = found.numbering
        entries = [(known, f"{title}   {span}".rstrip()) for known, title, span in offered.readings]
        if chosen not in [known for known, _ in entries]:
            entries.insert(0, (chosen, found.title))
        fill(self.readings, entries, chosen)
        self.readings.setVisible(len(entries) > 1)
        self._list(found)

    def _list(self, found: LabelMap) -> None:
        names = [level.name + ("…" if level.is_fragment else "") for level in found.levels]
        self.vertebrae.setText(self.tr("Vertebrae: {names}").format(names=", ".join(names)))
        self.vertebrae.setVisible(bool(names))
        self.structures.clear()
        for one in found.at_risk:
            item = QListWidgetItem(f"{title_of(one.structure)}   {one.mask.volume_ml:.0f} mL")
            item.setData(Qt.ItemDataRole.UserRole, one.structure.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.structures.addItem(item)
        for widget in (self._structures_title, self.structures):
            widget.setVisible(self.structures.count() > 0)
        show_rows(self.structures, _MOST_ROWS)

    def _ask(self, candidates: tuple[Candidate, ...]) -> None:
        for old in self.choices.buttons():
            self.choices.removeButton(old)
            old.setParent(None)
            old.deleteLater()
        for candidate in candidates:
            levels = candidate.levels
            span = f"{levels[0]} … {levels[-1]}" if len(levels) > 1 else "".join(levels)
            made = ElidedRadio(f"{span}: {candidate.title}" if span else candidate.title)
            made.setProperty("numbering", candidate.numbering)
            made.setToolTip("\n".join(filter(None, (made.text(), candidate.reason))))
            if not candidate.fits:
                put_icon(made, "triangle-alert", "caution")
            self.choices.addButton(made)
            self._choice_column.addWidget(made)

    def _told(self, offered: LabelOffer | None) -> list[str]:
        if offered is None or isinstance(offered.found, NumberingQuestion):
            return []
        told = list(offered.found.problems)
        if offered.disputed:
            text = self.tr("{names} share voxels with another label; each voxel goes to one of them only.")
            told.append(text.format(names=", ".join(offered.disputed)))
        return told

    def _write_clashes(self, offered: LabelOffer | None) -> None:
        session = self._bridge.session
        self._clashes = ()
        if offered is not None and session is not None and isinstance(offered.found, LabelMap):
            self._clashes = clashes(session.plan, offered.found)
        for widget in (self._clash_text, self.labels_right, self.plan_right):
            widget.setVisible(bool(self._clashes))
        if not self._clashes:
            return
        self._clash_text.setText("\n".join(self._clash_words(clash) for clash in self._clashes))
        shift = shift_of(self._clashes)
        self.labels_right.setText(self.tr("The labels are right: rename mine"))
        self.plan_right.setText(
            self.tr("Mine are right: move the labels' names by {n}").format(n=abs(shift))
            if shift is not None
            else self.tr("Mine are right: leave these out")
        )

    def _clash_words(self, clash: Clash) -> str:
        if clash.called:
            return self.tr("{mine} is confirmed where the labels say {theirs}.").format(
                mine=clash.name, theirs=clash.called
            )
        return self.tr("{mine} is confirmed {mm:.0f} mm from where the labels have it.").format(
            mine=clash.name, mm=clash.apart_mm
        )

    def _may_take(self, offered: LabelOffer | None) -> bool:
        if offered is None or self._importing.busy is not None:
            return False
        if isinstance(offered.found, NumberingQuestion):
            return self.choices.checkedButton() is not None
        return not self._clashes or self._verdicts.checkedButton() is not None

    def _take(self) -> None:
        offered = self._importing.offer
        if offered is None:
            return
        chosen = self.choices.checkedButton()
        if isinstance(offered.found, NumberingQuestion):
            if chosen is not None:
                self._importing.choose(str(chosen.property("numbering")))
            return
        verdict: Verdict | None = None
        if self._clashes:
            verdict = "labels" if self.labels_right.isChecked() else "plan"
        rows = [self.structures.item(row) for row in range(self.structures.count())]
        wanted = [row.data(Qt.ItemDataRole.UserRole) for row in rows if row.checkState() == Qt.CheckState.Checked]
        self._importing.take(verdict, wanted)

    def _read_otherwise(self) -> None:
        offered = self._importing.offer
        if offered is not None and isinstance(offered.found, LabelMap):
            wanted = str(self.readings.currentData())
            if wanted != offered.found.numbering:
                self._importing.choose(wanted)

    def _follow_plan(self, *_what: object) -> None:
        if self._shown is not None:
            self.refresh()


def _is_against(sentence: str) -> bool:
    """Why it is in no other numbering: worth a hover, not a line."""
    return sentence.startswith("Not ") and not sentence.startswith("Not used")
