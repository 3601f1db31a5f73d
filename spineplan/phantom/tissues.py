"""What a tissue looks like to each scanner: CT number, MR signal per weighting, tracer uptake."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from spineplan.phantom.solids import Lesion
from spineplan.resource_files import resource


@dataclass(frozen=True)
class Tissue:
    """value in the modality's unit, with a texture of this strength and grain."""

    value: float
    texture: float = 0.0
    grain_mm: float = 2.0


Palette: TypeAlias = Mapping[str, Tissue]


@cache
def palette(modality: str) -> Palette:
    """Tissue table of "ct", "t1", "t2", "stir" or "uptake"."""
    table = json.loads(resource("phantom/tissues.json").read_text(encoding="utf-8"))["tissues"]
    return {
        name: Tissue(row[modality], row.get(f"{modality}_texture", 0.0), row.get("grain_mm", 2.0))
        for name, row in table.items()
    }


def with_values(base: Palette, values: Mapping[str, float]) -> Palette:
    """The palette with some values replaced, textures kept."""
    changed = {name: Tissue(value, base[name].texture, base[name].grain_mm) for name, value in values.items()}
    return {**base, **changed}


@dataclass(frozen=True)
class Look:
    """A palette, and what it makes of tumours: of each, or (None) one soft and one dense value for all."""

    palette: Palette
    of_lesion: Callable[[Lesion], tuple[float, float]] | None = None

    def tumour(self, lesion: Lesion) -> tuple[float, float]:
        """Values of a lesion's soft and of its dense part."""
        if self.of_lesion is not None:
            return self.of_lesion(lesion)
        return self.palette["tumour"].value, self.palette["blastic_bone"].value * lesion.density
