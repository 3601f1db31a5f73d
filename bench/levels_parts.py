"""How well body and posterior elements of each vertebra are told apart, and where the posterior ones go wrong."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_dilation

from spineplan.anatomy.levels_of_ct import FoundLevels
from spineplan.anatomy.outlining.posterior_elements import arch_bands
from spineplan.anatomy.outlining.vertebra_labels import on_grid_of
from spineplan.geometry.affine import transform_points
from spineplan.imaging.volume import Volume

Labels = npt.NDArray[np.uint8]
Bool = npt.NDArray[np.bool_]

LEAST_BODY_ML = 3.0
ASIDE_MM, MIDDLE_MM, BEHIND_MM, LAMINA_MM = 22.0, 8.0, 16.0, 6.0
"""Borders of the parts, from the canal's middle: processes aside and behind, lamina and joints between."""


def part_scores(volume: Volume, found: FoundLevels, reference: Labels, bodies: Bool) -> dict[str, Any]:
    """Dice of bodies and posterior elements per reference number, their means, and per thousand posterior voxels of
    the reference: missed ones and false ones by part and cause."""
    ours = on_grid_of(volume, found.spine.image, found.labels.whole)
    ours_body = on_grid_of(volume, found.spine.image, found.labels.bodies)
    bands = arch_bands(found.spine.spans, found.spine.line)[1:-1]
    levels: dict[int, dict[str, float]] = {}
    errors: dict[str, dict[str, float]] = {}
    posterior_voxels = 0
    for number in (int(n) for n in np.unique(reference) if n):
        mask = reference == number
        body = mask & bodies
        counts = np.bincount(ours_body[body], minlength=2)
        counts[0] = 0
        if body.sum() * volume.grid.voxel_volume_ml < LEAST_BODY_ML or not counts.any():
            continue
        n = int(counts.argmax())
        posterior, mine = mask & ~body, (ours == n) & (ours_body != n)
        posterior_voxels += int(posterior.sum())
        levels[number] = {
            "body_dice": _dice(body, ours_body == n),
            "posterior_dice": _dice(posterior, mine),
            "posterior_volume_ratio": round(float(mine.sum() / max(1, posterior.sum())), 3),
        }
        near = binary_dilation(posterior)
        causes = {
            "hit": mine & posterior,
            "missed": posterior & (ours == 0),
            "missed_to_neighbour": posterior & (ours > 0) & (ours != n),
            "missed_to_body": posterior & (ours_body == n),
            "false_rim": mine & (reference == 0) & near,
            "false_far": mine & (reference == 0) & ~near,
            "false_of_neighbour": mine & (reference > 0) & ~mask,
            "false_of_body": mine & body,
        }
        for cause, voxels in causes.items():
            for part, count in _by_part(volume, voxels, bands[n - 1]).items():
                row = errors.setdefault(part, dict.fromkeys(causes, 0.0))
                row[cause] += count
    for row in errors.values():
        row.update({cause: round(1000.0 * count / max(1, posterior_voxels), 1) for cause, count in row.items()})
    means = {key: round(float(np.mean([row[key] for row in levels.values()])), 4)
             for key in ("body_dice", "posterior_dice") if levels}  # fmt: skip
    return {"levels": levels, "means": means, "per_thousand": errors}


def _dice(a: Bool, b: Bool) -> float:
    return round(2.0 * float((a & b).sum()) / max(1, int(a.sum() + b.sum())), 4)


def _by_part(volume: Volume, voxels: Bool, band: npt.NDArray[np.float64]) -> dict[str, int]:
    """Number of these voxels in each part of the vertebra whose directions the band holds."""
    index = np.argwhere(voxels)[:, ::-1].astype(np.float64)
    from_canal = transform_points(volume.grid.lps_from_ijk, index) - band[6:9]
    ahead, aside = from_canal @ band[12:15], np.abs(from_canal @ band[9:12])
    part = np.select(
        [aside >= ASIDE_MM, ahead > -LAMINA_MM, (aside < MIDDLE_MM) & (ahead < -BEHIND_MM)],
        ["transverse", "pedicle", "spinous"],
        "lamina and joints",
    )
    names, counts = np.unique(part, return_counts=True)
    return dict(zip(names.tolist(), counts.tolist(), strict=True))
