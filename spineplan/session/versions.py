"""Versions of the open plan: a former one taken back, an alternative branched off, a colleague's copy merged in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from spineplan.errors import EditRefused, PlanRefused
from spineplan.plan.edits import Edit, TakePlan
from spineplan.plan.merge import Merged, PartKey, Side, merge
from spineplan.plan.model import Plan
from spineplan.session.persistence import Persistence
from spineplan.session.session import HistoryEntry, Session
from spineplan.storage.lock import acquire
from spineplan.storage.planfile import LoadedPlan, save_plan
from spineplan.storage.versions import Snapshots, Version


@dataclass(frozen=True)
class Copy:
    """A colleague's copy beside the open plan. base: the version that both started from."""

    loaded: LoadedPlan
    base: Plan
    of: str

    def merged(self, mine: Plan, choices: Mapping[PartKey, Side] | None = None) -> Merged:
        """The one plan. Raises EditRefused as plan.merge does."""
        return merge(self.base, mine, self.loaded.plan, choices)


def copy_of(loaded: LoadedPlan, persistence: Persistence) -> Copy:
    """A copy of the open plan, as another file has it.

    Raises PlanRefused when the two have no version in common or the copy cannot be trusted.
    """
    if loaded.history_problem is not None:
        raise PlanRefused(f"The copy cannot be trusted: {loaded.history_problem}")
    base = common_version(persistence.snapshots, loaded.snapshots)
    if base is None:
        raise PlanRefused("The two plans have no version in common; only copies of one plan can be merged.")
    lines = loaded.history.decoded()
    return Copy(loaded, base, lines[-1].who if lines else "")


def common_version(mine: Snapshots, theirs: Snapshots) -> Plan | None:
    """The latest version that both files keep."""
    shared = [sha for sha in mine if sha in theirs]
    return mine[shared[-1]].plan() if shared else None


def take_copy(session: Session, copy: Copy, choices: Mapping[PartKey, Side] | None = None) -> Merged:
    """Merge a copy into the open plan as one step. Raises EditRefused (contradicting choices, a signed plan)."""
    merged = copy.merged(session.committed, choices)
    _bring_masks(session, copy.loaded.plan, copy.loaded)
    session.apply(TakePlan(merged.plan, f"Merge copy of {copy.of or 'a colleague'}"))
    return merged


def back_to(persistence: Persistence, version: Version) -> Edit:
    """The edit that brings a former version back; what was said since stays. Raises PlanRefused, EditRefused when the
    masks of the version were not kept."""
    session = persistence.session
    former = persistence.snapshots[version.sha256].plan()
    masks = persistence.masks_of(version.sha256)
    for ref in former.mask_refs():
        if ref.sha256 in masks:
            session.masks.add(masks[ref.sha256], ref.series_uid)
    if any(ref.sha256 not in masks for ref in former.mask_refs()):
        raise EditRefused("The painted masks of that version were not kept; it can be compared but not taken back.")
    now = session.committed
    talk = {name: getattr(now, name) for name in ("series", "comments", "opinions", "signatures", "reopenings")}
    return TakePlan(replace(former, **talk), f"Back to version {version.number}")


def branch(persistence: Persistence, version: Version, path: Path) -> None:
    """Write an alternative that starts from a version to its own file; the open plan stays as it is.

    It keeps the history and the versions up to there, so it can be merged back. Signatures and opinions are of the
    other plan and stay behind. Raises PlanRefused, PlanLocked, SpineplanError.
    """
    session = persistence.session
    former = persistence.snapshots[version.sha256].plan()
    alternative = replace(former, signatures=(), opinions=(), reopenings=())
    names = list(persistence.snapshots)
    names = names[: names.index(version.sha256) + 1]
    label = f"Alternative from version {version.number}"
    journal = [HistoryEntry(datetime.now(UTC).isoformat(timespec="milliseconds"), session.who, label, None)]
    lock = acquire(path, session.who)
    try:
        save_plan(
            path,
            alternative,
            persistence.masks_of(version.sha256),
            journal,
            history=persistence.history,
            who=session.who,
            snapshots={sha: persistence.snapshots[sha] for sha in names},
        )
    finally:
        lock.release()


def _bring_masks(session: Session, plan: Plan, loaded: LoadedPlan) -> None:
    for ref in plan.mask_refs():
        session.masks.add(loaded.masks[ref.sha256], ref.series_uid)
