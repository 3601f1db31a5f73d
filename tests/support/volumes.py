"""Small synthetic volumes on grids of every orientation."""

import numpy as np

from spineplan.geometry.affine import rotation_about
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume

SHAPE = (20, 26, 32)
GRIDS = ("head_first", "feet_first", "prone", "sagittal_stack", "tilted", "sheared")


def affine(kind: str) -> np.ndarray:
    """lps_from_ijk of a kind of GRIDS, its middle near (10, -20, 30)."""
    spacing = np.diag([0.8, 0.7, 1.5])
    axes = {
        "head_first": np.eye(3),
        "feet_first": np.diag([-1.0, 1.0, -1.0]),
        "prone": np.diag([-1.0, -1.0, 1.0]),
        "sagittal_stack": np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, -1.0, 0.0]]),
        "tilted": rotation_about((1.0, 0.3, -0.2), 21.0),
        "sheared": np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.25], [0.0, 0.0, 1.0]]),
    }[kind]
    found = np.eye(4)
    found[:3, :3] = axes @ spacing
    middle = np.array([SHAPE[2] - 1, SHAPE[1] - 1, SHAPE[0] - 1]) / 2.0
    found[:3, 3] = np.array([10.0, -20.0, 30.0]) - found[:3, :3] @ middle
    return found


def noise(kind: str = "head_first", seed: int = 1, **fields: object) -> Volume:
    """Random values from -500 to 1500 HU."""
    array = np.random.default_rng(seed).integers(-500, 1500, SHAPE).astype(np.int16)
    return of(array, kind, **fields)


def of(array: np.ndarray, kind: str = "head_first", **fields: object) -> Volume:
    """An array on a grid of a kind."""
    known = {"modality": "CT", "series_uid": "1.2.3", "frame_of_reference_uid": "9.9", **fields}
    return Volume(array, Grid(array.shape, affine(kind)), **known)  # type: ignore[arg-type]


def single_voxel(ijk: tuple[int, int, int], kind: str = "head_first") -> Volume:
    """Air with one voxel of 1000 HU."""
    array = np.full(SHAPE, -1000, dtype=np.int16)
    array[ijk[2], ijk[1], ijk[0]] = 1000
    return of(array, kind)
