"""Cement and ablation in the Plan stage: everything below the band, for the level that is chosen."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.plan.model import Plan
from spineplan.ui.fold import Fold
from spineplan.ui.panels.decide.timeline_section import TimelineSection
from spineplan.ui.panels.plan.ablation_section import AblationSection
from spineplan.ui.panels.plan.cement_details import CementDetails
from spineplan.ui.panels.plan.filling_section import FillingSection
from spineplan.ui.panels.plan.tip_comparison import TipComparison
from spineplan.viewer.bridge import SessionBridge


class TreatmentSections(QWidget):
    """Parts that fold away are made and written only while they are open."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._level = bridge, ""
        self.filling = FillingSection(bridge)
        self.ablation = AblationSection(bridge)
        self.details = Fold(self.tr("Needles, material, how much to mix"), lambda: CementDetails(bridge))
        self.comparison = Fold(self.tr("Compare two ways"), lambda: TipComparison(bridge))
        self.timeline = Fold(self.tr("Timeline of the session"), TimelineSection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for fold in (self.details, self.comparison, self.timeline):
            fold.opened.connect(self._again)
        for widget in (self.details, self.filling, self.comparison, self.ablation, self.timeline):
            column.addWidget(widget)

    def show_level(self, plan: Plan, level: str) -> None:
        """Everything about one level's treatment, and the session's timeline."""
        self._level = level
        self.filling.show_level(plan, level)
        self.ablation.show_level(plan, level)
        chosen = any(target.level == level for target in plan.cement)
        for fold in (self.details, self.comparison):
            fold.setVisible(chosen and any(needle.level == level for needle in plan.needles))
        self.timeline.setVisible(bool(plan.cement or plan.ablations))
        details, comparison, timeline = self.details.body, self.comparison.body, self.timeline.body
        if isinstance(details, CementDetails) and self.details.head.isChecked():
            details.show_level(plan, level)
        if isinstance(comparison, TipComparison) and self.comparison.head.isChecked():
            comparison.show_level(plan, level)
        if isinstance(timeline, TimelineSection) and self.timeline.head.isChecked():
            timeline.show_plan(plan)

    def leave(self) -> None:
        """Another stage: the pictures show no simulation there."""
        self.filling.leave()

    def _again(self) -> None:
        session = self._bridge.session
        if session is not None and self._level:
            self.show_level(session.plan, self._level)
