"""What proposals look like: a card each, a card for a set, and the weights of the score."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QSlider, QWidget

from spineplan.plan.model import Side
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import Card, button, flowing, hint, restyled, warning
from spineplan.viewer.overlays.needle_ink import margin_token

if TYPE_CHECKING:  # planning is imported after the first paint
    from spineplan.planning.needle_sets import NeedleSet
    from spineplan.planning.search.proposals import Proposal
    from spineplan.planning.search.score import Weights

PER_WEIGHT = 10
MOST_REASONS = 5
_STATES = {"needle_safe": "ok", "needle_close": "caution", "needle_breach": "danger", "level": ""}


class Taker(Protocol):
    """Who acts on the cards."""

    def preview(self, proposal: Proposal) -> None: ...
    def take(self, proposal: Proposal) -> None: ...
    def take_set(self, found: NeedleSet) -> None: ...


class ProposalCard(Card):
    """One proposal: rank, side, needle, least margin, score, reasons, Show and Take."""

    def __init__(self, owner: Taker, parent: QWidget) -> None:
        super().__init__("card", parent)
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
        self.reasons.setText(", ".join(map(say, told[:MOST_REASONS])))
        self.setToolTip("\n".join(map(say, proposal.reasons)))

    def mousePressEvent(self, _event: object) -> None:
        """Anywhere on the card shows it."""
        self._preview()

    def _preview(self) -> None:
        if self.proposal is not None:
            self._owner.preview(self.proposal)

    def _take(self) -> None:
        if self.proposal is not None:
            self._owner.take(self.proposal)


class SetCard(Card):
    """Needles that go together: one line each, conflicts and punctures, and Take all."""

    def __init__(self, owner: Taker, parent: QWidget) -> None:
        super().__init__("promptCard", parent)
        self._owner = owner
        self._set: NeedleSet | None = None
        self.lines, self.conflicts = QLabel(), warning()
        self.take_button = button(self.tr("Take all"), self._take, "check", "primary")
        self.column.addWidget(self.lines)
        self.column.addWidget(self.conflicts)
        self.column.addLayout(flowing(self.take_button))
        self.hide()

    def show_set(self, found: NeedleSet | None) -> None:
        """None hides it."""
        self._set = found
        self.setVisible(found is not None and bool(found.proposals))
        if found is None:
            return
        lines = []
        for proposal in found.proposals:
            needle, worst = proposal.needle, proposal.margins.worst_mm
            margin = f", {worst:.1f} mm" if worst is not None else ""
            lines.append(f"{needle.level} {side_words(self, needle.side)}, {needle.gauge}{margin}")
        words = self.tr("{needles} needles, {punctures} skin punctures")
        lines.append(words.format(needles=len(found.proposals), punctures=found.punctures))
        self.lines.setText("\n".join(lines))
        self.conflicts.setText(" ".join(conflict.sentence for conflict in found.conflicts))
        self.conflicts.setVisible(bool(found.conflicts))

    def _take(self) -> None:
        if self._set is not None:
            self._owner.take_set(self._set)
            self.show_set(None)


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
        from spineplan.planning.search.score import Weights

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
        from spineplan.planning.search.score import Weights

        chosen = {name: slider.value() / PER_WEIGHT for name, slider in self._sliders.items()}
        return Weights(**chosen) if any(chosen.values()) else None


def side_words(widget: QWidget, side: Side) -> str:
    """A side in the user's language."""
    return {"left": widget.tr("left"), "right": widget.tr("right"), "midline": widget.tr("midline")}[side]
