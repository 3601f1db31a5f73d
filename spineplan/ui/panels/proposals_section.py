"""Proposed needles, each with its reasons; one click shows it in every view, another takes it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from spineplan.errors import SpineplanError
from spineplan.plan.model import Needle, Side
from spineplan.session.proposing import Wish, put_proposal, start_search
from spineplan.ui.go_there import close_up
from spineplan.ui.panels.pieces import Card, button, flowing, hint, restyled, section, warning
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.needle_ink import margin_token

if TYPE_CHECKING:  # planning is imported after the first paint
    from spineplan.planning.score import Weights
    from spineplan.planning.search import Proposal, Proposals

PER_WEIGHT = 10
MOST_SHOWN = 5
MOST_REASONS = 5
_STATES = {"needle_safe": "ok", "needle_close": "caution", "needle_breach": "danger", "level": ""}


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
        self.weigh = button(self.tr("Weights"), self._toggle_weights, "settings", "quiet")
        self.weigh.setCheckable(True)
        self.said = hint()
        self.refused = warning()
        self.cards = [ProposalCard(self) for _ in range(MOST_SHOWN)]
        self.weights = WeightSliders(self)
        self.weights.hide()
        column.addWidget(section(self.tr("PROPOSALS")))
        column.addLayout(flowing(self.ask, self.weigh))
        for widget in (self.weights, self.said, self.refused, *self.cards):
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

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SpineplanError):
            raise error
        self.said.setText(error.for_the_user)

    def _forget(self) -> None:
        self.give_up()
        self.found = None
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


class ProposalCard(Card):
    """One proposal: rank, side, needle, least margin, score, reasons, Show and Take."""

    def __init__(self, owner: ProposalsSection) -> None:
        super().__init__("card", owner)
        self.proposal: Proposal | None = None
        self._owner = owner
        self.title, self.margin, self.reasons = QLabel(), QLabel(), hint()
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.margin)
        self.show_button = button(self.tr("Show"), self._preview, "eye")
        self.take_button = button(self.tr("Take it"), self._take, "check")
        self.column.addLayout(row)
        self.column.addWidget(self.reasons)
        self.column.addLayout(flowing(self.show_button, self.take_button))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_proposal(self, rank: int, proposal: Proposal | None) -> None:
        """None hides the card."""
        self.proposal = proposal
        self.setVisible(proposal is not None)
        if proposal is None:
            return
        needle = proposal.needle
        words = self.tr("{rank}. {side}, {gauge} × {length:g} mm, score {score:.0f}")
        side = side_words(self, needle.side)
        self.title.setText(
            words.format(rank=rank, side=side, gauge=needle.gauge, length=needle.length_mm, score=proposal.score)
        )
        worst = proposal.margins.worst_mm
        self.margin.setText(f"{worst:.1f} mm" if worst is not None else "")
        restyled(self.margin, _STATES[margin_token(worst)])
        told = [reason for reason in proposal.reasons if not reason.endswith(".")]
        self.reasons.setText(", ".join(told[:MOST_REASONS]))
        self.setToolTip("\n".join(proposal.reasons))

    def mousePressEvent(self, _event: object) -> None:
        """Anywhere on the card shows it."""
        self._preview()

    def _preview(self) -> None:
        if self.proposal is not None:
            self._owner.preview(self.proposal)

    def _take(self) -> None:
        if self.proposal is not None:
            self._owner.take(self.proposal)


class WeightSliders(QWidget):
    """How much each term of the score counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._sliders: dict[str, QSlider] = {}

    def showEvent(self, event: QShowEvent) -> None:
        """Built when first wanted: the weights come from planning."""
        super().showEvent(event)
        if not self._sliders:
            self._build()

    def _build(self) -> None:
        from spineplan.planning.score import Weights

        names = {
            "wall": self.tr("Pedicle wall"),
            "structures": self.tr("Structures at risk"),
            "reach": self.tr("Reach of the target"),
            "midline": self.tr("Across the midline"),
            "bone_path": self.tr("Short way in bone"),
            "purchase": self.tr("Dense bone"),
            "parallel": self.tr("Parallel to endplate"),
            "skin": self.tr("Short way from skin"),
        }
        for field in fields(Weights):
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, 5 * PER_WEIGHT)
            slider.setValue(round(float(getattr(Weights(), field.name)) * PER_WEIGHT))
            slider.setAccessibleName(names[field.name])
            self._form.addRow(hint(names[field.name]), slider)
            self._sliders[field.name] = slider

    def value(self) -> Weights | None:
        """As the search takes them; None stands for the usual ones: never opened, or all zero."""
        from spineplan.planning.score import Weights

        chosen = {name: slider.value() / PER_WEIGHT for name, slider in self._sliders.items()}
        return Weights(**chosen) if any(chosen.values()) else None


def side_words(widget: QWidget, side: Side) -> str:
    """A side in the user's language."""
    return {"left": widget.tr("left"), "right": widget.tr("right"), "midline": widget.tr("midline")}[side]
