"""A small patient to look at: fat, a bony column, one bone ball on the patient's left, and a plan made on it."""

import numpy as np

from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Point
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import (
    CementTarget,
    ChecklistAnswer,
    Ellipsoid,
    Identity,
    Lesion,
    Level,
    MaskRef,
    Needle,
    Plan,
    SeriesRef,
)

SHAPE = (60, 90, 96)
MIDDLE: Point = (12.0, -8.0, 300.0)
BALL: Point = (62.0, -8.0, 300.0)
"""On the patient's left of the column, 50 mm from it."""
BALL_RADIUS_MM = 9.0
REFERENCE = SeriesRef(
    series_uid="1.2.3", study_uid="1.2", modality="CT", description="Spine bone", study_date="20150610",
    frame_of_reference_uid="9.9", instances_digest="d" * 64, slices=60,
)  # fmt: skip
AXES = {"head_first": (1.0, 1.0, 1.0), "feet_first": (-1.0, 1.0, -1.0), "mirrored_stack": (1.0, 1.0, -1.0)}
"""Directions of growing i, j, k along L, P, S; the last is a left-handed stack."""


def grid(kind: str = "head_first") -> Grid:
    """2 mm voxels around MIDDLE."""
    affine = np.diag([*(2.0 * sign for sign in AXES[kind]), 1.0])
    affine[:3, 3] = np.array(MIDDLE) - affine[:3, :3] @ (np.array(SHAPE[::-1]) - 1.0) / 2.0
    return Grid(SHAPE, affine)


def offsets(of: Grid, place_mm: Point) -> np.ndarray:
    """LPS offset of every voxel from a point, [k, j, i, 3]."""
    k, j, i = np.indices(of.shape_kji)
    return transform_points(of.lps_from_ijk, np.stack([i, j, k], axis=-1)) - np.array(place_mm)


def patient(kind: str = "head_first", modality: str = "CT") -> Volume:
    """Air, an elliptic trunk of fat along z, a column of bone in its middle, the ball."""
    on = grid(kind)
    away = offsets(on, MIDDLE)
    array = np.full(SHAPE, -1000, dtype=np.int16)
    array[(away[..., 0] / 80.0) ** 2 + (away[..., 1] / 70.0) ** 2 < 1.0] = -80
    array[np.hypot(away[..., 0], away[..., 1]) < 20.0] = 400
    array[np.linalg.norm(offsets(on, BALL), axis=-1) < BALL_RADIUS_MM] = 700
    if modality != "CT":
        array += 1000
    return Volume(array, on, modality, "1.2.3", "9.9", "Spine bone", unit="HU" if modality == "CT" else "")


def lesion_mask(on: Grid, centre_mm: Point = BALL, radius_mm: float = BALL_RADIUS_MM) -> Mask:
    """A ball."""
    return Mask(np.linalg.norm(offsets(on, centre_mm), axis=-1) < radius_mm, (0, 0, 0), on).tight()


def needle(**fields: object) -> Needle:
    """From the left behind into the middle of the column."""
    values: dict[str, object] = {
        "id": "n1", "level": "L3", "approach": "transpedicular", "side": "left", "entry_mm": (42.0, 32.0, 300.0),
        "target_mm": MIDDLE, "model": "11G 125", "gauge": "11G", "outer_diameter_mm": 3.05, "length_mm": 125.0,
    }  # fmt: skip
    return Needle(**(values | fields))  # type: ignore[arg-type]


def treated(on: Grid, **fields: object) -> tuple[Plan, dict[str, Mask]]:
    """A plan with two levels, a painted lesion, a needle, cement and two answers; and its masks by hash."""
    mask = lesion_mask(on)
    ref = MaskRef(sha256=mask.sha256, series_uid="1.2.3", voxels=mask.count, volume_ml=mask.volume_ml)
    body = Ellipsoid(centre_mm=MIDDLE, semi_axes_mm=(24.0, 17.0, 14.0))
    values: dict[str, object] = {
        "identity": Identity(patient_name="Rossi^Anna", patient_id="A-17", birth_date="19500102", sex="F"),
        "reference": REFERENCE,
        "series": (REFERENCE,),
        "levels": (
            Level(name="L2", centre_mm=(12.0, -8.0, 335.0)),
            Level(name="L3", centre_mm=MIDDLE, body=body, treat=True, symptomatic=True, confirmed_by="Dr Verdi"),
        ),
        "lesions": (Lesion(id="x1", level="L3", seed_mm=BALL, kind="lytic", mask=ref, note="Expansile"),),
        "needles": (needle(),),
        "cement": (CementTarget(level="L3", volume_ml=4.5),),
        "checklist": (
            ChecklistAnswer(item=2, state="done", by="Dr Verdi", note="VAS 8"),
            ChecklistAnswer(item=26, state="problem", by="Dr Verdi", note="INR 1.7"),
        ),
        "notes": "Discussed on 9 June",
    }
    return Plan(**(values | fields)), {mask.sha256: mask}  # type: ignore[arg-type]
