"""Labels on planes and as surfaces, against every voxel asked one by one; their colours."""

import json
from itertools import combinations, pairwise

import numpy as np
import pytest

from spineplan.anatomy.finding.spine_line import line_through
from spineplan.geometry.vectors import LEFT, POSTERIOR, SUPERIOR
from spineplan.geometry.view_plane import view_plane
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import holds
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL
from spineplan.plan.model import Identity, Level, Plan, SeriesRef, StructureMask
from spineplan.render import label_slice
from spineplan.render.label_colours import structure_token, vertebra_token
from spineplan.render.label_slice import label_picture, straight_label_picture
from spineplan.render.label_surface import label_at, label_surface
from spineplan.render.palette import rgb
from spineplan.render.scene_labels import label_refs, label_shapes
from spineplan.render.straightened import StraightPlane
from spineplan.resource_files import resource
from spineplan.session.masks import MaskStore
from tests.support.volumes import GRIDS, SHAPE, affine

MEANINGS = (
    "lytic", "blastic", "mixed", "unknown", "cement", "ablation", "canal", "vessel", "lung", "needle_safe",
    "needle_close", "needle_breach", "image_accent", "measurement", "level",
)  # fmt: skip


@pytest.mark.parametrize("kind", GRIDS)
@pytest.mark.parametrize("compiled", [True, False])
def test_that_each_pixel_shows_the_label_of_its_voxel_and_outlines_lie_inside(kind: str, compiled: bool, monkeypatch):
    if not compiled:
        monkeypatch.setattr(label_slice, "compiled", lambda: None)
    numbers = np.random.default_rng(3).integers(0, 4, (5, 5, 5)).astype(np.uint8).repeat(3, 0).repeat(4, 1).repeat(5, 2)
    parent = Grid(SHAPE, affine(kind))
    grid = parent.cropped((2, 3, 4), (15, 20, 25))
    turned = ((0.8, 0.6, 0.0), (-0.6, 0.8, 0.0))
    for right, down in ((LEFT, POSTERIOR), (POSTERIOR, tuple(-v for v in SUPERIOR)), turned):
        plane = view_plane(grid.centre_mm + 0.1371, right, down, 0.31373, (90, 70))
        found = label_picture(numbers, grid, plane)
        assert found is not None
        shown = np.zeros((70, 90), dtype=int)
        height, width = found.codes.shape
        at = (slice(found.top_px, found.top_px + height), slice(found.left_px, found.left_px + width))
        shown[at] = (found.codes.astype(int) + 1) // 2
        places = np.array([[plane.mm_from_px(x + 0.5, y + 0.5) for x in range(90)] for y in range(70)])
        wanted = sum(n * holds(Mask(numbers == n, (2, 3, 4), parent), places).astype(int) for n in (1, 2, 3))
        # A pixel whose centre lies on the border of two voxels may go to either.
        assert np.count_nonzero(shown != wanted) <= 4
        rim = np.zeros((70, 90), dtype=bool)
        rim[at] = (found.codes > 0) & (found.codes % 2 == 0)
        around = np.pad(shown, 1)
        same = np.ones_like(rim)
        for n in (around[:-2, 1:-1], around[2:, 1:-1], around[1:-1, :-2], around[1:-1, 2:]):
            same &= n == shown
        inner = np.zeros_like(rim)
        inner[1:-1, 1:-1] = True
        assert np.array_equal((rim & inner)[shown > 0], ((~same) & inner)[shown > 0])


def test_that_a_plane_beside_the_labels_shows_nothing() -> None:
    grid = Grid(SHAPE, affine("head_first"))
    far = view_plane(grid.centre_mm + np.array([0.0, 0.0, 900.0]), LEFT, POSTERIOR, 1.0, (50, 50))
    assert label_picture(np.ones(SHAPE, np.uint8), grid, far) is None


def ball(radius_mm: float, spacing: tuple[float, float, float], centre=(0.0, 0.0, 0.0)) -> Mask:
    shape = tuple(int(70.0 / s) for s in spacing[::-1])
    matrix = np.diag([*spacing, 1.0])
    matrix[:3, 3] = -np.array(spacing) * (np.array(shape[::-1]) - 1) / 2.0
    k, j, i = np.indices(shape)
    place = np.stack([i, j, k], axis=-1) * np.array(spacing) + matrix[:3, 3]
    return Mask(np.linalg.norm(place - np.array(centre), axis=-1) <= radius_mm, (0, 0, 0), Grid(shape, matrix)).tight()


@pytest.mark.parametrize("spacing", [(0.5, 0.5, 0.5), (0.7, 0.7, 1.0), (1.0, 1.0, 3.0)])
def test_that_a_surface_lies_on_the_border_and_its_normals_point_outward(spacing) -> None:
    mesh = label_surface(ball(20.0, spacing, (3.0, -2.0, 1.0)))
    away = np.linalg.norm(mesh.points_mm - np.array([3.0, -2.0, 1.0]), axis=1)
    assert away.mean() == pytest.approx(20.0, abs=0.3)
    assert np.abs(away - 20.0).max() < max(spacing)
    outward = (mesh.points_mm - np.array([3.0, -2.0, 1.0])) / away[:, None]
    assert (np.einsum("na,na->n", outward, mesh.normals) > 0.7).mean() > 0.97


def test_that_a_thin_plate_keeps_its_surface_and_nothing_has_none() -> None:
    grid = Grid((30, 30, 30), np.diag([0.6, 0.6, 0.6, 1.0]))
    plate = Mask(np.ones((4, 20, 20), np.bool_), (10, 5, 5), grid)
    assert len(label_surface(plate).triangles) > 100
    assert label_surface(Mask(np.zeros((2, 2, 2), np.bool_), (0, 0, 0), grid)).empty


def test_that_a_click_meets_the_first_of_two_labels() -> None:
    masks = {
        "near": ball(8.0, (1.0, 1.0, 1.0), (0.0, -15.0, 0.0)),
        "far": ball(12.0, (1.0, 1.0, 1.0), (0.0, 12.0, 0.0)),
    }
    # Seen from the front: depth grows from anterior (- y) to posterior (+ y).
    plane = view_plane((0.0, 0.0, 0.0), LEFT, tuple(-v for v in SUPERIOR), 0.5, (200, 200))
    found = label_at(masks, plane, 100.0, 100.0)
    assert found is not None
    assert found[0] == "near"
    assert np.allclose(found[1], (0.0, -23.0, 0.0), atol=1.1)
    beside = label_at(masks, plane, 100.0 + 10.0 / 0.5, 100.0)
    assert beside is not None
    assert beside[0] == "far"
    assert label_at(masks, plane, 100.0 + 30.0 / 0.5, 100.0) is None


def test_that_one_vertebra_alone_or_all_that_are_not_hidden_are_seen() -> None:
    store = MaskStore()
    levels = tuple(
        Level(name=name, centre_mm=(0.0, 0.0, z), mask=store.add(ball(5.0, (2.0, 2.0, 2.0), (0.0, 0.0, z)), "1"))
        for name, z in (("L2", 20.0), ("L3", 0.0), ("L4", -20.0))
    )
    canal = StructureMask(id="c", kind="spinal_canal", mask=levels[0].mask, source="found")
    plan = Plan(identity=Identity(), reference=SeriesRef(series_uid="1"), levels=levels, structures=(canal,))
    assert list(label_refs(plan, {"L3"}, "", True)) == ["L2", "L4", "c"]
    assert list(label_refs(plan, {"L3"}, "", False)) == ["L2", "L4"]
    assert list(label_refs(plan, {"L3"}, "L3", True)) == ["L3"]
    assert list(label_refs(plan, set(), "T9", False)) == ["L2", "L3", "L4"]
    shown = label_refs(plan, set(), "", True)
    meshes = {levels[1].mask.sha256: label_surface(store.get(levels[1].mask)), levels[0].mask.sha256: None}
    shapes = label_shapes(plan, shown, meshes)
    assert [shape.token for shape in shapes] == [vertebra_token("L2"), vertebra_token("L3"), "canal"]
    assert [shape.opacity < 1.0 for shape in shapes] == [False, False, True]


def test_that_neighbours_never_share_a_colour_whatever_transitional_level_lies_between() -> None:
    usual = [name for name in ALL_LEVELS if name not in TRANSITIONAL]
    for order in (usual, list(ALL_LEVELS)):
        for above, below in pairwise(order):
            assert vertebra_token(above) != vertebra_token(below)


def test_that_structures_have_the_colour_of_their_meaning() -> None:
    assert {kind: structure_token(kind) for kind in ("spinal_canal", "spinal_cord", "lung_left", "aorta", "kidney_left",
            "iliac_vein_right", "inferior_vena_cava", "vertebral_artery_left", "nerve_root_left", "bowel")} == {
        "spinal_canal": "canal", "spinal_cord": "canal", "lung_left": "lung", "aorta": "vessel",
        "kidney_left": "organ", "iliac_vein_right": "vessel", "inferior_vena_cava": "vessel",
        "vertebral_artery_left": "vessel", "nerve_root_left": "canal", "bowel": "organ",
    }  # fmt: skip


def lab(token: str) -> np.ndarray:
    """CIE L*a*b* of a colour token (sRGB, D65)."""
    linear = np.array([v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in rgb(token)])
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(xyz / np.array([0.95047, 1.0, 1.08883]))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_that_no_vertebra_looks_like_a_meaning_or_like_its_neighbour() -> None:
    assert set(MEANINGS) <= set(json.loads(resource("style/tokens.json").read_text())["shared"])
    colours = [lab(f"vertebra_{n}") for n in range(4)]
    for one in colours:
        assert min(np.linalg.norm(one - lab(meaning)) for meaning in MEANINGS) >= 28
    for a, b in combinations(colours, 2):
        assert np.linalg.norm(a - b) >= 28


def test_that_the_straightened_spine_shows_the_label_under_each_pixel() -> None:
    numbers = (
        np.random.default_rng(8).integers(0, 4, (8, 9, 10)).astype(np.uint8).repeat(6, 0).repeat(6, 1).repeat(5, 2)
    )
    affine_mm = np.diag([1.0, 1.1, 1.3, 1.0])
    affine_mm[:3, 3] = (-25.0, -30.0, -30.0)
    parent = Grid(numbers.shape, affine_mm)
    bend = np.array([(4.0 * np.sin(z / 12.0), 6.0 * np.cos(z / 15.0), z) for z in range(-26, 30, 4)])
    plane = StraightPlane(line_through(bend), "coronal", 13.0, 2.3, 1.0, 27.0, 0.77, 60, 50)
    found = straight_label_picture(numbers, parent, plane)
    shown = (found.codes.astype(int) + 1) // 2
    places = np.array([[plane.mm_from_px(x + 0.5, y + 0.5) for x in range(60)] for y in range(50)])
    wanted = sum(n * holds(Mask(numbers == n, (0, 0, 0), parent), places).astype(int) for n in (1, 2, 3))
    assert np.array_equal(shown, wanted)
