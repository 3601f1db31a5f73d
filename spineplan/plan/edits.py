"""Every verb the user has: frozen values with `label` (for undo) and `apply(plan) -> plan`.

`apply` raises EditRefused with a sentence when the edit would break the plan. Edits know nothing of images.
"""

from spineplan.plan.edit_base import Edit, EditBase, changed
from spineplan.plan.edits_discussion import (
    AnswerItem,
    ChooseTemplate,
    GiveOpinion,
    PutComment,
    RemoveComment,
    ReopenPlan,
    SetFact,
    SignPlan,
    TakePlan,
)
from spineplan.plan.edits_drawn import PutKeyImage, PutMeasurement, RemoveKeyImage, RemoveMeasurement
from spineplan.plan.edits_levels import (
    ConfirmLevels,
    DecideLevel,
    PutLabels,
    PutLevel,
    PutStructure,
    PutStructures,
    RemoveLevel,
    RemoveStructure,
    RenameLevels,
    SetLevels,
)
from spineplan.plan.edits_registration import ConfirmRegistration, PutRegistration, RemoveRegistration
from spineplan.plan.edits_treatment import (
    PutAblation,
    PutGuidanceError,
    PutLesion,
    PutLesions,
    PutNeedle,
    PutNeedles,
    RemoveAblation,
    RemoveGuidanceError,
    RemoveLesion,
    RemoveNeedle,
    SetAblations,
    SetCement,
    SetGuidance,
)
from spineplan.plan.model import Plan, SeriesRef

__all__ = [
    "AddSeries",
    "AnswerItem",
    "AnyEdit",
    "ChooseTemplate",
    "ConfirmLevels",
    "ConfirmRegistration",
    "DecideLevel",
    "Edit",
    "GiveOpinion",
    "PutAblation",
    "PutComment",
    "PutGuidanceError",
    "PutKeyImage",
    "PutLabels",
    "PutLesion",
    "PutLesions",
    "PutLevel",
    "PutMeasurement",
    "PutNeedle",
    "PutNeedles",
    "PutRegistration",
    "PutStructure",
    "PutStructures",
    "RemoveAblation",
    "RemoveComment",
    "RemoveGuidanceError",
    "RemoveKeyImage",
    "RemoveLesion",
    "RemoveLevel",
    "RemoveMeasurement",
    "RemoveNeedle",
    "RemoveRegistration",
    "RemoveStructure",
    "RenameLevels",
    "ReopenPlan",
    "SetAblations",
    "SetCement",
    "SetFact",
    "SetGuidance",
    "SetLevels",
    "SetNotes",
    "SignPlan",
    "TakePlan",
]


class AddSeries(EditBase, frozen=True):
    """Note that a further series was opened with this plan."""

    series: SeriesRef
    label: str = "Add series"

    def apply(self, plan: Plan) -> Plan:
        others = [ref for ref in plan.series if ref.series_uid != self.series.series_uid]
        return changed(plan, series=(*others, self.series))


class SetNotes(EditBase, frozen=True):
    """Change the free text of the plan."""

    notes: str
    label: str = "Notes"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, notes=self.notes)


AnyEdit = (
    AddSeries
    | AnswerItem
    | ChooseTemplate
    | ConfirmLevels
    | ConfirmRegistration
    | DecideLevel
    | GiveOpinion
    | PutAblation
    | PutComment
    | PutGuidanceError
    | PutKeyImage
    | PutLabels
    | PutLesion
    | PutLesions
    | PutLevel
    | PutMeasurement
    | PutNeedle
    | PutNeedles
    | PutRegistration
    | PutStructure
    | PutStructures
    | RemoveAblation
    | RemoveComment
    | RemoveGuidanceError
    | RemoveKeyImage
    | RemoveLesion
    | RemoveLevel
    | RemoveMeasurement
    | RemoveNeedle
    | RemoveRegistration
    | RemoveStructure
    | RenameLevels
    | ReopenPlan
    | SetAblations
    | SetCement
    | SetFact
    | SetGuidance
    | SetLevels
    | SetNotes
    | SignPlan
    | TakePlan
)
"""For strict decoding of a stored history."""
