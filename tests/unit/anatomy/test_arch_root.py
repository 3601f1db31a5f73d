"""Body and arch meet at the posterior wall."""

import numpy as np

from spineplan.anatomy.finding.canal_surface import CanalSurface
from spineplan.anatomy.finding.level_span import DiscPlane, LevelSpan
from spineplan.anatomy.outlining.arch_root import corners_to_bodies

WALL_MM = 8.0


def _labels(room_mm: float = 32.0, side_root: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(bodies, arches, u) of a block of bone [k, j, i]: j is u from -20 on, i is v from -30 on; the fitted body ends
    round, 2 mm short of the wall."""
    at = np.array([0.0, 0.0, 0.0])
    up, ahead, left = np.eye(3)[[2, 1, 0]]
    planes = [DiscPlane(at + up * z, up, ahead, left, z) for z in (0.0, room_mm)]
    span = LevelSpan(*planes, 30.0, WALL_MM)
    s, u, v = np.meshgrid(np.arange(20.0), np.arange(-20.0, 30.0), np.arange(-30.0, 31.0), indexing="ij")
    bodies = ((u > WALL_MM + 2.0) & (np.abs(v) < 15.0)).astype(np.uint8)
    arches = ((bodies == 0) & (u <= WALL_MM + 2.0) & (np.abs(v) < 28.0)).astype(np.uint8)
    arches[:, -3:, :3] = 1
    if side_root:
        arches[(bodies == 0) & (np.abs(v) > 15.0) & (np.abs(v) < 28.0) & (u < 20.0)] = 1
    canal = CanalSurface(np.full((20, 24), WALL_MM))
    corners_to_bodies([span], np.stack([s, u, v]).astype(np.float32), canal, bodies, arches)
    return bodies, arches, u[0, :, 0]


def test_that_a_body_reaches_its_posterior_wall_and_the_pedicle_starts_there() -> None:
    bodies, arches, u = _labels()
    middle = bodies[10, :, 30]
    assert (middle[u > WALL_MM] == 1).all()
    assert not middle[u <= WALL_MM].any()
    assert (arches[10, :, 30][(u <= WALL_MM)] == 1).all()


def test_that_the_root_of_a_transverse_process_stays_arch() -> None:
    bodies, arches, u = _labels()
    assert (arches[10, (u > WALL_MM) & (u <= WALL_MM + 2.0), 54] == 1).all()
    assert not bodies[10, :, 54].any()


def test_that_a_transverse_process_rooted_on_the_side_of_the_body_is_shared_out() -> None:
    bodies, arches, u = _labels(side_root=True)
    far = u > WALL_MM + 5.0
    assert (bodies[10, far & (u < 20.0), 54] == 1).all()
    assert (arches[10, (u > WALL_MM) & ~far, 54] == 1).all()


def test_that_thorax_and_neck_are_left_as_they_are() -> None:
    bodies, _, u = _labels(room_mm=20.0)
    assert not bodies[10, u <= WALL_MM + 2.0, 30].any()
