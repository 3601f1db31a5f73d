"""Proposals for the open plan: the search as a background job, its answer as needles ready to be placed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec.structs import replace as with_fields

from spineplan.imaging.mask import Mask
from spineplan.plan.edits import PutNeedle
from spineplan.plan.model import Lesion, Needle, Plan, Side
from spineplan.session.jobs import Job, Jobs, Progress
from spineplan.session.needle_placing import new_id
from spineplan.session.safety import NoField, Safety
from spineplan.session.session import Session

if TYPE_CHECKING:  # planning brings numba, which must not hold up the first paint
    from spineplan.planning.field import SafetyField
    from spineplan.planning.score import Weights
    from spineplan.planning.search import Proposal, Proposals


@dataclass(frozen=True)
class Wish:
    """What needles are wanted. sides: empty = all of the approach; gauge: "" = the usual one or the next that fits."""

    level: str
    approach: str
    sides: tuple[Side, ...] = ()
    gauge: str = ""
    top: int = 5


def start_search(
    session: Session,
    jobs: Jobs,
    safety: Safety,
    wish: Wish,
    weights: Weights | None,
    title: str,
    on_result: Callable[[Proposals], None],
    on_error: Callable[[Exception], None],
) -> Job[Proposals] | str:
    """The running search, or why it cannot run: a sentence, also while the safety field is still being built."""
    field = safety.field(wish.level)
    if field is None:
        return "What is at risk is still being measured; try again in a moment."
    if isinstance(field, NoField):
        return field.reason
    lesion = next((one for one in session.plan.lesions if one.level == wish.level and one.mask is not None), None)
    aimed = replace(field, lesion=_mask(session, lesion))
    envelope = session.plan.guidance

    def work(progress: Progress) -> Proposals:
        return _search(aimed, wish, weights, envelope, progress)

    return jobs.start(title, work, on_result, on_error)


def put_proposal(plan: Plan, proposal: Proposal, needle_id: str = "") -> PutNeedle:
    """The proposed needle in the plan: instead of needle_id, or as a further one."""
    old = plan.needle(needle_id)
    kept = old.guidance if old is not None else ""
    return PutNeedle(with_fields(proposal.needle, id=needle_id or new_id(), guidance=kept), "Proposal")


def same_path(needle: Needle, other: Needle) -> bool:
    """Whether two needles are the same but for id and guidance."""
    return with_fields(needle, id="", guidance="", locked=False) == with_fields(other, id="", guidance="", locked=False)


def _search(field: SafetyField, wish: Wish, weights: Weights | None, envelope: str, progress: Progress) -> Proposals:
    from spineplan.planning.guidance import guidance, guidances
    from spineplan.planning.score import Weights
    from spineplan.planning.search import ProposalRequest, propose

    known = envelope if any(one.id == envelope for one in guidances()) else ""
    request = ProposalRequest(
        field, wish.approach, wish.sides, wish.gauge, guidance(known), weights or Weights(), top=wish.top
    )
    return propose(request, progress.step)


def _mask(session: Session, lesion: Lesion | None) -> Mask | None:
    return session.masks.get(lesion.mask) if lesion is not None and lesion.mask is not None else None
