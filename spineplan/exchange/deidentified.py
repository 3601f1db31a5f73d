"""A plan and its images for colleagues elsewhere, with nothing in it that says who the patient is."""

import gzip
import secrets
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from spineplan.dicom.index import ImageIndex
from spineplan.errors import PlanRefused, SpineplanError, UsageError
from spineplan.exchange.deidentified_images import WrittenSeries, write_series
from spineplan.plan.model import Plan
from spineplan.resource_files import resource
from spineplan.storage.atomic import write_atomically
from spineplan.storage.disguise import Disguise, Texts, disguised_plan
from spineplan.storage.folders import state_folder
from spineplan.storage.history import NO_HISTORY
from spineplan.storage.planfile import LoadedPlan, save_plan

PLAN_NAME = "plan.spineplan"
FACE = "The images show the head: a face can be recognised in 3-D."
FREE_TEXT = "Notes and comments were kept, with known names and dates replaced: read them before you send them."
LEAST_SEARCHED = 5
OWN_CHECKLIST = "The hospital's own checklist stays here: the copy has the general one, without answers."
_MOST_DAYS = 3650


class Key(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What leads from the copy back to the plan; it stays in the house. uids, digests: of the copy to the original."""

    token: str
    days_back: int
    replaced: dict[str, str]
    people: dict[str, str]


@dataclass(frozen=True)
class Choices:
    """people: whether colleagues' names stay. texts: notes and comments scrubbed of known values, or removed.
    history: whether the steps (without their values) go along."""

    people: Literal["renamed", "kept"] = "renamed"
    texts: Texts = "scrubbed"
    history: Literal["steps", "none"] = "none"


@dataclass(frozen=True)
class Package:
    """What was written. plan: as it is in the package. warnings: sentences to be read before it is sent."""

    folder: Path
    plan: Plan
    key: Key
    images: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Step:
    utc: str
    who: str
    label: str
    edit: None = None


def write_package(
    loaded: LoadedPlan, images: ImageIndex | None, folder: Path, choices: Choices | None = None
) -> Package:
    """Write plan.spineplan and, if given, the plan's images in disguise into a new folder.

    Raises UsageError when the folder holds something, ImageRefused, and SpineplanError when an identifying value was
    found in what was written; then the folder is not fit to be sent.
    """
    chosen = choices or Choices()
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("The folder for the package must be new or empty.")
    folder.mkdir(parents=True, exist_ok=True)
    plan = _without_own_checklist(loaded.plan)
    disguise = _disguise(plan, chosen)
    written = list(_images(plan, images, folder / "images", disguise)) if images is not None else []
    known = frozenset().union(disguise.identifying, *(one.identifying for one in written))
    disguise.identifying = known
    made = disguised_plan(plan, disguise)
    history = NO_HISTORY
    if chosen.history == "steps":
        lines = [(disguise.moment(x.utc), disguise.person(x.who), x.label) for x in loaded.history.decoded()]
        history = history.extended(_Step(utc, who, disguise.remark(label)) for utc, who, label in lines)
    masks = {sha: mask for sha, mask in loaded.masks.items() if sha in {ref.sha256 for ref in made.mask_refs()}}
    save_plan(folder / PLAN_NAME, made, masks, history=history, who="", backups=0)
    check_clean(folder, known if chosen.people == "kept" else known | disguise.people.keys())
    warnings = [*(warning for one in written for warning in one.warnings)]
    warnings += [FACE] if written and any(level.name in ("C1", "C2") for level in plan.levels) else []
    warnings += [FREE_TEXT] if chosen.texts == "scrubbed" and (plan.notes or plan.comments) else []
    warnings += [OWN_CHECKLIST] if plan.checklist_template != loaded.plan.checklist_template else []
    key = Key(
        token=disguise.token,
        days_back=disguise.days_back,
        replaced={new: old for old, new in disguise.replaced.items()},
        people={new: old for old, new in disguise.people.items()},
    )
    return Package(folder, made, key, sum(one.files for one in written), tuple(dict.fromkeys(warnings)))


def _without_own_checklist(plan: Plan) -> Plan:
    """A template of the hospital names the hospital, and nobody else has it."""
    if resource(f"checklists/{plan.checklist_template}.json").is_file():
        return plan
    return replace(plan, checklist_template="review-2015", checklist=())


def write_key(key: Key, path: Path) -> None:
    """Keep the key; it does not belong into the package. Raises SpineplanError."""
    write_atomically(path, msgspec.json.format(msgspec.json.encode(key)))


def read_key(path: Path) -> Key:
    """A kept key. Raises PlanRefused."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Key)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PlanRefused("The key of the review copy is missing or damaged.") from error


def keep_key(key: Key) -> None:
    """Keep the key in this user's own folder, by its token. Raises SpineplanError."""
    write_key(key, _key_path(key.token))


def kept_key(token: str) -> Key:
    """The key of a review copy that was made here. Raises PlanRefused."""
    if not token.startswith("REVIEW-") or not token[7:].isalnum():
        raise PlanRefused("The plan is of another patient and no review copy.")
    return read_key(_key_path(token))


def _key_path(token: str) -> Path:
    folder = state_folder() / "review-copies"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{token}.json"


def talk_of_copy(copy: Plan, key: Key, original: Plan) -> Plan:
    """The original with the comments and opinions of its de-identified copy, on their true days.

    Raises PlanRefused when the copy is of another plan.
    """
    if copy.identity.patient_id != key.token:
        raise PlanRefused("The key belongs to another review copy.")
    back = Disguise("", b"", -key.days_back, frozenset(), replaced=dict(key.replaced))
    have = {comment.id for comment in original.comments}
    comments = tuple(
        replace(
            comment,
            author=key.people.get(comment.author, comment.author),
            utc=back.moment(comment.utc) if comment.author in key.people else comment.utc,
            viewpoint=replace(comment.viewpoint, series_uid=back.uid(comment.viewpoint.series_uid))
            if comment.viewpoint is not None
            else None,
        )
        for comment in copy.comments
        if comment.id not in have
    )
    given = {(opinion.by, opinion.role) for opinion in original.opinions}
    opinions = tuple(
        replace(opinion, plan_digest=key.replaced.get(opinion.plan_digest, ""))
        for opinion in copy.opinions
        if opinion.by not in key.people and (opinion.by, opinion.role) not in given
    )
    return replace(original, comments=(*original.comments, *comments), opinions=(*original.opinions, *opinions))


def check_clean(folder: Path, identifying: Iterable[str]) -> None:
    """Search every byte of every file, also inside zips, gzip and PDF streams, for every value of at least 5 letters;
    shorter ones stand in any picture by chance. Raises SpineplanError on a find."""
    wanted = [form for value in identifying if len(value) >= LEAST_SEARCHED for form in _forms(value)]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and any(form in content for content in _contents(path.read_bytes()) for form in wanted):
            raise SpineplanError(f'"{path.name}" still holds an identifying value; do not send the folder.')


def _forms(value: str) -> set[bytes]:
    return {value.encode(code, "ignore") for code in ("utf-8", "latin-1", "utf-16-le")} - {b""}


def _contents(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from _contents(archive.read(name))
    elif data.startswith(b"\x1f\x8b"):
        yield from _contents(gzip.decompress(data))
    elif data.startswith(b"%PDF"):
        for part in data.split(b"stream")[1::2]:
            try:
                yield zlib.decompress(part.removesuffix(b"end").strip(b"\r\n"))
            except zlib.error:
                continue


def _disguise(plan: Plan, choices: Choices) -> Disguise:
    who = plan.identity
    words = [part for part in who.patient_name.replace("^", " ").replace("=", " ").split() if len(part) > 2]
    dates = {who.birth_date, *(ref.study_date for ref in (plan.reference, *plan.series))}
    uids = {uid for ref in (plan.reference, *plan.series) for uid in (ref.series_uid, ref.study_uid,
            ref.frame_of_reference_uid, ref.instances_digest)}  # fmt: skip
    values = {who.patient_name, *words, who.patient_id, who.issuer, *dates, *uids}
    return Disguise(
        token=f"REVIEW-{secrets.token_hex(5).upper()}",
        secret=secrets.token_bytes(16),
        days_back=30 + secrets.randbelow(_MOST_DAYS),
        identifying=frozenset(value for value in values if len(value) > 1),
        keep_people=choices.people == "kept",
        texts=choices.texts,
    )


def _images(plan: Plan, index: ImageIndex, folder: Path, disguise: Disguise) -> Iterator[WrittenSeries]:
    """The reference series must be there; others of the plan go along when they are."""
    refs = {ref.series_uid: ref for ref in (plan.reference, *plan.series)}
    for number, ref in enumerate(refs.values(), start=1):
        try:
            entry, run = index.find(ref.series_uid)
        except UsageError:
            if ref.series_uid == plan.reference.series_uid:
                raise
            continue
        if entry.content is not None:
            yield write_series(entry, run, folder, number, disguise)
