"""Pictures of the synthetic patient for docs/pictures; `SPINEPLAN_PICTURES=1` writes all of them there."""

import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter, zoom

from spineplan.phantom import case_names, read_recipe
from spineplan.phantom.atlas import atlas_frame
from spineplan.phantom.demo import render_ct
from spineplan.phantom.painter import Raster
from spineplan.phantom.scene import Scene, build_scene

ROOT = Path(__file__).parents[3]
REAL = ROOT.parent / "shared" / "data" / "rider_thoracic_dicom" / "rider-0117-thoracic.zip"
WRITES = bool(os.environ.get("SPINEPLAN_PICTURES"))
FINE_MM, TILE = 0.7, 340


def _scene(case: str) -> Scene:
    recipe = read_recipe(case)
    return build_scene(recipe, case, recipe.seed)


def _windowed(hu: np.ndarray) -> np.ndarray:
    return np.clip((hu.astype(float) + 500.0) / 1800.0 * 255.0, 0, 255).astype(np.uint8)


def _frame(scene: Scene, level: str) -> np.ndarray:
    others = {"C1": atlas_frame(scene.spine), "S": scene.spine.sacral_endplate}
    return scene.spine.frames.get(level, others.get(level))


def _section(
    scene: Scene, centre: np.ndarray, right: np.ndarray, down: np.ndarray, size: tuple[float, float]
) -> np.ndarray:
    """One measured slice through an LPS point; `right` and `down` are the picture's directions."""
    columns, rows = (round(length / FINE_MM) for length in size)
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1] = np.asarray(right) * FINE_MM, np.asarray(down) * FINE_MM
    affine[:3, 2] = np.cross(right, down)
    affine[:3, 3] = centre - affine[:3, :2] @ [(columns - 1) / 2, (rows - 1) / 2]
    return _windowed(render_ct(scene, Raster((1, rows, columns), affine)).image[0])


def axial(scene: Scene, level: str, dz: float = 0.0, width: float = 110.0) -> np.ndarray:
    frame = _frame(scene, level)
    return _section(scene, frame[:3, 3] + [0, 14, dz], (1, 0, 0), (0, 1, 0), (width, width))


def sagittal(scene: Scene, upper: str, lower: str, x: float = 0.0) -> np.ndarray:
    top, bottom = _frame(scene, upper)[:3, 3], _frame(scene, lower)[:3, 3]
    tall = top[2] - bottom[2] + 60.0
    return _section(scene, (top + bottom) / 2 + [x, 15, 0], (0, 1, 0), (0, 0, -1), (150.0, tall))


def coronal(scene: Scene, upper: str, lower: str) -> np.ndarray:
    top, bottom = _frame(scene, upper)[:3, 3], _frame(scene, lower)[:3, 3]
    return _section(scene, (top + bottom) / 2, (1, 0, 0), (0, 0, -1), (150.0, top[2] - bottom[2] + 60.0))


def surface(scene: Scene, upper: str, lower: str, voxel_mm: float = 1.0) -> np.ndarray:
    """Bone seen from behind (patient's left on the left) and from the left, lit from above."""
    top, bottom = _frame(scene, upper)[:3, 3], _frame(scene, lower)[:3, 3]
    centre = (top + bottom) / 2
    shape = (int((top[2] - bottom[2] + 60) / voxel_mm), int(150 / voxel_mm), int(170 / voxel_mm))
    affine = np.diag([voxel_mm] * 3 + [1.0])
    affine[:3, 3] = centre - np.array([85.0, 65.0, shape[0] * voxel_mm / 2])
    painted = render_ct(scene, Raster(shape, affine))
    bone = np.where((painted.labels > 0) | (painted.structures == 52) | (painted.structures >= 150), 1.0, 0.0)
    smooth = gaussian_filter(bone, 0.8)
    behind = _lit(smooth[::-1, ::-1, ::-1].transpose(0, 2, 1))
    left = _lit(smooth[::-1, :, ::-1])
    return np.hstack([behind, left])


def _lit(rays: np.ndarray) -> np.ndarray:
    """Rays along the last axis: brightness of the first surface met."""
    solid = rays > 0.5
    hit = solid.any(axis=2)
    depth = solid.argmax(axis=2)
    gradient = np.stack(np.gradient(rays), axis=-1)
    rows, columns = np.indices(depth.shape)
    normal = gradient[rows, columns, depth]
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True) + 1e-6
    light = np.clip(normal @ np.array([0.45, 0.25, 0.86]), 0, 1)
    fade = 1.0 - 0.5 * depth / rays.shape[2]
    return np.where(hit, 25 + 225 * light * fade, 12).astype(np.uint8)


def _sheet(pictures: list[np.ndarray], height: int = TILE) -> Image.Image:
    scaled = []
    for picture in pictures:
        image = Image.fromarray(picture)
        scaled.append(
            np.asarray(image.resize((round(image.width * height / image.height), height), Image.Resampling.BICUBIC))
        )
    return Image.fromarray(np.hstack(scaled))


_LOOK_AT = {
    "figure1": ("T12", "L1", "T9", "L3"),
    "figure2": ("C1", "C2", "C1", "C5"),
    "figure3": ("L3", "L4", "L1", "S"),
    "figure3-after": ("L3", "L4", "L1", "S"),
    "cement-leaks": ("L1", "L3", "L1", "L5"),
    "prostate": ("L2", "L4", "T11", "L5"),
    "epidural-t8": ("T8", "T9", "T6", "T10"),
    "vertebra-plana": ("T9", "T10", "T7", "T12"),
    "scoliosis": ("L2", "L4", "T8", "L5"),
    "extra-t13": ("T13", "L1", "T11", "L5"),
    "extra-l6": ("L5", "L6", "L2", "S"),
    "sacrum": ("S", "L5", "L3", "S"),
    "healthy": ("L3", "T8", "C1", "S"),
}


def _case_sheet(case: str) -> Image.Image:
    first, second, upper, lower = _LOOK_AT[case]
    scene = _scene(case)
    dz = -22.0 if first == "S" else 2.0
    planes = [sagittal(scene, upper, lower), coronal(scene, upper, lower), surface(scene, upper, lower)]
    return _sheet([axial(scene, first, dz), axial(scene, second, 2.0), *planes])


def test_that_every_case_has_a_sheet() -> None:
    assert set(_LOOK_AT) == set(case_names())


def test_that_a_section_shows_bone_in_the_middle_and_air_outside() -> None:
    picture = axial(_scene("healthy"), "L3", width=380.0)
    middle = picture[
        picture.shape[0] // 2 - 60 : picture.shape[0] // 2 + 40, picture.shape[1] // 2 - 40 : picture.shape[1] // 2 + 40
    ]
    assert middle.max() > 180
    assert picture[:3, :3].max() < 30


@pytest.mark.skipif(not WRITES, reason="SPINEPLAN_PICTURES is not set")
@pytest.mark.parametrize("case", sorted(_LOOK_AT))
def test_that_the_pictures_of_a_case_are_written(case: str) -> None:
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    _case_sheet(case).save(folder / f"phantom-{case}.png", optimize=True)


@pytest.mark.skipif(not WRITES or not REAL.exists(), reason="SPINEPLAN_PICTURES is not set or the RIDER CT is absent")
def test_that_a_picture_beside_a_real_ct_is_written() -> None:
    """RIDER Pilot 1.3.6.1.4.1.9328.50.1.0117 (TCIA, CC BY 3.0), one slice at a body and one at a disc."""
    with zipfile.ZipFile(REAL) as archive:
        slices = [
            pydicom.dcmread(io.BytesIO(archive.read(name))) for name in archive.namelist() if not name.endswith("/")
        ]
    slices.sort(key=lambda ds: float(ds.ImagePositionPatient[2]))
    scene = _scene("healthy")
    tiles = []
    for index in (40, 50):
        hu = slices[index].pixel_array * float(slices[index].RescaleSlope) + float(slices[index].RescaleIntercept)
        tiles.append(
            zoom(_windowed(np.maximum(hu, -1000.0))[215:405, 145:335], 110 / (190 * 0.6445) / FINE_MM * 0.6445, order=1)
        )
    pictures = [tiles[0], axial(scene, "T9", 11.0), tiles[1], axial(scene, "T9", -4.0)]
    _sheet(pictures).save(ROOT / "docs" / "pictures" / "phantom-beside-real.png", optimize=True)


@pytest.mark.skipif(not WRITES, reason="SPINEPLAN_PICTURES is not set")
def test_that_the_whole_spine_is_written() -> None:
    scene = _scene("healthy")
    sections = [
        axial(scene, level, dz)
        for level, dz in (("C1", 0), ("C2", 2), ("C5", 1), ("T3", 3), ("T8", 4), ("L3", 3), ("L5", 4), ("S", -22))
    ]
    rows = [_sheet(sections[:4]), _sheet(sections[4:])]
    whole = _sheet([sagittal(scene, "C1", "S"), coronal(scene, "C1", "S"), surface(scene, "C1", "S")], 900)
    folder = ROOT / "docs" / "pictures"
    Image.fromarray(np.vstack([np.asarray(row) for row in rows])).save(folder / "phantom-sections.png", optimize=True)
    whole.save(folder / "phantom-whole-spine.png", optimize=True)
