"""What became of a signature: still valid, or void and by what."""

from dataclasses import dataclass

from spineplan.errors import PlanRefused
from spineplan.plan.compare import Difference, differences
from spineplan.plan.items import TALK
from spineplan.plan.model import Plan, Signature
from spineplan.plan.signing import signature_states
from spineplan.storage.versions import Snapshots


@dataclass(frozen=True)
class SignatureStory:
    """valid: the plan is what was signed. changes: what differs from it; None when what was signed is not kept."""

    signature: Signature
    valid: bool
    changes: tuple[Difference, ...] | None = ()

    @property
    def sentence(self) -> str:
        """In words, for the report and the command line."""
        who = f"{self.signature.role}: {self.signature.by}, {self.signature.utc[:16].replace('T', ' ')}"
        if self.valid:
            return f"{who}, valid."
        if self.changes is None:
            return f"{who}, VOID: the plan was changed after it was signed."
        return f"{who}, VOID: {' '.join(change.sentence for change in self.changes)}"


def signature_stories(plan: Plan, snapshots: Snapshots) -> tuple[SignatureStory, ...]:
    """Every signature of the plan, in the order of signing. snapshots: the versions that its file keeps."""
    return tuple(
        SignatureStory(state.signature, True)
        if state.valid
        else SignatureStory(state.signature, False, _changes(plan, state.signature, snapshots))
        for state in signature_states(plan)
    )


def _changes(plan: Plan, signature: Signature, snapshots: Snapshots) -> tuple[Difference, ...] | None:
    signed = next((one for one in snapshots.values() if one.content == signature.plan_digest), None)
    if signed is None:
        return None
    try:
        found = differences(signed.plan(), plan)
    except PlanRefused:
        return None
    return tuple(one for one in found if one.key[0] not in (*TALK, "series"))
