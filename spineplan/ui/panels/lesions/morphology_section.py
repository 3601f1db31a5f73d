"""What the images say of a lesion and its level, item by item: a suggestion with its numbers, to confirm or not."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.clinical.case import Case, Known
from spineplan.clinical.fact_catalogue import Scope, fact_item
from spineplan.measure.morphology_answers import Suggestion
from spineplan.ui.in_words import say
from spineplan.ui.panels.fact_fields import FactForm
from spineplan.ui.panels.pieces import hint
from spineplan.viewer.bridge import SessionBridge

LESION_ITEMS = (
    "border", "expansile", "soft_tissue", "cortical_destruction", "matrix_mineral", "signal_t1", "signal_stir",
)  # fmt: skip
LEVEL_ITEMS = (
    "posterior_wall", "posterior_wall_bulge_mm", "canal_narrowing_percent", "body_involvement_percent", "lytic_percent",
    "pedicle_left", "pedicle_right", "facet_left", "facet_right", "costovertebral_left", "costovertebral_right",
    "vertebral_artery",
    "collapse_percent", "collapse_shape", "escc", "escc_from", "uptake", "uptake_ratio",
)  # fmt: skip


class MorphologySection(QWidget):
    """The catalogue's items of one scope."""

    def __init__(
        self, bridge: SessionBridge, scope: Scope, items: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.missing = hint()
        self.form = FactForm(bridge, scope, [fact_item(item) for item in items])
        column.addWidget(self.missing)
        column.addWidget(self.form)

    def show_answers(
        self, ref: str, known: Mapping[str, Known], suggestions: Mapping[str, Suggestion], missing: str = ""
    ) -> None:
        """ref: level name or lesion id; missing: why there are no suggestions."""
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
        self.form.setEnabled(bool(ref))
        self.form.show_answers(ref, known)
        for item, field in self.form.fields.items():
            suggestion = suggestions.get(item)
            if suggestion is None or not suggestion.note:
                continue
            origin, numbers = field.note.text(), say(suggestion.note)
            field.note.setText(f"{origin}: {numbers}" if origin else numbers)
            field.note.setVisible(True)


def answers_of(case: Case | None, scope: Scope, ref: str) -> Mapping[str, Known]:
    """What the case knows of a level or a lesion."""
    if case is None or not ref:
        return {}
    return (case.levels if scope == "level" else case.lesions).get(ref, {})
