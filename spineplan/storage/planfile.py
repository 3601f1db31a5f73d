"""The .spineplan file: one zip with plan.json, masks, history and a thumbnail."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from spineplan import __version__
from spineplan.errors import PlanRefused
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Plan
from spineplan.storage.archive import DAMAGED, is_sealed, pack, read_bounded, unpack
from spineplan.storage.atomic import write_atomically
from spineplan.storage.document import Document, decode_document, encode_document, encode_plan
from spineplan.storage.history import NO_HISTORY, Entry, History, decode_history
from spineplan.storage.mask_file import MOST_VOXELS, MaskPlace, decode_mask, encode_mask, place_of
from spineplan.storage.versions import Snapshot, Snapshots, kept, read_snapshot, snapshot

BACKUPS = 3
MOST_MASK_VOXELS = 1 << 29
"""Of all masks of a plan together: half a gigabyte in memory."""

MOST_FORMER_VOXELS = 1 << 28
"""Of the plan's masks and those of its former versions together; beyond it former versions are kept without masks."""
UNSEALED = "The plan file has no seal: it was not written by spineplan as it is."
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class LoadedPlan:
    """What a plan file holds. masks: by hash, those of former versions too. history_problem: why the history cannot be
    trusted, or None. snapshots: former saves and the present one.

    written_version: of the file's format. autosave_of: path of the plan an autosave belongs to ("" for none).
    file_sha256: of the file's bytes.
    """

    plan: Plan
    masks: Mapping[str, Mask] = field(repr=False)
    history: History = field(repr=False)
    history_problem: str | None
    written_version: int
    app_version: str
    saved_utc: str
    autosave_of: str
    plan_sha256: str
    file_sha256: str
    thumbnail_png: bytes | None = field(repr=False)
    snapshots: Snapshots = field(repr=False)


@dataclass(frozen=True)
class SavedPlan:
    """What a save wrote: the history and the versions to continue from, and the hash of the file's bytes."""

    history: History
    file_sha256: str
    snapshots: Snapshots


def save_plan(
    path: Path,
    plan: Plan,
    masks: Mapping[str, Mask],
    journal: Iterable[Entry] = (),
    thumbnail_png: bytes | None = None,
    *,
    history: History = NO_HISTORY,
    who: str = "",
    autosave_of: str = "",
    backups: int = BACKUPS,
    snapshots: Snapshots | None = None,
) -> SavedPlan:
    """Write a plan so that a crash at any moment leaves a whole file, and keep the previous saves as backups.

    masks: by hash; those that the plan names are written, and those that only former versions name if they are given.
    journal: the steps since `history`, which is continued. snapshots: former versions, which are kept in the file.
    Raises PlanRefused when the plan names a mask that is not given or holds more than a file can, SpineplanError when
    the disk refuses.
    """
    now = snapshot(plan)
    stay = kept({**(snapshots or {}), now.sha256: now}, {signature.plan_digest for signature in plan.signatures})
    data, continued = encode_plan_file(
        plan,
        masks,
        history.extended(journal),
        thumbnail_png,
        who=who,
        autosave_of=autosave_of,
        snapshots=stay,
    )
    write_atomically(path, data, backups)
    return SavedPlan(continued, hashlib.sha256(data).hexdigest(), stay)


def load_plan(path: Path) -> LoadedPlan:
    """Read a plan file. Raises PlanRefused with one sentence unless every part of it is whole and allowed."""
    return decode_plan_file(read_bounded(path))


def encode_plan_file(
    plan: Plan,
    masks: Mapping[str, Mask],
    history: History,
    thumbnail_png: bytes | None = None,
    *,
    who: str = "",
    autosave_of: str = "",
    snapshots: Snapshots | None = None,
) -> tuple[bytes, History]:
    """The file's bytes, and the history with the note of this save. Raises PlanRefused as save_plan does."""
    former = snapshots or {}
    places = _places(plan, masks, former)
    plan_json, digest = encode_plan(plan)
    utc = datetime.now(UTC).isoformat(timespec="milliseconds")
    history = history.saved(utc, who, digest)
    document = encode_document(
        plan_json,
        {
            "app_version": __version__,
            "saved_utc": utc,
            "autosave_of": autosave_of,
            "plan_sha256": digest,
            "history_head": history.head,
            "masks": places,
        },
    )
    entries = {"plan.json": document, "history.jsonl": history.encoded()}
    entries |= {_mask_name(sha): encode_mask(masks[sha]) for sha in places}
    entries |= {f"versions/{sha}.json": one.data for sha, one in former.items() if sha != digest}
    if thumbnail_png is not None:
        entries["thumbnail.png"] = thumbnail_png
    return pack(entries), history


def decode_plan_file(data: bytes) -> LoadedPlan:
    """The same as load_plan for bytes in memory."""
    entries = unpack(data)
    sealed = is_sealed(data)
    if "plan.json" not in entries or "history.jsonl" not in entries:
        raise PlanRefused(DAMAGED)
    document, written_version, plan_json = decode_document(entries["plan.json"])
    thumbnail = entries.get("thumbnail.png")
    if thumbnail is not None and not thumbnail.startswith(PNG):
        raise PlanRefused(DAMAGED)
    history = decode_history(entries["history.jsonl"])
    snapshots = _snapshots(entries, snapshot(document.plan, plan_json, written_version))
    unsealed = UNSEALED if written_version > 1 and not sealed else None
    return LoadedPlan(
        plan=document.plan,
        masks=_masks(document, entries, snapshots),
        history=history,
        history_problem=history.problem(document.history_head, document.plan_sha256) or unsealed,
        written_version=written_version,
        app_version=document.app_version,
        saved_utc=document.saved_utc,
        autosave_of=document.autosave_of,
        plan_sha256=document.plan_sha256,
        file_sha256=hashlib.sha256(data).hexdigest(),
        thumbnail_png=thumbnail,
        snapshots=snapshots,
    )


def _places(plan: Plan, masks: Mapping[str, Mask], former: Snapshots) -> dict[str, MaskPlace]:
    """The masks to write: the plan's, then those of former versions, latest first, as far as they fit."""
    named = sorted({ref.sha256 for ref in plan.mask_refs()})
    if any(sha not in masks for sha in named):
        raise PlanRefused("The plan names a mask that is not there; it was not saved.")
    places = {sha: place_of(masks[sha]) for sha in named}
    if _too_large(places.values()):
        raise PlanRefused("The masks of the plan are larger than a plan file can hold; it was not saved.")
    room = MOST_FORMER_VOXELS - sum(place.voxels for place in places.values())
    for one in reversed(list(former.values())):
        more = {sha: place_of(masks[sha]) for sha in one.masks if sha in masks and sha not in places}
        room -= sum(place.voxels for place in more.values())
        if room < 0:
            break
        places |= more
    return places


def _snapshots(entries: Mapping[str, bytes], now: Snapshot) -> dict[str, Snapshot]:
    """Former versions in the order of the file, then the present plan."""
    named = {name[9:-5]: data for name, data in entries.items() if name.startswith("versions/")}
    return {**{sha: read_snapshot(sha, data) for sha, data in named.items()}, now.sha256: now}


def _masks(document: Document, entries: Mapping[str, bytes], snapshots: Snapshots) -> dict[str, Mask]:
    refs = {ref.sha256: ref for ref in document.plan.mask_refs()}
    files = {name for name in entries if name.startswith("masks/")}
    allowed = {sha for one in snapshots.values() for sha in one.masks} | refs.keys()
    places = document.masks.keys()
    if not refs.keys() <= places <= allowed or files != {_mask_name(sha) for sha in places}:
        raise PlanRefused("The masks in the plan file are not the ones the plan names; open a backup (.bak1) instead.")
    if _too_large(document.masks.values()):
        raise PlanRefused("The masks of the plan file are larger than any images; it was refused.")
    masks = {sha: decode_mask(entries[_mask_name(sha)], document.masks[sha], sha) for sha in places}
    for ref in document.plan.mask_refs():
        mask = masks[ref.sha256]
        if mask.count != ref.voxels or abs(mask.volume_ml - ref.volume_ml) > 1e-6 * (1.0 + mask.volume_ml):
            raise PlanRefused("A mask of the plan file has another volume than the plan says; it was refused.")
    return masks


def _too_large(places: Collection[MaskPlace]) -> bool:
    sizes = [place.voxels for place in places]
    return sum(sizes) > MOST_MASK_VOXELS or max(sizes, default=0) > MOST_VOXELS


def _mask_name(sha256: str) -> str:
    return f"masks/{sha256}.nii.gz"
