"""Where to stop: the largest volume of a virtual filling before any risk that the user does not accept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor, inf

from spineplan.planning.filling.curve import COMPARTMENTS, Compartment, FillingCurve

STOP_RULE = "Stop at the posterior quarter of the body, at any leak, or at resistance [K]"
"""What practice says; the quarter is the only part that can be turned off."""


@dataclass(frozen=True)
class StopLimits:
    """tolerated_ml: how much may leak per compartment before stopping; none where not named, `inf` to ignore one.

    posterior_quarter: stop before cement enters the posterior quarter of the body (practice, no trial).
    """

    tolerated_ml: Mapping[Compartment, float] = field(default_factory=dict)
    posterior_quarter: bool = True


@dataclass(frozen=True)
class StopSuggestion:
    """volume_ml: rounded down to a tenth. because: what begins there, a sentence part. cause: compartment, milestone,
    "room" (nothing more fits) or "end" (no risk up to the volume that was simulated)."""

    volume_ml: float
    cause: str
    because: str


def stop_volume(curve: FillingCurve, limits: StopLimits | None = None) -> StopSuggestion:
    """The largest volume, in tenths of a millilitre, before anything that the limits do not accept."""
    limits = limits or StopLimits()
    reasons: list[tuple[float, str, str]] = [
        (leak_ml, name, because) for name in COMPARTMENTS for leak_ml, because in _leak(curve, name, limits)
    ]
    quarter = curve.begins_ml("posterior_quarter") if limits.posterior_quarter else None
    if quarter is not None and not _starts_there(curve):
        reasons.append((quarter, "posterior_quarter", "cement enters the posterior quarter of the body"))
    wall = curve.begins_ml("posterior_wall")
    if wall is not None:
        reasons.append((wall, "posterior_wall", "cement touches the posterior wall"))
    end = "room" if curve.filling.full else "end"
    words = "no more room is found" if curve.filling.full else "no risk begins up to the volume that was simulated"
    reasons.append((curve.filling.most_ml, end, words))
    volume, cause, because = min(reasons, key=lambda reason: reason[0])
    return StopSuggestion(max(floor(volume * 10.0 + 1e-9) / 10.0, 0.0), cause, because)


def _leak(curve: FillingCurve, name: Compartment, limits: StopLimits) -> list[tuple[float, str]]:
    tolerated = limits.tolerated_ml.get(name, 0.0)
    leak = next((one for one in curve.leaks if one.compartment == name), None)
    if leak is None or tolerated == inf:
        return []
    at = curve.volume_at_leak(name, tolerated)
    return [] if at is None else [(at, leak.reason)]


def _starts_there(curve: FillingCurve) -> bool:
    """A tip that lies in the posterior quarter itself says nothing about when to stop."""
    return curve.begins_ml("posterior_quarter") == 0.0
