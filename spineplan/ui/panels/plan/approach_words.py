"""What the panel says of an approach: offered here for this patient or not, why, and what nobody has marked."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.clinical.approaches import Approach, Offer, PatientFacts, approach, offer
from spineplan.clinical.confidence import confidence_words
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import hint, warning


class ApproachWords(QWidget):
    """One line each for the verdict, what is unknown, and what is at risk; more on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.against, self.reasons, self.unknown = warning(), hint(), hint()
        for label in (self.against, self.reasons, self.unknown):
            column.addWidget(label)

    def show_approach(self, level: str, approach_id: str, facts: PatientFacts) -> None:
        """Nothing for an approach that the catalogue does not hold."""
        way = approach(approach_id)
        self.setVisible(way is not None and bool(level))
        if way is None or not level:
            return
        made = offer(way, level, facts)
        self.against.setText(" ".join(made.reasons) if not made.offered else " ".join(made.cautions))
        self.against.setVisible(bool(self.against.text()))
        risks = self.tr("At risk: {risks}. Usual angle: {axial} ({trust}).")
        trust = say(confidence_words(way.confidence))
        self.reasons.setText(risks.format(risks=", ".join(way.risks), axial=way.axial, trust=trust))
        self.reasons.setToolTip(self._more(way, made))
        names = ", ".join(name.replace("_", " ") for name in made.unknown)
        self.unknown.setText(self.tr("Not marked, so not measured: {names}.").format(names=names))
        self.unknown.setVisible(bool(made.unknown))

    def _more(self, way: Approach, made: Offer) -> str:
        words = self.tr(
            "{why} {when}\nEntry: {entry}. Target: {target}. Position: {position}, {guidance}. Gauge: {gauge}. "
            "Anaesthesia: {anaesthesia}."
        )
        reasons = made.reasons if made.offered else (way.why, way.when)
        return words.format(why=reasons[0], when=" ".join(reasons[1:]), entry=way.entry, target=way.target,
                            position=way.position, guidance=way.guidance, gauge=way.gauge,
                            anaesthesia=way.anaesthesia)  # fmt: skip


def ordered_ways(
    level: str, facts: PatientFacts, ways: tuple[Approach, ...], not_offered: Callable[[str], str]
) -> list[tuple[str, str]]:
    """(id, words) for a list: offered ones first. not_offered: marks a name that is not offered for this patient."""
    judged = [(way, offer(way, level, facts)) for way in ways]
    judged.sort(key=lambda one: not one[1].offered)
    return [(way.id, way.name if made.offered else not_offered(way.name)) for way, made in judged]
