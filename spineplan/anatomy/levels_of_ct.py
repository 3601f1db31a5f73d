"""From a CT to named, segmented, measured vertebrae: the whole road, and its result as plain data."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from spineplan.anatomy.finding.disc_sequence import Confidence
from spineplan.anatomy.finding.level_naming import NO_ANCHOR, Suggestion
from spineplan.anatomy.finding.spine_finding import Spine, Step, nothing_to_report
from spineplan.anatomy.level_marks import FoundMarks, Place, find_marks
from spineplan.anatomy.outlining.vertebra_labels import VertebraLabels, on_grid_of, segment_vertebrae
from spineplan.anatomy.outlining.vertebra_measures import BodySize, body_size, certainty, doubts
from spineplan.anatomy.pedicles.isthmus import Pedicle
from spineplan.anatomy.vertebra_numbers import VERSE
from spineplan.imaging.nifti import write_nifti
from spineplan.imaging.volume import Volume
from spineplan.plan.levels import SACRAL

State = Literal["proposed", "confirmed"]
MARKS_SHARE = 0.4
"""Finding the marks takes about this share of the whole time."""


@dataclass(frozen=True, eq=False)
class FoundLevel:
    """One vertebra. state: confirmed when the user named or clicked it. index: of its span, caudal first.
    volume_ml, body_ml: counted on 1 mm labels."""

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
    """levels: caudal first, without the sacrum."""

    marks: FoundMarks
    labels: VertebraLabels
    levels: tuple[FoundLevel, ...]
    problems: tuple[str, ...]
    seconds: Mapping[str, float]

    @property
    def spine(self) -> Spine:
        """Canal, discs and spans."""
        return self.marks.spine

    @property
    def suggestion(self) -> Suggestion | None:
        """What the count rests on when no name was given, else None."""
        return self.marks.suggestion


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
    Raises ImageRefused when no spine is found, UsageError when the anchor lies in no vertebra, the count cannot be, or
    seeds lie outside the images, far from the spine, out of order or leave a level out.
    """
    start = time.perf_counter()
    marks = find_marks(volume, anchor=anchor, seeds_mm=seeds_mm, extra=extra,
                       step=lambda done, what: step(MARKS_SHARE * done, what))  # fmt: skip
    marked = time.perf_counter() - start
    found = segment_found(volume, marks, lambda done, what: step(MARKS_SHARE + (1.0 - MARKS_SHARE) * done, what))
    total = time.perf_counter() - start
    return replace(found, seconds={"first_marks": marked, **found.seconds, "total": total})


def segment_found(volume: Volume, marks: FoundMarks, step: Step = nothing_to_report) -> FoundLevels:
    """Segment and measure the vertebrae that find_marks found in the same volume."""
    start = time.perf_counter()
    labels = segment_vertebrae(volume, marks.spine, step)
    return measured(marks, labels, time.perf_counter() - start)


def measured(marks: FoundMarks, labels: VertebraLabels, segmentation_s: float) -> FoundLevels:
    """Sizes, pedicles, doubts and states of segmented vertebrae."""
    levels = tuple(_level(marks, labels, n) for n, name in enumerate(marks.names) if name not in SACRAL)
    return FoundLevels(marks, labels, levels, _doubts_of(marks), {"segmentation": segmentation_s})


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


def _doubts_of(marks: FoundMarks) -> tuple[str, ...]:
    if marks.suggestion is None:
        return (marks.against,) if marks.against else ()
    doubt = (marks.suggestion.doubt,) if marks.suggestion.doubt else ()
    if not marks.suggestion.anchored:
        return (*doubt, NO_ANCHOR)
    unseen = "" if marks.suggestion.checked or doubt else (
        " A vertebra more or less than usual would not be noticed in this part of the spine.")  # fmt: skip
    rests = f"No name is confirmed; the count is a suggestion that rests on {marks.suggestion.rests_on}.{unseen}"
    return (*doubt, rests)


def _level(marks: FoundMarks, labels: VertebraLabels, n: int) -> FoundLevel:
    spine, name = marks.spine, marks.names[n]
    span, surface, pedicles = spine.spans[n], labels.surfaces[n], labels.pedicles[n]
    size = body_size(surface, pedicles)
    discs = (spine.disc_of(span.below), spine.disc_of(span.above))
    body = float(np.count_nonzero(labels.bodies == n + 1)) * spine.image.step_mm**3 / 1000.0
    arch = float(np.count_nonzero(labels.arches == n + 1)) * spine.image.step_mm**3 / 1000.0
    state: State = "confirmed" if name in marks.confirmed else "proposed"
    problems = doubts(name, span, surface, size, pedicles, discs, spine.voxel_mm)
    return FoundLevel(name, state, certainty(span, discs, surface), n, size, pedicles, body + arch, body, problems)
