"""A plan without identity: names, dates, identifiers and texts replaced, each one consistently."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from spineplan.plan.digest import content_digest
from spineplan.plan.model import Plan

Texts = Literal["scrubbed", "removed"]
REMOVED = "[removed]"
NAMES = frozenset(("by", "confirmed_by", "second_by", "measured_by", "author", "resolved_by", "entered_by"))
DAYS = frozenset(("study_date", "birth_date"))
MOMENTS = frozenset(("utc", "confirmed_utc", "second_utc", "resolved_utc"))
UIDS = frozenset(("series_uid", "study_uid", "frame_of_reference_uid", "to_frame_uid", "to_series_uid"))
DIGESTS = frozenset(("instances_digest", "plan_digest"))
CODED = frozenset(
    (
        "id", "name", "level", "ref", "kind", "state", "side", "approach", "part", "sha256", "item", "pane", "layout",
        "verdict", "modality", "needle_id", "reply_to", "sex", "source_kind", "checklist_template", "model", "gauge",
        "method", "painted_through", "read_through",
    )
)  # fmt: skip
"""Fields that hold a word of a catalogue or an id of ours. Whatever is named nowhere here is taken for free text."""
_DATE = re.compile(
    r"(?<!\d)(?:(?P<y1>(?:19|20)\d\d)(?P<s1>[-/.]?)(?P<m1>[01]\d)(?P=s1)(?P<d1>[0-3]\d)"
    r"|(?P<d2>[0-3]?\d)(?P<s2>[-/.])(?P<m2>[01]?\d)(?P=s2)(?P<y2>(?:19|20)\d\d))(?!\d)"
)


@dataclass
class Disguise:
    """token: what the patient is called from now on. secret: of this package only; without it nobody finds a UID again.
    days_back: by which every date is shifted. identifying: every known value that may not be seen again.

    people: real name to "Reader n", in the order of meeting; filled unless keep_people.
    """

    token: str
    secret: bytes
    days_back: int
    identifying: frozenset[str]
    keep_people: bool = False
    texts: Texts = "scrubbed"
    people: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    """UIDs and digests whose successor is not made from the secret, or was made already."""

    def uid(self, uid: str) -> str:
        """The UID that takes another's place; a series key keeps its part ("@3-18")."""
        if not uid:
            return ""
        if uid in self.replaced:
            return self.replaced[uid]
        plain, at, part = uid.partition("@")
        plain = plain.partition("#")[0]
        if plain in self.replaced:
            made = self.replaced[plain]
        else:
            made = f"2.25.{int.from_bytes(self._hash(plain)[:16], 'big')}"
        self.replaced[plain], self.replaced[uid] = made, f"{made}{at}{part}"
        return self.replaced[uid]

    def digest(self, digest: str) -> str:
        """The digest that takes another's place."""
        return self.replaced.setdefault(digest, self._hash(digest).hex()) if digest else ""

    def day(self, yyyymmdd: str) -> str:
        """The shifted date; "" for what is no date."""
        try:
            found = date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:8]))
        except ValueError:
            return ""
        return (found - timedelta(days=self.days_back)).strftime("%Y%m%d")

    def moment(self, utc: str) -> str:
        """An ISO 8601 moment on its shifted day; "" for what is none."""
        shifted = self.day(utc[:10].replace("-", ""))
        return f"{shifted[:4]}-{shifted[4:6]}-{shifted[6:]}{utc[10:]}" if shifted else ""

    def person(self, name: str) -> str:
        """A colleague's name, or what stands for it."""
        if not name or self.keep_people:
            return self.text(name)
        return self.people.setdefault(name, f"Reader {len(self.people) + 1}")

    def text(self, text: str) -> str:
        """Free text without the values that are known to identify, and with its dates shifted."""
        if not text:
            return ""
        known = {value for value in (*self.identifying, *(() if self.keep_people else self.people)) if value.strip()}
        for value in sorted(known, key=len, reverse=True):
            text = re.sub(
                rf"(?<!\w){re.escape(value)}(?!\w)", self.people.get(value, REMOVED), text, flags=re.IGNORECASE
            )
        return _DATE.sub(self._shifted, text)

    def remark(self, text: str) -> str:
        """A text that somebody wrote: scrubbed, or left out altogether."""
        return self.text(text) if self.texts == "scrubbed" else REMOVED if text else ""

    def _shifted(self, found: re.Match[str]) -> str:
        part = found.groupdict()
        first = part["y1"] is not None
        y, m, d = (part[key] for key in (("y1", "m1", "d1") if first else ("y2", "m2", "d2")))
        made = self.day(f"{y}{int(m):02d}{int(d):02d}")
        if not made:
            return found[0]
        mark = part["s1"] if first else part["s2"]
        pieces = (made[:4], made[4:6], made[6:])
        return mark.join(pieces if first else pieces[::-1])

    def _hash(self, text: str) -> bytes:
        return hashlib.sha256(self.secret + text.encode()).digest()


def disguised_plan(plan: Plan, disguise: Disguise) -> Plan:
    """The plan of nobody. Coordinates, sizes, answers and what was said stay; signatures are of the other plan."""
    for name in _people(plan):
        disguise.person(name)
    bare = replace(plan, signatures=(), reopenings=(), opinions=())
    made = _walked(bare, disguise)
    assert isinstance(made, Plan)
    identity = replace(made.identity, patient_name=disguise.token, patient_id=disguise.token, issuer="")
    made = replace(made, identity=identity, reference=_modality_only(made.reference),
                   series=tuple(_modality_only(ref) for ref in made.series))  # fmt: skip
    disguise.replaced[content_digest(plan)] = content_digest(made)
    opinions = tuple(_walked(opinion, disguise) for opinion in plan.opinions)
    return replace(made, opinions=opinions)


def _modality_only(ref: Any) -> Any:
    return replace(ref, description=ref.modality)


def _people(value: object) -> Iterator[str]:
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            held = getattr(value, name)
            if name in NAMES and held:
                yield held
            yield from _people(held)
    elif isinstance(value, tuple):
        for one in value:
            yield from _people(one)


def _walked(value: Any, disguise: Disguise) -> Any:
    if isinstance(value, Struct):
        fields = {name: _field(name, getattr(value, name), disguise) for name in value.__struct_fields__}
        return replace(value, **fields)
    return tuple(_walked(one, disguise) for one in value) if isinstance(value, tuple) else value


def _field(name: str, value: Any, disguise: Disguise) -> Any:
    if not isinstance(value, str):
        return _walked(value, disguise)
    if name in NAMES:
        return disguise.person(value)
    for group, change in ((DAYS, disguise.day), (MOMENTS, disguise.moment), (UIDS, disguise.uid),
                          (DIGESTS, disguise.digest)):  # fmt: skip
        if name in group:
            return change(value)
    return value if name in CODED else disguise.remark(value)
