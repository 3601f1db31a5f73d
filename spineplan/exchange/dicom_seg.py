"""DICOM segmentations (binary, fractional, label map) as label sources, read through highdicom."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np

from spineplan.anatomy.importing.source import HIGHEST_LABEL, Key, LabelArray, LabelSource, NamedLabel
from spineplan.anatomy.numbering import UNUSED, Meaning
from spineplan.anatomy.numbering_names import meaning_of_code
from spineplan.errors import ImageRefused
from spineplan.imaging.grid import Grid
from spineplan.plan.model import Identity

HALF = 0.5
"""A fractional segment counts where it is at least half there."""
_MOST_VOXELS = 2 << 30
_SEG_CLASSES = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")
_BROKEN = (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError, MemoryError)


def is_dicom_seg(path: Path) -> bool:
    """By its SOP class: Segmentation or Label Map Segmentation Storage."""
    import pydicom

    try:
        head: Any = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=["SOPClassUID"])
    except (pydicom.errors.InvalidDicomError, *_BROKEN):
        return False
    return str(head.get("SOPClassUID", "")) in _SEG_CLASSES


def read_label_seg(path: Path) -> LabelSource:
    """Every segment on the segmentation's own grid, LPS; segments that share voxels are in layers.

    Names and SNOMED CT codes are those of the segments. Raises ImageRefused for damaged files, segmentations that are
    no volume (slide images, uneven planes) and those without a frame of reference.
    """
    import highdicom
    import pydicom

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            seg: Any = highdicom.seg.segread(path)
            geometry = seg.get_volume_geometry()
            if geometry is None:
                raise ImageRefused(f'"{path.name}" is no volume: its planes are not parallel and evenly spaced.')
            if np.prod(geometry.spatial_shape, dtype=np.float64) > _MOST_VOXELS:
                raise ImageRefused(f'"{path.name}" claims more voxels than can be shown.')
            declared, layers = _layers(seg, path)
    except ImageRefused:
        raise
    except (pydicom.errors.InvalidDicomError, *_BROKEN):
        raise ImageRefused(f'"{path.name}" is damaged or not a DICOM segmentation.') from None
    frame = str(seg.get("FrameOfReferenceUID", ""))
    if not frame:
        raise ImageRefused(f'"{path.name}" names no frame of reference, so it cannot be placed in the patient.')
    fractional = seg.segmentation_type.value == "FRACTIONAL"
    return LabelSource(
        name=path.name,
        grid=_grid(geometry),
        layers=layers,
        declared=declared,
        declared_by="in its segments",
        frame_of_reference_uid=frame,
        series_uid=_referenced_series(seg),
        patient=_patient(seg),
        notes=("The segmentation is fractional; voxels that are at least half filled count.",) if fractional else (),
    )


def _layers(seg: Any, path: Path) -> tuple[dict[Key, NamedLabel], tuple[LabelArray, ...]]:
    """Segment by segment into the first layer where it meets no other; a label map has one layer by nature."""
    numbers = [int(number) for number in seg.segment_numbers if int(number) > 0]
    if not numbers or max(numbers) > HIGHEST_LABEL:
        raise ImageRefused(f'"{path.name}" holds no segments.')
    names = {number: _named(seg.get_segment_description(number)) for number in numbers}
    if seg.segmentation_type.value == "LABELMAP":
        whole = seg.get_volume(combine_segments=True, allow_missing_positions=True).array
        return {(0, number): label for number, label in names.items()}, (whole.astype(np.uint16),)
    layers: list[LabelArray] = []
    declared: dict[Key, NamedLabel] = {}
    for number in numbers:
        found = seg.get_volume(segment_numbers=[number], allow_missing_positions=True).array
        inside = found.reshape(found.shape[:3]) >= HALF
        at = next((n for n, layer in enumerate(layers) if not layer[inside].any()), len(layers))
        if at == len(layers):
            layers.append(np.zeros(inside.shape, dtype=np.uint16))
        layers[at][inside] = number
        declared[at, number] = names[number]
    return declared, tuple(layers)


def _named(description: Any) -> NamedLabel:
    return NamedLabel(str(description.segment_label), _meaning(description))


def _meaning(description: Any) -> Meaning:
    """By the segment's property type and its modifier (laterality); old SRT codes are translated."""
    modifiers = description.get("SegmentedPropertyTypeCodeSequence", [{}])[0].get(
        "SegmentedPropertyTypeModifierCodeSequence", []
    )
    kind = description.segmented_property_type
    return meaning_of_code(_sct(kind), _sct(modifiers[0]) if modifiers else "") if kind is not None else UNUSED


def _sct(code: Any) -> str:
    """The SNOMED CT value of a code item."""
    from pydicom.sr._snomed_dict import mapping

    value, scheme = str(code.get("CodeValue", "")), str(code.get("CodingSchemeDesignator", ""))
    if scheme in {"SRT", "SNM3", "99SDM"}:
        return str(mapping["SRT"].get(value, ""))
    return value if scheme == "SCT" else ""


def _grid(geometry: Any) -> Grid:
    """highdicom's affine takes array indices (k, j, i) to LPS mm."""
    affine = np.asarray(geometry.affine, dtype=np.float64)[:, [2, 1, 0, 3]]
    k, j, i = (int(n) for n in geometry.spatial_shape)
    return Grid((k, j, i), affine)


def _referenced_series(seg: Any) -> str:
    series = seg.get("ReferencedSeriesSequence", [])
    return str(series[0].get("SeriesInstanceUID", "")) if len(series) == 1 else ""


def _patient(seg: Any) -> Identity:
    name = str(seg.get("PatientName", "") or "").split("=")[0].rstrip("^")
    return Identity(
        patient_name=name,
        patient_id=str(seg.get("PatientID", "") or ""),
        issuer=str(seg.get("IssuerOfPatientID", "") or ""),
        birth_date=str(seg.get("PatientBirthDate", "") or ""),
        sex=str(seg.get("PatientSex", "") or ""),
    )
