"""From a CT to named, segmented, measured vertebrae: the whole road, and its result as plain data."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from spineplan.anatomy.disc_sequence import Confidence, Disc
from spineplan.anatomy.level_naming import NO_ANCHOR, Suggestion, names_from, suggest_names
from spineplan.anatomy.pedicle_isthmus import Pedicle
from spineplan.anatomy.spine_finding import Spine, Step, find_spine, nothing_to_report, span_at, spine_from_clicks
from spineplan.anatomy.vertebra_labels import VertebraLabels, on_grid_of, segment_vertebrae
from spineplan.anatomy.vertebra_measures import BodySize, angles_deg, body_size, certainty, doubts
from spineplan.anatomy.vertebra_numbers import VERSE
from spineplan.errors import UsageError
from spineplan.geometry.vectors import vector
from spineplan.imaging.nifti import write_nifti
from spineplan.imaging.volume import Volume
from spineplan.plan.levels import SACRAL, level_rank

State = Literal["proposed", "confirmed"]
Place = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class FoundLevel:
    """One vertebra. state: confirmed when the user named or clicked it. volume_ml, body_ml: counted on 1 mm labels."""

    name: str
    state: State
    confidence: Confidence
    index: int
    size: BodySize
    pedicles: tuple[Pedicle, Pedicle]
    volume_ml: float
    body_ml: float
    problems: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class FoundLevels:
    """levels: caudal first. suggestion: what the count rests on when no name was given, else None."""

    spine: Spine
    labels: VertebraLabels
    levels: tuple[FoundLevel, ...]
    suggestion: Suggestion | None
    problems: tuple[str, ...]
    seconds: Mapping[str, float]

    def document(self) -> dict[str, Any]:
        """Plain data for --json; points LPS mm, lengths mm, angles degrees."""
        basis: dict[str, Any] = {"anchored": True, "by": "user", "confidence": 1.0}
        if self.suggestion is not None:
            basis = {"anchored": False, "by": self.suggestion.reason,
                     "confidence": round(self.suggestion.confidence, 3),
                     "landmark_seen": self.suggestion.anchored}  # fmt: skip
        return {
            "count": basis,
            "levels": [_level_document(level) for level in reversed(self.levels)],
            "discs": [_disc_document(self.spine, disc) for disc in reversed(self.spine.discs)],
            "canal_mm": np.round(self.spine.line.points_mm[::5], 2).tolist(),
            "problems": list(self.problems),
            "seconds": {name: round(value, 3) for name, value in self.seconds.items()},
        }


def find_levels(
    volume: Volume,
    *,
    anchor: tuple[str, Place] | None = None,
    seeds_mm: Mapping[str, Place] | None = None,
    extra: tuple[str, ...] = (),
    step: Step = nothing_to_report,
) -> FoundLevels:
    """Find, name, segment and measure the vertebrae of a CT.

    anchor: a sure name and an LPS point (mm) in that vertebra; all other names follow. seeds_mm: one named LPS point
    per body; levels are exactly these. extra: "T13", "L6" that the patient has. With neither, names are a suggestion.
    Raises ImageRefused when no spine is found, UsageError when the anchor lies in no vertebra or the count cannot be.
    """
    times = {"start": time.perf_counter()}
    spine = find_spine(volume, lambda done, what: step(0.4 * done, what))
    if seeds_mm:
        spine = spine_from_clicks(spine, {name: vector(at) for name, at in seeds_mm.items()})
    times["marks"] = time.perf_counter()
    names, suggestion, sure = _named(spine, anchor, dict(seeds_mm or {}), extra)
    labels = segment_vertebrae(volume, spine, lambda done, what: step(0.4 + 0.55 * done, what))
    times["segmented"] = time.perf_counter()
    levels = tuple(
        _measured(spine, labels, n, name, name in sure, max(volume.grid.spacing_mm))
        for n, name in enumerate(names)
        if name not in SACRAL
    )
    problems = [NO_ANCHOR] if suggestion is not None and not suggestion.anchored else []
    if suggestion is not None and suggestion.anchored:
        problems.append("No name is confirmed; the count is a suggestion.")
    times["end"] = time.perf_counter()
    spans = (("first_marks", "start", "marks"), ("segmentation", "marks", "segmented"), ("total", "start", "end"))
    seconds = {name: times[b] - times[a] for name, a, b in spans}
    return FoundLevels(spine, labels, levels, suggestion, tuple(problems), seconds)


def label_array(found: FoundLevels, volume: Volume) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """VerSe numbers on the volume's grid, [k, j, i]; the sacrum is not segmented."""
    numbers = np.zeros(256, dtype=np.uint8)
    for level in found.levels:
        numbers[level.index + 1] = VERSE[level.name]
    return numbers[on_grid_of(volume, found.spine.image, found.labels.whole)]


def write_labels(found: FoundLevels, volume: Volume, path: Path) -> None:
    """Write the label map as NIfTI on the volume's grid. Raises OSError."""
    array = label_array(found, volume).astype(np.int16)
    write_nifti(Volume(array, volume.grid, "SEG", "", volume.frame_of_reference_uid, unit=""), path)


def _named(
    spine: Spine, anchor: tuple[str, Place] | None, seeds_mm: dict[str, Place], extra: tuple[str, ...]
) -> tuple[tuple[str, ...], Suggestion | None, set[str]]:
    """Names caudal first, the suggestion they rest on (None when a user gave them), and the confirmed names."""
    if not spine.spans:
        raise UsageError("No vertebra was found between two discs; click one body per level (--seeds).")
    if seeds_mm:
        return tuple(sorted(seeds_mm, key=level_rank, reverse=True)), None, set(seeds_mm)
    if anchor is None:
        suggestion = suggest_names(spine.image, spine.line, spine.spans)
        return suggestion.names, suggestion, set()
    at = span_at(spine, vector(anchor[1]))
    if at is None:
        raise UsageError(f"The point given for {anchor[0]} lies in no vertebra that was found.")
    try:
        return names_from(anchor[0], at, len(spine.spans), extra), None, {anchor[0]}
    except ValueError as error:
        raise UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None


def _measured(
    spine: Spine, labels: VertebraLabels, n: int, name: str, confirmed: bool, coarsest_mm: float
) -> FoundLevel:
    span, surface, pedicles = spine.spans[n], labels.surfaces[n], labels.pedicles[n]
    size = body_size(surface, pedicles)
    discs = (_disc_at(spine, span.below.s_mm), _disc_at(spine, span.above.s_mm))
    body = float(np.count_nonzero(labels.bodies == n + 1)) * spine.image.step_mm**3 / 1000.0
    arch = float(np.count_nonzero(labels.arches == n + 1)) * spine.image.step_mm**3 / 1000.0
    state: State = "confirmed" if confirmed else "proposed"
    return FoundLevel(name, state, certainty(span, discs, surface), n, size, pedicles,
                      body + arch, body, doubts(span, surface, size, pedicles, discs, coarsest_mm))  # fmt: skip


def _disc_at(spine: Spine, s_mm: float) -> Disc | None:
    return next((disc for disc in spine.discs if abs(disc.s_mm - s_mm) < 0.5), None)


def _level_document(level: FoundLevel) -> dict[str, Any]:
    size = level.size
    return {
        "name": level.name,
        "label": VERSE[level.name],
        "state": level.state,
        "confidence": level.confidence,
        "centre_mm": _rounded(size.centre_mm),
        "axes_lps": [_rounded(row, 4) for row in size.axes],
        "heights_mm": {"anterior": round(size.anterior_mm, 2), "middle": round(size.middle_mm, 2),
                       "posterior": round(size.posterior_mm, 2)},
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
        "transverse_deg": round(transverse, 1),
        "sagittal_deg": round(sagittal, 1),
        "wall_seen": pedicle.wall_seen,
    }


def _disc_document(spine: Spine, disc: Disc) -> dict[str, Any]:
    plane = next((p for span in spine.spans for p in (span.below, span.above) if abs(p.s_mm - disc.s_mm) < 0.5), None)
    centre = plane.centre_mm if plane is not None else spine.line.at(disc.s_mm)[0]
    return {"centre_mm": _rounded(centre), "edge": round(disc.edge, 3), "margin": round(disc.margin, 3),
            "confidence": disc.confidence}  # fmt: skip


def _rounded(values: np.ndarray[Any, np.dtype[np.float64]], digits: int = 2) -> list[float]:
    return [round(float(value), digits) for value in values]
