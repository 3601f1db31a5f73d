"""How sectors and layers are written. The anatomical side is what is stored; the numbers are a way to show it."""

from collections.abc import Iterable
from typing import Literal, get_args

from spineplan.measure.wbb import LAYERS
from spineplan.measure.wbb_shape import SECTORS

Numbering = Literal["anatomical", "mirrored"]
ARTERY = "F"
ARTERY_ITEM = "vertebral_artery"
LETTERS = (*LAYERS, ARTERY)
"""As they are written; F, the vertebral artery, has no cells of its own."""
NUMBERINGS: tuple[Numbering, ...] = get_args(Numbering)


def shown_sector(sector: int, numbering: Numbering) -> int:
    """The number of an anatomical sector: as the Spine Oncology Study Group counts (1 = left half of the spinous
    process), or clockwise on the CT picture (1 on the patient's right): 13 - sector."""
    return sector if numbering == "anatomical" else SECTORS + 1 - sector


def sector_words(sectors: Iterable[int], numbering: Numbering = "anatomical") -> str:
    """Runs around the clock: "4-7", "11-2, 5"; empty without sectors."""
    shown = sorted({shown_sector(sector, numbering) for sector in sectors})
    if len(shown) == SECTORS:
        return f"1-{SECTORS}"
    runs: list[list[int]] = []
    for sector in shown:
        if runs and runs[-1][-1] == sector - 1:
            runs[-1].append(sector)
        else:
            runs.append([sector])
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][-1] == SECTORS:
        runs[0] = runs.pop() + runs[0]
    return ", ".join(_run(str(run[0]), str(run[-1])) for run in runs)


def layer_words(layers: Iterable[str]) -> str:
    """Runs of letters: "B-C", "A, D"."""
    places = sorted({LETTERS.index(layer) for layer in layers})
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(_run(LETTERS[run[0]], LETTERS[run[-1]]) for run in runs)


def wbb_report(level: str, sectors: Iterable[int], layers: Iterable[str], numbering: Numbering = "anatomical") -> str:
    """The string for the report, e.g. "L4: 4-7 / B-C"; empty when nothing is involved."""
    which, how_deep = sector_words(sectors, numbering), layer_words(layers)
    return f"{level}: {which} / {how_deep}" if which and how_deep else ""


def cell_words(cells: Iterable[tuple[int, str]]) -> str:
    """Cells as they are stored: "4B, 4C, 5B" (anatomical numbers)."""
    ordered = sorted(set(cells), key=lambda cell: (cell[0], LAYERS.index(cell[1])))
    return ", ".join(f"{sector}{layer}" for sector, layer in ordered)


def cells_in(words: str) -> tuple[tuple[int, str], ...]:
    """The cells of a stored value. Raises ValueError for a word that is no cell."""
    cells = []
    for word in (part.strip() for part in words.split(",") if part.strip()):
        sector, layer = word[:-1], word[-1:]
        if not sector.isdigit() or not 1 <= int(sector) <= SECTORS or layer not in LAYERS:
            raise ValueError(f'"{word}" is no sector and layer')
        cells.append((int(sector), layer))
    return tuple(cells)


def _run(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last}"
