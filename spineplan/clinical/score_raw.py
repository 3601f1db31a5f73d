"""Items worked out from measured numbers: what the numbers leave possible, never more than they tell."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from spineplan.clinical.conventions import Policy
from spineplan.clinical.score_definition import Score
from spineplan.clinical.score_matching import Given, number_of
from spineplan.errors import InputRefused


class Derived(Struct, frozen=True):
    """possible: values of the item that the numbers leave. exact: the item's own number, where it has one."""

    possible: tuple[str, ...] = ()
    exact: float | None = None
    warnings: tuple[str, ...] = ()


def derived(score: Score, given: Mapping[str, Given], policy: Policy) -> dict[str, Derived]:
    """Items that the raw inputs of a score fill, wholly or in part. Raises InputRefused."""
    numbers = {raw.id: number_of(score, raw, given[raw.id].value) for raw in score.raw if raw.id in given}
    if not numbers:
        return {}
    target = score.raw[0].fills
    found = _FILLERS[score.id](score, numbers, policy)
    return {} if found is None else {target: found}


def _sins_collapse(_: Score, numbers: Mapping[str, float], policy: Policy) -> Derived:
    """Collapse by lost height and involvement; software convention for 50.0 % and for where collapse begins."""
    half, begins = policy["sins_half_percent"], policy["sins_collapse_from_percent"]
    loss, involved = numbers.get("collapse_percent"), numbers.get("body_involvement_percent")
    upright: tuple[str, ...] = ("involved_over_50", "none")
    if involved is not None:
        upright = ("involved_over_50",) if involved > 50.0 else ("none",)
    if loss is None:
        return Derived(("over_50", "under_50", *upright))
    if loss >= half:
        exactly = loss == half
        return Derived(("over_50",), warnings=(f"Exactly {half:g} % collapse counts as more.",) if exactly else ())
    if loss >= begins:
        return Derived(("under_50",))
    note = f"A measured loss of {loss:.0f} %, less than {begins:g} %, counts as no collapse (software convention)."
    return Derived(upright, warnings=(note,) if loss > 0.0 else ())


def _katagiri_laboratory(score: Score, numbers: Mapping[str, float], _: Policy) -> Derived:
    """Any critical value is critical; else any abnormal one is abnormal; what is not known stays open."""
    tiers = {tier: [raw for raw in score.raw if raw.tier == tier] for tier in ("critical", "abnormal")}

    def any_beyond(tier: str) -> bool:
        return any(raw.beyond(numbers[raw.id]) for raw in tiers[tier] if raw.id in numbers)

    def all_known(tier: str) -> bool:
        return all(raw.id in numbers for raw in tiers[tier])

    if any_beyond("critical"):
        return Derived(("critical",))
    rest: tuple[str, ...] = ("abnormal",) if any_beyond("abnormal") else ("normal", "abnormal")
    if all_known("abnormal") and not any_beyond("abnormal"):
        rest = ("normal",)
    return Derived(rest if all_known("critical") else (*rest, "critical"))


def _genant_loss(score: Score, numbers: Mapping[str, float], _: Policy) -> Derived | None:
    """100 * (1 - least height / reference height), at least 0."""
    heights = [numbers[name] for name in ("anterior_mm", "middle_mm", "posterior_mm") if name in numbers]
    reference = numbers.get("reference_mm", numbers.get("posterior_mm"))
    if reference is None or not heights or (len(heights) == 1 and "reference_mm" not in numbers):
        return None
    if reference <= 0.0:
        raise InputRefused(f"{score.title}: the reference height must be more than 0 mm.")
    unknown = [name for name in ("anterior_mm", "middle_mm", "posterior_mm") if name not in numbers]
    note = f"Not measured: {', '.join(unknown)}; the loss may be greater." if unknown else ""
    return Derived(exact=height_loss_percent(min(heights), reference), warnings=(note,) if note else ())


def height_loss_percent(least_mm: float, reference_mm: float) -> float:
    """Lost height of a body, 0 to 100 %: 100 * (1 - least / reference). Raises ValueError without a reference.

    Rounded to a millionth, so that 19.2 of 24 mm is 20 % and not just below it.
    """
    if not reference_mm > 0.0:
        raise ValueError("the reference height must be positive")
    return max(0.0, round(100.0 * (reference_mm - least_mm) / reference_mm, 6))


_FILLERS: Mapping[str, Callable[[Score, Mapping[str, float], Policy], Derived | None]] = {
    "sins": _sins_collapse,
    "katagiri": _katagiri_laboratory,
    "genant": _genant_loss,
}
