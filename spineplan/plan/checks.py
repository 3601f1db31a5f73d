"""Invariants shared by the plan's values; each raises ValueError with a sentence."""

from math import hypot

from spineplan.geometry.vectors import Point

FARTHEST_MM = 100_000.0
"""No patient coordinate lies 100 m from the scanner's origin."""


def check_point(name: str, value: Point) -> None:
    """Three finite coordinates of plausible size."""
    if not all(abs(v) <= FARTHEST_MM for v in value):  # false for NaN too
        raise ValueError(f"{name} must be three finite millimetre coordinates")


def check_orthonormal(name: str, axes: tuple[Point, ...]) -> None:
    """Unit vectors, perpendicular to each other."""
    for n, a in enumerate(axes):
        check_point(name, a)
        for m, b in enumerate(axes[: n + 1]):
            if abs(sum(x * y for x, y in zip(a, b, strict=True)) - (n == m)) > 1e-3:
                raise ValueError(f"{name} must be perpendicular unit vectors")


def check_across(name: str, centre: Point, end_a: Point, end_b: Point) -> None:
    """Two arms from a centre that have a length and do not lie along each other."""
    ax, ay, az = (a - c for a, c in zip(end_a, centre, strict=True))
    bx, by, bz = (b - c for b, c in zip(end_b, centre, strict=True))
    if hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx) < 1e-6:
        raise ValueError(f"{name} must have a length and lie across each other")


def check_range(name: str, value: float, low: float, high: float) -> None:
    """A number within [low, high]; NaN is in no range, and a huge int never becomes a float."""
    if not low <= value <= high:
        raise ValueError(f"{name} must lie between {low:g} and {high:g}")


def check_name(name: str, value: str, longest: int = 4000) -> None:
    """Text of bounded length without control characters and half characters (which no file could hold)."""
    if len(value) > longest or any((c < " " and c not in "\n\t") or "\ud800" <= c <= "\udfff" for c in value):
        raise ValueError(f"{name} is too long or holds control characters")


def check_id(name: str, value: str) -> None:
    """A short name without spaces that can stand in a list or a file."""
    if not value or len(value) > 80 or not all(c.isalnum() or c in "-_." for c in value):
        raise ValueError(f"{name} must be a short id of letters, digits, - _ and .")


def storable(text: str) -> str:
    """Without control characters and half characters, which no plan file could hold."""
    return "".join(c for c in text if c.isprintable()).strip()


def check_unique(name: str, keys: list[str]) -> None:
    """No key twice."""
    if len(set(keys)) != len(keys):
        raise ValueError(f"{name} must not repeat")
