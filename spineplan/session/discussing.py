"""Edits of the discussion: comments with the view they were made in, threads, opinions, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from msgspec.structs import replace

from spineplan.anatomy.level_order import level_at
from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Point
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import GiveOpinion, PutComment, ReopenPlan, SignPlan
from spineplan.plan.model import Comment, Opinion, Pin, Plan, Reopening, Signature, Verdict
from spineplan.session.session import Session
from spineplan.session.viewpoints import viewpoint_of

NOBODY = "Say who you are in the settings first: a comment, an opinion and a signature carry a name."


@dataclass(frozen=True)
class Thread:
    """A comment and the answers to it, in the order of writing."""

    first: Comment
    replies: tuple[Comment, ...]

    @property
    def resolved(self) -> bool:
        """Whether somebody settled it."""
        return bool(self.first.resolved_by)


@dataclass(frozen=True)
class PinnedThread:
    """A thread with a place in the patient. number: its place in the order of writing, 1 for the first; at_mm: LPS."""

    number: int
    thread: Thread
    at_mm: Point


def thread_numbers(comments: Sequence[Comment]) -> dict[str, int]:
    """Number of each thread by the id of its first comment; a number stays when others are resolved."""
    found = {thread.first.id for thread in threads(comments)}
    return {one.id: n for n, one in enumerate((one for one in comments if one.id in found), start=1)}


def pinned_threads(plan: Plan) -> tuple[PinnedThread, ...]:
    """Threads about something in the patient; what was moved since takes its pin along."""
    numbers = thread_numbers(plan.comments)
    places = ((thread, _place(thread.first.pin, plan)) for thread in threads(plan.comments))
    return tuple(PinnedThread(numbers[one.first.id], one, at) for one, at in places if at is not None)


def _place(pin: Pin, plan: Plan) -> Point | None:
    level, lesion, needle = plan.level(pin.ref), plan.lesion(pin.ref), plan.needle(pin.ref)
    if pin.kind == "level" and level is not None:
        return level.centre_mm
    if pin.kind == "lesion" and lesion is not None:
        return lesion.seed_mm
    return needle.target_mm if pin.kind == "needle" and needle is not None else pin.point_mm


def threads(comments: Sequence[Comment]) -> tuple[Thread, ...]:
    """Open ones first, each group in the order of writing; an answer whose comment is gone stands alone."""
    known = {comment.id for comment in comments}
    replies: dict[str, list[Comment]] = {}
    for comment in comments:
        if comment.reply_to in known:
            replies.setdefault(_root(comment, comments), []).append(comment)
    found = [Thread(x, tuple(replies.pop(x.id, ()))) for x in comments if x.reply_to not in known]
    found += [Thread(x, ()) for lost in replies.values() for x in lost]  # answers that only answer each other
    return tuple(sorted(found, key=lambda thread: thread.resolved))


def pins(session: Session) -> tuple[tuple[Pin, str], ...]:
    """What a comment may be about here, with words: the thing selected, the level, the point, the whole plan."""
    plan, view = session.plan, session.view
    here = view.crosshair_mm
    found: list[tuple[Pin, str]] = []
    if view.selected is not None:
        kind, ref = view.selected
        needle, lesion = plan.needle(ref), plan.lesion(ref)
        if kind == "needle" and needle is not None:
            pin = Pin(kind="needle", ref=ref, point_mm=needle.target_mm)
            found.append((pin, f"{needle.level} {needle.side} needle"))
        if kind == "lesion" and lesion is not None:
            found.append((Pin(kind="lesion", ref=ref, point_mm=lesion.seed_mm), f"{lesion.level} lesion"))
    level = level_at(plan, here)
    if level is not None:
        found.append((Pin(kind="level", ref=level.name, point_mm=level.centre_mm), level.name))
    found.append((Pin(kind="point", point_mm=here), "Point at the crosshair"))
    return (*found, (Pin(), "Whole plan"))


def pin_words(pin: Pin, plan: Plan) -> str:
    """What a comment is about, such as "L3 left needle"."""
    needle, lesion = plan.needle(pin.ref), plan.lesion(pin.ref)
    if pin.kind == "needle":
        return f"{needle.level} {needle.side} needle" if needle is not None else "Needle that is gone"
    if pin.kind == "lesion":
        return f"{lesion.level} lesion" if lesion is not None else "Lesion that is gone"
    if pin.kind == "level":
        return pin.ref
    level = level_at(plan, pin.point_mm) if pin.point_mm is not None else None
    place = f" at {level.name}" if level is not None else ""
    return f"Point{place}" if pin.kind == "point" else "Whole plan"


def comment(session: Session, text: str, pin: Pin, utc: str) -> PutComment:
    """A remark with the view it is made in. Raises EditRefused."""
    _check(session, text)
    return PutComment(
        Comment(
            id=uuid4().hex[:16], pin=pin, author=session.who, utc=utc, text=text.strip(),
            viewpoint=viewpoint_of(session.view),
        )
    )  # fmt: skip


def reply(session: Session, to: Comment, text: str, utc: str) -> PutComment:
    """An answer in a thread. Raises EditRefused."""
    _check(session, text)
    root = to.reply_to or to.id
    answer = Comment(id=uuid4().hex[:16], pin=to.pin, author=session.who, utc=utc, text=text.strip(), reply_to=root)
    return PutComment(answer, verb="Answer")


def resolve(session: Session, which: Comment, utc: str) -> PutComment:
    """Settle a thread, or open it again. Raises EditRefused."""
    _check(session, "-")
    if which.resolved_by:
        return PutComment(replace(which, resolved_by="", resolved_utc=""), verb="Reopen comment")
    return PutComment(replace(which, resolved_by=session.who, resolved_utc=utc), verb="Resolve comment")


def opinion(session: Session, role: str, verdict: Verdict, text: str, utc: str, alternative: str = "") -> GiveOpinion:
    """A verdict on the plan as it is now. Raises EditRefused."""
    _check(session, "-")
    if verdict != "agree" and not text.strip():
        raise EditRefused("Say why, so that the others can weigh it.")
    digest = content_digest(session.committed)
    given = Opinion(by=session.who, role=role, verdict=verdict, utc=utc, plan_digest=digest, text=text.strip(),
                    alternative=alternative)  # fmt: skip
    return GiveOpinion(given)


def signature(session: Session, role: str, utc: str) -> SignPlan:
    """Sign the plan as it is now. Raises EditRefused."""
    _check(session, "-")
    return SignPlan(Signature(by=session.who, role=role, utc=utc, plan_digest=content_digest(session.committed)))


def reopening(session: Session, reason: str, utc: str) -> ReopenPlan:
    """Open a signed plan for edits. Raises EditRefused."""
    _check(session, "-")
    if not reason.strip():
        raise EditRefused("Say why the signed plan is reopened.")
    return ReopenPlan(Reopening(by=session.who, utc=utc, reason=reason.strip()))


def _root(comment_: Comment, comments: Sequence[Comment]) -> str:
    """The first of a thread; a circle ends where it began."""
    by_id = {one.id: one for one in comments}
    seen = {comment_.id}
    while comment_.reply_to in by_id and comment_.reply_to not in seen:
        comment_ = by_id[comment_.reply_to]
        seen.add(comment_.id)
    return comment_.id


def _check(session: Session, text: str) -> None:
    if not session.who:
        raise EditRefused(NOBODY)
    if not text.strip():
        raise EditRefused("Write something first.")
