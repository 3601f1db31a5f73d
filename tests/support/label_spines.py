"""Label maps of a synthetic spine: bodies and arches of published mean size on a straight column, and a few organs."""

import numpy as np

from spineplan.anatomy.body import mean_body_size
from spineplan.anatomy.importing.source import LabelSource
from spineplan.anatomy.numbering import numbering
from spineplan.anatomy.numbering_names import meaning_of_name
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.plan.levels import USUAL_LEVELS

LEVELS = USUAL_LEVELS[:24]
SPACING = (3.0, 3.0, 2.5)
"""Along i, j, k."""
ORGANS = {
    "kidney_left": (60.0, 10.0, "L2"), "kidney_right": (-60.0, 10.0, "L2"),
    "lung_upper_lobe_left": (70.0, 0.0, "T4"), "lung_lower_lobe_left": (70.0, 0.0, "T9"),
    "lung_upper_lobe_right": (-70.0, 0.0, "T4"), "lung_lower_lobe_right": (-70.0, 0.0, "T9"),
    "aorta": (12.0, -45.0, "L1"), "liver": (-50.0, -40.0, "L1"),
}  # fmt: skip
"""Centre x, y in LPS and the level at whose height it lies."""

_SHAPE = (280, 60, 80)


def _places() -> dict[str, tuple[float, float]]:
    """Level -> height of its centre in mm, and the height of its body."""
    places, z = {}, 320.0
    for level in LEVELS:
        size = mean_body_size(level)
        height = size.height_mm if size is not None else 12.0
        z -= 1.3 * height / 2.0
        places[level] = (z, height)
        z -= 1.3 * height / 2.0
    return places


PLACES = _places()


def grid() -> Grid:
    """LPS, axial slices from foot to head, x = 0 in the middle."""
    affine = np.diag([*SPACING, 1.0])
    affine[:3, 3] = [-SPACING[0] * (_SHAPE[2] - 1) / 2, -90.0, -330.0]
    return Grid(_SHAPE, affine)


def _axes() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    k, j, i = (np.arange(n, dtype=np.float64) for n in _SHAPE)
    x0, y0, z0 = grid().lps_from_ijk[:3, 3]
    return (z0 + SPACING[2] * k)[:, None, None], (y0 + SPACING[1] * j)[None, :, None], (x0 + SPACING[0] * i)[None, None]


def _drawn() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Indices: vertebra (1 = C1), body or arch of it (1, 2), organ (1 = the first of ORGANS, then cord, canal)."""
    z, y, x = _axes()
    vertebrae, parts, organs = (np.zeros(_SHAPE, dtype=np.uint16) for _ in range(3))
    for n, level in enumerate(LEVELS, 1):
        at, height = PLACES[level]
        size = mean_body_size(level)
        width, depth = (size.width_mm, size.depth_mm) if size is not None else (19.0, 16.5)
        near = np.abs(z - at) <= height / 2.0
        body = near & ((x / (width / 2)) ** 2 + (y / (depth / 2)) ** 2 <= 1.0)
        behind = depth / 2.0 + 9.0
        ring = (x / (width * 0.5)) ** 2 + ((y - behind) / 12.0) ** 2
        canal = (x / 9.0) ** 2 + ((y - behind) / 8.0) ** 2 <= 1.0
        transverse = (np.abs(x) <= 0.95 * width) & (np.abs(y - behind) <= 5.0)
        spinous = (np.abs(x) <= 4.0) & (y >= behind) & (y <= behind + 0.9 * depth)
        arch = near & ((ring <= 1.0) | transverse | spinous) & ~canal & ~body
        vertebrae[body | arch] = n
        parts[body], parts[arch] = 1, 2
        tall = np.abs(z - at) <= 0.65 * height
        organs[tall & canal & (vertebrae == 0)] = len(ORGANS) + 2
        organs[tall & ((x / 5.0) ** 2 + ((y - behind) / 4.0) ** 2 <= 1.0)] = len(ORGANS) + 1
    for n, (cx, cy, level) in enumerate(ORGANS.values(), 1):
        inside = ((x - cx) / 25.0) ** 2 + ((y - cy) / 20.0) ** 2 + ((z - PLACES[level][0]) / 50.0) ** 2 <= 1.0
        organs[inside & (vertebrae == 0) & (organs == 0)] = n
    return vertebrae, parts, organs


VERTEBRAE, PARTS, ORGAN_MAP = _drawn()
ORGAN_NAMES = (*ORGANS, "spinal_cord", "spinal_canal")


def number_of(numbering_id: str, name: str) -> int | None:
    """The number that a numbering has for a level or an organ."""
    wanted = meaning_of_name(name)
    names = numbering(numbering_id).names
    exact = [number for number, known in names.items() if known == name]
    return next((n for n in [*exact, *(n for n, known in names.items() if meaning_of_name(known) == wanted)]), None)


def array_of(numbering_id: str, levels: tuple[str, ...] = LEVELS, organs: bool = False) -> np.ndarray:
    """The label map [k, j, i] in a numbering; what it has no number for is left out."""
    names = numbering(numbering_id).names
    lut = np.zeros(len(LEVELS) + 1, dtype=np.uint16)
    for n, level in enumerate(LEVELS, 1):
        number = next((x for x, known in names.items() if meaning_of_name(known).level == level), None)
        if level in levels and number is not None:
            lut[n] = number
    array = lut[VERTEBRAE]
    if organs:
        for n, organ in enumerate(ORGAN_NAMES, 1):
            number = number_of(numbering_id, organ)
            if number is not None:
                array[(n == ORGAN_MAP) & (array == 0)] = number
    return array


def source_of(
    numbering_id: str, levels: tuple[str, ...] = LEVELS, organs: bool = False, **fields: object
) -> LabelSource:
    """The same as a file without names."""
    return LabelSource("labels.nii.gz", grid(), (array_of(numbering_id, levels, organs),), **fields)  # type: ignore[arg-type]


def ct(**fields: object) -> Volume:
    """The CT of the same patient on the same grid: bone 300, soft tissue 40, lungs -800 HU."""
    array = np.full(_SHAPE, 40, dtype=np.int16)
    array[VERTEBRAE > 0] = 300
    lungs = [n for n, organ in enumerate(ORGAN_NAMES, 1) if "lung" in organ]
    array[np.isin(ORGAN_MAP, lungs)] = -800
    known = {"modality": "CT", "series_uid": "1.2.3", "frame_of_reference_uid": "9.9", **fields}
    return Volume(array, grid(), **known)  # type: ignore[arg-type]
