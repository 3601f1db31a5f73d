"""A plan with an outlined vertebra, a lesion, a needle, cement and an ablation on a synthetic level."""

from dataclasses import dataclass

import numpy as np

from spineplan.imaging.mask import Mask
from spineplan.plan.model import (
    AblationZone,
    CementTarget,
    Identity,
    Lesion,
    Level,
    MaskRef,
    Needle,
    NeedleShare,
    PartMask,
    Plan,
    SeriesRef,
    StructureMask,
)
from tests.support.cement_levels import CementLevel


@dataclass(frozen=True, eq=False)
class TreatmentPlan:
    """The plan and everything it names."""

    plan: Plan
    masks: dict[str, Mask]
    level: CementLevel


def ref_of(mask: Mask, series_uid: str) -> MaskRef:
    """Reference of a tight mask."""
    return MaskRef(sha256=mask.sha256, series_uid=series_uid, voxels=mask.count, volume_ml=mask.volume_ml)


def treatment_plan(level: CementLevel, volume_ml: float = 4.0) -> TreatmentPlan:
    """Two needles through the pedicles, cement through both, one ablation on the left needle."""
    uid = level.volume.series_uid
    at = np.stack(np.meshgrid(*[np.arange(n) for n in level.volume.grid.shape_kji], indexing="ij"), axis=-1)[..., ::-1]
    points = at @ level.volume.grid.lps_from_ijk[:3, :3].T + level.volume.grid.lps_from_ijk[:3, 3]
    seed = level.place(6.0, -3.0, 0.0)
    lesion = Mask(np.linalg.norm(points - seed, axis=-1) < 6.0, (0, 0, 0), level.volume.grid).tight()
    masks = {name: mask.tight() for name, mask in
             (("whole", level.vertebra), ("body", level.body), ("canal", level.canal), ("lesion", lesion))}  # fmt: skip
    needles = tuple(_needle(level, side) for side in (1, -1))
    plan = Plan(
        identity=Identity(patient_name="Test^Cement", patient_id="C1"),
        reference=SeriesRef(series_uid=uid, modality="CT", frame_of_reference_uid="1.2.4"),
        levels=(
            Level(
                name=level.level, centre_mm=level.place(0.0, 0.0, 0.0), treat=True, mask=ref_of(masks["whole"], uid),
                parts=(PartMask(part="body", mask=ref_of(masks["body"], uid)),),
            ),
        ),
        structures=(StructureMask(id="canal", kind="spinal_canal", mask=ref_of(masks["canal"], uid), source="found"),),
        lesions=(Lesion(id="les1", level=level.level, seed_mm=seed, kind="lytic", mask=ref_of(masks["lesion"], uid)),),
        needles=needles,
        cement=(
            CementTarget(
                level=level.level, volume_ml=volume_ml, material="pmma-high",
                shares=(NeedleShare(needle_id="left", volume_ml=volume_ml * 0.75),
                        NeedleShare(needle_id="right", volume_ml=volume_ml * 0.25)),
            ),
        ),
        ablations=(
            AblationZone(
                id="zone1", level=level.level, needle_id="left", kind="bipolar radiofrequency", device="osteocool",
                setting="15 mm", length_mm=20.0, diameter_mm=16.0, centre_from_target_mm=2.0, minutes=8.0,
                entered_by="A. Tester", source="IFU, page 12",
            ),
        ),
    )  # fmt: skip
    return TreatmentPlan(plan, {mask.sha256: mask for mask in masks.values()}, level)


def _needle(level: CementLevel, side: int) -> Needle:
    tip = level.tip(side, 6.0 * side, -3.0, 0.0)
    name = "left" if side > 0 else "right"
    assert tip.entry_mm is not None
    return Needle(
        id=name, level=level.level, approach="transpedicular", side=name, entry_mm=tip.entry_mm,
        target_mm=tip.at_mm, model="13G 125", gauge="13G", outer_diameter_mm=2.4, length_mm=125.0,
    )  # fmt: skip
