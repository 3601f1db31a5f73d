"""C1, the ring, and C2 with its dens. Sizes in mm, scaled with the person; C1's frame has its origin mid-ring."""

import numpy as np

from spineplan.phantom.frames import Array, frame, inverse, moved, point, smooth_path, unit
from spineplan.phantom.primitives import Join, chain, ellipsoid, tube
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import LEFT_RIGHT, Structure, sided
from spineplan.phantom.vertebra import (
    body_rows,
    habit,
    joint_in,
    joint_slab,
    lamina_middle,
    lower_face,
    pedicle,
    pedicle_rows,
    room_for_neighbours,
    spinous_rows,
)

# Middle of the C1-C2 joint and of the lateral mass in C1's frame (left side); convention, from textbook drawings.
_JOINT = (16.5, -4.5, -9.0)
_MASS = (17.5, -4.0, 0.5)
_FORAMEN = (27.0, -2.5, 0.0)
_DENS_Y = -10.5


def atlas_frame(spine: Spine) -> Array:
    """lps_from_local of C1."""
    axis = spine.frames["C2"]
    height = spine.sizes["C2"].height / 2 + 10.0
    return frame(axis[:3, :3], moved(axis, point(0, -_DENS_Y - 0.5, height)))


def atlas_foramen(side: int) -> Array:
    x, y, z = _FORAMEN
    return point(side * x, y, z)


def atlas_mass(side: int) -> Array:
    x, y, z = _MASS
    return point(side * x, y, z)


def _cleft(side: int) -> Array:
    """Sloping C1-C2 joint space, in C1's frame."""
    x, y, z = _JOINT
    normal = unit(point(-side * 0.38, 0.0, 0.92))
    across = unit(np.cross(point(0, 1, 0), normal))
    axes = np.stack([across, np.cross(normal, across), normal], axis=1)
    return ellipsoid(point(side * x, y, z), (9.5, 12.0, 1.1), axes=axes, power=6.0, join=Join.SUBTRACT)


def _occipital_cup(side: int) -> Array:
    """The hollow upper facet that carries the condyle."""
    return ellipsoid(point(side * 15.5, -4.0, 17.0), (9.5, 13.0, 9.0), join=Join.SUBTRACT, blend_mm=0.8)


def atlas_rows() -> Array:
    front = smooth_path([point(x, y, 0) for x, y in ((-14, -11), (-8, -18.5), (0, -21.3), (8, -18.5), (14, -11))], 13)
    back = [point(x, y, 0) for x, y in ((-20, 3), (-17.5, 14), (-9, 22.5), (0, 25.5), (9, 22.5), (17.5, 14), (20, 3))]
    rows = [
        chain(front, (4.6, 2.7), width_axis=(0, 0, 1), structure=Structure.ANTERIOR_ARCH, cortex_mm=1.2, blend_mm=1.0),
        ellipsoid(point(0, -23.3, 0), (4.5, 2.8, 4.6), structure=Structure.ANTERIOR_ARCH, cortex_mm=1.2, blend_mm=2.0),
        chain(
            smooth_path(back, 19),
            (4.2, 3.0),
            width_axis=(0, 0, 1),
            structure=Structure.LAMINA,
            cortex_mm=1.3,
            blend_mm=1.0,
        ),
        ellipsoid(point(0, 27.5, 0), (4.0, 3.0, 4.5), structure=Structure.LAMINA, cortex_mm=1.2, blend_mm=2.0),
    ]
    for side, _ in LEFT_RIGHT:
        mass, process = sided("LATERAL_MASS", side), sided("TRANSVERSE_PROCESS", side)
        hole = atlas_foramen(side)
        rows += [
            ellipsoid(atlas_mass(side), (7.8, 9.5, 9.5), power=3.0, structure=mass, cortex_mm=1.0, blend_mm=2.0),
            tube(
                point(side * 20, -7, 0),
                hole + point(side * 4, -3.0, 0),
                (4.0, 2.4),
                width_axis=(0, 0, 1),
                structure=process,
                cortex_mm=1.1,
                blend_mm=1.5,
            ),
            tube(
                point(side * 20, 2, 0),
                hole + point(side * 5, 3.0, 0),
                (4.0, 2.6),
                width_axis=(0, 0, 1),
                structure=process,
                cortex_mm=1.1,
                blend_mm=1.5,
            ),
            ellipsoid(
                hole + point(side * 8.5, 1.5, -1.0), (5.5, 5.0, 5.0), structure=process, cortex_mm=1.1, blend_mm=2.0
            ),
        ]
    rows.append(ellipsoid(point(0, 4, 0), (15.0, 17.5, 60.0), power=2.4, join=Join.SUBTRACT, blend_mm=1.0))
    rows.append(ellipsoid(point(0, -10.5, 0), (9.0, 7.6, 60.0), join=Join.SUBTRACT, blend_mm=0.8))
    for side, _ in LEFT_RIGHT:
        hole = atlas_foramen(side)
        rows.append(tube(hole - point(0, 0, 12), hole + point(0, 0, 12), (3.2, 3.0), join=Join.SUBTRACT, blend_mm=0.5))
        rows += [_cleft(side), _occipital_cup(side)]
    return np.vstack(rows)


def axis_rows(spine: Spine) -> Array:
    size = spine.sizes["C2"]
    build, local = habit(size), inverse(spine.frames["C2"])
    top = size.height / 2
    dens = np.array(
        [point(0, -0.5, top - 6), point(0, -0.5, top + 2), point(0, -0.2, top + 9), point(0, 0.6, top + 15)]
    )
    girth = np.array([(6.4, 6.2), (5.2, 5.4), (5.4, 5.6), (4.2, 4.4)])
    rows = [
        body_rows(size, build),
        chain(smooth_path(dens, 10), _along(girth, 10), structure=Structure.DENS, cortex_mm=1.0, blend_mm=2.0),
    ]
    rows += [_axis_side(spine, side) for side, _ in LEFT_RIGHT]
    middle = lamina_middle(size, build)
    rows.append(spinous_rows(size, build, middle))
    y = size.depth / 2 + size.canal_depth / 2 + 0.3
    rows.append(
        tube(
            point(0, y, -25),
            point(0, y, 25),
            (size.canal_width / 2, size.canal_depth / 2),
            power=2.3,
            join=Join.SUBTRACT,
            blend_mm=0.8,
        )
    )
    to_axis = local @ atlas_frame(spine)
    for side, _ in LEFT_RIGHT:
        hole = axis_foramen(side)
        rows.append(
            tube(
                hole + point(-side * 1, 0, -14),
                hole + point(side * 2, -1, 16),
                (3.0, 2.8),
                join=Join.SUBTRACT,
                blend_mm=0.5,
            )
        )
        rows += [
            _moved_cleft(_cleft(side), to_axis),
            room_for_neighbours(spine, "C2", side),
        ]
    return np.vstack(rows)


def _axis_side(spine: Spine, side: int) -> Array:
    """Pedicle, both articular masses, half of the lamina and the transverse process of C2."""
    size = spine.sizes["C2"]
    build, local = habit(size), inverse(spine.frames["C2"])
    top, middle = size.height / 2, lamina_middle(size, build)
    here = pedicle(size, side)
    mass = point(side * 16.0, 3.0, top - 2.0)
    lower = joint_in(local, spine.joints["C2", side])
    face = lower_face(lower, build.process_half)
    articular, inferior = sided("SUPERIOR_ARTICULAR", side), sided("INFERIOR_ARTICULAR", side)
    hole = axis_foramen(side)
    parts = [
        pedicle_rows(here, size, side),
        tube(point(side * 6, 1, top - 5), mass, (5.0, 5.5), (6, 6), structure=articular, cortex_mm=0.9, blend_mm=2.5),
        ellipsoid(mass, (8.0, 8.5, 7.0), power=3.0, structure=articular, cortex_mm=1.0, blend_mm=2.0),
        tube(mass, face, (5, 5), (4.4, 4.4), structure=inferior, cortex_mm=1.2, blend_mm=2.0),
        joint_slab(lower, face, build.process_half, inferior),
        tube(
            (mass + face) / 2,
            middle,
            (6.0, 2.8),
            (7.0, 2.8),
            width_axis=(0, 0.25, 1),
            structure=Structure.LAMINA,
            cortex_mm=1.3,
            blend_mm=2.5,
        ),
        tube(
            mass + point(side * 3, -1, -6),
            hole + point(side * 6.5, 1, -2),
            (3.2, 2.6),
            width_axis=(0, 0, 1),
            structure=sided("TRANSVERSE_PROCESS", side),
            cortex_mm=1.0,
            blend_mm=2.0,
        ),
    ]
    return np.vstack(parts)


def axis_foramen(side: int) -> Array:
    return point(side * 18.5, 0.5, -2.0)


def _along(values: Array, count: int) -> Array:
    at = np.linspace(0, len(values) - 1, count)
    return np.stack([np.interp(at, np.arange(len(values)), values[:, n]) for n in range(values.shape[1])], axis=1)


def _moved_cleft(row: Array, shift: Array) -> Array:
    """A cleft of C1's frame told in C2's; the two frames are parallel."""
    out = row.copy()
    out[0, 5:11:2] += shift[:3, 3]
    out[0, 6:11:2] += shift[:3, 3]
    out[0, 11:14] += shift[:3, 3]
    return out
