"""An open patient whose L3 is a vertebra of blocks: quick to measure, with margins known by hand."""

import numpy as np

from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Identity, Level, Needle, Plan, SeriesRef
from spineplan.planning.search.warm_up import block_request
from spineplan.session.jobs import Jobs
from spineplan.session.masks import MaskStore
from spineplan.session.session import Session

PEDICLE_X_MM = 16.0
"""The left pedicle's middle: voxels 37 to 40 of 2 mm from x = -60."""


def block_session() -> tuple[Session, Volume]:
    """Session and CT; L3 is confirmed and outlined."""
    request = block_request()
    mask = request.labels.levels[0].mask
    masks = MaskStore()
    uid = request.volume.series_uid
    level = Level(name="L3", centre_mm=(-1.0, -3.0, -1.0), confirmed_by="Dr Verdi", mask=masks.add(mask, uid))
    reference = SeriesRef(series_uid=uid, frame_of_reference_uid=request.volume.frame_of_reference_uid)
    session = Session(Plan(identity=Identity(), reference=reference, levels=(level,)), masks=masks)
    session.volumes[uid] = request.volume
    return session, request.volume


def block_needle(x_mm: float = PEDICLE_X_MM, diameter_mm: float = 2.0) -> Needle:
    """Straight ahead through the left pedicle."""
    return Needle(
        id="n1", level="L3", approach="transpedicular", side="left", entry_mm=(x_mm, 45.0, 1.0),
        target_mm=(x_mm, 0.0, 1.0), model="m", gauge="14G", outer_diameter_mm=diameter_mm, length_mm=120.0,
    )  # fmt: skip


def canal_of_blocks(volume: Volume) -> Mask:
    """What the blocks enclose, by hand: between the pedicles, behind the body, before the arch."""
    voxels = np.zeros(volume.grid.shape_kji, dtype=np.bool_)
    voxels[16:26, 38:46, 23:37] = True
    return Mask(voxels, (0, 0, 0), volume.grid)


def immediate_jobs() -> Jobs:
    """Jobs that deliver on the thread that finishes them; `wait` for a job through its `finished`."""
    return Jobs(lambda action: action(), threads=1)
