"""Any score from typed inputs: points per item, total or totals still possible, band, warnings.

A missing input widens the answer to a range; it never counts as zero. A wrong input is refused with the allowed values.
"""

from collections.abc import Mapping

from spineplan.clinical.conventions import DEFAULTS, Policy
from spineplan.clinical.score_definition import Score, ScoreItem, score_definition
from spineplan.clinical.score_matching import (
    Decided,
    Given,
    check_exclusions,
    number_in,
    number_of,
    option_of,
    refused,
    span_of,
    taken,
)
from spineplan.clinical.score_methods import METHODS
from spineplan.clinical.score_raw import Derived, derived
from spineplan.clinical.score_result import COMPUTED, ItemResult, ScoreResult
from spineplan.errors import InputRefused


def evaluate_score(name: str, inputs: Mapping[str, object], policy: Policy = DEFAULTS) -> ScoreResult:
    """Score what is known. inputs: item id -> value, or {"value", "source"}, or Given; see `score_definition(name)`.

    Raises InputRefused for an unknown score, item or value, and for inputs that contradict each other.
    """
    score = score_definition(name)
    given = taken(score, inputs)
    check_exclusions(score, given)
    worked_out = derived(score, given, policy)
    decided = {item.id: _decided(score, item, given.get(item.id), worked_out.get(item.id)) for item in score.items}
    decided = _without_contradictions(score, decided)
    outcome = METHODS[score.method](score, decided)
    own = [warning for found in worked_out.values() for warning in found.warnings]
    return ScoreResult(
        definition=score,
        items={item.id: _item_result(item, decided[item.id]) for item in score.items},
        possible=outcome.possible,
        total=outcome.total,
        range=outcome.range,
        warnings=(*own, *outcome.warnings),
    )


def _decided(score: Score, item: ScoreItem, given: Given | None, found: Derived | None) -> Decided:
    known = _worked_out(score, item, found) if found is not None else None
    if given is None:
        return known or Decided(options=() if item.optional else tuple(o for o in item.options if not o.stands_for))
    entered = _entered(score, item, given)
    if found is not None and not _agrees(entered, found):
        what = f"{found.exact:.0f} %" if found.exact is not None else " or ".join(found.possible)
        raise InputRefused(f"{score.title}, {item.id}: {entered.value} contradicts the measured numbers ({what}).")
    return entered


def _without_contradictions(score: Score, decided: Mapping[str, Decided]) -> dict[str, Decided]:
    """What an answer rules out in another item is not possible there any more; what is left alone is the answer."""
    left = dict(decided)
    for rule in score.excludes:
        pairs = ((rule.item, rule.value), (rule.other, rule.other_value))
        for (item, value), (other, impossible) in (pairs, pairs[::-1]):
            if decided[item].values == (value,) and decided[other].value is None and decided[other].options:
                options = tuple(option for option in left[other].options if option.value != impossible)
                value_left = options[0].value if len(options) == 1 else None
                left[other] = Decided(value=value_left, source=COMPUTED, options=options)
    return left


def _entered(score: Score, item: ScoreItem, given: Given) -> Decided:
    if given.value is None:
        return Decided(source=given.source, options=tuple(option_of(score, item, value) for value in given.among))
    if item.steps or item.free_text:
        if item.free_text and not isinstance(given.value, str):
            raise refused(score, item, given.value)
        return Decided(value=given.value, source=given.source)
    if not item.options:
        number = number_of(score, item, given.value)
        return Decided(value=int(number) if item.whole else number, source=given.source, number=number)
    option = option_of(score, item, given.value)
    possible = tuple(item.option(value) for value in option.stands_for) or (option,)
    exact = number_in(given.value) if item.range is not None and option.value != given.value else None
    return Decided(value=given.value if exact is None else exact, source=given.source, options=possible, number=exact)


def _worked_out(score: Score, item: ScoreItem, found: Derived) -> Decided:
    if found.exact is not None:
        option = option_of(score, item, found.exact)
        return Decided(value=found.exact, source=COMPUTED, options=(option,), number=found.exact)
    options = tuple(item.option(value) for value in found.possible)
    value = options[0].value if len(options) == 1 else None
    return Decided(value=value, source=COMPUTED, options=options)


def _agrees(entered: Decided, found: Derived) -> bool:
    if found.exact is not None:
        return entered.number is None or abs(entered.number - found.exact) <= 1.0
    return entered.values[0] in found.possible


def _item_result(item: ScoreItem, known: Decided) -> ItemResult:
    span = span_of(known.options)
    points = span[0] if span is not None and span[0] == span[1] and known.value is not None else None
    return ItemResult(value=known.value, points=points, source=known.source, span=None if item.optional else span)
