"""A synthetic patient in memory, as planning takes it: volume, labels, structures, truth."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.importing.source import LabelSource, NamedLabel
from spineplan.anatomy.label_map import LabelledStructure, LabelMap
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.phantom.demo import ct_raster, render_ct
from spineplan.phantom.identity import Identity
from spineplan.phantom.recipes import read_recipe
from spineplan.phantom.scene import build_scene
from spineplan.phantom.structures import Structure
from spineplan.phantom.truth import truth_of


@dataclass(frozen=True, eq=False)
class PhantomPatient:
    volume: Volume
    labels: LabelMap
    structures: tuple[LabelledStructure, ...]
    lesions: Any
    truth: dict[str, Any]


@cache
def lumbar() -> PhantomPatient:
    """L3 and L4 of a healthy patient, 1.2 mm cubes."""
    return patient("healthy", ("L3", "L4"), 1.2)


@cache
def patient(case: str, levels: tuple[str, str], resolution_mm: float) -> PhantomPatient:
    scene = build_scene(read_recipe(case), case, read_recipe(case).seed)
    raster = ct_raster(scene, levels, resolution_mm)
    ct = render_ct(scene, raster)
    truth = truth_of(scene, ct, Identity(case, 1, "F", 60, "test"), ("ct",))
    grid = Grid(ct.image.shape, raster.lps_from_ijk)
    volume = Volume(np.ascontiguousarray(ct.image, dtype=np.int16), grid, "CT", "1.2", "1.3")
    labels = import_labels(LabelSource("labels", grid, (ct.labels.astype(np.uint16),)), volume, "verse")
    names = {(0, int(item)): NamedLabel(item.name.lower()) for item in Structure if item is not Structure.NONE}
    structures = import_labels(LabelSource("structures", grid, (ct.structures.astype(np.uint16),), names), volume)
    assert isinstance(labels, LabelMap)
    assert isinstance(structures, LabelMap)
    return PhantomPatient(volume, labels, structures.structures, ct.lesions, truth)
