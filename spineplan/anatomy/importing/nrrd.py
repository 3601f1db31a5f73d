"""Label maps in NRRD files, 3D Slicer's segmentations (.seg.nrrd) included."""

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from spineplan.anatomy.importing.sidecar import as_declared, names_beside
from spineplan.anatomy.importing.source import Key, LabelSource, NamedLabel, label_array
from spineplan.anatomy.numbering import UNUSED, Meaning
from spineplan.anatomy.numbering_names import meaning_of_code
from spineplan.errors import ImageRefused
from spineplan.imaging.grid import Grid

_SIGNS = {
    "left-posterior-superior": (1.0, 1.0, 1.0), "lps": (1.0, 1.0, 1.0),
    "right-anterior-superior": (-1.0, -1.0, 1.0), "ras": (-1.0, -1.0, 1.0),
    "left-anterior-superior": (1.0, -1.0, 1.0), "las": (1.0, -1.0, 1.0),
}  # fmt: skip
_KINDS = {"int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"}
_MOST_VOXELS = 2 << 30
_PACKED_RATIO = 1100
_SHEAR_TOLERANCE = 1e-3


def read_label_nrrd(path: Path) -> LabelSource:
    """The labels of a .nrrd on its own grid; segments that share voxels are in layers.

    Raises ImageRefused for damaged files, files whose data lie elsewhere, files that do not say how they lie in the
    patient, and values that are no labels.
    """
    import nrrd

    try:
        with path.open("rb") as file:
            header: Mapping[str, Any] = nrrd.read_header(file)
            grid = _grid(header, path)
            _check_size(header, path)
            stored = nrrd.read_data(header, file, str(path), index_order="C")
    except ImageRefused:
        raise
    except (nrrd.NRRDError, OSError, EOFError, ValueError, TypeError, KeyError, MemoryError, zlib.error):
        raise ImageRefused(f'"{path.name}" is damaged or not a NRRD file.') from None
    array = label_array(stored, path.name)
    layers = (array,) if array.ndim == 3 else tuple(np.ascontiguousarray(array[..., n]) for n in range(array.shape[3]))
    declared = _segments(header)
    declared_by = "in the file's header" if declared else ""
    if not declared:
        names, beside = names_beside(path)
        declared, declared_by = as_declared(names), f'in "{beside}"' if names else ""
    return LabelSource(path.name, grid, layers, declared, declared_by)


def _grid(header: Mapping[str, Any], path: Path) -> Grid:
    """Where the three spatial axes lie; a fourth, list axis (the layers of a segmentation) must be the fastest."""
    directions = np.atleast_2d(np.asarray(header.get("space directions", np.nan), dtype=np.float64))
    signs = _SIGNS.get(str(header.get("space", "")).lower())
    origin = np.asarray(header.get("space origin", np.full(3, np.nan)), dtype=np.float64)
    spatial = ~np.isnan(directions).any(axis=1) if directions.shape[1] == 3 else np.zeros(1, dtype=np.bool_)
    listed = spatial.tolist() in ([True] * 3, [False, True, True, True])
    if signs is None or not listed or origin.shape != (3,) or not np.isfinite(origin).all():
        raise ImageRefused(f'"{path.name}" does not say how it lies in the patient (space, directions and origin).')
    affine = np.eye(4)
    affine[:3, :3] = (directions[spatial] * signs).T
    affine[:3, 3] = origin * signs
    axes = affine[:3, :3] / np.maximum(np.linalg.norm(affine[:3, :3], axis=0), 1e-12)
    if np.abs(axes.T @ axes - np.eye(3)).max() > _SHEAR_TOLERANCE:
        raise ImageRefused(f'"{path.name}" has axes that are not perpendicular.')
    i, j, k = (int(n) for n in np.asarray(header["sizes"])[-3:])
    return Grid((k, j, i), affine)


def _check_size(header: Mapping[str, Any], path: Path) -> None:
    """Before anything is unpacked."""
    if "data file" in header or "datafile" in header:
        raise ImageRefused(f'"{path.name}" keeps its voxels in another file; save it as one .nrrd file.')
    voxels = float(np.prod(np.asarray(header["sizes"], dtype=np.float64)))
    packed = str(header.get("encoding", "raw")).lower() != "raw"
    if voxels > _MOST_VOXELS or voxels > path.stat().st_size * (_PACKED_RATIO if packed else 1):
        raise ImageRefused(f'"{path.name}" claims more voxels than it can hold.')


def _segments(header: Mapping[str, Any]) -> dict[Key, NamedLabel]:
    """3D Slicer's segments: name, label value, layer, and the codes in its terminology entry."""
    found: dict[Key, NamedLabel] = {}
    for n in range(len(header)):
        name = header.get(f"Segment{n}_Name")
        if name is None:
            break
        key = (int(header.get(f"Segment{n}_Layer", 0)), int(header.get(f"Segment{n}_LabelValue", n + 1)))
        found[key] = NamedLabel(str(name), _terminology(str(header.get(f"Segment{n}_Tags", ""))))
    return found


def _terminology(tags: str) -> Meaning:
    """TerminologyEntry:context~category~type~modifier~...; each a code "scheme^value^meaning"."""
    for tag in tags.split("|"):
        entry, _, value = tag.partition(":")
        parts = value.split("~")
        if entry == "TerminologyEntry" and len(parts) > 3:
            kind, modifier = (part.split("^") for part in parts[2:4])
            if kind[0] == "SCT" and len(kind) > 1:
                return meaning_of_code(kind[1], modifier[1] if modifier[0] == "SCT" and len(modifier) > 1 else "")
    return UNUSED
