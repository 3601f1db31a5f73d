"""Renders a scene onto a grid: image, vertebra labels, structures, lesions; slab by slab on two threads."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.painter import Canvas, Raster, paint
from spineplan.phantom.solids import Solid
from spineplan.phantom.tissues import Look

_HALO = 2

Slab: TypeAlias = NDArray[np.float32]
Finish: TypeAlias = Callable[[Slab, int], Slab]
Progress: TypeAlias = Callable[[float, str], None]


@dataclass(frozen=True)
class Rendered:
    """image int16, masks uint8, all [k, j, i] on the raster."""

    raster: Raster
    image: NDArray[np.int16]
    labels: NDArray[np.uint8]
    structures: NDArray[np.uint8]
    lesions: NDArray[np.uint8]


def render(
    solids: Sequence[Solid],
    raster: Raster,
    look: Look,
    *,
    finish: Finish | None = None,
    progress: Progress | None = None,
    slab: int = 48,
) -> Rendered:
    """Paint every solid in order; `finish(slab, first k)` turns ideal values into scanner values."""
    k, _, _ = raster.shape_kji
    out = Rendered(
        raster,
        np.empty(raster.shape_kji, dtype=np.int16),
        np.empty(raster.shape_kji, dtype=np.uint8),
        np.empty(raster.shape_kji, dtype=np.uint8),
        np.empty(raster.shape_kji, dtype=np.uint8),
    )
    starts = list(range(0, k, slab))
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8, len(starts))) as pool:
        spans = [(start, min(start + slab, k)) for start in starts]
        jobs = [pool.submit(_render_slab, solids, look, finish, span, out) for span in spans]
        for n, job in enumerate(jobs):
            job.result()
            if progress is not None:
                progress((n + 1) / len(jobs), "painting the patient")
    return out


def _render_slab(
    solids: Sequence[Solid], look: Look, finish: Finish | None, span: tuple[int, int], out: Rendered
) -> None:
    (start, stop), raster = span, out.raster
    shape = (stop - start + 2 * _HALO, *raster.shape_kji[1:])
    canvas = Canvas(
        start - _HALO,
        np.full(shape, look.palette["air"].value, dtype=np.float32),
        np.zeros(shape, dtype=np.uint8),
        np.zeros(shape, dtype=np.uint8),
        np.zeros(shape, dtype=np.uint8),
    )
    for solid in solids:
        paint(solid, raster, look, canvas)
    image = canvas.image if finish is None else finish(canvas.image, start)
    inner = slice(_HALO, _HALO + stop - start)
    out.image[start:stop] = np.clip(np.rint(image[inner]), -32768, 32767).astype(np.int16)
    out.labels[start:stop] = canvas.labels[inner]
    out.structures[start:stop] = canvas.structures[inner]
    out.lesions[start:stop] = canvas.lesions[inner]
