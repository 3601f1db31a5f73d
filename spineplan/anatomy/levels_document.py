"""Found levels as plain data, for --json and for scripts."""

from typing import Any

import numpy as np

from spineplan.anatomy.finding.disc_sequence import Disc
from spineplan.anatomy.finding.spine_finding import Spine
from spineplan.anatomy.levels_of_ct import FoundLevel, FoundLevels
from spineplan.anatomy.outlining.vertebra_measures import BodySize, angles_deg
from spineplan.anatomy.pedicles.isthmus import Pedicle
from spineplan.anatomy.vertebra_numbers import VERSE


def levels_document(found: FoundLevels) -> dict[str, Any]:
    """Plain data for --json; points LPS mm, lengths mm, angles degrees."""
    basis: dict[str, Any] = {"anchored": True, "by": "user", "confidence": 1.0}
    if found.suggestion is not None:
        basis = {"anchored": False, "by": found.suggestion.reason,
                 "confidence": round(found.suggestion.confidence, 3),
                 "landmark_seen": found.suggestion.anchored,
                 "checked_from_both_ends": found.suggestion.checked,
                 "doubt": found.suggestion.doubt,
                 "second_reading": list(reversed(found.suggestion.other))}  # fmt: skip
    return {
        "count": basis,
        "levels": [_level_document(level) for level in reversed(found.levels)],
        "discs": [_disc_document(found.spine, disc) for disc in reversed(found.spine.discs)],
        "canal_mm": np.round(found.spine.line.points_mm[::5], 2).tolist(),
        "problems": list(found.problems),
        "seconds": {name: round(value, 3) for name, value in found.seconds.items()},
    }


def _level_document(level: FoundLevel) -> dict[str, Any]:
    size = level.size
    heights = {"anterior": round(size.anterior_mm, 2), "middle": round(size.middle_mm, 2),
               "posterior": round(size.posterior_mm, 2)}  # fmt: skip
    return {
        "name": level.name,
        "label": VERSE[level.name],
        "state": level.state,
        "confidence": level.confidence,
        "centre_mm": _rounded(size.centre_mm),
        "axes_lps": [_rounded(row, 4) for row in size.axes],
        "heights": heights,
        "heights_mm": heights,
        "depth_mm": round(size.depth_mm, 2),
        "width_mm": round(size.width_mm, 2),
        "volume_ml": round(level.volume_ml, 3),
        "body_volume_ml": round(level.body_ml, 3),
        "pedicles": {pedicle.side: _pedicle_document(pedicle, size) for pedicle in level.pedicles},
        "problems": list(level.problems),
    }  # fmt: skip


def _pedicle_document(pedicle: Pedicle, size: BodySize) -> dict[str, Any]:
    transverse, sagittal = angles_deg(pedicle, size.axes)
    return {
        "isthmus_mm": _rounded(pedicle.centre_mm),
        "axis": _rounded(pedicle.axis, 4),
        "width_mm": round(pedicle.width_mm, 2),
        "height_mm": round(pedicle.height_mm, 2),
        "width_within_mm": round(pedicle.width_within_mm, 2),
        "height_within_mm": round(pedicle.height_within_mm, 2),
        "transverse_deg": round(transverse, 1),
        "sagittal_deg": round(sagittal, 1),
        "wall_seen": pedicle.wall_seen,
        "doubt": pedicle.doubt,
    }


def _disc_document(spine: Spine, disc: Disc) -> dict[str, Any]:
    plane = next((p for span in spine.spans for p in (span.below, span.above) if abs(p.s_mm - disc.s_mm) < 0.5), None)
    centre = plane.centre_mm if plane is not None else spine.line.at(disc.s_mm)[0]
    return {"centre_mm": _rounded(centre), "edge": round(disc.edge, 3), "margin": round(disc.margin, 3),
            "confidence": disc.confidence}  # fmt: skip


def _rounded(values: np.ndarray[Any, np.dtype[np.float64]], digits: int = 2) -> list[float]:
    return [round(float(value), digits) for value in values]
