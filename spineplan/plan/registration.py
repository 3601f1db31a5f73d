"""How another series lies in the plan's frame of reference, for some levels only, and who vouches for it. LPS mm."""

import hashlib
from typing import Literal

import numpy as np

from spineplan.geometry.vectors import Point, distance_mm
from spineplan.plan.checks import check_name, check_point, check_range, check_unique
from spineplan.plan.levels import level_rank
from spineplan.plan.metamers import Level
from spineplan.plan.values import Value

Row = tuple[float, float, float, float]
RegistrationMethod = Literal["none", "levels", "points", "refined"]
Standing = Literal["open", "proposed", "confirmed", "stale"]
LEVEL_MOVED_MM = 5.0
"""A level whose middle went farther than this is not the level that was registered. [CONV]"""


class PointPair(Value, frozen=True):
    """One place on both: plan_mm in the plan's frame of reference, series_mm in the other series'. level: the middle
    of whose body it is, empty for any other place."""

    plan_mm: Point
    series_mm: Point
    level: str = ""

    def __post_init__(self) -> None:
        check_point("plan_mm", self.plan_mm)
        check_point("series_mm", self.series_mm)
        if self.level:
            level_rank(self.level)


class RegisteredLevel(Value, frozen=True):
    """A level the registration was made for, and where the plan had its middle then."""

    name: str
    centre_mm: Point

    def __post_init__(self) -> None:
        level_rank(self.name)
        check_point("centre_mm", self.centre_mm)


class Registration(Value, frozen=True):
    """frame_of_reference_uid, series_uid: from which images; every series of that frame of reference follows, only the
    series itself where it names none. to_frame_uid, to_series_uid: the plan's, when it was made.

    plan_from_series: three rows of the rigid affine, None while too few points are paired. levels: those it holds for,
    cranial first. mean_mm, worst_mm: residuals of the pairs. warning: what software found against it. confirmed_by,
    confirmed_utc: who looked; empty while proposed.
    """

    frame_of_reference_uid: str
    series_uid: str
    to_frame_uid: str
    to_series_uid: str
    levels: tuple[RegisteredLevel, ...] = ()
    pairs: tuple[PointPair, ...] = ()
    plan_from_series: tuple[Row, Row, Row] | None = None
    method: RegistrationMethod = "none"
    mean_mm: float | None = None
    worst_mm: float | None = None
    warning: str = ""
    state: Literal["proposed", "confirmed"] = "proposed"
    confirmed_by: str = ""
    confirmed_utc: str = ""

    def __post_init__(self) -> None:
        for name in ("warning", "confirmed_by", "confirmed_utc"):
            check_name(name, getattr(self, name))
        check_unique("registered levels", [level.name for level in self.levels])
        for value in (self.mean_mm, self.worst_mm):
            if value is not None:
                check_range("a residual", value, 0.0, 1e4)
        if self.plan_from_series is not None:
            _check_rigid(self.plan_from_series)
        if self.frame_of_reference_uid == self.to_frame_uid != "":
            raise ValueError("images of one frame of reference need no registration")
        if self.state == "confirmed" and not (self.confirmed_by and self.levels and self.plan_from_series):
            raise ValueError("a registration is confirmed by a person, for levels, and with a result")

    @property
    def id(self) -> str:
        """What it is about: there is one for each frame of reference."""
        return self.frame_of_reference_uid or self.series_uid

    @property
    def stamp(self) -> str:
        """Names this very result: what was drawn through it holds the stamp and is out of date when that is gone."""
        said = repr((self.plan_from_series, tuple(level.name for level in self.levels)))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def range_words(self) -> str:
        """ "L2–L4", or "L3"."""
        names = [level.name for level in self.levels]
        return "–".join(dict.fromkeys((names[0], names[-1]))) if names else ""

    def serves(self, frame_of_reference_uid: str, series_uid: str) -> bool:
        """Whether it is about a series."""
        return self.id == (frame_of_reference_uid or series_uid)


def standing(registration: Registration, levels: tuple[Level, ...], to_frame_uid: str) -> Standing:
    """Whether a registration may be used: only "confirmed". "stale" when the plan's levels or frame are no longer those
    it was made for; "open" while it has no result."""
    now = {level.name: level.centre_mm for level in levels}
    gone = any(
        level.name not in now or distance_mm(now[level.name], level.centre_mm) > LEVEL_MOVED_MM
        for level in registration.levels
    )
    if gone or registration.to_frame_uid != to_frame_uid:
        return "stale"
    if registration.plan_from_series is None or not registration.levels:
        return "open"
    return registration.state


def stamps_in_use(
    registrations: tuple[Registration, ...], levels: tuple[Level, ...], to_frame_uid: str
) -> frozenset[str]:
    """Of the registrations that are confirmed and still fit the plan: what was drawn or read through others is out of
    date."""
    return frozenset(one.stamp for one in registrations if standing(one, levels, to_frame_uid) == "confirmed")


def _check_rigid(rows: tuple[Row, Row, Row]) -> None:
    check_point("the shift of a registration", (rows[0][3], rows[1][3], rows[2][3]))
    turn = np.array(rows)[:, :3]
    if not (np.allclose(turn @ turn.T, np.eye(3), atol=1e-4) and np.linalg.det(turn) > 0.0):
        raise ValueError("a registration only turns and shifts: it never scales, shears or mirrors")
