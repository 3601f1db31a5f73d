"""Sacrum with wings, foramina and canal; coccyx; both iliac bones across the sacroiliac joints; hips."""

import numpy as np

from spineplan.phantom.frames import Array, inverse, moved, point, smooth_path
from spineplan.phantom.primitives import Join, chain, ellipsoid, tube
from spineplan.phantom.solids import CORTEX_DEEP, Layer, Lesion, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import LEFT_RIGHT, VERSE, Structure, sided
from spineplan.phantom.vertebra import habit, joint_cleft, joint_in, joint_slab, lower_face

BONE = (Layer(0.0, "cortical_bone"), Layer(CORTEX_DEEP, "trabecular_bone"))

# Sacral frame: origin on the middle of S1's endplate, z its normal, y posterior. Sizes in mm (convention).
_BODIES = np.array([(0, -1, -4), (0, 0, -15), (0, 10, -38), (0, 16, -58), (0, 15, -76), (0, 9, -91)], dtype=float)
_BODY_RADII = np.array([(25.5, 16.5), (24, 15.5), (18, 12), (14.5, 9.5), (12, 7.5), (10, 6)])
_CANAL = np.array([(0, 26, 12), (0, 25, -12), (0, 26, -38), (0, 29, -58), (0, 26, -76), (0, 20, -88)], dtype=float)
_CANAL_RADII = np.array([(14.5, 8.5), (14, 8), (11, 6.5), (8, 5), (6, 4), (4, 3)])
_WINGS = (
    ((33, 6, -20), (25, 15, 15.5)),
    ((31, 14, -40), (19, 12.5, 15)),
    ((24, 18, -59), (14, 9.5, 11.5)),
    ((17, 16, -77), (10, 7, 10)),
)
_FORAMINA = ((20.0, -27.0, 5.2), (17.0, -49.0, 4.6), (14.5, -67.0, 4.0), (12.0, -83.0, 3.2))


def wing_rows(side: int, grown_mm: float, join: Join, structure: Structure) -> Array:
    rows = [
        ellipsoid(
            point(side * x, y, z),
            (a + grown_mm, b + grown_mm, c + grown_mm),
            power=2.3,
            structure=structure,
            cortex_mm=0.7,
            blend_mm=7.0 if join is Join.UNION else 0.5,
            join=join,
        )
        for (x, y, z), (a, b, c) in _WINGS
    ]
    return np.vstack(rows)


def canal_path(spine: Spine) -> Array:
    """Sacral canal's axis from S1 to S4, LPS."""
    return np.asarray(_CANAL[1:5] @ spine.sacral_endplate[:3, :3].T + spine.sacral_endplate[:3, 3], dtype=np.float64)


def sacrum(spine: Spine, lesions: tuple[Lesion, ...]) -> Solid:
    local = inverse(spine.sacral_endplate)
    bone = Structure.SACRUM
    rows = [chain(_BODIES, _BODY_RADII, structure=bone, cortex_mm=0.7, blend_mm=3.0)]
    rows += [wing_rows(side, 0.0, Join.UNION, bone) for side, _ in LEFT_RIGHT]
    roof = _CANAL[1:] + np.stack(
        [0 * _CANAL_RADII[1:, 1], _CANAL_RADII[1:, 1] + 3.0, -4 + 0 * _CANAL_RADII[1:, 1]], axis=1
    )
    rows.append(
        chain(
            roof,
            np.stack([_CANAL_RADII[1:, 0] + 3, 0 * roof[:, 0] + 3.4], axis=1),
            structure=bone,
            cortex_mm=1.1,
            blend_mm=3.0,
        )
    )
    crest = [
        ellipsoid(p + point(0, 6, 0), (3.0, 6.0, 8.0), structure=bone, cortex_mm=1.0, blend_mm=3.0) for p in roof[:3]
    ]
    rows += crest
    last = spine.levels[-1]
    for side, _ in LEFT_RIGHT:
        joint = joint_in(local, spine.joints[(last, side)])
        face = joint.centre_mm - joint.normal * (joint.size.gap / 2 + 3.4)
        process = sided("SUPERIOR_ARTICULAR", side)
        rows.append(
            tube(point(side * 27, 22, -14), face, (7.5, 6), (5, 4.5), structure=process, cortex_mm=0.9, blend_mm=4.0)
        )
        rows.append(joint_slab(joint, face, 4.2, process))
        rows += [_lamina(side, n, roof) for n in range(4)]
    rows.append(_top_cut())
    rows.append(chain(_CANAL, _CANAL_RADII, join=Join.SUBTRACT, blend_mm=1.0))
    for side, _ in LEFT_RIGHT:
        rows += [_foramen(side, x, z, r) for x, z, r in _FORAMINA]
        joint = joint_in(local, spine.joints[(last, side)])
        thick = habit(spine.sizes[last]).process_half
        face = lower_face(joint, thick)
        rows.append(joint_slab(joint, face, thick, Structure.NONE, joint.size.gap / 2, Join.SUBTRACT))
        rows.append(joint_cleft(joint))
    return Solid("sacrum", np.vstack(rows), BONE, spine.sacral_endplate, label=VERSE["S"], lesions=lesions)


def fused_wings(spine: Spine, sides: str) -> list[Solid]:
    """The lowest vertebra's transverse processes as broad as wings, grown into the sacrum's (Castellvi IIIa, IIIb)."""
    last = spine.levels[-1]
    size, local = spine.sizes[last], inverse(spine.frames[last])
    solids = []
    for side, name in LEFT_RIGHT:
        if sides not in {name, "both"}:
            continue
        wing = moved(local, moved(spine.sacral_endplate, point(side * 33, 6, -12)))
        root = point(side * (0.5 * size.width + 2.0), 0.3 * size.depth, 0.0)
        rows = np.vstack([
            ellipsoid(0.5 * (root + wing) + point(side * 4, 0, 0), (21, 13, 15), power=2.3,
                      structure=sided("TRANSVERSE_PROCESS", side), cortex_mm=0.7),
            tube(root, wing, (11, 12), (20, 13), structure=sided("TRANSVERSE_PROCESS", side), cortex_mm=0.7,
                 blend_mm=6.0),
        ])  # fmt: skip
        solids.append(Solid(f"fused wing {name}", rows, BONE, spine.frames[last], label=VERSE[last]))
    return solids


def _lamina(side: int, n: int, roof: Array) -> Array:
    """Side wall of the sacral canal, from the back of the wing to the roof."""
    (x, y, z), (wide, deep, _) = _WINGS[n]
    foot = point(side * (x - 0.35 * wide), y + 0.8 * deep, z)
    return tube(
        foot,
        roof[min(n, len(roof) - 1)],
        (11.0 - 1.5 * n, 4.5),
        (10.0 - 1.5 * n, 3.4),
        width_axis=(0, 0, 1),
        structure=Structure.SACRUM,
        cortex_mm=1.0,
        blend_mm=4.0,
    )


def _top_cut() -> Array:
    """S1's endplate, slightly hollow: only over the body, so that the articular processes stay."""
    return tube(point(0, -2, 12), point(0, -2, 12.5), (36, 24), (36, 24), power=4.0, join=Join.SUBTRACT, blend_mm=1.5)


def _foramen(side: int, x: float, z: float, radius: float) -> Array:
    y = float(np.interp(-z, -_CANAL[:, 2], _CANAL[:, 1]))
    front = float(np.interp(-z, -_BODIES[:, 2], _BODIES[:, 1]))
    inner = point(side * x * 0.62, y, z + 5)
    out = point(side * (x + 3), front - 20, z - 5)
    back = point(side * x, y + 20, z - 2)
    return np.vstack(
        [
            tube(inner, out, (radius * 0.9, radius), (radius * 1.3, radius * 1.2), join=Join.SUBTRACT, blend_mm=1.5),
            tube(inner, back, (radius * 0.75, radius * 0.75), join=Join.SUBTRACT, blend_mm=1.0),
        ]
    )


def coccyx(spine: Spine) -> Solid:
    pieces = (
        ((0, 3, -101), (9, 4.5, 5)),
        ((0, -4, -111), (6, 4, 4.5)),
        ((0, -11, -118), (4.5, 3.5, 4)),
        ((0, -18, -123), (3, 3, 3)),
    )
    rows = [ellipsoid(at, r, structure=Structure.COCCYX, cortex_mm=0.6) for at, r in pieces]
    return Solid("coccyx", np.vstack(rows), BONE, spine.sacral_endplate, label=VERSE["Co"])


def hip_bones(spine: Spine) -> list[Solid]:
    """Wing of the ilium, hip socket and femoral head, each side; the sacral wings are cut free by a joint space."""
    return [Solid(f"hip bone {name}", _hip(side), BONE, spine.sacral_endplate) for side, name in LEFT_RIGHT] + [
        Solid(f"femur {name}", _femur(side), BONE, spine.sacral_endplate) for side, name in LEFT_RIGHT
    ]


_WING_COURSE = {
    46: ((52, 34), (78, 6), (112, -34), (124, -62)),
    28: ((48, 40), (70, 14), (108, -36), (126, -78)),
    8: ((45, 44), (63, 20), (92, -30), (120, -84)),
    -14: ((44, 45), (59, 22), (80, -24), (108, -84)),
    -36: ((46, 38), (57, 18), (76, -24), (98, -76)),
    -56: ((58, 12), (68, -14), (84, -42), (94, -68)),
}


def _hip(side: int) -> Array:
    """Courses at heights along the sacral frame's own z, tipped back so that the wing stands upright in the patient."""
    heights = np.array(sorted(_WING_COURSE))
    corners = np.array([_WING_COURSE[z] for z in heights], dtype=float)
    rows = []
    for z in np.linspace(heights[0], heights[-1], 11):
        course = [[np.interp(z, heights, corners[:, n, axis]) for axis in (0, 1)] for n in range(corners.shape[1])]
        path = smooth_path([point(side * x, y + _lean(z), z) for x, y in course], 9)
        thick = np.interp(np.linspace(0, 1, 9), [0, 0.2, 0.6, 1.0], [9.0, 8.5, 4.6, 7.0])
        pairs = np.stack([thick * 0 + 9.0, thick], axis=1)
        rows.append(chain(path, pairs, width_axis=(0, 0, 1), structure=Structure.ILIUM, cortex_mm=1.3, blend_mm=6.0))
    socket = point(side * 88, -62, -82)
    rows.append(ellipsoid(socket, (30, 31, 31), structure=Structure.ILIUM, cortex_mm=1.5, blend_mm=12.0))
    rows.append(
        tube(
            socket,
            point(side * 62, -30, -128),
            (14, 10),
            (13, 12),
            structure=Structure.ILIUM,
            cortex_mm=1.4,
            blend_mm=8.0,
        )
    )
    rows.append(
        tube(
            socket,
            point(side * 18, -104, -112),
            (10, 8),
            (11, 9),
            structure=Structure.ILIUM,
            cortex_mm=1.3,
            blend_mm=8.0,
        )
    )
    rows.append(ellipsoid(socket + point(side * 6, 0, -3), (26.5, 26.5, 26.5), join=Join.SUBTRACT))
    rows.append(ellipsoid(socket + point(side * 34, -4, -16), (24, 26, 26), join=Join.SUBTRACT, blend_mm=4.0))
    rows.append(wing_rows(side, 2.4, Join.SUBTRACT, Structure.NONE))
    return np.vstack(rows)


def _lean(z: float) -> float:
    """The sacral frame leans forward by the sacral slope; the wing is shifted back with height to stand upright."""
    return 0.55 * z


def _femur(side: int) -> Array:
    head = point(side * 93, -62, -85)
    neck = point(side * 128, -52, -112)
    return np.vstack(
        [
            ellipsoid(head, (23.5, 23.5, 23.5), structure=Structure.FEMUR, cortex_mm=1.0),
            tube(head, neck, (15, 14), (18, 16), structure=Structure.FEMUR, cortex_mm=1.6, blend_mm=6.0),
            tube(
                neck,
                neck + point(side * 2, 55, -110),
                (17, 17),
                (15, 15),
                structure=Structure.FEMUR,
                cortex_mm=4.0,
                blend_mm=8.0,
            ),
        ]
    )
