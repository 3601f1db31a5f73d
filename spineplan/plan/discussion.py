"""What colleagues say of a plan: answers, comments, opinions, signatures. Points are LPS mm."""

from typing import Literal

from spineplan.geometry.vectors import Point
from spineplan.plan.checks import check_id, check_name, check_orthonormal, check_point, check_range
from spineplan.plan.values import Value

AnswerState = Literal["open", "done", "not_applicable", "problem"]


class ChecklistAnswer(Value, frozen=True):
    """One item of the checklist template answered by a named person. utc: ISO 8601. seen: what software said of the
    item then, so that a problem found later is not taken as accepted."""

    item: int
    state: AnswerState
    by: str = ""
    utc: str = ""
    note: str = ""
    seen: str = ""

    def __post_init__(self) -> None:
        check_range("item", self.item, 1, 999)
        check_name("by", self.by)
        check_name("note", self.note)
        check_name("seen", self.seen)


PinKind = Literal["plan", "level", "lesion", "needle", "point"]


class Pin(Value, frozen=True):
    """What a comment is about. ref: level name or id of the thing; point_mm: where in the patient, if anywhere."""

    kind: PinKind = "plan"
    ref: str = ""
    point_mm: Point | None = None

    def __post_init__(self) -> None:
        check_name("ref", self.ref)
        if self.point_mm is not None:
            check_point("point_mm", self.point_mm)


class PaneLook(Value, frozen=True):
    """Where one pane looked: its name, the LPS point at its middle and its scale."""

    pane: str
    centre_mm: Point
    mm_per_px: float

    def __post_init__(self) -> None:
        check_name("pane", self.pane)
        check_point("centre_mm", self.centre_mm)
        check_range("mm_per_px", self.mm_per_px, 1e-3, 100.0)


class Viewpoint(Value, frozen=True):
    """What a person saw: crosshair and its axes, series, layout, window and panes, so that all views can return."""

    crosshair_mm: Point
    axes_lps: tuple[Point, Point, Point] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    series_uid: str = ""
    layout: str = ""
    window_width: float | None = None
    window_centre: float | None = None
    panes: tuple[PaneLook, ...] = ()

    def __post_init__(self) -> None:
        check_point("crosshair_mm", self.crosshair_mm)
        check_orthonormal("axes_lps", self.axes_lps)
        check_name("layout", self.layout)


class Comment(Value, frozen=True):
    """One remark, or an answer to another (reply_to: its id). utc: ISO 8601."""

    id: str
    pin: Pin
    author: str
    utc: str
    text: str
    reply_to: str = ""
    viewpoint: Viewpoint | None = None
    resolved_by: str = ""
    resolved_utc: str = ""

    def __post_init__(self) -> None:
        check_id("id", self.id)
        for name in ("author", "utc", "reply_to", "resolved_by", "resolved_utc"):
            check_name(name, getattr(self, name))
        check_name("text", self.text, 20_000)


Verdict = Literal["agree", "disagree", "alternative"]


class Opinion(Value, frozen=True):
    """A reviewer's verdict on the plan as it was then (plan_digest). alternative: what they would do instead."""

    by: str
    role: str
    verdict: Verdict
    utc: str
    plan_digest: str
    text: str = ""
    alternative: str = ""

    def __post_init__(self) -> None:
        for name in ("by", "role", "utc", "plan_digest", "text", "alternative"):
            check_name(name, getattr(self, name))


class Signature(Value, frozen=True):
    """A person signed the plan's content of that digest in a role. released: the plan was reopened since, so it may be
    edited although it is still what was signed."""

    by: str
    role: str
    utc: str
    plan_digest: str
    released: bool = False

    def __post_init__(self) -> None:
        for name in ("by", "role", "utc", "plan_digest"):
            check_name(name, getattr(self, name))


class Reopening(Value, frozen=True):
    """A signed plan was opened for edits again. utc: ISO 8601."""

    by: str
    utc: str
    reason: str = ""

    def __post_init__(self) -> None:
        for name in ("by", "utc", "reason"):
            check_name(name, getattr(self, name))
