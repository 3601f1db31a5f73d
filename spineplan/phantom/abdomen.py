"""What lies in front of the lumbar spine: cavity fat, psoas, kidneys, liver, spleen, bowel, aorta and vena cava."""

import numpy as np

from spineplan.phantom.frames import Array, moved, point, smooth_path, unit
from spineplan.phantom.primitives import Join, chain, ellipsoid, halfspace, loft
from spineplan.phantom.solids import Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import LEFT_RIGHT, Structure, sided
from spineplan.phantom.trunk import STEP_MM, TrunkShape, slice_of
from spineplan.phantom.vertebra import transverse_tip


def abdominal_organs(spine: Spine, trunk: TrunkShape, contrast: bool) -> list[Solid]:
    return [
        _cavity(spine, trunk),
        *_solid_organs(spine),
        *_bowel(spine),
        *psoas(spine),
        *quadratus(spine),
        *_great_vessels(spine, contrast),
    ]


def _cavity(spine: Spine, trunk: TrunkShape) -> Solid:
    """Fat inside the muscle wall, from the pelvis to the diaphragm, in front of the spine's middle."""
    table = trunk.table.copy()
    z = trunk.z_start + STEP_MM * np.arange(len(table))
    bodies = np.array([spine.frames[v][:3, 3] for v in reversed(spine.levels)])
    inset = trunk.fat_mm + 15.0
    table[:, 2] -= inset + np.interp(z, [bodies[0, 2] - 60, bodies[0, 2] + 30], [34.0, 2.0])
    table[:, 3] -= inset
    table[:, 4] = np.maximum(np.interp(z, bodies[:, 2], bodies[:, 1]) + 26.0 - table[:, 1], 20.0)
    table[:, 5] = 2.8
    top, bottom = moved(spine.frames["T9"], point(0, 0, 10))[2], moved(spine.sacral_endplate, point(0, 0, -160))[2]
    table, z_start = slice_of(table, trunk.z_start, float(bottom) - 4.0, float(top) + 20.0)
    rows = [
        loft(0, table, z_start, STEP_MM, structure=Structure.FAT),
        halfspace(moved(spine.frames["T9"], point(0, 0, 0)), (0, -0.1, 1), blend_mm=20.0),
        halfspace(moved(spine.sacral_endplate, point(0, 0, -150)), (0, 0, -1), blend_mm=20.0),
    ]
    return Solid("abdominal cavity", np.vstack(rows), (Layer(0.0, "fat"),), lofts=table, smooth=True)


def psoas(spine: Spine) -> list[Solid]:
    solids = []
    for side, _ in LEFT_RIGHT:
        stops = [
            ("T12", 0.62, -2.0, 6.0),
            ("L1", 0.66, 0.0, 9.0),
            ("L2", 0.72, 0.0, 13.0),
            ("L3", 0.78, -1.0, 17.0),
            ("L4", 0.86, -5.0, 20.0),
        ]
        stops.append(("L5", 0.98, -16.0, 21.0))
        points = [
            moved(spine.frames[v], point(side * spine.sizes[v].width * share, y, -6.0)) for v, share, y, _ in stops
        ]
        points.append(moved(spine.sacral_endplate, point(side * 62, -52, -30)))
        points.append(moved(spine.sacral_endplate, point(side * 74, -90, -75)))
        radii = np.array([row[3] for row in stops] + [20.0, 18.0])
        path = smooth_path(points, 22)
        thick = np.interp(np.linspace(0, len(radii) - 1, 22), np.arange(len(radii)), radii)
        pairs = np.stack([thick * 0.85, thick], axis=1)
        rows = chain(path, pairs, structure=sided("PSOAS", side))
        solids.append(Solid(f"psoas {side}", rows, (Layer(0.0, "muscle"),)))
    return solids


def quadratus(spine: Spine) -> list[Solid]:
    """Quadratus lumborum, from the last rib to the iliac crest beside the transverse processes."""
    solids = []
    for side, _ in LEFT_RIGHT:
        points = [
            moved(spine.frames[v], transverse_tip(spine.sizes[v], side) + point(side * 8.0, -8.0, 0.0))
            for v in ("T12", "L1", "L2", "L3", "L4")
        ]
        rows = chain(smooth_path(points, 14), (16.0, 8.0), structure=Structure.MUSCLE)
        solids.append(Solid(f"quadratus {side}", rows, (Layer(0.0, "muscle"),)))
    return solids


def _solid_organs(spine: Spine) -> list[Solid]:
    solids = []
    for side, at, tilt in ((1, "L1", 6.0), (-1, "L1", -8.0)):
        centre = moved(spine.frames[at], point(side * 62, 8, tilt))
        axes = _tilted(unit(point(-side * 0.28, 0.22, 1.0)))
        bean = [
            ellipsoid(centre, (28, 25, 54), axes=axes, structure=sided("KIDNEY", side)),
            ellipsoid(centre + point(-side * 26, -10, 0), (15, 11, 17), join=Join.SUBTRACT, blend_mm=5.0),
        ]
        solids.append(Solid(f"kidney {side}", np.vstack(bean), (Layer(0.0, "kidney"),)))
    liver = np.vstack(
        [
            ellipsoid(moved(spine.frames["T12"], point(-75, -62, 8)), (72, 76, 78), structure=Structure.LIVER),
            ellipsoid(
                moved(spine.frames["T11"], point(-5, -95, 6)), (62, 42, 40), structure=Structure.LIVER, blend_mm=20.0
            ),
            ellipsoid(moved(spine.frames["L1"], point(-62, 8, -8)), (34, 31, 58), join=Join.SUBTRACT, blend_mm=4.0),
        ]
    )
    spleen = ellipsoid(moved(spine.frames["T12"], point(106, -14, 14)), (26, 44, 54), structure=Structure.SPLEEN)
    return [
        Solid("liver", liver, (Layer(0.0, "liver"),)),
        Solid("spleen", spleen, (Layer(0.0, "spleen"),)),
        *solids,
    ]


def _tilted(up: Array) -> Array:
    x = unit(np.cross(point(0, 1, 0), up))
    return np.stack([x, np.cross(up, x), up], axis=1)


def _bowel(spine: Spine) -> list[Solid]:
    """Loops with some gas, in front of the vessels."""
    random = np.random.default_rng(40)
    walls, gas = [], []
    for level in ("L1", "L2", "L3", "L4", "L5"):
        for x in (-88, -50, -16, 18, 52, 90):
            centre = moved(spine.frames[level], point(x, -92 + abs(x) * 0.25, 0) + random.uniform(-9, 9, 3))
            radii = tuple(random.uniform(11, 19, 3))
            walls.append(ellipsoid(centre, (radii[0], radii[1], radii[2]), blend_mm=3.0, structure=Structure.BOWEL))
            if random.random() < 0.4:
                r = random.uniform(0.4, 0.7)
                gas.append(
                    ellipsoid(
                        centre - point(0, 4, 0), (radii[0] * r, radii[1] * r, radii[2] * r), structure=Structure.BOWEL
                    )
                )
    return [
        Solid("bowel", np.vstack(walls), (Layer(0.0, "bowel"),)),
        Solid("gas", np.vstack(gas), (Layer(0.0, "gas"),)),
    ]


def _great_vessels(spine: Spine, contrast: bool) -> list[Solid]:
    """Aorta on the left of the bodies, splitting at L4; vena cava on the right from L5 to the liver."""
    blood = "contrast_blood" if contrast else "blood"
    descending = [v for v in spine.levels if v[0] == "T" and int(v[1:]) >= 5] + ["L1", "L2", "L3"]
    drift = np.interp(np.arange(len(descending)), [0, 6, len(descending) - 1], [24.0, 16.0, 9.0])
    course = []
    for n, level in enumerate(descending):
        size = spine.sizes[level]
        ahead = size.depth / 2 + 11.0 - max(0.0, drift[n] - 12.0) * 1.1
        course.append(moved(spine.frames[level], point(drift[n], -ahead, 0)))
    fork = moved(spine.frames["L4"], point(4, -spine.sizes["L4"].depth / 2 - 9, 0))
    arch = [
        course[0] + point(2, -6, 30),
        course[0] + point(-8, -34, 44),
        course[0] + point(-26, -58, 26),
        course[0] + point(-26, -66, -14),
    ]
    path = smooth_path([*arch[::-1], *course, fork], 48)
    radii = np.interp(np.linspace(0, 1, 48), [0, 0.3, 0.65, 1.0], [15.0, 13.0, 11.0, 8.5])
    aorta = [chain(path, np.stack([radii, radii], axis=1), structure=Structure.AORTA)]
    cava = []
    for side, _ in LEFT_RIGHT:
        far = moved(spine.sacral_endplate, point(side * 48, -50, -25))
        farther = moved(spine.sacral_endplate, point(side * 70, -85, -80))
        aorta.append(chain(smooth_path([fork, far, farther], 9), (5.5, 5.5), structure=Structure.AORTA))
        join = moved(spine.frames["L5"], point(-12, -spine.sizes["L5"].depth / 2 - 8, 6))
        cava.append(
            chain(
                smooth_path([join, far + point(0, 10, 0), farther + point(0, 10, 0)], 9),
                (6.5, 6.5),
                structure=Structure.VENA_CAVA,
            )
        )
    up = [
        join,
        *(
            moved(spine.frames[v], point(-18, -spine.sizes[v].depth / 2 - 8, 0))
            for v in ("L4", "L3", "L2", "L1", "T12", "T11")
        ),
    ]
    up.append(moved(spine.frames["T10"], point(-24, -44, 0)))
    cava.append(chain(smooth_path(up, 24), (12.0, 9.0), structure=Structure.VENA_CAVA))
    return [
        Solid("vena cava", np.vstack(cava), (Layer(0.0, "blood"),)),
        Solid("aorta", np.vstack(aorta), (Layer(0.0, blood),)),
    ]
