"""Labels after an edit of the spine: only the vertebrae that changed, and what they border on, are made again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.cubic_image import THREADS, CubicImage, NativeImage
from spineplan.anatomy.finding.canal_surface import within_canal
from spineplan.anatomy.finding.spine_finding import Spine
from spineplan.anatomy.outlining.arch_root import corners_to_bodies
from spineplan.anatomy.outlining.body_neighbours import fit_bodies
from spineplan.anatomy.outlining.body_surface import BodySurface
from spineplan.anatomy.outlining.vertebra_labels import Bool, Labels, VertebraLabels, grown_arches, painted_bodies
from spineplan.anatomy.pedicles.isthmus import Pedicle, pedicles_of
from spineplan.anatomy.pedicles.row import steadied
from spineplan.imaging.volume import Volume

NEIGHBOURS = 1
"""So many vertebrae beyond the changed ones compete for the bone; they themselves keep what they had."""
ARCH_BELOW_MM, ARCH_ABOVE_MM = 45.0, 8.0
"""How far an arch reaches beyond its vertebra's disc planes."""


def relabelled(volume: Volume, before: Spine, labels: VertebraLabels, spine: Spine) -> VertebraLabels:
    """Labels of `spine`, an edit of `before` with these labels: spans that are the same objects keep theirs."""
    was = {id(span): n for n, span in enumerate(before.spans)}
    same = [was.get(id(span)) for span in spine.spans]
    changed = [n for n, m in enumerate(same) if m is None]
    surfaces, pedicles = _fitted(volume, spine, labels, same)
    bodies, arches = _renumbered(labels.bodies, same), _renumbered(labels.arches, same)
    if changed:
        first, last = max(0, changed[0] - NEIGHBOURS), min(len(same) - 1, changed[-1] + NEIGHBOURS)
        slices = slice(first, last + 1)
        box = _room(spine, first, last)
        origin = spine.image.origin_mm + np.array([s.start for s in box[::-1]]) * spine.image.step_mm
        part = CubicImage(np.ascontiguousarray(spine.image.array_kji[box]), origin, spine.image.step_mm)
        coordinates = np.ascontiguousarray(labels.coordinates[:, *box])
        canal = _canal(coordinates, labels)
        new_bodies = painted_bodies(part, spine.spans[slices], surfaces[slices], canal)
        new_arches = grown_arches(part, spine.line, spine.spans[slices], pedicles[slices], new_bodies, canal,
                                  labels.bone_hu, coordinates[2])  # fmt: skip
        corners_to_bodies(spine.spans[slices], coordinates, labels.canal_surface, new_bodies, new_arches)
        written = np.arange(changed[0], changed[-1] + 1) + 1
        _write(new_bodies, new_arches, first, written, bodies[box], arches[box])
    canal = _canal(labels.coordinates, labels) & (bodies == 0)
    arches[canal] = 0
    return replace(labels, bodies=bodies, arches=arches, canal=canal, surfaces=surfaces, pedicles=pedicles)


def _fitted(
    volume: Volume, spine: Spine, labels: VertebraLabels, same: Sequence[int | None]
) -> tuple[tuple[BodySurface, ...], tuple[tuple[Pedicle, Pedicle], ...]]:
    """Surface and pedicles of every span: fitted again where it is new."""
    native = NativeImage(volume, labels.sharpness)
    surfaces = fit_bodies(spine.image, native, spine.spans, [None if m is None else labels.surfaces[m] for m in same])

    def pair(n: int) -> tuple[Pedicle, Pedicle]:
        m = same[n]
        if m is not None:
            return labels.pedicles[m]
        return pedicles_of(native, spine.spans[n], spine.line, labels.canal_surface)

    with ThreadPoolExecutor(THREADS) as pool:
        pairs = tuple(pool.map(pair, range(len(same))))
    steady = steadied(pairs, spine.spans, volume.grid)
    return surfaces, tuple(new if m is None else old for m, old, new in zip(same, pairs, steady, strict=True))


def _renumbered(labels: Labels, same: Sequence[int | None]) -> Labels:
    numbers = np.zeros(256, dtype=np.uint8)
    for n, m in enumerate(same):
        if m is not None:
            numbers[m + 1] = n + 1
    return numbers[labels]


def _canal(coordinates: npt.NDArray[np.float32], labels: VertebraLabels) -> Bool:
    inside = np.zeros(coordinates.shape[1:], dtype=np.bool_)
    within_canal(coordinates, labels.canal_surface.radius_mm, inside)
    return inside


def _room(spine: Spine, first: int, last: int) -> tuple[slice, slice, slice]:
    """Voxel box, whole across, that holds these vertebrae with their arches."""
    z = np.array([plane.centre_mm[2] for plane in spine.planes[first : last + 2]])
    low, high = ((at - spine.image.origin_mm[2]) / spine.image.step_mm
                 for at in (z.min() - ARCH_BELOW_MM, z.max() + ARCH_ABOVE_MM))  # fmt: skip
    nk, nj, ni = spine.image.array_kji.shape
    return slice(max(0, int(low)), min(nk, int(high) + 1)), slice(0, nj), slice(0, ni)


def _write(
    new_bodies: Labels, new_arches: Labels, first: int, written: npt.NDArray[np.int64], bodies: Labels, arches: Labels
) -> None:
    """Put the written levels of a part (its label 1 is level `first`) into bodies and arches; other levels stay."""
    for old in (bodies, arches):
        old[np.isin(old, written)] = 0
    for new, old in ((new_bodies, bodies), (new_arches, arches)):
        moved = np.where(new > 0, new + np.uint8(first), 0)
        place = np.isin(moved, written) & (bodies == 0) & (arches == 0)
        old[place] = moved[place]
