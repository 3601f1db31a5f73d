"""Proposals for the open plan: the search as a background job, its answer as needles ready to be placed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec.structs import replace as with_fields

from spineplan.imaging.mask import Mask
from spineplan.plan.edits import PutNeedle, PutNeedles
from spineplan.plan.model import Lesion, Needle, Plan, Side
from spineplan.session.jobs import Job, Jobs, Progress
from spineplan.session.needle_placing import new_id
from spineplan.session.safety import NoField, Safety
from spineplan.session.session import Session

if TYPE_CHECKING:  # planning brings numba, which must not hold up the first paint
    from spineplan.planning.field.safety_field import FieldRequest, SafetyField
    from spineplan.planning.margins.carm import CArmLimits
    from spineplan.planning.needle_sets import NeedleSet
    from spineplan.planning.search.proposals import Proposal, ProposalRequest, Proposals
    from spineplan.planning.search.score import Weights


@dataclass(frozen=True)
class Wish:
    """What needles are wanted. sides: empty = all of the approach; gauge: "" = the usual one or the next that fits."""

    level: str
    approach: str
    sides: tuple[Side, ...] = ()
    gauge: str = ""
    top: int = 5


@dataclass(frozen=True)
class Terms:
    """What a search goes by. plan: whose guidance counts; limits: of the C-arm."""

    weights: Weights | None
    plan: Plan
    limits: CArmLimits


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
    terms = Terms(weights, session.plan, safety.limits)

    def work(progress: Progress) -> Proposals:
        return _search(aimed, wish, terms, progress)

    return jobs.start(title, work, on_result, on_error)


def start_set(
    session: Session,
    jobs: Jobs,
    safety: Safety,
    wishes: Sequence[Wish],
    weights: Weights | None,
    title: str,
    on_result: Callable[[NeedleSet], None],
    on_error: Callable[[Exception], None],
) -> Job[NeedleSet] | str:
    """Needles for several levels or sides that do not meet; or a sentence, why the search cannot run."""
    ready: list[tuple[Wish, SafetyField | FieldRequest]] = []
    for wish in wishes:
        field = safety.field(wish.level)
        asked = safety.request(wish.level) if field is None or isinstance(field, NoField) else field
        if asked is None:
            return f"{wish.level}: {safety.missing(wish.level)}"
        ready.append((wish, asked))
    terms = Terms(weights, session.plan, safety.limits)

    def work(progress: Progress) -> NeedleSet:
        return _search_set(ready, terms, progress)

    return jobs.start(title, work, on_result, on_error)


def put_set(plan: Plan, found: NeedleSet) -> PutNeedles:
    """All proposed needles in one step; unlocked needles of the same level and side make way."""
    needles = []
    for proposal in found.proposals:
        wanted = proposal.needle
        old = next((one for one in plan.needles if (one.level, one.side) == (wanted.level, wanted.side)
                    and not one.locked), None)  # fmt: skip
        needles.append(with_fields(wanted, id=old.id if old is not None else new_id()))
    return PutNeedles(tuple(needles))


def put_proposal(plan: Plan, proposal: Proposal, needle_id: str = "") -> PutNeedle:
    """The proposed needle in the plan: instead of needle_id, or as a further one."""
    old = plan.needle(needle_id)
    kept = old.guidance if old is not None else ""
    return PutNeedle(with_fields(proposal.needle, id=needle_id or new_id(), guidance=kept), "Proposal")


def same_path(needle: Needle, other: Needle) -> bool:
    """Whether two needles are the same but for id and guidance."""
    return with_fields(needle, id="", guidance="", locked=False) == with_fields(other, id="", guidance="", locked=False)


def _search(field: SafetyField, wish: Wish, terms: Terms, progress: Progress) -> Proposals:
    from spineplan.planning.search.proposals import propose

    return propose(_request(field, wish, terms), progress.step)


def _search_set(
    ready: Sequence[tuple[Wish, SafetyField | FieldRequest]], terms: Terms, progress: Progress
) -> NeedleSet:
    """On the thread: fields that are missing are built first."""
    from spineplan.planning.field.safety_field import FieldRequest, build_field
    from spineplan.planning.needle_sets import propose_together

    requests = []
    for wish, asked in ready:
        progress.step(None, wish.level)
        field = build_field(asked) if isinstance(asked, FieldRequest) else asked
        requests.append(_request(field, wish, terms))
    return propose_together(requests, progress.step)


def _request(field: SafetyField, wish: Wish, terms: Terms) -> ProposalRequest:
    from spineplan.planning.margins.guidance import guidance_in
    from spineplan.planning.search.proposals import ProposalRequest
    from spineplan.planning.search.score import Weights

    return ProposalRequest(
        field, wish.approach, wish.sides, wish.gauge, guidance_in(terms.plan), terms.weights or Weights(),
        terms.limits, top=wish.top,
    )  # fmt: skip


def _mask(session: Session, lesion: Lesion | None) -> Mask | None:
    return session.masks.get(lesion.mask) if lesion is not None and lesion.mask is not None else None
