"""Writes a synthetic patient: DICOM, masks and truth.json in one folder."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from spineplan.errors import UsageError
from spineplan.phantom.dicom_ct import CtSeries
from spineplan.phantom.dicom_mr import write_mr
from spineplan.phantom.dicom_nm import write_nm
from spineplan.phantom.frames import Array, moved, point
from spineplan.phantom.identity import Identity
from spineplan.phantom.mr import IN_PLANE_MM, mr_raster, render_mr
from spineplan.phantom.nifti import write_nifti
from spineplan.phantom.nm import render_bone_scan
from spineplan.phantom.painter import Raster
from spineplan.phantom.raster import Progress, Rendered, render
from spineplan.phantom.recipes import DEFAULT_CASE, read_recipe
from spineplan.phantom.scanner import BONE, measured
from spineplan.phantom.scene import Scene, build_scene
from spineplan.phantom.structures import Structure
from spineplan.phantom.tissues import Look, palette, with_values
from spineplan.phantom.truth import truth_of
from spineplan.phantom.variants import LOW_DOSE, TILT_DEG, VARIANTS, write_variant

MODALITIES = ("ct", "mr", "nm")
FIELD_OF_VIEW_MM = 358.4
DEFAULT_SPACING_MM = (0.7, 0.7, 1.0)


@dataclass(frozen=True)
class Demo:
    """Where everything was written. `truth` is the content of truth.json."""

    folder: Path
    truth: dict[str, Any]

    def summary(self) -> dict[str, Any]:
        """The few facts worth printing."""
        return {"case": self.truth["case"], "seed": self.truth["seed"], "series": self.truth["series"]}


def write_demo(
    out_dir: Path | str,
    *,
    case: str = DEFAULT_CASE,
    seed: int | None = None,
    resolution_mm: float | None = None,
    levels: tuple[str, str] | None = None,
    modalities: Sequence[str] = ("ct",),
    variants: Sequence[str] = (),
    progress: Progress | None = None,
) -> Demo:
    """Make one case.

    out_dir gets `ct/*.dcm`, `labels.nii.gz` (VerSe numbers), `structures.nii.gz` with its names in `structures.json`,
    `lesions.nii.gz`, `truth.json`.
    levels: first and last vertebra imaged, cranial first; the case's own range when None.
    resolution_mm: cubic voxels of this size; 0.7 x 0.7 x 1 mm when None.
    Raises UsageError for an unknown case, level or modality.
    """
    _check(modalities, variants)
    recipe = read_recipe(case)
    seed = recipe.seed if seed is None else seed
    scene = build_scene(recipe, case, seed)
    raster = ct_raster(scene, levels or recipe.levels, resolution_mm, TILT_DEG if "tilt" in variants else 0.0)
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    identity = Identity(
        case, seed, recipe.person.sex, recipe.person.age, f"{resolution_mm}-{levels}-{sorted(variants)}"
    )
    ct = render_ct(scene, raster, _part(progress, 0.0, 0.6), LOW_DOSE if "low-dose" in variants else 1.0)
    if "ct" in modalities:
        tilt = TILT_DEG if "tilt" in variants else 0.0
        series = CtSeries(ct.image, raster.lps_from_ijk, BONE.name, "Spine bone synthetic", tilt_deg=tilt)
        write_variant(identity, series, tuple(variants), folder / "ct", _part(progress, 0.6, 0.8))
    z_range = _z_range(scene, levels or recipe.levels)
    if "mr" in modalities:
        in_plane = max(IN_PLANE_MM, resolution_mm or 0.0)
        volumes = render_mr(scene, mr_raster(scene, z_range, in_plane), _part(progress, 0.8, 0.9))
        write_mr(identity, volumes, folder / "mr")
    if "nm" in modalities:
        write_nm(identity, render_bone_scan(scene, z_range, _field_centre(scene, *z_range)), folder / "nm")
    for name, mask in (("labels", ct.labels), ("structures", ct.structures), ("lesions", ct.lesions)):
        write_nifti(mask, raster.lps_from_ijk, folder / f"{name}.nii.gz")
    names = {str(int(item)): item.name.lower() for item in Structure if item is not Structure.NONE}
    (folder / "structures.json").write_text(json.dumps(names, indent=1), encoding="utf-8")
    truth = truth_of(scene, ct, identity, tuple(modalities))
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")
    if progress is not None:
        progress(1.0, "done")
    return Demo(folder, truth)


def _check(modalities: Sequence[str], variants: Sequence[str]) -> None:
    for word, known in ((word, MODALITIES) for word in modalities):
        if word not in known:
            raise UsageError(f"'{word}' is not a modality; choose from {', '.join(known)}.")
    for word in variants:
        if word not in VARIANTS:
            raise UsageError(f"'{word}' is not a variant; choose from {', '.join(VARIANTS)}.")


def _part(progress: Progress | None, low: float, high: float) -> Progress | None:
    if progress is None:
        return None
    report: Callable[[float, str], None] = progress
    return lambda share, what: report(low + (high - low) * share, what)


def render_ct(scene: Scene, raster: Raster, progress: Progress | None = None, dose: float = 1.0) -> Rendered:
    look = Look(with_values(palette("ct"), {"trabecular_bone": scene.person.trabecular_hu}))
    spacing = raster.spacing_mm
    return render(
        scene.solids,
        raster,
        look,
        finish=lambda slab, k: measured(slab, spacing, BONE, dose, (scene.seed, 2, k)),
        progress=progress,
    )


def ct_raster(scene: Scene, levels: tuple[str, str], resolution_mm: float | None, tilt_deg: float = 0.0) -> Raster:
    """Axial voxels over the whole trunk, from 25 mm above the first level to 25 mm below the last."""
    spacing = np.array(DEFAULT_SPACING_MM if resolution_mm is None else (resolution_mm,) * 3)
    if spacing.min() < 0.3:
        raise UsageError("The finest resolution is 0.3 mm.")
    low, high = _z_range(scene, levels)
    columns = 2 * round(FIELD_OF_VIEW_MM / spacing[0] / 2)
    centre = _field_centre(scene, low, high)
    affine: Array = np.diag([*spacing, 1.0])
    affine[:3, 3] = [
        centre[0] - (columns - 1) / 2 * spacing[0],
        centre[1] - (columns - 1) / 2 * spacing[1],
        np.ceil(low / spacing[2]) * spacing[2],
    ]
    count = int((high - affine[2, 3]) / spacing[2]) + 1
    if tilt_deg:
        # Rows climb with the gantry while the table still moves along z: planes shear against each other.
        tilt, middle = np.deg2rad(tilt_deg), (columns - 1) / 2 * spacing[1]
        affine[:3, 1] = (0.0, spacing[1] * np.cos(tilt), spacing[1] * np.sin(tilt))
        affine[1:3, 3] += (middle * (1 - np.cos(tilt)), -middle * np.sin(tilt))
    return Raster((count, columns, columns), affine)


def _z_range(scene: Scene, levels: tuple[str, str]) -> tuple[float, float]:
    heights = {level: scene.spine.frames[level][2, 3] for level in scene.spine.levels}
    heights["C1"] = heights["C2"] + 30.0
    heights["S"] = float(moved(scene.spine.sacral_endplate, point(0, 0, -55))[2])
    heights["Co"] = heights["S"] - 60.0
    for name in levels:
        if name not in heights:
            raise UsageError(f"This patient has no level called '{name}'; write levels like L1-L5.")
    upper, lower = heights[levels[0]], heights[levels[1]]
    if upper <= lower and levels[0] != levels[1]:
        raise UsageError("Write levels from head to foot, like L1-L5.")
    return lower - 40.0, upper + 30.0


def _field_centre(scene: Scene, low: float, high: float) -> Array:
    """Middle of the skin outline over the imaged range, LPS mm."""
    table = scene.trunk.table
    z = scene.trunk.z_start + 4.0 * np.arange(len(table))
    rows = table[(z >= low) & (z <= high)]
    front, back = (rows[:, 1] - rows[:, 3]).min(), (rows[:, 1] + rows[:, 4]).max()
    return point(float(np.round(rows[:, 0].mean())), float(np.round((front + back) / 2)), (low + high) / 2)
