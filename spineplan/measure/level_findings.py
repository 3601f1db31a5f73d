"""Whether anybody vouches for the names of the levels. A suggested name is never certain, whatever rests on it."""

from collections.abc import Iterator

from spineplan.measure.finding import Finding, Severity
from spineplan.plan.model import Plan


def confirmation_findings(plan: Plan) -> Iterator[Finding]:
    """One finding per suggested name that something rests on, one for all others, one for what the count rests on."""
    open_ = [level for level in plan.levels if level.state == "proposed"]
    used = plan.levels_in_use()
    for level in open_:
        if level.name in used or level.treat:
            sentence = f"The name {level.name} is a suggestion that nobody has confirmed."
            yield Finding("safety", "level-unconfirmed", sentence, ("level", level.name), level.centre_mm)
    rest = [level for level in open_ if level.name not in used and not level.treat]
    if rest:
        names = rest[0].name if len(rest) == 1 else f"{rest[0].name} to {rest[-1].name}"
        sentence = f"The name {names} is a suggestion that nobody has confirmed."
        if len(rest) > 1:
            sentence = f"{len(rest)} names are suggestions that nobody has confirmed: {names}."
        yield Finding("info", "level-unconfirmed", sentence, ("level", rest[0].name), rest[0].centre_mm)
    if open_ and plan.count_basis:
        severity: Severity = "safety" if len(rest) < len(open_) else "image"
        yield Finding(severity, "level-count", plan.count_basis, ("level", open_[0].name), open_[0].centre_mm)
