"""Voxel labels of all vertebrae of a spine: body, arch and canal, each voxel to one vertebra."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_closing, find_objects

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import THREADS, CubicImage, FloatImage, NativeImage, Sharpness
from spineplan.anatomy.finding.canal_surface import CanalSurface, canal_surface, line_coordinates, within_canal
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.finding.spine_finding import Spine, Step, nothing_to_report
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.anatomy.image_blur import blur_mm
from spineplan.anatomy.outlining.arch_root import LUMBAR_ROOM_MM, corners_to_bodies
from spineplan.anatomy.outlining.arch_shape import bears_rib, whole_arch
from spineplan.anatomy.outlining.arch_walk import walk_arches
from spineplan.anatomy.outlining.body_neighbours import fit_bodies
from spineplan.anatomy.outlining.body_surface import HALF_X_MM, HALF_Y_MM, BodySurface
from spineplan.anatomy.outlining.posterior_elements import RIB, arch_bands, bone_threshold_hu, seed_arches
from spineplan.anatomy.outlining.rib_trace import trace_ribs
from spineplan.anatomy.pedicles.isthmus import Pedicle, pedicles_of, tube_voxels
from spineplan.anatomy.pedicles.row import steadied
from spineplan.anatomy.thin_wall import cortex_hu
from spineplan.imaging.volume import Volume

NO_DATA_HU = -900.0
SURE_BONE_HU = 250.0
MIRRORED_MM = 12.0
"""Around a destroyed pedicle the arch is completed this far from the other side. [CONV]"""
BOX_ROOM = 4
CLOSED_STEPS = 3
"""The two sides are not quite alike: what lies between the mirrored part and the own one is closed. [CONV]"""
Labels = npt.NDArray[np.uint8]
Bool = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class VertebraLabels:
    """On the spine's 1 mm image, [k, j, i]: bodies and arches hold n + 1 for span n, 0 elsewhere; disjoint. canal:
    inside of the canal. coordinates: s, u, v of every voxel (see line_coordinates). pedicles: (left, right) per span.
    bone_hu: where the patient's bone begins. sharpness: of the CT."""

    bodies: Labels
    arches: Labels
    canal: Bool
    coordinates: npt.NDArray[np.float32]
    surfaces: tuple[BodySurface, ...]
    canal_surface: CanalSurface
    pedicles: tuple[tuple[Pedicle, Pedicle], ...]
    bone_hu: float
    sharpness: Sharpness

    @property
    def whole(self) -> Labels:
        """Body and arch together."""
        return np.where(self.bodies > 0, self.bodies, self.arches)


def segment_vertebrae(volume: Volume, spine: Spine, step: Step = nothing_to_report) -> VertebraLabels:
    """Segment every vertebra of a found spine. Reports and can be cancelled through `step`."""
    image, line, spans = spine.image, spine.line, spine.spans
    sharpness = Sharpness(blur_mm(volume), cortex_hu(image.array_kji[image.array_kji > SURE_BONE_HU]))
    native = NativeImage(volume, sharpness)
    step(0.0, "bodies")
    canal_wall = canal_surface(image, line)
    surfaces = fit_bodies(image, native, spans)
    with ThreadPoolExecutor(THREADS) as pool:
        step(0.3, "pedicles")
        pedicles = tuple(pool.map(lambda span: pedicles_of(native, span, line, canal_wall), spans))
    pedicles = steadied(pedicles, spans, volume.grid)
    step(0.45, "arches")
    coordinates = np.empty((3, *image.array_kji.shape), dtype=np.float32)
    line_coordinates(
        line.points_mm, line.cranial, line.anterior, line.left, image.origin_mm, image.step_mm, coordinates
    )
    canal = np.zeros(image.array_kji.shape, dtype=np.bool_)
    within_canal(coordinates, canal_wall.radius_mm, canal)
    bodies = painted_bodies(image, spans, surfaces, canal)
    bone_hu = patient_bone_hu(image, bodies)
    step(0.6, "arches")
    arches = grown_arches(image, line, spans, pedicles, bodies, canal, bone_hu, coordinates[2])
    corners_to_bodies(spans, coordinates, canal_wall, bodies, arches)
    step(1.0, "done")
    return VertebraLabels(bodies, arches, canal, coordinates, surfaces, canal_wall, pedicles, bone_hu, sharpness)


def on_grid_of(volume: Volume, image: CubicImage, labels: Labels) -> Labels:
    """Labels of the 1 mm image on the volume's own grid, nearest voxel, [k, j, i]."""
    to_cubes = np.linalg.inv(image.grid.lps_from_ijk) @ volume.grid.lps_from_ijk
    out = np.zeros(volume.grid.shape_kji, dtype=np.uint8)
    nearest(labels, np.ascontiguousarray(to_cubes[:3]), out)
    return out


def painted_bodies(
    image: CubicImage, spans: Sequence[LevelSpan], surfaces: Sequence[BodySurface], canal: Bool
) -> Labels:
    """Body labels n + 1, [k, j, i], outside the canal."""
    bodies = np.zeros(image.array_kji.shape, dtype=np.uint8)
    for n, (span, surface) in enumerate(zip(spans, surfaces, strict=True)):
        corners = np.meshgrid([-0.15, 1.15], [-HALF_Y_MM, HALF_Y_MM], [-HALF_X_MM, HALF_X_MM], indexing="ij")
        box, points = _box_points(image, span.points(*corners).reshape(-1, 3))
        if points.size == 0:
            continue
        # The canal's wall is the surer of the two: it is carried along the spine over gaps in the posterior wall.
        free = (image.array_kji[box] > NO_DATA_HU) & (bodies[box] == 0) & ~canal[box]
        bodies[box][surface.inside(points) & free] = n + 1
    return bodies


def patient_bone_hu(image: CubicImage, bodies: Labels) -> float:
    """HU where the patient's bone begins: the middle one of his vertebrae decides."""
    each = [bone_threshold_hu(image.array_kji[box][bodies[box] == n + 1]) for n, box in _boxes(bodies)]
    return float(np.median(each)) if each else bone_threshold_hu(np.empty(0, dtype=np.float32))


def grown_arches(
    image: CubicImage, line: SpineLine, spans: Sequence[LevelSpan], pedicles: Sequence[tuple[Pedicle, Pedicle]],
    bodies: Labels, canal: Bool, bone_hu: float, aside_mm: FloatImage,
) -> Labels:  # fmt: skip
    """Arch labels n + 1: bone shared out, pedicle tubes added, filled and trimmed. aside_mm: v of every voxel."""
    shape = image.array_kji.shape
    bone = image.array_kji > np.float32(bone_hu)
    bands = arch_bands(spans, line)
    grown = np.zeros(shape, dtype=np.uint8)
    for n, pair in enumerate(pedicles):
        for pedicle in pair:
            box, points = _box_points(image, pedicle.tube_mm.reshape(-1, 3))
            if points.size:
                tube = tube_voxels(pedicle, points) & (bodies[box] == 0) & ~canal[box]
                bone[box][tube] = True
                grown[box][tube & (grown[box] == 0)] = n + 2
    shifted = np.where(bodies > 0, bodies + 1, 0).astype(np.uint8)
    seed_arches(image.origin_mm, image.step_mm, bone, canal, shifted, bands, grown)
    trace_ribs(image.origin_mm, image.step_mm, bone, canal | (bodies > 0), bands, grown)
    walk_arches(image.origin_mm, image.step_mm, image.array_kji, bone & ~canal & (bodies == 0), bands, grown)
    ribs = grown == RIB
    grown[(grown == 1) | (grown == len(spans) + 2)] = RIB
    own = np.where((grown > 1) & (grown < RIB), grown - 1, 0).astype(np.uint8)
    others = grown == RIB
    arches = np.zeros(shape, dtype=np.uint8)
    for n, roomy in _boxes(np.maximum(own, bodies)):
        mine, body = own[roomy] == n + 1, bodies[roomy] == n + 1
        taken = ((own[roomy] > 0) & ~mine) | ((bodies[roomy] > 0) & ~body) | (arches[roomy] > 0) | others[roomy]
        aside = aside_mm[roomy]
        lumbar = spans[n].height_mm >= LUMBAR_ROOM_MM and not bears_rib(mine, ribs[roomy], aside)
        arch = whole_arch(mine, body, canal[roomy], taken, image.array_kji[roomy], aside if lumbar else None)
        arches[roomy][arch] = n + 1
    free = (bodies == 0) & ~canal & ~others
    for n, (span, pair) in enumerate(zip(spans, pedicles, strict=True)):
        for lost, kept in (pair, pair[::-1]):
            if not lost.wall_seen and kept.wall_seen:
                _complete(image, span, lost, kept, n + 1, free, arches)
    return arches


def _complete(
    image: CubicImage, span: LevelSpan, lost: Pedicle, kept: Pedicle, number: int, free: Bool, arches: Labels
) -> None:
    """Give an arch, around a destroyed pedicle, what it has around the other one, mirrored."""
    left = span.axes[0]
    middle = 0.5 * (lost.centre_mm + kept.centre_mm)
    reach = np.array([[-1.0], [1.0]]) * MIRRORED_MM
    box, points = _box_points(image, lost.centre_mm + reach)
    if points.size == 0:
        return
    near = np.linalg.norm(points - lost.centre_mm, axis=-1) <= MIRRORED_MM
    other = points - 2.0 * ((points - middle) @ left)[..., None] * left
    kji = np.rint(image.kji_of(other)).astype(int)
    inside = np.all((kji >= 0) & (kji < np.array(arches.shape)), axis=-1)
    kji = np.where(inside[..., None], kji, 0)
    twin = arches[kji[..., 0], kji[..., 1], kji[..., 2]] == number
    solid = np.pad((arches[box] == number) | (twin & inside & near), BOX_ROOM)
    closed = binary_closing(solid, iterations=CLOSED_STEPS)[(slice(BOX_ROOM, -BOX_ROOM),) * 3]
    arches[box][near & closed & free[box] & (arches[box] == 0)] = number


def _boxes(labels: Labels) -> Iterator[tuple[int, tuple[slice, ...]]]:
    """Index and voxel box, with some room, of every vertebra that has voxels."""
    found: Sequence[tuple[slice, ...] | None] = find_objects(labels)
    for n, box in enumerate(found):
        if box is not None:
            yield n, tuple(slice(max(0, s.start - BOX_ROOM), s.stop + BOX_ROOM) for s in box)


def _box_points(
    image: CubicImage, points_mm: npt.NDArray[np.float64]
) -> tuple[tuple[slice, ...], npt.NDArray[np.float64]]:
    """The voxel box around LPS points, and the LPS centres (k, j, i, 3) of its voxels."""
    kji = image.kji_of(points_mm)
    low = np.clip(np.floor(kji.min(axis=0)).astype(int), 0, image.array_kji.shape)
    high = np.clip(np.ceil(kji.max(axis=0)).astype(int) + 1, 0, image.array_kji.shape)
    box = tuple(slice(int(a), int(max(a, b))) for a, b in zip(low, high, strict=True))
    index = np.stack(np.meshgrid(*[np.arange(s.start, s.stop) for s in box], indexing="ij"), axis=-1)
    return box, index[..., ::-1] * image.step_mm + image.origin_mm


@compiled
def nearest(labels: Labels, matrix: npt.NDArray[np.float64], out: Labels) -> None:
    """Fill out[k, j, i] with the nearest label; matrix (3, 4) maps (i, j, k) to the labels' (i, j, k)."""
    nk, nj, ni = labels.shape
    for k in range(out.shape[0]):
        for j in range(out.shape[1]):
            for i in range(out.shape[2]):
                a = int(np.rint(matrix[0, 0] * i + matrix[0, 1] * j + matrix[0, 2] * k + matrix[0, 3]))
                b = int(np.rint(matrix[1, 0] * i + matrix[1, 1] * j + matrix[1, 2] * k + matrix[1, 3]))
                c = int(np.rint(matrix[2, 0] * i + matrix[2, 1] * j + matrix[2, 2] * k + matrix[2, 3]))
                if 0 <= a < ni and 0 <= b < nj and 0 <= c < nk:
                    out[k, j, i] = labels[c, b, a]
