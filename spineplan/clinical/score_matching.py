"""From what was given to what a score understands: the options of each item that are still possible."""

from collections.abc import Mapping, Sequence
from math import isfinite

from msgspec import Struct

from spineplan.clinical.score_definition import Band, Number, Option, RawInput, Score, ScoreItem
from spineplan.clinical.score_result import ENTERED, MISSING
from spineplan.errors import InputRefused


class Given(Struct, frozen=True):
    """One input. value None: known to be missing. source: who said so. among: the only values still possible of an
    undecided item."""

    value: object
    source: str = ENTERED
    among: tuple[str, ...] = ()


class Decided(Struct, frozen=True, kw_only=True):
    """What is known of one item. options: still possible. value: as given or worked out, None while undecided. number:
    of an item that is a number."""

    value: object = None
    source: str = MISSING
    options: tuple[Option, ...] = ()
    number: float | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """Values of the possible options."""
        return tuple(option.value for option in self.options)


class Outcome(Struct, frozen=True, kw_only=True):
    """What a method makes of the items; as in ScoreResult."""

    possible: tuple[Band, ...] = ()
    total: Number | None = None
    range: tuple[Number, Number] | None = None
    warnings: tuple[str, ...] = ()


def span_of(options: Sequence[Option]) -> tuple[int, int] | None:
    """Least and greatest points among options; None where they carry none."""
    points = [option.points for option in options if option.points is not None]
    return (min(points), max(points)) if points else None


def missing_warning(score: Score, items: Mapping[str, Decided]) -> list[str]:
    """One sentence that names the items without a value; none where all have one."""
    names = [
        item.title for item in score.items if item.id in items and not item.optional and items[item.id].value is None
    ]
    return [f"Missing: {', '.join(names)}."] if names else []


def taken(score: Score, inputs: Mapping[str, object]) -> dict[str, Given]:
    """Inputs by item id. A value may stand alone or as {"value": ..., "source": ...}.

    Raises InputRefused for an item that the score does not have, naming those it has.
    """
    known = [item.id for item in score.items] + [raw.id for raw in score.raw]
    found: dict[str, Given] = {}
    for name, value in inputs.items():
        if name not in known:
            raise InputRefused(f'{score.title} has no item "{name}"; its items are {", ".join(known)}.')
        found[name] = _given(score, name, value)
    return {name: given for name, given in found.items() if given.value not in (None, "") or given.among}


def _given(score: Score, name: str, value: object) -> Given:
    if isinstance(value, Given):
        return value
    if not isinstance(value, dict):
        return Given(value)
    source = value.get("source", ENTERED)
    if "value" not in value or not set(value) <= {"value", "source"} or not isinstance(source, str):
        raise InputRefused(f'{score.title}, {name}: give a value, or {{"value": ..., "source": ...}}.')
    return Given(value["value"], source)


def option_of(score: Score, item: ScoreItem, value: object) -> Option:
    """The option that a value means. Raises InputRefused, naming the allowed ones."""
    number = number_in(value)
    if item.range is not None and number is not None and not item.range[0] <= number <= item.range[1]:
        raise refused(score, item, value)
    plain = _plain(value)
    for option in item.options:
        if plain.casefold() in {word.casefold() for word in (option.value, *option.also)} or option.covers(plain):
            return option
    for option in item.options:
        if number is not None and option.numeric and option.means(number):
            return option
    raise refused(score, item, value)


def number_of(score: Score, item: ScoreItem | RawInput, value: object) -> float:
    """A number within the item's range. Raises InputRefused."""
    number = number_in(value)
    low, high = item.range if item.range is not None else (float("-inf"), float("inf"))
    whole = isinstance(item, ScoreItem) and item.whole
    if number is None or not low <= number <= high or (whole and not number.is_integer()):
        if isinstance(item, ScoreItem):
            raise refused(score, item, value)
        raise InputRefused(
            f"{score.title}, {item.id}: {_shown(value)} is not allowed; "
            f"allowed is a number from {low:g} to {high:g} {item.unit}".rstrip()
            + "."
        )
    return number


def number_in(value: object) -> float | None:
    """The number that a value is or says; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e15 and isfinite(value) else None
    if isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return None
        return number if isfinite(number) else None
    return None


def refused(score: Score, item: ScoreItem, value: object) -> InputRefused:
    """The error that names what an item allows."""
    return InputRefused(f"{score.title}, {item.id}: {_shown(value)} is not allowed; allowed are {item.allowed()}.")


def check_exclusions(score: Score, given: Mapping[str, Given]) -> None:
    """Raises InputRefused for two answers that contradict each other."""
    for rule in score.excludes:
        if rule.item in given and rule.other in given:
            first, second = (_said(score, name, given[name].value) for name in (rule.item, rule.other))
            if (first, second) == (rule.value, rule.other_value):
                raise InputRefused(f"{score.title}: {rule.item} {first} contradicts {rule.other} {second}; {rule.why}.")


def _said(score: Score, name: str, value: object) -> str:
    item = score.item(name)
    return option_of(score, item, value).value if item.options else f"{number_of(score, item, value):g}"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.strip() if isinstance(value, str) else str(value)


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
