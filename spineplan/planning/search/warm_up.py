"""Loads the compiled kernels before somebody waits for them, by planning on a vertebra of a few blocks."""

import numpy as np

from spineplan.anatomy.label_map import LabelledLevel, LabelMap
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.planning.field.safety_field import FieldRequest, build_field
from spineplan.planning.margins.along import margins_along
from spineplan.planning.search.entry_map import EntryMapRequest, entry_map
from spineplan.planning.search.proposals import ProposalRequest, propose

STEP_MM = 2.0


def load_kernels() -> None:
    """From their cache on disk half a second to a few; the very first time on a computer, half a minute."""
    field = build_field(block_request())
    found = propose(ProposalRequest(field, "transpedicular", ("left",), "15G"))
    for one in found.proposals[:1]:
        entry_map(EntryMapRequest(field, one.needle.target_mm, one.needle.outer_diameter_mm, pedicle="left"))
        margins_along(field, one.needle, np.zeros(1))


def block_request() -> FieldRequest:
    """A vertebra of blocks (body, two pedicles, arch) in a box of soft tissue, 2 mm voxels."""
    bone = np.zeros((40, 80, 60), dtype=np.bool_)
    bone[13:27, 20:38, 19:41] = True
    bone[16:26, 38:48, 19:23] = bone[16:26, 38:48, 37:41] = True
    bone[14:26, 46:52, 19:41] = True
    values = np.full(bone.shape, -1000, dtype=np.int16)
    values[:, 4:74, 4:56] = 40
    values[bone] = 300
    affine = np.diag([STEP_MM, STEP_MM, STEP_MM, 1.0])
    affine[:3, 3] = (-60.0, -60.0, -40.0)
    grid = Grid(bone.shape, affine)
    volume = Volume(values, grid, "CT", "blocks", "blocks")
    level = LabelledLevel("L3", Mask(bone, (0, 0, 0), grid))
    return FieldRequest(volume, LabelMap("blocks", "blocks", "verse", "blocks", (level,), ()), "L3")
