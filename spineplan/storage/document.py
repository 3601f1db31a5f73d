"""plan.json: who wrote what, the plan, and the digests that tie the rest of the file to it."""

import hashlib
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct

from spineplan.errors import PlanRefused
from spineplan.plan.model import Plan
from spineplan.storage.archive import DAMAGED, FOREIGN
from spineplan.storage.mask_file import MaskPlace
from spineplan.storage.migrations import VERSION, migrate

FORMAT = "spineplan"


class Document(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole of plan.json. plan_sha256: over the bytes of `plan` as written. history_head: hash of the last line.
    masks: place of each mask by its hash. autosave_of: path of the plan that an autosave belongs to."""

    format: str
    version: int
    app_version: str
    saved_utc: str
    autosave_of: str = ""
    plan_sha256: str
    history_head: str
    masks: dict[str, MaskPlace]
    plan: Plan


class Decoded(NamedTuple):
    """A document, the version it was written in, and its plan's bytes as written."""

    document: Document
    written_version: int
    plan_json: bytes


class _Head(Struct):
    """What every version has and will have."""

    format: str
    version: int
    app_version: str
    plan_sha256: str
    plan: Raw


def encode_plan(plan: Plan) -> tuple[Raw, str]:
    """The plan's JSON and its sha256."""
    raw = msgspec.json.encode(plan)
    return Raw(raw), hashlib.sha256(raw).hexdigest()


def encode_document(plan_json: Raw, fields: dict[str, Any]) -> bytes:
    """Bytes of plan.json. fields: those of Document that the caller knows."""
    return msgspec.json.encode({"format": FORMAT, "version": VERSION, **fields, "plan": plan_json})


def decode_document(data: bytes) -> Decoded:
    """Checked and brought to the present version. Raises PlanRefused with one sentence."""
    try:
        head = msgspec.json.decode(data, type=_Head)
        _check_head(head)
        if hashlib.sha256(head.plan).hexdigest() != head.plan_sha256:
            raise PlanRefused(
                "The plan was changed or damaged outside spineplan; open the autosave or a backup (.bak1) instead."
            )
        document = migrate(msgspec.json.decode(data))
        return Decoded(msgspec.convert(document, Document), head.version, bytes(head.plan))
    except msgspec.ValidationError as error:
        raise PlanRefused(f"The plan file breaks a rule of its format: {_where(error)}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PlanRefused(DAMAGED) from error


def _check_head(head: _Head) -> None:
    if head.format != FORMAT:
        raise PlanRefused(FOREIGN)
    if head.version > VERSION:
        raise PlanRefused(
            f"The plan was saved by spineplan {_short(head.app_version)} in version {_short(head.version)} of the plan "
            f"file; this spineplan reads up to version {VERSION}. Update spineplan to open it."
        )
    if head.version < 1:
        raise PlanRefused(DAMAGED)


def _short(value: object) -> str:
    return "".join(c for c in str(value)[:20] if c.isprintable())


def _where(error: msgspec.ValidationError) -> str:
    return "".join(c for c in str(error) if c.isprintable())[:200].rstrip(".")
