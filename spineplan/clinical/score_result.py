"""What a score says: points per item and their origin, the total or the totals still possible, and the band."""

from collections.abc import Mapping

from msgspec import Struct

from spineplan.clinical.score_definition import Band, Number, Score

ENTERED, COMPUTED, MISSING = "entered", "computed", "missing"


class ItemResult(Struct, frozen=True, kw_only=True):
    """value: as given or worked out; None while it is missing or undecided. source: who said so ("entered",
    "computed", "missing", or the caller's own words). span: points still possible."""

    value: object = None
    points: Number | None = None
    source: str = MISSING
    span: tuple[Number, Number] | None = None


class ScoreResult(Struct, frozen=True, kw_only=True):
    """total and band: None while more than one is possible. range: least and greatest total still possible; None where
    the score has no total. possible: the bands that the missing inputs leave open, in the definition's order."""

    definition: Score
    items: Mapping[str, ItemResult]
    possible: tuple[Band, ...] = ()
    total: Number | None = None
    range: tuple[Number, Number] | None = None
    warnings: tuple[str, ...] = ()

    @property
    def band(self) -> Band | None:
        """The band, once only one is possible."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of the items that are not decided."""
        return tuple(
            item.id for item in self.definition.items if not item.optional and self.items[item.id].value is None
        )

    def headline(self) -> str:
        """Total and band in a few words, e.g. "9, indeterminate" or "6-9, stable or indeterminate"."""
        bands = " or ".join(band.text for band in self.possible)
        unit = f" {self.definition.unit}" if self.definition.unit else ""
        if self.range is None:
            return bands
        low, high = (f"{number:.10g}" if isinstance(number, int) else f"{number:.1f}" for number in self.range)
        return f"{low if low == high else f'{low}-{high}'}{unit}, {bands}"


def document(result: ScoreResult) -> dict[str, object]:
    """The result as plain JSON values."""
    band = result.band
    return {
        "score": result.definition.id,
        "items": {
            name: {"value": item.value, "points": item.points, "source": item.source}
            for name, item in result.items.items()
        },
        "total": result.total,
        "range": list(result.range) if result.range is not None else None,
        "band": band.id if band is not None else None,
        "band_text": band.text if band is not None else None,
        "strategy": (band.strategy or None) if band is not None else None,
        "bands_possible": [entry.id for entry in result.possible],
        "missing": list(result.missing),
        "direction": result.definition.direction,
        "unit": result.definition.unit,
        "warnings": list(result.warnings),
        "citation": result.definition.citation,
    }
