"""Edits of answers, facts, comments, opinions and signatures."""

from typing import Literal

from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.catalogue_words import fact_title
from spineplan.plan.digest import content_digest
from spineplan.plan.edit_base import EditBase, changed, put
from spineplan.plan.edits_levels import PutLevel
from spineplan.plan.edits_treatment import PutLesion
from spineplan.plan.model import ChecklistAnswer, Comment, Fact, Opinion, Plan, Reopening, Signature


class AnswerItem(EditBase, frozen=True):
    """Answer one checklist item."""

    answer: ChecklistAnswer

    @property
    def label(self) -> str:
        return f"Checklist item {self.answer.item}"

    def apply(self, plan: Plan) -> Plan:
        others = [answer for answer in plan.checklist if answer.item != self.answer.item]
        return changed(plan, checklist=tuple(sorted([*others, self.answer], key=lambda answer: answer.item)))


class ChooseTemplate(EditBase, frozen=True):
    """Use another checklist template; answers given already stay."""

    template: str
    label: str = "Checklist template"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, checklist_template=self.template)


FactScope = Literal["patient", "level", "lesion"]


class SetFact(EditBase, frozen=True):
    """Answer a clinical fact of the patient (ref empty), a level (its name) or a lesion (its id); fact None forgets
    the item."""

    scope: FactScope
    ref: str
    item: str
    fact: Fact | None

    @property
    def label(self) -> str:
        title = fact_title(self.item)
        return f"{title}, {self.ref}" if self.scope == "level" else title

    def apply(self, plan: Plan) -> Plan:
        if self.fact is not None and self.fact.item != self.item:
            raise EditRefused("A fact must answer the item it is given for.")
        if self.scope == "patient":
            return changed(plan, facts=self._with(plan.facts))
        if self.scope == "level":
            level = plan.level(self.ref)
            if level is None:
                raise EditRefused(f"{self.ref} is not marked.")
            return PutLevel(replace(level, facts=self._with(level.facts))).apply(plan)
        lesion = plan.lesion(self.ref)
        if lesion is None:
            raise EditRefused("The lesion is not in the plan any more.")
        return PutLesion(replace(lesion, facts=self._with(lesion.facts))).apply(plan)

    def _with(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        others = tuple(fact for fact in facts if fact.item != self.item)
        return others if self.fact is None else (*others, self.fact)


class PutComment(EditBase, frozen=True):
    """Say something about the plan, or change or resolve what was said."""

    comment: Comment
    verb: str = "Comment"

    @property
    def label(self) -> str:
        return self.verb

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, comments=put(plan.comments, self.comment))


class RemoveComment(EditBase, frozen=True):
    """Take back a comment and the answers to it."""

    comment_id: str
    label: str = "Remove comment"

    def apply(self, plan: Plan) -> Plan:
        kept = tuple(x for x in plan.comments if self.comment_id not in (x.id, x.reply_to))
        return changed(plan, comments=kept)


class GiveOpinion(EditBase, frozen=True):
    """A reviewer's verdict; a later one of the same person in the same role takes its place."""

    opinion: Opinion

    @property
    def label(self) -> str:
        return f"Opinion of {self.opinion.by}"

    def apply(self, plan: Plan) -> Plan:
        key = (self.opinion.by, self.opinion.role)
        others = tuple(x for x in plan.opinions if (x.by, x.role) != key)
        return changed(plan, opinions=(*others, self.opinion))


class SignPlan(EditBase, frozen=True):
    """Sign in a role; a new signature of the same person in the same role takes the place of the old."""

    signature: Signature

    @property
    def label(self) -> str:
        return f"Signed by {self.signature.by}"

    def apply(self, plan: Plan) -> Plan:
        if not self.signature.by or not self.signature.role:
            raise EditRefused("A signature needs a name and a role.")
        if self.signature.plan_digest != content_digest(plan):
            raise EditRefused("The plan changed while it was being signed; look at it again.")
        key = (self.signature.by, self.signature.role)
        others = tuple(x for x in plan.signatures if (x.by, x.role) != key)
        return changed(plan, signatures=(*others, self.signature))


class ReopenPlan(EditBase, frozen=True):
    """Open a signed plan for edits again; signatures stay, void once the plan differs from what was signed."""

    reopening: Reopening

    @property
    def label(self) -> str:
        return f"Reopened by {self.reopening.by}"

    def apply(self, plan: Plan) -> Plan:
        if not self.reopening.by:
            raise EditRefused("Say who you are before you reopen a signed plan.")
        released = tuple(replace(signature, released=True) for signature in plan.signatures)
        return changed(plan, signatures=released, reopenings=(*plan.reopenings, self.reopening))


class TakePlan(EditBase, frozen=True):
    """Another state of the same plan at once: a merged copy, a former version. label: what was taken."""

    plan: Plan
    label: str = "Take a version"

    def apply(self, plan: Plan) -> Plan:
        if (self.plan.identity, self.plan.reference) != (plan.identity, plan.reference):
            raise EditRefused("The other plan is not of the same patient and images.")
        return self.plan
