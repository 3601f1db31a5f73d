"""Rows of the shape table: each row is one implicit solid and how it joins what stands before it.

A shape is an (n, ROW) float64 array, so that one compiled kernel evaluates every anatomy. Lengths in mm,
coordinates in the shape's local frame.
"""

from enum import IntEnum

import numpy as np

from spineplan.phantom.frames import Array, Point, unit

ROW = 40
KIND, JOIN, BLEND, STRUCTURE, CORTEX, BOX, PARAMS = 0, 1, 2, 3, 4, 5, 11
EVERYWHERE = 1e6


class Kind(IntEnum):
    TUBE = 0
    ELLIPSOID = 1
    BODY = 2
    HALFSPACE = 3
    LOFT = 4
    BLOB = 5


class Join(IntEnum):
    UNION = 0
    SUBTRACT = 1
    INTERSECT = 2


def _row(
    kind: Kind,
    box: tuple[Array, Array],
    params: list[float],
    *,
    structure: int = 0,
    cortex_mm: float = 0.0,
    blend_mm: float = 0.0,
    join: Join = Join.UNION,
) -> Array:
    row = np.zeros((1, ROW))
    low, high = box
    if join is Join.INTERSECT:
        low, high = np.full(3, -EVERYWHERE), np.full(3, EVERYWHERE)
    row[0, :BOX] = (kind, join, blend_mm, structure, cortex_mm)
    row[0, BOX : BOX + 6] = (low[0], high[0], low[1], high[1], low[2], high[2])
    row[0, PARAMS : PARAMS + len(params)] = params
    return row


def tube(
    start: Point,
    end: Point,
    radii_start: tuple[float, float],
    radii_end: tuple[float, float] | None = None,
    *,
    width_axis: Point = (1.0, 0.0, 0.0),
    isthmus: tuple[float, tuple[float, float]] | None = None,
    power: float = 2.0,
    structure: int = 0,
    cortex_mm: float = 0.0,
    blend_mm: float = 0.0,
    join: Join = Join.UNION,
) -> Array:
    """Elliptic rod; radii = (along width_axis, across it). isthmus = (share of the length, radii there)."""
    a, b = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    radii_end = radii_end or radii_start
    along = unit(b - a)
    width = np.asarray(width_axis, dtype=np.float64)
    u = unit(width - along * float(width @ along))
    at, middle = isthmus or (0.0, radii_start)
    reach = max(*radii_start, *radii_end, *middle)
    box = (np.minimum(a, b) - reach, np.maximum(a, b) + reach)
    params = [*a, *b, *u, *radii_start, *radii_end, at, power, *middle]
    return _row(Kind.TUBE, box, params, structure=structure, cortex_mm=cortex_mm, blend_mm=blend_mm, join=join)


def chain(
    path: Array,
    radii: Array | tuple[float, float],
    *,
    width_axis: Point | Array = (1.0, 0.0, 0.0),
    structure: int = 0,
    cortex_mm: float = 0.0,
    blend_mm: float = 0.0,
    join: Join = Join.UNION,
) -> Array:
    """Tubes along a path (n, 3); radii one pair or (n, 2); width_axis one vector or (n, 3)."""
    pairs = np.broadcast_to(np.asarray(radii, dtype=np.float64), (len(path), 2))
    axes = np.broadcast_to(np.asarray(width_axis, dtype=np.float64), (len(path), 3))
    rows = [
        tube(
            path[n],
            path[n + 1],
            (float(pairs[n, 0]), float(pairs[n, 1])),
            (float(pairs[n + 1, 0]), float(pairs[n + 1, 1])),
            width_axis=axes[n],
            structure=structure,
            cortex_mm=cortex_mm,
            blend_mm=blend_mm,
            join=join,
        )
        for n in range(len(path) - 1)
    ]
    return np.vstack(rows)


def ellipsoid(
    centre: Point,
    radii: tuple[float, float, float],
    *,
    axes: Array | None = None,
    power: float = 2.0,
    structure: int = 0,
    cortex_mm: float = 0.0,
    blend_mm: float = 0.0,
    join: Join = Join.UNION,
) -> Array:
    """Ellipsoid (power 2) to rounded box (power 4 and more); columns of `axes` carry the radii."""
    c, turn = np.asarray(centre, dtype=np.float64), np.eye(3) if axes is None else axes
    reach = np.abs(turn) @ np.asarray(radii)
    params = [*c, *turn[:, 0], *turn[:, 1], *radii, power]
    return _row(
        Kind.ELLIPSOID,
        (c - reach, c + reach),
        params,
        structure=structure,
        cortex_mm=cortex_mm,
        blend_mm=blend_mm,
        join=join,
    )


def blob(
    centre: Point,
    radii: tuple[float, float, float],
    *,
    roughness_mm: float,
    grain_mm: float,
    seed: int,
    structure: int = 0,
    blend_mm: float = 0.0,
    join: Join = Join.UNION,
) -> Array:
    """Ellipsoid whose surface is displaced by smooth noise."""
    c = np.asarray(centre, dtype=np.float64)
    reach = np.asarray(radii) + roughness_mm
    params = [*c, *radii, roughness_mm, 1.0 / grain_mm, float(seed % 100_000)]
    return _row(Kind.BLOB, (c - reach, c + reach), params, structure=structure, blend_mm=blend_mm, join=join)


def halfspace(at: Point, outward: Point, *, join: Join = Join.INTERSECT, blend_mm: float = 0.0) -> Array:
    """Everything behind a plane."""
    far = np.full(3, EVERYWHERE)
    return _row(Kind.HALFSPACE, (-far, far), [*at, *unit(outward)], blend_mm=blend_mm, join=join)


def loft(
    first: int,
    table: Array,
    z_start: float,
    z_step: float,
    *,
    structure: int = 0,
    cortex_mm: float = 0.0,
    blend_mm: float = 0.0,
    join: Join = Join.UNION,
) -> Array:
    """Outline that changes with z. Table rows: centre x, y, half width, half depth front, half depth back, power.

    `first` is where this table starts in the shape's stacked loft tables.
    """
    x, y, wide, front, back = table[:, 0], table[:, 1], table[:, 2], table[:, 3], table[:, 4]
    low = np.array([(x - wide).min(), (y - front).min(), z_start])
    high = np.array([(x + wide).max(), (y + back).max(), z_start + z_step * (len(table) - 1)])
    params = [float(first), float(len(table)), z_start, z_step]
    return _row(Kind.LOFT, (low, high), params, structure=structure, cortex_mm=cortex_mm, blend_mm=blend_mm, join=join)


def vertebral_body(
    *,
    centre: Point = (0.0, 0.0, 0.0),
    widths: tuple[float, float],
    depths: tuple[float, float],
    heights: tuple[float, float],
    waist: float,
    dish: tuple[float, float],
    notch: float,
    front_power: float = 2.1,
    back_power: float = 3.4,
    rim_mm: float = 1.6,
    structure: int = 0,
    cortex_mm: float = 0.0,
    blend_mm: float = 0.0,
    join: Join = Join.UNION,
) -> Array:
    """A body: (upper, lower) widths and depths, (front, back) heights, waist and posterior notch as shares,
    dish = how deep the (upper, lower) endplates are hollowed in mm."""
    c = np.asarray(centre, dtype=np.float64)
    half = np.array([max(widths), max(depths), max(heights)]) / 2 + 1.0
    params = [*c, *widths, *depths, *heights, waist, *dish, notch, front_power, back_power, rim_mm]
    return _row(
        Kind.BODY,
        (c - half, c + half),
        params,
        structure=structure,
        cortex_mm=cortex_mm,
        blend_mm=blend_mm,
        join=join,
    )
