import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.geometry.vectors import vector
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Ellipsoid
from spineplan.render.mesh import Mesh, ellipsoid_mesh, needle_mesh
from spineplan.render.scene_camera import SceneCamera
from spineplan.render.scene_shapes import (
    BESIDE_MM,
    Crosshair,
    crosshair_shapes,
    hub_mm,
    level_labels,
    plan_shapes,
    plane_outline,
)
from spineplan.render.scene_surface import bone_surface, mask_surface
from spineplan.render.scene_volume import coarse_copy
from tests.support.treated import AXES, BALL, BALL_RADIUS_MM, MIDDLE, grid, lesion_mask, needle, patient, treated


def volume_ml(mesh: Mesh) -> float:
    """Divergence theorem; positive when the triangles wind outward."""
    a, b, c = (mesh.points_mm[mesh.triangles[:, n]].astype(np.float64) for n in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) / 6000.0


def outward(mesh: Mesh, centre: object) -> np.ndarray:
    assert mesh.normals is not None
    return np.einsum("ij,ij->i", mesh.normals, mesh.points_mm - vector(centre))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", AXES)
def test_that_a_mask_has_its_surface_where_it_is(kind: str) -> None:
    mask = lesion_mask(grid(kind))
    mesh = mask_surface(mask)
    assert np.allclose(mesh.points_mm.mean(axis=0), BALL, atol=0.5)
    radii = np.linalg.norm(mesh.points_mm - np.array(BALL), axis=1)
    assert radii.mean() == pytest.approx(BALL_RADIUS_MM, abs=1.0)
    assert abs(volume_ml(mesh)) == pytest.approx(mask.volume_ml, rel=0.12)
    assert (outward(mesh, BALL) > 0).mean() > 0.99 or (outward(mesh, BALL) < 0).mean() > 0.99


def test_that_stacks_of_both_hands_wind_alike() -> None:
    signs = {np.sign(volume_ml(mask_surface(lesion_mask(grid(kind))))) for kind in AXES}
    assert len(signs) == 1


def test_that_an_empty_mask_has_no_surface() -> None:
    on = grid()
    assert mask_surface(Mask(np.zeros((1, 1, 1), dtype=np.bool_), (0, 0, 0), on)).empty


def test_that_bone_has_a_surface_and_specks_have_none() -> None:
    volume = patient()
    volume.array_kji[30, 20, 20] = 900
    found = bone_surface(coarse_copy(volume), 180.0)
    speck = np.linalg.norm(found.fine.points_mm - volume.grid.lps_from_ijk[:3] @ [20, 20, 30, 1], axis=1)
    ball = np.linalg.norm(found.fine.points_mm - np.array(BALL), axis=1)
    assert speck.min() > 10.0
    assert ball.min() < BALL_RADIUS_MM + 1.0
    assert len(found.light.triangles) < len(found.fine.triangles)
    assert found.threshold == 180.0


def test_that_a_needle_has_its_true_diameter_and_ends_at_its_target() -> None:
    planned = needle()
    tip, hub = np.array(planned.target_mm), np.array(hub_mm(planned))
    mesh = needle_mesh(hub_mm(planned), planned.target_mm, planned.outer_diameter_mm)
    along = (tip - hub) / np.linalg.norm(tip - hub)
    offset = mesh.points_mm - hub
    radial = np.linalg.norm(offset - np.outer(offset @ along, along), axis=1)
    assert np.linalg.norm(tip - hub) == pytest.approx(planned.length_mm)
    assert radial.max() == pytest.approx(planned.outer_diameter_mm / 2.0, abs=1e-4)
    assert np.linalg.norm(mesh.points_mm - tip, axis=1).min() < 1e-4
    assert (offset @ along).max() == pytest.approx(planned.length_mm, abs=1e-4)


def test_that_an_ellipsoid_has_its_volume() -> None:
    body = Ellipsoid(centre_mm=MIDDLE, semi_axes_mm=(24.0, 17.0, 14.0))
    mesh = ellipsoid_mesh(body)
    assert abs(volume_ml(mesh)) == pytest.approx(body.volume_ml, rel=0.03)
    assert (outward(mesh, MIDDLE) > 0).all()


def test_that_a_planes_outline_lies_in_the_plane_and_on_the_box() -> None:
    on, normal = grid(), np.array([0.6, 0.0, 0.8])
    outline = plane_outline(on, vector(MIDDLE), normal)
    assert len(outline) >= 4
    assert np.allclose((outline - vector(MIDDLE)) @ normal, 0.0, atol=1e-9)
    low, high = on.corners_mm.min(axis=0), on.corners_mm.max(axis=0)
    assert (np.isclose(outline, low) | np.isclose(outline, high)).any(axis=1).all()
    assert len(plane_outline(on, vector(MIDDLE) + 1000.0, normal)) == 0


def test_that_equal_plans_give_equal_shapes_and_a_moved_needle_another() -> None:
    plan, masks = treated(grid())
    shapes = plan_shapes(plan, masks, mask_surface)
    again = plan_shapes(*treated(grid()), mask_surface)
    moved = plan_shapes(*treated(grid(), needles=(needle(target_mm=(10.0, -8.0, 300.0)),)), mask_surface)
    assert shapes == again
    assert sum(a != b for a, b in zip(shapes, moved, strict=True)) == 1
    assert [shape.token for shape in shapes] == ["accent", "lytic", "accent"]


def test_that_names_stand_beside_their_bodies() -> None:
    plane = SceneCamera(MIDDLE, height_mm=200.0).plane((300, 200))
    labels = level_labels(treated(grid())[0], plane)
    assert [(label.text, label.x_px, label.y_px, label.strong) for label in labels] == [
        ("L2", 150 - BESIDE_MM, 65.0, False),
        ("L3", 150 - BESIDE_MM, 100.0, True),
    ]
    plan = treated(grid())[0]
    plan = replace(plan, levels=tuple(replace(level, state="proposed") for level in plan.levels))
    asked = level_labels(plan, plane)
    assert [(label.level, label.text) for label in asked] == [("L2", "L2?"), ("L3", "L3?")]


def test_that_the_three_planes_have_their_colours() -> None:
    tokens = {shape.token for shape in crosshair_shapes(Crosshair(MIDDLE), grid(), 0.8)}
    assert tokens == {"plane_axial", "plane_sagittal", "plane_coronal"}
