"""What is wrong or worth knowing in a plan, with the place that shows why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from spineplan.geometry.vectors import Point

Severity = Literal["safety", "image", "info"]
Subject = tuple[Literal["level", "lesion", "needle", "cement", "plan"], str]


@dataclass(frozen=True)
class Finding:
    """sentence: for the user. show_point_mm: LPS point that "show me" moves every view to. subject: kind and id.

    code: a stable name for scripts and tests.
    """

    severity: Severity
    code: str
    sentence: str
    subject: Subject
    show_point_mm: Point | None = None


_ORDER: dict[Severity, int] = {"safety": 0, "image": 1, "info": 2}


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Safety before images before information, else as given."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))
