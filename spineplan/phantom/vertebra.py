"""A subaxial vertebra (C3-L6) as implicit solids in its own frame: x left, y posterior, z along the body."""

import json
from dataclasses import dataclass
from functools import cache

import msgspec
import numpy as np

from spineplan.phantom.cervical import cervical_extras, foramen_cut
from spineplan.phantom.frames import Array, inverse, moved, point, turned, unit
from spineplan.phantom.morphometry import VertebraSize
from spineplan.phantom.primitives import Join, ellipsoid, tube, vertebral_body
from spineplan.phantom.spine_curve import Joint, Spine
from spineplan.phantom.structures import Structure, sided
from spineplan.resource_files import resource

CORTEX_BODY_MM = 0.5


@dataclass(frozen=True)
class Habit:
    """How a region's posterior elements are built, as shares of the vertebra's own sizes or mm."""

    pedicle_rise: float
    """Height of the pedicle's axis above the middle of the body, share of the body height."""
    pedicle_behind: float
    """Isthmus behind the posterior wall, mm."""
    pedicle_side: float
    """Its medial wall from the midline, share of the canal width."""
    lamina: tuple[float, float]
    """Half height and half thickness, mm."""
    lamina_z: float
    spinous_half: tuple[float, float]
    """Half height at its root and near its tip, mm."""
    spinous_thick: tuple[float, float]
    transverse_back_deg: float
    transverse_up_deg: float
    transverse_half: tuple[float, float, float, float]
    """Half height and thickness at the root, then at the tip, mm."""
    process_half: float
    """Half thickness of the articular processes, mm."""
    waist: float
    dish: float
    notch: float
    front_power: float
    back_power: float


@dataclass(frozen=True)
class Pedicle:
    """Isthmus centre and axis (pointing from back to front) in the vertebra's frame; outer width and height, mm."""

    centre: Array
    axis: Array
    width: float
    height: float


@cache
def _habits() -> dict[str, Habit]:
    rows = json.loads(resource("morphometry/habits.json").read_text(encoding="utf-8"))["rows"]
    return {name: msgspec.convert(row, Habit) for name, row in rows.items()}


def habit(size: VertebraSize) -> Habit:
    rows = _habits()
    level = "T12" if size.level == "T13" else size.level
    return rows.get(level, rows[size.region])


def pedicle(size: VertebraSize, side: int) -> Pedicle:
    """side 1 left, -1 right."""
    build = habit(size)
    across, along = np.deg2rad([size.pedicle_transverse, size.pedicle_sagittal])
    axis = point(-side * np.sin(across) * np.cos(along), -np.cos(across) * np.cos(along), np.sin(along) * -1.0)
    x = side * (build.pedicle_side * size.canal_width + size.pedicle_width / 2 / np.cos(across))
    centre = point(x, size.depth / 2 + build.pedicle_behind, build.pedicle_rise * size.arch_height)
    return Pedicle(centre, axis, size.pedicle_width, size.pedicle_height)


def body_rows(size: VertebraSize, build: Habit, shrink_mm: float = 0.0, join: Join = Join.UNION) -> Array:
    sag = (1 - size.middle) * size.height / 2
    dish = build.dish * size.depth / 30.0 + sag
    less = 2 * shrink_mm
    return vertebral_body(
        widths=(size.width_upper - less, size.width_lower - less),
        depths=(size.depth_upper - less, size.depth_lower - less),
        heights=(size.height_front - less, size.height_back - less),
        waist=build.waist,
        dish=(dish, dish * 1.1),
        notch=build.notch,
        front_power=build.front_power,
        back_power=build.back_power,
        structure=Structure.BODY,
        cortex_mm=CORTEX_BODY_MM,
        join=join,
    )


def vertebra_rows(spine: Spine, level: str) -> Array:
    """The whole vertebra, bodies to tips, with its joint clefts and canal cut free."""
    size, build = spine.sizes[level], habit(spine.sizes[level])
    local = inverse(spine.frames[level])
    above = spine.above(level)
    parts = [body_rows(size, build)]
    middle = lamina_middle(size, build)
    for side in (1, -1):
        here = pedicle(size, side)
        pillar = pillar_of(size, here)
        parts += [pedicle_rows(here, size, side)]
        upper = joint_in(local, spine.joints[(above, side)]) if above else None
        lower = joint_in(local, spine.joints[(level, side)])
        parts += _processes(size, build, side, pillar, (upper, lower))
        parts.append(_lamina(build, side, pillar, lower, middle))
        if size.region != "C":
            parts.append(transverse_process(size, build, side, pillar))
    if size.region == "C":
        parts.append(cervical_extras(size, {side: pillar_of(size, pedicle(size, side)) for side in (1, -1)}))
    parts += [spinous_rows(size, build, middle), canal_cut(size)]
    if size.region == "C":
        parts += [foramen_cut(size, side) for side in (1, -1)]
    parts += [room_for_neighbours(spine, level, side) for side in (1, -1)]
    return np.vstack(parts)


def joint_in(local: Array, joint: Joint) -> Joint:
    return Joint(moved(local, joint.centre_mm), turned(local, joint.normal), turned(local, joint.up), joint.size)


def _pillar_behind(size: VertebraSize) -> float:
    return {"C": 8.0, "T": 8.0, "L": 8.5}[size.region] * size.pedicle_height / {"C": 7, "T": 12.5, "L": 15}[size.region]


def pedicle_rows(here: Pedicle, size: VertebraSize, side: int) -> Array:
    """Narrowest at the isthmus, where width and height are the stated ones; it widens behind and roots in the body."""
    build = habit(size)
    behind, ahead = 0.55 * size.pedicle_height, build.pedicle_behind + 0.2 * size.pedicle_height
    if size.pedicle_transverse > 25.0:
        # A steep pedicle has to run further forward before it reaches the body.
        ahead = max(ahead, (abs(here.centre[0]) - 0.42 * size.width) / abs(here.axis[0]))
    half_width, half_height = here.width / 2, here.height / 2
    return tube(
        here.centre - here.axis * behind,
        here.centre + here.axis * ahead,
        (half_width * 1.25, half_height * 1.1),
        (half_width * 1.1, half_height * 0.98),
        width_axis=np.cross(here.axis, point(0, 0, 1)),
        isthmus=(behind / (behind + ahead), (half_width, half_height)),
        structure=sided("PEDICLE", side),
        cortex_mm=0.9,
        blend_mm=1.2,
    )


def _processes(
    size: VertebraSize, build: Habit, side: int, pillar: Array, joints: tuple[Joint | None, Joint]
) -> list[Array]:
    sap, iap = sided("SUPERIOR_ARTICULAR", side), sided("INFERIOR_ARTICULAR", side)
    thick = build.process_half
    upper, lower = joints
    rows: list[Array] = []
    root = (size.pedicle_width * 0.45, build.process_half * 1.05)
    if upper is not None:
        face = upper_face(upper, thick)
        rows += [
            tube(pillar, face, root, (thick, thick * 1.1), structure=sap, cortex_mm=0.9, blend_mm=1.5),
            joint_slab(upper, face, thick, sap),
        ]
    face = lower_face(lower, thick)
    isthmus = (pillar + face) / 2 + point(0, 0.6, 0)
    rows += [
        tube(pillar, isthmus, root, (thick * 1.2, thick), structure=iap, cortex_mm=1.4, blend_mm=2.0),
        tube(isthmus, face, (thick * 1.2, thick), (thick, thick), structure=iap, cortex_mm=1.2, blend_mm=2.0),
        joint_slab(lower, face, thick, iap),
    ]
    return rows


def joint_slab(
    joint: Joint, centre: Array, thick: float, structure: Structure, grow_mm: float = 0.0, join: Join = Join.UNION
) -> Array:
    """Flattened rounded block whose face lies along the joint."""
    axes = np.stack([np.cross(joint.up, joint.normal), joint.up, joint.normal], axis=1)
    radii = (joint.size.half_width + grow_mm, joint.size.half_height + grow_mm, thick + grow_mm)
    blend = 1.5 if join is Join.UNION else 0.3
    return ellipsoid(centre, radii, axes=axes, power=3.0, structure=structure, cortex_mm=1.1, blend_mm=blend, join=join)


def upper_face(joint: Joint, thick: float) -> Array:
    """Middle of the lower vertebra's superior process."""
    return joint.centre_mm - joint.normal * (joint.size.gap / 2 + thick * 0.8)


def lower_face(joint: Joint, thick: float) -> Array:
    """Middle of the upper vertebra's inferior process."""
    return joint.centre_mm + joint.normal * (joint.size.gap / 2 + thick * 0.8)


def room_for_neighbours(spine: Spine, level: str, side: int) -> Array:
    """Cuts, in the level's frame, that keep clear of the processes facing it from above and below."""
    local, none = inverse(spine.frames[level]), Structure.NONE
    above, below = spine.above(level), spine.below(level)
    lower = joint_in(local, spine.joints[level, side])
    thick = habit(spine.sizes[below or level]).process_half
    clear = 0.6 * lower.size.gap
    cuts = [joint_slab(lower, upper_face(lower, thick), thick, none, clear, Join.SUBTRACT), joint_cleft(lower)]
    if above is not None and level != "C2":
        upper = joint_in(local, spine.joints[above, side])
        thick = habit(spine.sizes[above]).process_half
        clear = 0.6 * upper.size.gap
        cuts += [joint_slab(upper, lower_face(upper, thick), thick, none, clear, Join.SUBTRACT), joint_cleft(upper)]
    return np.vstack(cuts)


def joint_cleft(joint: Joint) -> Array:
    """The joint space: a lens cut out of both neighbours, so that facing processes never touch."""
    axes = np.stack([np.cross(joint.up, joint.normal), joint.up, joint.normal], axis=1)
    radii = (joint.size.half_width * 1.35, joint.size.half_height * 1.2, joint.size.gap / 2)
    return ellipsoid(joint.centre_mm, radii, axes=axes, power=6.0, join=Join.SUBTRACT)


def lamina_middle(size: VertebraSize, build: Habit) -> Array:
    """Where the laminae meet behind the canal."""
    return point(0, size.depth / 2 + size.canal_depth + build.lamina[1] + 0.8, build.lamina_z * size.arch_height)


def _lamina(build: Habit, side: int, pillar: Array, lower: Joint, middle: Array) -> Array:
    outer = (pillar + lower.centre_mm) / 2 + point(-side * 0.5, 1.5, 0)
    outer[2] = 0.5 * outer[2] + 0.5 * middle[2]
    half, thick = build.lamina
    return tube(
        outer, middle, (half * 0.85, thick * 1.15), (half, thick), width_axis=unit(point(0, 0.25, 1)),
        structure=Structure.LAMINA, cortex_mm=1.3, blend_mm=2.5,
    )  # fmt: skip


def pillar_of(size: VertebraSize, here: Pedicle) -> Array:
    """Where pedicle, articular processes, lamina and transverse process meet."""
    return here.centre - here.axis * _pillar_behind(size)


def transverse_tip(size: VertebraSize, side: int) -> Array:
    build = habit(size)
    pillar = pillar_of(size, pedicle(size, side))
    back, up = np.deg2rad([build.transverse_back_deg, build.transverse_up_deg])
    out = size.span / 2 - build.transverse_half[2] * 0.8 - abs(pillar[0])
    run = out / max(np.cos(back), 0.3)
    return pillar + point(side * out, run * np.sin(back), run * np.sin(up))


def transverse_process(size: VertebraSize, build: Habit, side: int, pillar: Array) -> Array:
    h0, t0, h1, t1 = build.transverse_half
    along = point(side, 0, 0)
    return tube(
        pillar - along * 2.0, transverse_tip(size, side), (h0, t0), (h1, t1), width_axis=point(0, 0, 1),
        structure=sided("TRANSVERSE_PROCESS", side), cortex_mm=1.0, blend_mm=2.5,
    )  # fmt: skip


def spinous_tip(size: VertebraSize, build: Habit) -> Array:
    drop = np.deg2rad(size.spinous_drop)
    middle = lamina_middle(size, build)
    return middle + size.spinous * point(0, np.cos(drop), -np.sin(drop))


def spinous_rows(size: VertebraSize, build: Habit, middle: Array) -> Array:
    tip = spinous_tip(size, build)
    axis = unit(tip - middle)
    end = tip - axis * build.spinous_thick[1]
    root = (build.spinous_thick[0], build.spinous_half[0])
    shaft = tube(
        middle, end, root, (build.spinous_thick[0] * 0.8, build.spinous_half[1]),
        power=2.4, structure=Structure.SPINOUS_PROCESS, cortex_mm=1.2, blend_mm=3.0,
    )  # fmt: skip
    knob = ellipsoid(
        end, (build.spinous_thick[1], build.spinous_thick[1] * 1.2, build.spinous_half[1] * 1.1),
        structure=Structure.SPINOUS_PROCESS, cortex_mm=0.8, blend_mm=2.0,
    )  # fmt: skip
    return np.vstack([shaft, knob])


def canal_cut(size: VertebraSize) -> Array:
    """The vertebral canal, an elliptic tube a little taller than the vertebra."""
    y = size.depth / 2 + size.canal_depth / 2 + 0.3
    reach = size.arch_height * 1.2
    return tube(
        point(0, y, -reach), point(0, y, reach), (size.canal_width / 2, size.canal_depth / 2),
        power=2.3, join=Join.SUBTRACT, blend_mm=0.8,
    )  # fmt: skip
