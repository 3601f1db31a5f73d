"""Every candidate needle measured on the field: one row of numbers and one word of broken rules each."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.planning.field.box import linear

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Near = tuple[Floats, Floats, Floats, npt.NDArray[np.int16], Doubles]
Far = tuple[Floats, Floats, Floats, Floats, Doubles]

WALL, CANAL, STRUCTURE, BONE, LENGTH, CARM, ANGLE, NO_BONE, PEDICLE, UNSEEN = 1, 2, 4, 8, 16, 32, 64, 128, 256, 512
"""Rules a candidate can break; bits of its flags. UNSEEN: given up before the others were looked at."""
(
    LEFT_WALL, LEFT_NEURAL, LEFT_SPARE, LEFT_HARD, LEFT_BONE, IN_BONE, SKIN_DEPTH, HU, AXIAL, CRANIAL, OBLIQUE, TILT,
    LEFT_ERROR,
) = range(13)  # fmt: skip
COLUMNS = 13
"""Millimetres left of the needle's surface to wall, canal and roots, margin, structure, other bone; length in bone,
depth from the skin (0: not reached), mean HU in bone, angles against the vertebra, and of the C-arm; what is left to
the wall of the pedicle at the edge of the guidance's error (of safe candidates only)."""

NEAR_STEP_MM, FAR_STEP_MM = 0.75, 2.5
GAP_MM = 2.0
MOST_BONE_MM, MOST_PATH_MM = 110.0, 220.0
CLEAR_MM = 60.0
HOPELESS_WALL_MM, HOPELESS_CANAL_MM = 0.6, 2.0
"""What misses wall or canal by more is not followed to the skin."""
BEYOND_MM = 25.0
"""The own bone, again in the way, is looked for this far behind the entry; the lattice of the far field beyond this."""
NEAR_ENOUGH_MM = 10.0
USUAL_DEEP_MM = 60.0
"""From skin to bone where no skin is known."""


@compiled
def measure(
    targets: Doubles, backs: Doubles, through: bool, near: Near, far: Far, frame: Doubles, zone: Doubles,
    limits: Doubles, flags: npt.NDArray[np.uint16], out: Floats, first: int, last: int,
) -> None:  # fmt: skip
    """Fill rows first..last of flags (n,) and out (n, COLUMNS); candidate = target * len(backs) + back.

    backs: (n, 3) LPS points that the needle passes (through), else unit directions from tip to hub. near: wall, neural,
    other bone, CT values on one box, and (3, 4) from LPS mm to its (k, j, i); far: spare, hard, bone, inside and the
    same. frame: rows left, anterior, cranial. zone: isthmus, axis, [half length of the part from which on to the tip
    the wall counts or 0, 1 when bone must be entered in front of the isthmus, half length of the part whose wall is
    graded]. limits: radius, wall, canal and structure clearance, longest path from the skin, C-arm oblique and tilt,
    axial low and high, cranial low and high, sign of the side, 1 when the hub is posterior (0: anterior), 1 when the
    way leads through an open mouth,
    least length in bone, the guidance's error at the tip, and its growth per mm from the skin on.
    """
    count = backs.shape[0]
    radius = limits[0]
    tip, back = np.empty(3), np.empty(3)
    for n in range(first, last):
        tip[:] = targets[n // count]
        back[:] = backs[n % count]
        if through:
            wall = linear(near[0], near[4], back[0], back[1], back[2], 0.0)
            if wall < radius + limits[1] - HOPELESS_WALL_MM:
                flags[n] = WALL | UNSEEN
                out[n, LEFT_WALL] = wall - radius
                continue
            back -= tip
            back /= np.sqrt((back * back).sum())
        word = angles(back[0], back[1], back[2], frame, limits, out[n])
        wall, neural, bone, exit_s, hu = _in_bone(
            tip, back, near, zone, radius + limits[1] - HOPELESS_WALL_MM, radius + limits[2] - HOPELESS_CANAL_MM
        )
        spare, hard, far_bone, skin = CLEAR_MM, CLEAR_MM, CLEAR_MM, 0.0
        if wall - radius > limits[1] - HOPELESS_WALL_MM and neural - radius > limits[2] - HOPELESS_CANAL_MM:
            spare, hard, far_bone, skin = _to_skin(tip, back, far, exit_s, limits[13] > 0.5)
        else:
            word |= UNSEEN
        bone = min(bone, far_bone)
        out[n, LEFT_WALL], out[n, LEFT_NEURAL], out[n, LEFT_SPARE] = wall - radius, neural - radius, spare - radius
        out[n, LEFT_HARD], out[n, LEFT_BONE] = hard - radius, bone - radius
        out[n, IN_BONE], out[n, SKIN_DEPTH], out[n, HU] = exit_s, skin, hu
        if zone[2, 1] > 0.0 and _along(tip, back, exit_s, zone) < 0.0:
            word |= PEDICLE
        word |= (WALL if wall - radius < limits[1] else 0) | (CANAL if neural - radius < limits[2] else 0)
        word |= (STRUCTURE if hard - radius < limits[3] else 0) | (LENGTH if skin > limits[4] else 0)
        word |= (BONE if bone - radius < 0.0 else 0) | (NO_BONE if exit_s < limits[14] else 0)
        flags[n] = word
        if word == 0 and zone[2, 0] > 0.0:
            deep = skin - exit_s if skin > 0.0 else USUAL_DEEP_MM
            out[n, LEFT_ERROR] = _with_error(tip, back, near, zone, exit_s, min(deep * limits[16], limits[15]), limits)


@compiled
def _with_error(
    tip: Doubles, back: Doubles, near: Near, zone: Doubles, exit_s: float, at_bone: float, limits: Doubles
) -> float:
    """Wall left in the pedicle at the edge of the error: at_bone where the needle enters, limits[15] at its tip."""
    left, s = CLEAR_MM, 0.0
    while s < exit_s:
        if abs(_along(tip, back, s, zone)) <= zone[2, 2]:
            depth = linear(near[0], near[4], tip[0] + s * back[0], tip[1] + s * back[1], tip[2] + s * back[2], 0.0)
            left = min(left, depth - (limits[15] + (at_bone - limits[15]) * s / exit_s))
        s += NEAR_STEP_MM
    return float(left - limits[0])


@compiled
def _in_bone(
    tip: Doubles, back: Doubles, near: Near, zone: Doubles, hopeless_wall: float, hopeless_neural: float
) -> tuple[float, float, float, float, float]:
    """(wall, canal, other bone, length in bone, mean HU) along the way back from the tip through the vertebra.

    Given up where the wall or the canal is nearer than what is hopeless.
    """
    wall_mm, neural_mm, other_mm, values, matrix = near
    wall, neural, bone = CLEAR_MM, CLEAR_MM, CLEAR_MM
    s, seen, exit_s, total, samples = 0.0, -1.0, -1.0, 0.0, 0
    while s < MOST_BONE_MM and not (exit_s >= 0.0 and s - exit_s > BEYOND_MM):
        x, y, z = tip[0] + s * back[0], tip[1] + s * back[1], tip[2] + s * back[2]
        depth = linear(wall_mm, matrix, x, y, z, 0.0)
        neural = min(neural, linear(neural_mm, matrix, x, y, z, CLEAR_MM))
        bone = min(bone, linear(other_mm, matrix, x, y, z, CLEAR_MM))
        along = (x - zone[0, 0]) * zone[1, 0] + (y - zone[0, 1]) * zone[1, 1] + (z - zone[0, 2]) * zone[1, 2]
        if along >= -zone[2, 0] and zone[2, 0] > 0.0:
            wall = min(wall, depth)
        if wall < hopeless_wall or neural < hopeless_neural:
            return wall, neural, bone, s, 0.0
        if depth > 0.0:
            if exit_s >= 0.0:
                bone = 0.0  # the vertebra's own bone is in the way again
            seen = s
            total += nearest(values, matrix, x, y, z)
            samples += 1
        elif seen >= 0.0 and exit_s < 0.0 and s - seen > GAP_MM:
            exit_s = seen
        s += NEAR_STEP_MM
    return wall, neural, bone, exit_s if exit_s >= 0.0 else max(seen, 0.0), total / samples if samples > 0 else 0.0


@compiled
def _along(tip: Doubles, back: Doubles, s: float, zone: Doubles) -> float:
    """How far in front of the isthmus the point at s lies along the pedicle."""
    total = 0.0
    for axis in range(3):
        total += (tip[axis] + s * back[axis] - zone[0, axis]) * zone[1, axis]
    return total


@compiled
def _to_skin(tip: Doubles, back: Doubles, far: Far, exit_s: float, open_air: bool) -> tuple[float, float, float, float]:
    """(margin left, structure, bone beyond the vertebra, depth of the skin or 0) along the whole way.

    open_air: air on the way (a mouth) is not yet outside; the depth is that of the outermost skin.
    """
    spare_mm, hard_mm, bone_mm, inside, matrix = far
    spare, hard, bone = CLEAR_MM, CLEAR_MM, CLEAR_MM
    s, skin = 0.0, 0.0
    while s < MOST_PATH_MM:
        x, y, z = tip[0] + s * back[0], tip[1] + s * back[1], tip[2] + s * back[2]
        if s > exit_s:
            if linear(inside, matrix, x, y, z, 0.0) >= 0.5:
                skin = s + FAR_STEP_MM
            elif not open_air:
                return spare, hard, bone, s
        spare = min(spare, linear(spare_mm, matrix, x, y, z, CLEAR_MM))
        hard = min(hard, linear(hard_mm, matrix, x, y, z, CLEAR_MM))
        if s > exit_s + NEAR_ENOUGH_MM:
            bone = min(bone, linear(bone_mm, matrix, x, y, z, CLEAR_MM))
        s += FAR_STEP_MM
    return spare, hard, bone, skin if open_air else 0.0


@compiled
def angles(bx: float, by: float, bz: float, frame: Doubles, limits: Doubles, row: Floats) -> int:
    """Fills the four angles of one row; broken rules among CARM and ANGLE."""
    left = bx * frame[0, 0] + by * frame[0, 1] + bz * frame[0, 2]
    ahead = bx * frame[1, 0] + by * frame[1, 1] + bz * frame[1, 2]
    up = bx * frame[2, 0] + by * frame[2, 1] + bz * frame[2, 2]
    facing = -ahead if limits[12] > 0.5 else ahead
    axial = np.degrees(np.arctan2(left * limits[11], facing))
    cranial = np.degrees(np.arcsin(min(max(-up, -1.0), 1.0)))
    outward = by if limits[12] > 0.5 else -by
    oblique = np.degrees(np.arctan2(abs(bx), outward))
    tilt = np.degrees(np.arcsin(min(max(bz, -1.0), 1.0)))
    row[AXIAL], row[CRANIAL], row[OBLIQUE], row[TILT] = axial, cranial, oblique, tilt
    word = 0
    if oblique > limits[5] or abs(tilt) > limits[6]:
        word |= CARM
    if axial < limits[7] or axial > limits[8] or cranial < limits[9] or cranial > limits[10]:
        word |= ANGLE
    return word


@compiled
def nearest(values: npt.NDArray[np.int16], matrix: Doubles, x: float, y: float, z: float) -> float:
    """Value of the voxel nearest to an LPS point, 0 outside."""
    k = int(np.rint(matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2] * z + matrix[0, 3]))
    j = int(np.rint(matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2] * z + matrix[1, 3]))
    i = int(np.rint(matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2] * z + matrix[2, 3]))
    if 0 <= k < values.shape[0] and 0 <= j < values.shape[1] and 0 <= i < values.shape[2]:
        return float(values[k, j, i])
    return 0.0
