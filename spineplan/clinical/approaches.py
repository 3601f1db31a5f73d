"""The approaches, from the review and the procedure guides."""

from functools import cache

import msgspec
from msgspec import Struct

from spineplan.plan.levels import level_rank
from spineplan.resource_files import resource


class Approach(Struct, frozen=True):
    """One way to a vertebra; id is what the plan stores. levels: first and last level it is meant for.

    general_anaesthesia: usually needed. The texts (guidance, gauge, entry, axial angle, target, risks) are for reading.
    """

    id: str
    name: str
    levels: tuple[str, str]
    through_pedicle: bool
    general_anaesthesia: bool
    guidance: str
    gauge: str
    entry: str
    axial: str
    target: str
    risks: tuple[str, ...]
    confidence: str

    def suits(self, level: str) -> bool:
        """Whether the approach is meant for a level. Raises ValueError for a name that is no level."""
        return level_rank(self.levels[0]) <= level_rank(level) <= level_rank(self.levels[1])


class _File(Struct, frozen=True):
    approaches: tuple[Approach, ...]


@cache
def approaches() -> tuple[Approach, ...]:
    """The catalogue."""
    return msgspec.json.decode(resource("catalogues/approaches.json").read_bytes(), type=_File).approaches


def approach(approach_id: str) -> Approach | None:
    """The approach of that id, if the catalogue has it."""
    return next((entry for entry in approaches() if entry.id == approach_id), None)


def approaches_for(level: str) -> tuple[Approach, ...]:
    """Approaches meant for a level. Raises ValueError for a name that is no level."""
    return tuple(entry for entry in approaches() if entry.suits(level))
