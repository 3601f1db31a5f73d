"""Head and neck round the upper spine: skull base, jaws, teeth, tongue, open mouth, airway, neck vessels."""

import numpy as np

from spineplan.phantom.atlas import atlas_foramen, atlas_frame, axis_foramen
from spineplan.phantom.cervical import foramen_centre
from spineplan.phantom.frames import Array, moved, point, smooth_path
from spineplan.phantom.morphometry import CERVICAL
from spineplan.phantom.primitives import Join, chain, ellipsoid, tube
from spineplan.phantom.solids import CORTEX_DEEP, Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import LEFT_RIGHT, Structure, sided

BONE = (Layer(0.0, "cortical_bone"), Layer(CORTEX_DEEP, "trabecular_bone"))


def neck_solids(spine: Spine, contrast: bool) -> list[Solid]:
    return [*_muscles(spine), *_airway(spine), *_mouth(spine), *_skull(spine), *_jaw(spine), *_vessels(spine, contrast)]


def _line(spine: Spine, ahead: float, across: float, levels: tuple[str, ...]) -> list[Array]:
    return [moved(spine.frames[v], point(across, -spine.sizes[v].depth / 2 - ahead, 0.0)) for v in levels]


def _muscles(spine: Spine) -> list[Solid]:
    """Longus colli, sternomastoid, splenius: sleeves of fat keep them apart."""
    solids = []
    names = CERVICAL[1:]
    for side, _ in LEFT_RIGHT:
        longus = smooth_path(
            [moved(spine.frames[v], point(side * 9.5, -spine.sizes[v].depth / 2 - 2.0, 0)) for v in names], 12
        )
        sterno = smooth_path(
            [
                moved(spine.frames["C2"], point(side * 52, 8, 10)),
                moved(spine.frames["C4"], point(side * 46, -14, 0)),
                moved(spine.frames["C7"], point(side * 34, -44, 0)),
                moved(spine.frames["T2"], point(side * 18, -62, 0)),
            ],
            12,
        )
        splenius = smooth_path([moved(spine.frames[v], point(side * 26, 42, 0)) for v in ("C2", "C4", "C6", "T1")], 12)
        for path, radii in ((longus, (6.0, 3.5)), (sterno, (8.0, 12.0)), (splenius, (17.0, 7.0))):
            sleeve = (radii[0] + 2.0, radii[1] + 2.0)
            solids.append(Solid("neck fat", chain(path, sleeve, structure=Structure.FAT), (Layer(0.0, "fat"),)))
            solids.append(Solid("neck muscle", chain(path, radii, structure=Structure.MUSCLE), (Layer(0.0, "muscle"),)))
    return solids


def _airway(spine: Spine) -> list[Solid]:
    """Pharynx behind the tongue, larynx, trachea to its fork; the gullet behind; thyroid on both sides."""
    atlas = atlas_frame(spine)
    throat = [
        moved(atlas, point(0, -34, 26)),
        moved(atlas, point(0, -33, 6)),
        *_line(spine, 9.5, 0.0, ("C2", "C3", "C4")),
    ]
    throat += _line(spine, 15.0, 0.0, ("C5", "C6"))
    path = smooth_path(throat, 16)
    wide = np.interp(np.linspace(0, 6, 16), [0, 1, 2, 3, 4, 5, 6], [12, 13, 14, 15, 14, 9, 7.5])
    deep = np.interp(np.linspace(0, 6, 16), [0, 1, 2, 3, 4, 5, 6], [6, 6, 6.5, 6, 5, 7, 8])
    windpipe = _line(spine, 17.0, 0.0, ("C6", "C7", "T1", "T2")) + _line(spine, 24.0, 0.0, ("T3", "T4"))
    tube_path = smooth_path(windpipe, 14)
    gullet = smooth_path([*_line(spine, 6.0, 2.0, ("C5", "C6", "C7", "T1", "T2", "T3", "T4", "T6", "T8"))], 20)
    solids = [
        Solid("gullet", chain(gullet, (8.0, 4.0), structure=Structure.OESOPHAGUS), (Layer(0.0, "muscle"),)),
        Solid(
            "windpipe wall", chain(tube_path, (10.5, 10.5), structure=Structure.CARTILAGE), (Layer(0.0, "cartilage"),)
        ),
        Solid("windpipe", chain(tube_path, (8.6, 8.6), structure=Structure.TRACHEA), (Layer(0.0, "airway"),)),
    ]
    for side, _ in LEFT_RIGHT:
        lobe = moved(spine.frames["C7"], point(side * 17, -spine.sizes["C7"].depth / 2 - 18, 2))
        rows = ellipsoid(lobe, (8, 9, 20), structure=Structure.THYROID)
        solids.append(Solid("thyroid", rows, (Layer(0.0, "cartilage"),)))
        bronchus = np.array([tube_path[-1], tube_path[-1] + point(side * 26, 6, -24)])
        solids.append(
            Solid("bronchus", chain(bronchus, (6.5, 6.5), structure=Structure.TRACHEA), (Layer(0.0, "airway"),))
        )
    larynx = _line(spine, 15.0, 0.0, ("C5", "C6"))
    shell = chain(np.array(larynx), (13.0, 14.0), structure=Structure.CARTILAGE)
    solids.append(Solid("larynx", shell, (Layer(0.0, "cartilage"), Layer(2.0, "soft"))))
    return [
        *solids,
        Solid(
            "throat", chain(path, np.stack([wide, deep], axis=1), structure=Structure.PHARYNX), (Layer(0.0, "airway"),)
        ),
    ]


def _mouth(spine: Spine) -> list[Solid]:
    """Open mouth: air from the lips over the tongue to the throat, in line with the front of C2."""
    atlas = atlas_frame(spine)
    tongue = np.vstack(
        [
            ellipsoid(moved(atlas, point(0, -62, -22)), (23, 27, 15), structure=Structure.TONGUE, blend_mm=4.0),
            ellipsoid(moved(atlas, point(0, -52, -36)), (20, 16, 20), structure=Structure.TONGUE, blend_mm=8.0),
        ]
    )
    palate = ellipsoid(moved(atlas, point(0, -66, 16)), (27, 28, 7), structure=Structure.SOFT_TISSUE)
    way = [moved(atlas, point(0, -34, 1)), moved(atlas, point(0, -62, 1)), moved(atlas, point(0, -104, -4))]
    mouth = chain(smooth_path(way, 8), np.linspace([13.0, 7.0], [22.0, 13.0], 8), structure=Structure.MOUTH)
    return [
        Solid(
            "floor of mouth",
            ellipsoid(moved(atlas, point(0, -64, -30)), (31, 34, 20), structure=Structure.SOFT_TISSUE),
            (Layer(0.0, "muscle"),),
        ),
        Solid("palate", palate, (Layer(0.0, "soft"),)),
        Solid("mouth", mouth, (Layer(0.0, "airway"),)),
        Solid("tongue", tongue, (Layer(0.0, "muscle"),)),
    ]


def _skull(spine: Spine) -> list[Solid]:
    atlas = atlas_frame(spine)
    vault = moved(atlas, point(0, -14, 86))
    shell = [
        ellipsoid(vault, (70, 90, 70), structure=Structure.SKULL, cortex_mm=2.0),
        ellipsoid(moved(atlas, point(0, -24, 26)), (13, 16, 9), structure=Structure.SKULL, cortex_mm=1.2, blend_mm=8.0),
    ]
    for side, _ in LEFT_RIGHT:
        shell.append(
            ellipsoid(
                moved(atlas, point(side * 15.5, -4, 15.0)),
                (8.2, 11.5, 7.6),
                structure=Structure.SKULL,
                cortex_mm=1.2,
                blend_mm=3.0,
            )
        )
        shell.append(
            ellipsoid(
                moved(atlas, point(side * 50, -4, 18)),
                (9, 11, 18),
                structure=Structure.SKULL,
                cortex_mm=1.5,
                blend_mm=8.0,
            )
        )
    shell.append(ellipsoid(vault, (63, 83, 64), join=Join.SUBTRACT, blend_mm=3.0))
    shell.append(
        tube(moved(atlas, point(0, 5, 0)), moved(atlas, point(0, 5, 40)), (15, 17), join=Join.SUBTRACT, blend_mm=3.0)
    )
    brain = np.vstack(
        [
            ellipsoid(vault, (63, 83, 64), structure=Structure.BRAIN),
            tube(moved(atlas, point(0, 3, 10)), moved(atlas, point(0, -2, 50)), (7, 6), structure=Structure.BRAIN),
        ]
    )
    return [Solid("brain", brain, (Layer(0.0, "csf"), Layer(2.0, "brain"))), Solid("skull", np.vstack(shell), BONE)]


def _jaw(spine: Spine) -> list[Solid]:
    """Mandible with its rami, upper jaw and two rows of teeth, opened."""
    atlas = atlas_frame(spine)
    bow = [
        (-48, -22, 14),
        (-46, -26, -22),
        (-40, -44, -34),
        (-24, -82, -38),
        (0, -96, -38),
        (24, -82, -38),
        (40, -44, -34),
        (46, -26, -22),
        (48, -22, 14),
    ]
    low = smooth_path([moved(atlas, point(*p)) for p in bow], 33)
    rows = [
        chain(
            low, (4.2, 10.0), width_axis=_outward(low, atlas), structure=Structure.MANDIBLE, cortex_mm=1.8, blend_mm=1.0
        )
    ]
    arch = [(-29, -52, 18), (-25, -72, 18), (-13, -90, 18), (0, -94, 18), (13, -90, 18), (25, -72, 18), (29, -52, 18)]
    upper = smooth_path([moved(atlas, point(*p)) for p in arch], 21)
    rows.append(
        chain(
            upper, (5.5, 9.0), width_axis=_outward(upper, atlas), structure=Structure.SKULL, cortex_mm=1.2, blend_mm=1.0
        )
    )
    teeth = []
    for n, z in ((0, 8.0), (1, -26.0)):
        row = smooth_path([moved(atlas, point(x * 0.97, y + 1, z)) for x, y, _ in arch], 15)
        teeth += [ellipsoid(p, (3.0, 3.0, 7.5), structure=Structure.TEETH) for p in row[n % 2 :: 1]]
    return [Solid("jaws", np.vstack(rows), BONE), Solid("teeth", np.vstack(teeth), (Layer(0.0, "tooth"),))]


def _outward(path: Array, atlas: Array) -> Array:
    centre = moved(atlas, point(0, -45, 0))
    out = path - centre
    out[:, 2] = 0.0
    return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True), dtype=np.float64)


def vertebral_artery(spine: Spine, side: int) -> Array:
    """(n, 3) LPS: up through the foramina from C6, round C1's lateral mass, into the skull."""
    atlas = atlas_frame(spine)
    points = [moved(spine.frames["T1"], point(side * 26, -22, 0)), moved(spine.frames["C7"], point(side * 20, -9, 0))]
    points += [moved(spine.frames[v], foramen_centre(spine.sizes[v], side)) for v in ("C6", "C5", "C4", "C3")]
    points += [
        moved(spine.frames["C2"], axis_foramen(side) + point(0, 0, -6)),
        moved(spine.frames["C2"], axis_foramen(side) + point(side * 2, -1, 12)),
    ]
    points.append(moved(atlas, atlas_foramen(side)))
    points += [moved(atlas, point(side * x, y, z)) for x, y, z in ((26, 7, 8), (17, 12, 8.5), (9, 6, 22), (3, -4, 42))]
    return smooth_path(points, 60)


def _vessels(spine: Spine, contrast: bool) -> list[Solid]:
    blood = "contrast_blood" if contrast else "blood"
    atlas = atlas_frame(spine)
    solids = []
    for side, _ in LEFT_RIGHT:
        artery = chain(vertebral_artery(spine, side), (2.0, 2.0), structure=sided("VERTEBRAL_ARTERY", side))
        levels = ("T1", "C7", "C6", "C5", "C4", "C3", "C2")
        carotid = [
            moved(spine.frames[v], point(side * x, -spine.sizes[v].depth / 2 - y, 0))
            for v, x, y in zip(levels, (16, 21, 25, 27, 27, 27, 27), (22, 18, 14, 11, 9, 6, 2), strict=True)
        ]
        carotid.append(moved(atlas, point(side * 27, -17, 8)))
        jugular = [p + point(side * 9, 5, 0) for p in carotid]
        way = smooth_path(carotid, 24)
        vein = chain(smooth_path(jugular, 24), (6.0, 5.0), structure=Structure.JUGULAR)
        solids.append(
            Solid(
                f"neck vessel fat {side}",
                chain(way + point(side * 4, 2, 0), (11.0, 8.0), structure=Structure.FAT),
                (Layer(0.0, "fat"),),
            )
        )
        solids.append(Solid(f"jugular vein {side}", vein, (Layer(0.0, "blood"),)))
        solids.append(
            Solid(f"carotid {side}", chain(way, (3.4, 3.4), structure=sided("CAROTID", side)), (Layer(0.0, blood),))
        )
        solids.append(Solid(f"vertebral artery {side}", artery, (Layer(0.0, blood),)))
    return solids
