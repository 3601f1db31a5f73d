"""Who and what: patient, study, and the digest that ties a plan to exactly these images."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from spineplan.dicom import tags
from spineplan.dicom.elements import Values
from spineplan.dicom.header import text

_PLAIN_SETS = {b"": "ascii", b"ISO_IR 6": "ascii", b"ISO_IR 100": "latin-1", b"ISO_IR 192": "utf-8"}


@dataclass(frozen=True, slots=True)
class PatientHeader:
    """As written in the images. name: DICOM's "Family^Given^..."; birth_date: YYYYMMDD; each "" when absent."""

    name: str
    patient_id: str
    issuer: str
    birth_date: str
    sex: str


def patient_of(values: Values) -> PatientHeader:
    """The patient of an instance."""
    return PatientHeader(
        name=localized(values, tags.PATIENT_NAME).split("=")[0].rstrip("^"),
        patient_id=localized(values, tags.PATIENT_ID),
        issuer=localized(values, tags.ISSUER_OF_PATIENT_ID),
        birth_date=text(values, tags.BIRTH_DATE),
        sex=text(values, tags.SEX),
    )


def localized(values: Values, tag: int) -> str:
    """A text in the instance's own character set (0008,0005); unknown sets and bad bytes give replacement marks."""
    raw = values.get(tag)
    if not isinstance(raw, bytes):
        return ""
    declared = values.get(tags.CHARACTER_SET)
    sets = declared.strip(b"\0 ") if isinstance(declared, bytes) else b""
    if sets in _PLAIN_SETS or (raw.isascii() and b"\x1b" not in raw):
        return raw.decode(_PLAIN_SETS.get(sets, "ascii"), "replace").strip("\0 ")
    return _decoded(raw, sets)


def _decoded(raw: bytes, sets: bytes) -> str:
    from pydicom.charset import convert_encodings, decode_bytes, python_encoding

    names = [name.strip() for name in sets.decode("ascii", "replace").split("\\")]
    if any(name not in python_encoding for name in names):
        return raw.decode("ascii", "replace").strip("\0 ")
    try:
        decoded = decode_bytes(raw, convert_encodings(names), {ord(c) for c in "^=\\"})
    except (LookupError, ValueError):
        return raw.decode("ascii", "replace").strip("\0 ")
    return decoded.strip("\0 ")


def instances_digest(sop_instance_uids: Iterable[str]) -> str:
    """sha256 over the sorted SOP Instance UIDs, one a line: the same images in any order have the same digest."""
    return hashlib.sha256("\n".join(sorted(set(sop_instance_uids))).encode("ascii", "replace")).hexdigest()


def derived_uid(*parts: str) -> str:
    """A stable UID made from text (2.25., PS3.5 B.2), for what has none of its own."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big')}"


def series_instance_uid(key: str) -> str:
    """The DICOM UID inside a series key ("uid", "uid#2", "uid#2@3-18")."""
    return key.partition("@")[0].partition("#")[0]
