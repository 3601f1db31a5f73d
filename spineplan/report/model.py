"""What a report says, as plain data: the PDF and the HTML page show the same value."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from spineplan.clinical.metamer_radar import RadarLevel
from spineplan.report.language_table import words

NO_DEVICE = "Decision support, not a medical device"
NO_LEVEL = "No level is marked as infiltrated or chosen for treatment."
LEGEND = "R required before the report may say READY, O recommended, I informative."
METAMER_NOTE = "The order is for reading: what speaks most for treating comes first. ? is not known."
Tone = Literal["", "ok", "caution", "danger"]


class Fact(Struct, frozen=True):
    """A labelled value. tone: whether it needs attention; it is never said by colour alone."""

    label: str
    value: str
    tone: Tone = ""


class Figure(Struct, frozen=True):
    """A picture as JPEG. share: part of the page's width it is meant to take."""

    caption: str
    jpeg: bytes
    width_px: int
    height_px: int
    share: float


class SeriesUsed(Struct, frozen=True):
    """One series the plan refers to. shown: whether its images were at hand for this report. notes: what reading them
    said: resampled from a tilted gantry, compressed with loss ..."""

    role: str
    description: str
    date: str
    slices: str
    uid: str
    shown: bool
    notes: tuple[str, ...] = ()


class LevelRow(Struct, frozen=True):
    """One line of the overview."""

    name: str
    state: str
    lesions: str
    needles: str
    cement: str
    treat: bool
    decision: str = ""


class MetamerColumn(Struct, frozen=True):
    """One level with a fact for every criterion, the same for all levels."""

    name: str
    facts: tuple[Fact, ...]


class Part(Struct, frozen=True):
    """A lesion, a needle or the cement of a level. token: colour of its mark by name, "" for none. own_page: a needle,
    which the operator takes to the table."""

    title: str
    token: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    own_page: bool = False


class LevelPart(Struct, frozen=True):
    """Everything about one level."""

    name: str
    tags: tuple[str, ...]
    parts: tuple[Part, ...]


class ChecklistLine(Struct, frozen=True):
    """required: R, O or I as in the template."""

    number: int
    text: str
    required: str
    state: str
    tone: Tone
    why: str


class ChecklistGroup(Struct, frozen=True):
    """Items under one heading."""

    name: str
    lines: tuple[ChecklistLine, ...]


class FindingLine(Struct, frozen=True):
    """One finding."""

    severity: str
    tone: Tone
    sentence: str


class Remark(Struct, frozen=True):
    """One comment. about: what it is pinned to; who: author and time; reply: an answer to the one above."""

    about: str
    who: str
    text: str
    reply: bool
    resolved: str


class Report(Struct, frozen=True):
    """patient_line: on every page. created: when the report was made (the only thing that differs between two).

    plan_sha256: of the plan, as `spineplan check` tells it. kept: key images. drawn: what was measured by hand.
    """

    title: str
    patient_line: str
    patient: tuple[Fact, ...]
    created: datetime
    version: str
    plan_sha256: str
    readiness: str
    readiness_tone: Tone
    reasons: tuple[str, ...]
    series: tuple[SeriesUsed, ...]
    pictures_missing: str
    overview: tuple[Figure, ...]
    rows: tuple[LevelRow, ...]
    session_cement: str
    levels: tuple[LevelPart, ...]
    kept: tuple[Figure, ...]
    kept_elsewhere: str
    drawn: tuple[Fact, ...]
    findings: tuple[FindingLine, ...]
    checklist_title: str
    checklist: tuple[ChecklistGroup, ...]
    sources: tuple[str, ...]
    notes: str
    statement: str
    signatures: tuple[FindingLine, ...] = ()
    opinions: tuple[FindingLine, ...] = ()
    remarks: tuple[Remark, ...] = ()
    versions: tuple[Fact, ...] = ()
    clinical: tuple[Fact, ...] = ()
    scores: tuple[Fact, ...] = ()
    metamers: tuple[MetamerColumn, ...] = ()
    radar: tuple[RadarLevel, ...] = ()
    language: str = "en"

    def say(self, english: str) -> str:
        """A heading or label in the report's language."""
        return words(self.language).say(english)

    @property
    def all_done(self) -> str:
        """What stands in place of reasons."""
        return self.say("Every required item before the needle is done.")

    @property
    def made(self) -> str:
        """When, with the time zone."""
        return self.created.isoformat(sep=" ", timespec="minutes")

    @property
    def digest(self) -> str:
        """Enough of the plan's digest to tell two plans apart on paper."""
        return self.plan_sha256[:12]

    @property
    def pictures(self) -> int:
        """How many there are."""
        parts = sum(len(part.figures) for level in self.levels for part in level.parts)
        return len(self.overview) + bool(self.radar) + parts + len(self.kept)
