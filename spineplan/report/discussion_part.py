"""What colleagues said and signed, as the report tells it."""

from collections.abc import Sequence

from spineplan.plan.model import Comment, Plan
from spineplan.report.model import Fact, FindingLine, Remark
from spineplan.storage.signed_versions import signature_stories
from spineplan.storage.versions import Snapshots, Version

MOST_VERSIONS = 12
_VERDICTS = {"agree": "agrees", "disagree": "disagrees", "alternative": "proposes an alternative"}


def signature_lines(plan: Plan, snapshots: Snapshots) -> tuple[FindingLine, ...]:
    """One line per signature: valid, or void with what changed; then what was reopened."""
    lines = [
        FindingLine(
            "valid" if story.valid else "VOID", "ok" if story.valid else "danger", _without_state(story.sentence)
        )
        for story in signature_stories(plan, snapshots)
    ]
    lines += [
        FindingLine("reopened", "caution", f"{one.by}, {moment(one.utc)}: {one.reason}") for one in plan.reopenings
    ]
    return tuple(lines)


def opinion_lines(plan: Plan, digest: str) -> tuple[FindingLine, ...]:
    """One line per opinion; digest: of the plan's content now."""
    found = []
    for one in plan.opinions:
        words = f"{one.by} ({one.role}) {_VERDICTS[one.verdict]}, {moment(one.utc)}"
        words += f": {one.text}" if one.text else "."
        words += "" if one.plan_digest == digest else " Given on an earlier state of the plan."
        found.append(FindingLine(one.verdict, "ok" if one.verdict == "agree" else "caution", words))
    return tuple(found)


def remarks(plan: Plan) -> tuple[Remark, ...]:
    """Comments in threads, open ones first."""
    known = {one.id for one in plan.comments}
    firsts = [one for one in plan.comments if one.reply_to not in known]
    firsts.sort(key=lambda one: bool(one.resolved_by))
    return tuple(_remark(one, plan, one is not first) for first in firsts for one in _thread(first, plan.comments))


def version_lines(versions: Sequence[Version]) -> tuple[Fact, ...]:
    """The latest saves, latest first."""
    return tuple(
        Fact(f"Version {one.number}", f"{moment(one.utc)}, {one.who or 'nobody named'}: {one.summary}")
        for one in reversed(versions[-MOST_VERSIONS:])
    )


def moment(utc: str) -> str:
    """An ISO 8601 moment to the minute, UTC."""
    return f"{utc[:10]} {utc[11:16]} UTC" if len(utc) >= 16 and utc[10] == "T" else utc


def _thread(first: Comment, comments: Sequence[Comment]) -> list[Comment]:
    return [first, *(one for one in comments if one.reply_to == first.id)]


def _remark(one: Comment, plan: Plan, reply: bool) -> Remark:
    needle, lesion = plan.needle(one.pin.ref), plan.lesion(one.pin.ref)
    about = {
        "plan": "Whole plan",
        "level": one.pin.ref,
        "lesion": f"{lesion.level} lesion" if lesion is not None else "Lesion",
        "needle": f"{needle.level} {needle.side} needle" if needle is not None else "Needle",
        "point": "Point",
    }[one.pin.kind]
    resolved = f"Resolved by {one.resolved_by}, {moment(one.resolved_utc)}." if one.resolved_by else ""
    return Remark(about, f"{one.author}, {moment(one.utc)}", one.text, reply, resolved)


def _without_state(sentence: str) -> str:
    return sentence.replace(", VOID:", ":").replace(", valid.", ".")
