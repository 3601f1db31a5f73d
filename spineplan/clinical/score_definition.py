"""What a score is: its items, their allowed values and points, its bands, and where all of it comes from."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from spineplan.errors import InputRefused
from spineplan.plan.levels import ALL_LEVELS, level_rank
from spineplan.resource_files import resource

Severity = Literal["ok", "caution", "danger"]
Direction = Literal["higher is better", "higher is worse", "none"]
Method = Literal["sum", "odi", "taneichi", "rows", "form", "cem43"]
Number = int | float


class Option(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One allowed value. also: other ways to say it; numbers, at_least .. below: numbers that mean it; levels: spans of
    level names that mean it. stands_for: values between which this one does not decide."""

    value: str
    text: str
    confidence: str
    points: int | None = None
    definition: str = ""
    also: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()
    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None
    whole: bool = False
    levels: tuple[tuple[str, str], ...] = ()
    stands_for: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether numbers can mean it."""
        return bool(self.numbers) or any(x is not None for x in (self.at_least, self.above, self.at_most, self.below))

    def means(self, number: float) -> bool:
        """Whether a number means this option."""
        if self.numbers or not self.numeric:
            return number in self.numbers
        low = self.at_least is None or number >= self.at_least
        high = self.at_most is None or number <= self.at_most
        open_low = self.above is None or number > self.above
        open_high = self.below is None or number < self.below
        return low and high and open_low and open_high and (not self.whole or float(number).is_integer())

    def covers(self, level: str) -> bool:
        """Whether a level's name means this option."""
        if level not in ALL_LEVELS:
            return False
        return any(level_rank(first) <= level_rank(level) <= level_rank(last) for first, last in self.levels)


class ScoreItem(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of a score. options empty: a number within range, free text or steps. optional: only adds warnings.
    answered_by: the clinical fact to ask for first when it is missing."""

    id: str
    title: str
    options: tuple[Option, ...]
    definition: str = ""
    unit: str = ""
    range: tuple[float, float] | None = None
    whole: bool = False
    optional: bool = False
    free_text: bool = False
    steps: bool = False
    answered_by: str = ""

    def option(self, value: str) -> Option:
        """The option of that value. Raises KeyError."""
        return next(option for option in self.options if option.value == value)

    def allowed(self) -> str:
        """The allowed values in one phrase."""
        if self.free_text:
            return "any text"
        if self.steps:
            return 'a list of {"temperature_c": number, "minutes": number}'
        words = [_option_words(option) for option in self.options]
        if self.range is not None:
            unit = f" {self.unit}" if self.unit else ""
            number = "a whole number" if self.whole else "a number"
            words.append(f"{number} from {self.range[0]:g} to {self.range[1]:g}{unit}")
        return ", ".join(words)


def _option_words(option: Option) -> str:
    if option.levels:
        return f"{option.value} ({', '.join('-'.join(span) for span in option.levels)})"
    if option.numbers:
        return f"{option.value} ({', '.join(f'{number:g}' for number in option.numbers)})"
    if option.numeric and option.text != option.value:
        return f"{option.value} ({option.text})"
    return option.value


class RawInput(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A measured number from which an item is worked out. tier and limits: of a laboratory value."""

    id: str
    title: str
    unit: str
    range: tuple[float, float]
    fills: str
    definition: str = ""
    tier: str = ""
    at_least: float | None = None
    below: float | None = None
    confidence: str = "D"

    def beyond(self, number: float) -> bool:
        """Whether the value is past its limit."""
        return (self.at_least is not None and number >= self.at_least) or (
            self.below is not None and number < self.below
        )


class Alive(Struct, frozen=True, forbid_unknown_fields=True):
    """Share of patients alive after some months."""

    months: float
    percent: float
    confidence: str


class Survival(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a band says of survival; observed figures are of later or of the paper's own patients."""

    at_least_months: float | None = None
    below_months: float | None = None
    observed_median_months: float | None = None
    observed_mean_months: float | None = None
    observed_confidence: str = "K"
    alive_percent: tuple[Alive, ...] = ()


class Band(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a total means; low and high are in it, below is not. Without limits: told by the method."""

    id: str
    text: str
    severity: Severity
    confidence: str
    low: float | None = None
    high: float | None = None
    below: float | None = None
    strategy: str = ""
    survival: Survival | None = None


class Statement(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence to read with the score."""

    text: str
    confidence: str
    source: str = ""


class Exclusion(Struct, frozen=True, forbid_unknown_fields=True):
    """Two answers that contradict each other."""

    item: str
    value: str
    other: str
    other_value: str
    why: str


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a decision table: what has to hold, and the band that follows."""

    when: dict[str, str]
    band: str


class Criterion(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Taneichi: share of the body within a span of levels, with or without a destroyed structure."""

    levels: tuple[str, str]
    criterion: str
    needs: str
    low: float
    high: float
    confidence: str


class Score(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One score. id: what it is called on the command line; method: how the total follows from the items."""

    id: str
    title: str
    name: str
    scope: Literal["patient", "level"]
    method: Method
    direction: Direction
    measures: str
    citation: str
    confidence: str
    items: tuple[ScoreItem, ...]
    bands: tuple[Band, ...]
    reliability: tuple[Statement, ...]
    notes: tuple[Statement, ...]
    unit: str = ""
    raw: tuple[RawInput, ...] = ()
    excludes: tuple[Exclusion, ...] = ()
    rows: tuple[Row, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    def item(self, item_id: str) -> ScoreItem:
        """The item of that id. Raises KeyError."""
        return next(item for item in self.items if item.id == item_id)

    def band(self, band_id: str) -> Band:
        """The band of that id. Raises KeyError."""
        return next(band for band in self.bands if band.id == band_id)

    def band_of(self, total: Number) -> Band:
        """The band a total lies in: the first whose upper end reaches it."""
        for band in self.bands:
            if (band.high is None or total <= band.high) and (band.below is None or total < band.below):
                return band
        raise ValueError(f"{self.title} has no band for {total}")


@cache
def scores() -> Mapping[str, Score]:
    """Every score by id, in the order in which they are shown."""
    found = [
        msgspec.json.decode(resource(f"clinical/scores/{name}.json").read_bytes(), type=Score) for name in SHOWN_ORDER
    ]
    return {score.id: score for score in found}


SHOWN_ORDER = (
    "sins", "taneichi", "genant", "escc", "noms", "lmnop", "tokuhashi", "tomita", "katagiri", "bauer",
    "van_der_linden", "nesms", "odi", "cem43",
)  # fmt: skip


def score_definition(name: str) -> Score:
    """A score by its id, however written. Raises InputRefused, naming those there are."""
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted not in scores():
        raise InputRefused(f'There is no score "{name}"; there are {", ".join(scores())}.')
    return scores()[wanted]
