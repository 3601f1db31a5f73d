"""Proposed needles, each with its reasons; one click shows it in every view, another takes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.clinical.approaches import approach
from spineplan.errors import SpineplanError
from spineplan.plan.model import Needle
from spineplan.session.proposing import Wish, put_proposal, put_set, start_search, start_set
from spineplan.ui.go_there import close_up
from spineplan.ui.panels.pieces import button, flowing, hint, section, warning
from spineplan.ui.panels.plan.proposal_cards import ProposalCard, SetCard, WeightSliders
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:  # planning is imported after the first paint
    from spineplan.planning.needle_sets import NeedleSet
    from spineplan.planning.search.proposals import Proposal, Proposals

MOST_SHOWN = 5


class ProposalsSection(QWidget):
    """`wish` says what is asked for next; a needle that is selected is replaced by the proposal taken."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.wish: Wish | None = None
        self._replaces = ""
        self.found: Proposals | None = None
        self.previewed: Proposal | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.ask = button(self.tr("Propose"), self.search, "crosshair", "primary")
        self.ask.setToolTip(self.tr("Search every path of this approach, and show the safest kinds"))
        self.ask_set = button(self.tr("Set"), self.search_set, "layers")
        self.ask_set.setToolTip(
            self.tr("Both sides of every level to treat (or of this level) at once, none meeting another")
        )
        self.weigh = button(self.tr("Weights"), self._toggle_weights, "settings", "quiet")
        self.weigh.setCheckable(True)
        self.said = hint()
        self.refused = warning()
        self.cards = [ProposalCard(self, self) for _ in range(MOST_SHOWN)]
        self.weights = WeightSliders(self)
        self.weights.hide()
        column.addWidget(section(self.tr("PROPOSALS")))
        self.set_card = SetCard(self, self)
        column.addLayout(flowing(self.ask, self.ask_set, self.weigh))
        for widget in (self.weights, self.said, self.refused, self.set_card, *self.cards):
            column.addWidget(widget)
        self._show()

    def show_wish(self, wish: Wish | None, needle: Needle | None) -> None:
        """What the panel's choices ask for; another level or approach forgets the answers."""
        if self.previewed is None:
            self._replaces = needle.id if needle is not None and not needle.locked else ""
        if wish != self.wish:
            self.wish = wish
            self._forget()
        self.ask.setEnabled(wish is not None)
        self.ask_set.setEnabled(wish is not None)

    def search(self) -> None:
        """Ask for proposals."""
        session, wish = self._bridge.session, self.wish
        if session is None or wish is None:
            return
        self._forget()
        self.said.setText(self.tr("Searching …"))
        self.said.show()
        started = start_search(
            session, self._bridge.jobs, self._bridge.safety, wish, self.weights.value(),
            self.tr("Searching paths"), self._arrived, self._failed,
        )  # fmt: skip
        if isinstance(started, str):
            self.said.setText(started)

    def search_set(self) -> None:
        """Ask for needles of all levels to treat together; of the wish's level when none is."""
        session, wish = self._bridge.session, self.wish
        if session is None or wish is None:
            return
        self._forget()
        way = approach(wish.approach)
        treated = [level.name for level in session.plan.levels if level.treat and way and way.suits(level.name)]
        wishes = [replace(wish, level=level, sides=()) for level in treated or [wish.level]]
        self.said.setText(self.tr("Searching …"))
        self.said.show()
        started = start_set(
            session, self._bridge.jobs, self._bridge.safety, wishes, self.weights.value(),
            self.tr("Searching paths"), self._set_arrived, self._failed,
        )  # fmt: skip
        if isinstance(started, str):
            self.said.setText(started)

    def take_set(self, found: NeedleSet) -> None:
        """Put all its needles into the plan, in one step."""
        session = self._bridge.session
        if session is None or not found.proposals:
            return
        edit = put_set(session.committed, found)
        if self._bridge.apply(edit, self) is not None:
            self._bridge.look(self, selected=("needle", edit.needles[0].id))

    def preview(self, proposal: Proposal) -> None:
        """Show a proposal in every view; nothing is changed yet."""
        session = self._bridge.session
        if session is None:
            return
        self.previewed = proposal
        edit = put_proposal(session.committed, proposal, self._replaces or "proposal")
        self._bridge.preview(edit, self)
        self._bridge.look(
            self,
            selected=("needle", edit.needle.id),
            layout="trajectory",
            maximised=None,
            crosshair_mm=edit.needle.target_mm,
        )
        self._mark()

    def take(self, proposal: Proposal) -> None:
        """Put it into the plan."""
        session = self._bridge.session
        if session is None:
            return
        self._bridge.cancel_preview(self)
        edit = put_proposal(session.committed, proposal, self._replaces)
        if self._bridge.apply(edit, self) is not None:
            self.previewed = None
            self._bridge.look(self, selected=("needle", edit.needle.id))
            close_up(self._bridge, edit.needle.target_mm, ("needle", edit.needle.id), self)

    def give_up(self) -> None:
        """Take a preview back."""
        if self.previewed is not None:
            self.previewed = None
            self._bridge.cancel_preview(self)
            self._mark()

    def _arrived(self, found: Proposals) -> None:
        self.found = found
        self._show()
        if found.proposals:
            self.preview(found.proposals[0])

    def _set_arrived(self, found: NeedleSet) -> None:
        count = f"{found.candidates_searched:,}".replace(",", " ")
        words = self.tr("{count} paths searched in {seconds:.1f} s. A suggestion: check it in the images.")
        self.said.setText(words.format(count=count, seconds=found.search_s))
        self.refused.setText("\n".join(found.refused))
        self.refused.setVisible(bool(found.refused))
        self.set_card.show_set(found)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SpineplanError):
            raise error
        self.said.setText(error.for_the_user)

    def _forget(self) -> None:
        self.give_up()
        self.found = None
        self.set_card.show_set(None)
        self._show()

    def _show(self) -> None:
        found = self.found
        for n, card in enumerate(self.cards):
            proposal = found.proposals[n] if found is not None and n < len(found.proposals) else None
            card.show_proposal(n + 1, proposal)
        self.refused.setText("\n".join(found.refused) if found is not None else "")
        self.refused.setVisible(bool(found is not None and found.refused))
        self.said.setVisible(found is not None)
        if found is not None:
            words = self.tr("{count} paths searched in {seconds:.1f} s. A suggestion: check it in the images.")
            text = words.format(count=f"{found.candidates_searched:,}".replace(",", " "), seconds=found.search_s)
            self.said.setText(" ".join([text, *found.notes]))

    def _mark(self) -> None:
        for card in self.cards:
            card.setObjectName("promptCard" if card.proposal is self.previewed and card.proposal else "card")
            card.style().unpolish(card)
            card.style().polish(card)

    def _toggle_weights(self) -> None:
        self.weights.setVisible(self.weigh.isChecked())
