"""What is known about the synthetic patient, LPS mm; volumes are counted on the masks that were written."""

from typing import Any

import numpy as np

from spineplan.phantom.atlas import atlas_frame, atlas_mass
from spineplan.phantom.body_height import body_heights
from spineplan.phantom.canal import canal_axis
from spineplan.phantom.frames import moved, point, turned
from spineplan.phantom.identity import Identity
from spineplan.phantom.mr import mr_from_ct
from spineplan.phantom.openings import mouth_mm
from spineplan.phantom.raster import Rendered
from spineplan.phantom.scene import Scene
from spineplan.phantom.structures import LEFT_RIGHT, VERSE, Structure
from spineplan.phantom.truth_lesions import cement_truth, lesion_truth, listed, needle_truth
from spineplan.phantom.vertebra import habit, pedicle, spinous_tip

FORMAT = 1


def truth_of(scene: Scene, ct: Rendered, identity: Identity, modalities: tuple[str, ...]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "synthetic": True,
        "case": scene.case,
        "title": scene.recipe.title,
        "source": scene.recipe.source,
        "seed": scene.seed,
        "primary": scene.recipe.primary,
        "pain_levels": list(scene.recipe.pain),
        "patient": {
            "name": identity.patient_name,
            "id": identity.patient_id,
            "sex": scene.person.sex,
            "age": scene.person.age,
            "stature_cm": scene.person.stature_cm,
            "trabecular_hu": scene.person.trabecular_hu,
        },
        "series": _series(identity, modalities),
        "frames_of_reference": {name: identity.uid("frame of reference", name) for name in ("ct", "mr", "nm")},
        "transforms": {"mr_from_ct": listed(mr_from_ct(scene)), "nm_from_ct": listed(np.eye(4))},
        "shape_kji": list(ct.raster.shape_kji),
        "lps_from_ijk": listed(ct.raster.lps_from_ijk),
        "levels": {level: _level(scene, ct, level) for level in _imaged(scene, ct)},
        "other_bones": _others(scene, ct),
        "canal_axis_mm": listed(canal_axis(scene.spine)[0]),
        "lesions": [lesion_truth(scene, ct, n) for n in range(len(scene.lesions))],
        "openings": [
            {
                "level": row.level,
                "kind": row.kind,
                "radius_mm": row.radius_mm,
                "mouth_mm": listed(mouth_mm(scene.spine, row)),
            }
            for row in scene.recipe.openings
        ],
        "cement": [cement_truth(scene, ct, n) for n in range(len(scene.recipe.cement))],
        "needles": [needle_truth(scene, n) for n in range(len(scene.needles))],
        "structures": {item.name.lower(): int(item) for item in Structure},
    }


def _series(identity: Identity, modalities: tuple[str, ...]) -> dict[str, str]:
    names = {"ct": ("ct",), "mr": ("mr-t1", "mr-t2", "mr-stir"), "nm": ("nm-planar", "nm-spect")}
    return {name: identity.uid(name) for modality in modalities for name in names[modality]}


def _imaged(scene: Scene, ct: Rendered) -> list[str]:
    """Levels whose body centre lies inside the image."""
    low = ct.raster.lps_from_ijk[2, 3]
    high = low + ct.raster.spacing_mm[2] * (ct.raster.shape_kji[0] - 1)
    return [level for level in scene.spine.levels if low <= scene.spine.frames[level][2, 3] <= high]


def _level(scene: Scene, ct: Rendered, level: str) -> dict[str, Any]:
    size, frame = scene.spine.sizes[level], scene.spine.frames[level]
    mine = ct.labels == VERSE[level]
    body = mine & (ct.structures == Structure.BODY)
    tilt = np.arctan2(size.height_front - size.height_back, size.depth) / 2
    ends = {}
    for name, sign in (("upper", 1), ("lower", -1)):
        normal = point(0, np.sin(tilt), sign * np.cos(tilt))
        centre = point(0, 0, sign * size.height / 2)
        ends[name] = {"centre_mm": listed(moved(frame, centre)), "normal": listed(turned(frame, normal))}
    return {
        "label": VERSE[level],
        "centre_mm": listed(frame[:3, 3]),
        "lps_from_vertebra": listed(frame),
        "widths_mm": [round(size.width_upper, 3), round(size.width_lower, 3)],
        "depths_mm": [round(size.depth_upper, 3), round(size.depth_lower, 3)],
        "heights_mm": {name: round(mm, 3) for name, mm in body_heights(size).items()},
        "canal_mm": {"width": round(size.canal_width, 3), "depth": round(size.canal_depth, 3)},
        "endplates": ends,
        "pedicles": {name: _pedicle(scene, level, side) for side, name in LEFT_RIGHT},
        "spinous_tip_mm": listed(moved(frame, spinous_tip(size, habit(size)))),
        "volume_ml": round(float(mine.sum()) * ct.raster.voxel_ml, 4),
        "body_volume_ml": round(float(body.sum()) * ct.raster.voxel_ml, 4),
    }


def _others(scene: Scene, ct: Rendered) -> dict[str, Any]:
    """C1 and the sacrum, which have no body of the usual kind."""
    found: dict[str, Any] = {}
    for level, frame in (("C1", atlas_frame(scene.spine)), ("S", scene.spine.sacral_endplate)):
        counted = np.count_nonzero(ct.labels == VERSE[level])
        if counted:
            found[level] = {
                "label": VERSE[level],
                "lps_from_bone": listed(frame),
                "volume_ml": round(counted * ct.raster.voxel_ml, 4),
            }
    if "C1" in found:
        masses = {name: listed(moved(atlas_frame(scene.spine), atlas_mass(side))) for side, name in LEFT_RIGHT}
        found["C1"]["lateral_masses_mm"] = masses
    return found


def _pedicle(scene: Scene, level: str, side: int) -> dict[str, Any]:
    size, frame = scene.spine.sizes[level], scene.spine.frames[level]
    here = pedicle(size, side)
    return {
        "isthmus_mm": listed(moved(frame, here.centre)),
        "axis": listed(turned(frame, here.axis)),
        "width_mm": round(here.width, 3),
        "height_mm": round(here.height, 3),
        "transverse_deg": round(size.pedicle_transverse, 3),
        "sagittal_deg": round(size.pedicle_sagittal, 3),
    }
