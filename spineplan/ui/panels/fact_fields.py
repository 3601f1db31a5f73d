"""Fields for clinical facts: what is allowed is offered, what is not is refused with the allowed answers named."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from spineplan.clinical.case import Known
from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.fact_catalogue import FactItem, Scope
from spineplan.clinical.score_result import COMPUTED, ENTERED
from spineplan.errors import InputRefused
from spineplan.plan.edits import PutLevel, SetFact
from spineplan.plan.model import Fact
from spineplan.ui.dates import now_utc
from spineplan.ui.icons import put_icon
from spineplan.ui.in_words import say
from spineplan.ui.panels.fact_editors import editor_for
from spineplan.ui.panels.pieces import button, hint
from spineplan.ui.tips import wrapped
from spineplan.viewer.bridge import SessionBridge

translate = QCoreApplication.translate


class FactField:
    """One item: label, editor, a note with its origin, and a button that confirms what software suggests."""

    def __init__(self, item: FactItem, form: "FactForm") -> None:
        self.item, self._form = item, form
        self.known: Known | None = None
        self.label = QLabel(say(item.title))
        self.label.setWordWrap(True)
        self.label.setToolTip(wrapped(_tip(item)))
        self.note = hint()
        self.confirm = QToolButton()
        put_icon(self.confirm, "check", "ok")
        self.confirm.setToolTip(translate("Facts", "Confirm the suggestion"))
        self.confirm.setAccessibleName(translate("Facts", "Confirm {what}").format(what=say(item.title)))
        self.confirm.clicked.connect(self._confirm)
        self.editor = editor_for(item)
        self.editor.answered.connect(self.put)
        self.editor.setAccessibleName(say(item.title))
        self.editor.setToolTip(wrapped(_tip(item)))
        self.label.setBuddy(self.editor)

    def _confirm(self) -> None:
        if self.known is not None:
            self.put(self.known.value, confirming=True)

    def put(self, text: str, confirming: bool = False) -> None:
        """Write an answer into the plan; nothing when it is the one already there."""
        before = self.known.value if self.known is not None else ""
        try:
            value = self.item.checked(text) if text.strip() else ""
        except InputRefused as error:
            self._form.bridge.message.emit(str(error))
            self.show(self.known)
            return
        if value == before and not confirming:
            self.show(self.known)
            return
        if not self._form.write(self.item, value, self.known):
            self.show(self.known)

    def show(self, known: Known | None) -> None:
        """The answer, and where it comes from."""
        self.known = known
        self.label.show()
        self.editor.show()
        self.editor.show_value(known.value if known is not None else "")
        self.confirm.setVisible(known is not None and (known.source == COMPUTED or known.stale))
        self.note.setText(self._origin(known))
        self.note.setVisible(bool(self.note.text()))

    def hide(self) -> None:
        """The item means nothing here."""
        for widget in (self.label, self.editor, self.note, self.confirm):
            widget.hide()

    def _origin(self, known: Known | None) -> str:
        if known is None:
            return ""
        if known.source == COMPUTED:
            return translate("Facts", "Suggestion")
        if known.source != ENTERED:
            return say(known.source[:1].upper() + known.source[1:])
        if known.stale:
            return translate("Facts", "Its registration has changed or is gone; confirm again or clear")
        if known.computed and known.computed != known.value:
            return translate("Facts", "Software says {value}").format(value=say(self.item.words(known.computed)))
        return ""


class FactForm(QWidget):
    """Items of one scope; answers go into the plan at once, one undo step each."""

    def __init__(
        self, bridge: SessionBridge, scope: Scope, items: Sequence[FactItem], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.bridge, self._scope = bridge, scope
        self.ref = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        self.confirm_all = button("", self._confirm_all, "check")
        self.confirm_all.setAccessibleName(self.tr("Confirm the suggestions"))
        grid.addWidget(self.confirm_all, 0, 0, 1, 2)
        self.fields = {item.id: FactField(item, self) for item in items}
        for row, field in enumerate(self.fields.values(), 1):
            grid.addWidget(field.label, 2 * row, 0)
            line = QHBoxLayout()
            line.setSpacing(4)
            line.addWidget(field.editor, 1)
            line.addWidget(field.confirm)
            grid.addLayout(line, 2 * row, 1)
            grid.addWidget(field.note, 2 * row + 1, 1)

    def show_answers(self, ref: str, known: Mapping[str, Known]) -> None:
        """ref: level name or lesion id; "" for the patient."""
        self.ref = ref
        for item, field in self.fields.items():
            field.show(known.get(item))
            if not field.item.asked_at(ref if self._scope == "level" else ""):
                field.hide()
        count = len(self._suggested())
        self.confirm_all.setText(translate("Facts", "Confirm the {n} suggestions").format(n=count))
        self.confirm_all.setVisible(count >= 2)

    def _suggested(self) -> list[FactField]:
        """Fields of a level that show what nobody has confirmed."""
        fields = self.fields.values() if self._scope == "level" else ()
        return [f for f in fields if f.known is not None and f.known.source == COMPUTED and f.item.asked_at(self.ref)]

    def _confirm_all(self) -> None:
        """One step for all of them."""
        session = self.bridge.session
        level = session.plan.level(self.ref) if session is not None else None
        if session is None or level is None:
            return
        found = {field.item.id: field.known for field in self._suggested() if field.known is not None}
        kept = tuple(fact for fact in level.facts if fact.item not in found)
        confirmed = tuple(_fact(item, known.value, session.who, known) for item, known in found.items())
        verb = translate("Facts", "Confirm suggestions of")
        self.bridge.apply(PutLevel(replace(level, facts=(*kept, *confirmed)), verb=verb), self)

    def write(self, item: FactItem, value: str, before: Known | None) -> bool:
        """Answer one item, or forget it; whether the plan took it."""
        session = self.bridge.session
        if session is None:
            return False
        fact = _fact(item.id, value, session.who, before) if value else None
        return self.bridge.apply(SetFact(self._scope, self.ref, item.id, fact), self) is not None


def _fact(item: str, value: str, who: str, before: Known | None) -> Fact:
    """A person's answer, beside what software says; and through what that was read, where the person agrees."""
    computed = "" if before is None else before.value if before.source == COMPUTED else before.computed
    through = before.read_through if before is not None and value == computed else ""
    return Fact(item=item, value=value, by=who, utc=now_utc(), computed=computed, read_through=through)


def _tip(item: FactItem) -> str:
    parts = [say(item.title) + (f", {item.unit}" if item.unit else ""), say(item.definition)]
    if item.range is not None:
        parts.append(f"{item.range[0]:g} – {item.range[1]:g} {item.unit}".rstrip())
    parts.append(f"{item.source} ({say(confidence_words(item.confidence))})")
    return "\n".join(part for part in parts if part)
