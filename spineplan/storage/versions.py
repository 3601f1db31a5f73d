"""Former saves of a plan, kept whole inside its file: by the digest that the history's line of that save names."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec
from msgspec import Raw, Struct

from spineplan.errors import PlanRefused
from spineplan.plan.digest import content_digest
from spineplan.plan.model import Plan
from spineplan.storage.archive import DAMAGED
from spineplan.storage.history import SAVED, History
from spineplan.storage.migrations import VERSION, migrate

MOST_VERSIONS = 60
"""The first, the signed ones and the latest stay; a real plan of 60 saves adds about 1 MB to its file."""
MOST_NAMED_STEPS = 5


class _Stored(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry `versions/<sha256 of plan>.json`. version: of the format. content: the digest that signatures name.
    masks: the masks that the plan names, by hash."""

    version: int
    content: str
    masks: tuple[str, ...] = ()
    plan: Raw


@dataclass(frozen=True)
class Snapshot:
    """A plan as it once was. sha256: of its JSON. data: the entry's bytes."""

    sha256: str
    content: str
    masks: tuple[str, ...]
    data: bytes = field(repr=False)

    def plan(self) -> Plan:
        """The plan itself. Raises PlanRefused when this spineplan cannot read it."""
        try:
            document = migrate(msgspec.json.decode(self.data))
            return msgspec.convert(document["plan"], Plan)
        except (msgspec.MsgspecError, KeyError, ValueError) as error:
            raise PlanRefused("A former version in the plan file cannot be read.") from error


Snapshots = Mapping[str, Snapshot]
"""By sha256 of the plan, oldest first."""


@dataclass(frozen=True)
class Version:
    """A save that can be looked at again. number: of all saves, from 1. steps: labels of the edits since the save
    before. utc: ISO 8601."""

    number: int
    utc: str
    who: str
    steps: tuple[str, ...]
    sha256: str

    @property
    def summary(self) -> str:
        """The steps in a few words."""
        return summary(self.steps)


def snapshot(plan: Plan, plan_json: bytes = b"", version: int = VERSION) -> Snapshot:
    """What is kept of a plan. plan_json: as it was written, in that version of the format; else as it is now."""
    raw = plan_json or msgspec.json.encode(plan)
    masks = tuple(sorted({ref.sha256 for ref in plan.mask_refs()}))
    stored = _Stored(version=version, content=content_digest(plan), masks=masks, plan=Raw(raw))
    return Snapshot(hashlib.sha256(raw).hexdigest(), stored.content, masks, msgspec.json.encode(stored))


def read_snapshot(sha256: str, data: bytes) -> Snapshot:
    """An entry of a plan file. Raises PlanRefused unless it is the plan that its name promises."""
    try:
        stored = msgspec.json.decode(data, type=_Stored)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PlanRefused(DAMAGED) from error
    if hashlib.sha256(stored.plan).hexdigest() != sha256 or not 1 <= stored.version <= VERSION:
        raise PlanRefused("A former version in the plan file was changed or damaged; open a backup (.bak1) instead.")
    return Snapshot(sha256, stored.content, stored.masks, data)


def kept(snapshots: Snapshots, signed: Collection[str], most: int = MOST_VERSIONS) -> dict[str, Snapshot]:
    """The first, the signed and the latest, `most` in all where that is possible. signed: content digests."""
    first = next(iter(snapshots), "")
    fixed = {sha for sha, one in snapshots.items() if sha == first or one.content in signed}
    free = [sha for sha in snapshots if sha not in fixed]
    stay = fixed | set(free[max(len(free) - max(most - len(fixed), 1), 0) :])
    return {sha: one for sha, one in snapshots.items() if sha in stay}


def versions_of(history: History, snapshots: Snapshots) -> tuple[Version, ...]:
    """The saves whose plan is still there, oldest first; of saves without a change between them the first.

    Raises msgspec.DecodeError for a history that cannot be read.
    """
    found: list[Version] = []
    steps: list[str] = []
    number = 0
    for line in history.decoded():
        if line.label != SAVED or not line.plan_sha256:
            steps.append(line.label)
            continue
        number += 1
        same = bool(found) and found[-1].sha256 == line.plan_sha256
        if line.plan_sha256 in snapshots and not same:
            found.append(Version(number, line.utc, line.who, tuple(steps), line.plan_sha256))
        steps = []
    return tuple(found)


def steps_since(history: History, label: str) -> tuple[str, ...]:
    """Labels of the edits after the last line of that label; () when there is none."""
    labels = [line.label for line in history.decoded()]
    if label not in labels:
        return ()
    last = len(labels) - 1 - labels[::-1].index(label)
    return tuple(step for step in labels[last + 1 :] if step != SAVED)


def summary(steps: Iterable[str]) -> str:
    """Steps in words: each once, with how often, the rest counted."""
    counted: dict[str, int] = {}
    for step in steps:
        counted[step] = counted.get(step, 0) + 1
    named = [step if n == 1 else f"{step} ({n} times)" for step, n in counted.items()]
    more = len(named) - MOST_NAMED_STEPS
    words = [*named[:MOST_NAMED_STEPS], *([f"and {more} more"] if more > 0 else [])]
    return ", ".join(words) or "No change"
