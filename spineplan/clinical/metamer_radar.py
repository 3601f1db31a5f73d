"""The criteria of the two or three levels that speak most for treating, as shares for one picture [CONV]."""

from collections.abc import Sequence

from msgspec import Struct

from spineplan.clinical.metamer_table import Column, MetamerRow

SPOKES: tuple[Column, ...] = (
    "symptomatic", "mechanical", "sins", "impending", "lytic", "posterior_wall", "escc", "uptake", "acute",
)  # fmt: skip
"""Pain and mechanics first, then what the images say; routes and contraindications are no matter of degree."""
MOST_LEVELS = 3
LEAST_KNOWN = 3
ALIKE = 0.04
"""Shares this near would lie on each other."""


class RadarLevel(Struct, frozen=True):
    """shares: by SPOKES, 0 (speaks against treating, or nothing) to 1; None while unknown. words: as the table has
    them."""

    name: str
    shares: tuple[float | None, ...]
    words: tuple[str, ...]


def metamer_radar(rows: Sequence[MetamerRow]) -> tuple[RadarLevel, ...]:
    """Of the first rows of a sorted table, so the rule that sorts them chooses; a level of which fewer than three
    criteria are known, or of which none speaks for treating, is no picture."""
    levels = []
    for row in rows:
        cells = [row.cells[column] for column in SPOKES]
        shares = tuple(None if cell.weight is None else min(max(cell.weight, 0.0), 1.0) for cell in cells)
        known = [share for share in shares if share is not None]
        if len(known) >= LEAST_KNOWN and _speaks(row):
            levels.append(RadarLevel(row.level.name, shares, tuple(cell.text for cell in cells)))
    return tuple(levels[:MOST_LEVELS])


def steps_aside(levels: Sequence[RadarLevel]) -> tuple[tuple[float, ...], ...]:
    """By level, by spoke: how many point widths a point stands beside its spoke, so that equal shares hide none."""
    return tuple(tuple(_step_aside(levels, level, n) for n in range(len(SPOKES))) for level in levels)


def _step_aside(levels: Sequence[RadarLevel], level: RadarLevel, spoke: int) -> float:
    share = level.shares[spoke]
    if share is None:
        return 0.0
    known = [(one, one.shares[spoke]) for one in levels]
    alike = [one for one, other in known if other is not None and abs(other - share) < ALIKE]
    return alike.index(level) - (len(alike) - 1) / 2.0


def _speaks(row: MetamerRow) -> bool:
    """Whether anything speaks for treating; a SINS of which only the range is known does not."""
    sure = [row.cells[column].weight or 0.0 for column in SPOKES if column != "sins"]
    return any(weight > 0.0 for weight in sure) or row.cells["sins"].severity in ("caution", "danger")
