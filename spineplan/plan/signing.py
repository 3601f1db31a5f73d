"""Who signed the plan, whether it still holds, and what a signed plan refuses."""

from dataclasses import dataclass

from spineplan.errors import EditRefused
from spineplan.plan.digest import content_digest
from spineplan.plan.model import Plan, Signature

ROLES = ("operator", "second reader", "surgeon", "anaesthetist", "oncologist", "radiotherapist", "nurse")
"""Usual roles; any other may be written."""


@dataclass(frozen=True)
class SignatureState:
    """valid: the plan is still what was signed."""

    signature: Signature
    valid: bool


def signature_states(plan: Plan) -> tuple[SignatureState, ...]:
    """Every signature, in the order of signing."""
    if not plan.signatures:
        return ()
    digest = content_digest(plan)
    return tuple(SignatureState(signature, signature.plan_digest == digest) for signature in plan.signatures)


def is_signed(plan: Plan) -> bool:
    """Whether a signature holds that no reopening has released: the plan refuses edits then."""
    return any(state.valid and not state.signature.released for state in signature_states(plan))


def check_signed(before: Plan, after: Plan) -> None:
    """Raises EditRefused for a change of what was signed; talk, further signatures and reopening are free."""
    if not is_signed(before):
        return
    kept = {(one.by, one.role) for one in after.signatures}
    lost = any((one.by, one.role) not in kept for one in before.signatures)
    if not lost and content_digest(after) == content_digest(before):
        return
    names = ", ".join(state.signature.by for state in signature_states(before) if state.valid)
    raise EditRefused(f"The plan is signed ({names}); reopen it before you change it.")
