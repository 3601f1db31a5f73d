"""Reading labels made elsewhere for the open patient: which images they belong to, and what they say (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.importing.numbering_detect import NumberingQuestion, candidates_of
from spineplan.anatomy.importing.source import LabelSource
from spineplan.anatomy.label_map import LabelMap
from spineplan.errors import ImageRefused
from spineplan.exchange.label_files import read_labels, subregions_beside
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan
from spineplan.session.levels.label_taking import check_labels_patient, contested


@dataclass(frozen=True, eq=False)
class LabelOffer:
    """What a label map holds, before anything is taken. found: on the grid of `images`, or the question which
    numbering it is in. readings: (id, title, first and last level) of the numberings that could be chosen instead.
    disputed: levels that share voxels with another in the file."""

    source: LabelSource
    images: Volume
    found: LabelMap | NumberingQuestion
    readings: tuple[tuple[str, str, str], ...] = ()
    disputed: tuple[str, ...] = ()
    subregions: LabelSource | None = None


def offer_file(path: Path, plan: Plan, volumes: Mapping[str, Volume]) -> LabelOffer:
    """Read a file or folder of labels for the open patient.

    Raises ImageRefused when it is no label map, lies in another frame of reference or beside the images, or when
    there are no images; WrongPatient when it names somebody else.
    """
    source = read_labels(path)
    beside = subregions_beside(path)
    return offer(source, plan, volumes, read_labels(beside) if beside is not None else None)


def offer(
    source: LabelSource,
    plan: Plan,
    volumes: Mapping[str, Volume],
    subregions: LabelSource | None = None,
    chosen: str | None = None,
) -> LabelOffer:
    """The same for labels that have been read. chosen: id of the numbering that the user named."""
    check_labels_patient(plan, source.patient)
    images = images_for(source, plan, volumes)
    found = import_labels(source, images, chosen, subregions)
    readings = tuple((c.numbering, c.title, _span(c.levels)) for c in candidates_of(source) if c.fits)
    disputed = contested(found) if isinstance(found, LabelMap) else ()
    return LabelOffer(source, images, found, readings, disputed, subregions)


def images_for(source: LabelSource, plan: Plan, volumes: Mapping[str, Volume]) -> Volume:
    """The series that labels lie on: the one they name, else one of the same grid, else the plan's own.

    Only series in the plan's frame of reference count. Raises ImageRefused when there is none.
    """
    usable = _usable(plan, volumes)
    for volume in usable:
        if source.series_uid and volume.series_uid == source.series_uid:
            return volume
    for volume in usable:
        if volume.grid.same_place(source.grid, 0.01):
            return volume
    return own_images(plan, volumes)


def own_images(plan: Plan, volumes: Mapping[str, Volume]) -> Volume:
    """The plan's reference series, else another in its frame of reference. Raises ImageRefused when there is none."""
    usable = _usable(plan, volumes)
    uid, digest = plan.reference.series_uid, plan.reference.instances_digest
    own = (v for v in usable if v.series_uid == uid or v.instances_digest == digest != "")
    return next(own, usable[0])


def _usable(plan: Plan, volumes: Mapping[str, Volume]) -> list[Volume]:
    usable = [volume for volume in volumes.values() if _in_plan_space(volume, plan)]
    if not usable:
        raise ImageRefused("Open the images of the plan first, wholly; labels are placed on them.")
    return usable


def _in_plan_space(volume: Volume, plan: Plan) -> bool:
    frame = plan.reference.frame_of_reference_uid
    if not frame:
        return plan.reference.series_uid in ("", volume.series_uid)
    return volume.frame_of_reference_uid == frame


def _span(levels: tuple[str, ...]) -> str:
    if not levels:
        return ""
    return levels[0] if len(levels) == 1 else f"{levels[0]} to {levels[-1]}"
