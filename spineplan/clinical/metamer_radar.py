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


def _speaks(row: MetamerRow) -> bool:
    """Whether anything speaks for treating; a SINS of which only the range is known does not."""
    sure = [row.cells[column].weight or 0.0 for column in SPOKES if column != "sins"]
    return any(weight > 0.0 for weight in sure) or row.cells["sins"].severity in ("caution", "danger")
