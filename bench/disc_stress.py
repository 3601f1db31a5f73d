"""CTs made worse, or bodies made stranger, on purpose: what bench/discs.py --stress looks at.

Every change keeps the truth: points that were discs are moved along with the image.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.cubic_image import sample_kji
from spineplan.anatomy.finding.spine_finding import Spine
from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume

Points = npt.NDArray[np.float64]
PADDING_HU = -3024
MARROW_HU, CEMENT_HU, METAL_HU, CONTRAST_HU, CORTEX_HU, BOWEL_HU = 250, 1800, 3000, 350, 600, 700
AIR_HU, STREAK_HU = -400, 50.0


@dataclass(frozen=True, eq=False)
class Case:
    """A CT and where its discs are (n, 3) LPS mm, the outer ends first and last; names: of the vertebrae between them
    (n - 1), "" unknown; fused: discs that are bone now."""

    volume: Volume
    wanted: Points
    names: tuple[str, ...]
    fused: tuple[int, ...] = ()


Change = Callable[[Case, Spine], Case]


def averaged(volume: Volume, mm: float, first: int = 0) -> Volume:
    """Whole slices averaged to about this thickness, from the slice `first` on."""
    count = max(1, round(mm / volume.grid.spacing_mm[2]))
    if count == 1:
        return volume
    whole = (len(volume.array_kji) - first) // count
    array = volume.array_kji[first : first + whole * count].reshape(whole, count, *volume.array_kji.shape[1:])
    affine = volume.grid.lps_from_ijk.copy()
    affine[:3, 3] += affine[:3, 2] * (first + (count - 1) / 2.0)
    affine[:3, 2] *= count
    means = np.stack([np.rint(slab.mean(axis=0, dtype=np.float32)).astype(np.int16) for slab in array])
    return replace(volume, array_kji=means, grid=Grid(means.shape, affine))


def cropped(volume: Volume, low_kji: Points, high_kji: Points) -> Volume:
    """The part from index low up to high."""
    low = np.clip(np.round(low_kji), 0, np.array(volume.array_kji.shape) - 1).astype(int)
    high = np.clip(np.round(high_kji), low + 1, volume.array_kji.shape).astype(int)
    array = np.ascontiguousarray(volume.array_kji[tuple(slice(a, b) for a, b in zip(low, high, strict=True))])
    affine = volume.grid.lps_from_ijk.copy()
    affine[:3, 3] += affine[:3, :3] @ low[::-1]
    return replace(volume, array_kji=array, grid=Grid(array.shape, affine))


def changes(case: Case) -> Iterator[tuple[str, Change]]:
    """Name and change of all that applies to a CT; slices are not averaged where they are thick already."""
    yield "as it is", lambda case, _spine: case
    for sd in (60.0, 150.0):
        yield f"noise {sd:.0f} HU", partial(_noisy, sd=sd)
    spacing = case.volume.grid.spacing_mm[2]
    for mm in (3.0, 5.0):
        count = round(mm / spacing)
        for first in sorted({0, count // 3, 2 * count // 3}) if count > 1 else ():
            yield f"slices {mm:.0f} mm", partial(_thick, mm=mm, first=first)
    if spacing < 3.0:
        yield "low dose 4.25 mm", lambda case, spine: _noisy(_thick(case, spine, 4.25, 0), spine, 60.0)
    yield "bone x 0.45", _porotic
    yield "bone x 0.45, 60 HU", lambda case, spine: _noisy(_porotic(case, spine), spine, 60.0)
    for mm in (70.0, 120.0):
        for share in (0.0, 0.5, 1.0):
            yield f"crop {mm:.0f} mm", partial(_short, mm=mm, share=share)
    yield "field 120 mm", _narrow
    yield "circle, padding", _circle
    yield "stored feet first", _reversed
    for axis, name in (((1.0, 0.0, 0.0), "pitched 15 deg"), ((0.0, 1.0, 0.0), "tilted 15 deg")):
        yield name, partial(_turned, axis=np.array(axis), degrees=15.0)
    yield "oblique grid", _oblique
    yield "curved 25 deg", partial(_curved, degrees=25.0)
    yield "kyphosis 60 deg more", partial(_bent, degrees=60.0)
    yield "aorta 350 HU", _aorta
    yield "bowel 700 HU", _bowel
    yield "streaks of arms", _streaks
    yield "table and arms", _table
    yield "cement", _cement
    yield "cement in every second", partial(_cement, every=2)
    yield "screws", _screws
    yield "block vertebra", _block
    yield "bridge (DISH)", _bridge
    yield "stored prone", _prone
    yield "stored as sagittal slices", _sagittal
    yield "HU cut off at 300", partial(_clipped, low=-1024, high=300)
    yield "HU cut off at -200 and 240", partial(_clipped, low=-200, high=240)
    yield "no rescale (+1024)", partial(_shifted, by=1024)
    yield "padding -2000", partial(_circle, padding=-2000)


def _noisy(case: Case, _spine: Spine, sd: float) -> Case:
    array = case.volume.array_kji
    random, out = np.random.default_rng(7), np.empty_like(array)
    for k, row in enumerate(array):
        out[k] = np.clip(row + sd * random.standard_normal(row.shape, dtype=np.float32), -1024, 3071)
    return replace(case, volume=replace(case.volume, array_kji=out))


def _thick(case: Case, _spine: Spine, mm: float, first: int) -> Case:
    return replace(case, volume=averaged(case.volume, mm, first))


def _porotic(case: Case, _spine: Spine) -> Case:
    array = case.volume.array_kji
    dull = np.where(array > 60, 60 + 0.45 * (array - 60.0), array).astype(np.int16)
    return replace(case, volume=replace(case.volume, array_kji=dull))


def _short(case: Case, _spine: Spine, mm: float, share: float) -> Case:
    shape, spacing = case.volume.array_kji.shape, case.volume.grid.spacing_mm[2]
    length = min(shape[0], round(mm / spacing))
    low = share * (shape[0] - length)
    volume = cropped(case.volume, np.array([low, 0, 0]), np.array([low + length, *shape[1:]]))
    return replace(case, volume=volume)


def _narrow(case: Case, spine: Spine) -> Case:
    """120 mm aside and in front, about the bodies."""
    middle = _kji(case, spine.line.shifted(spine.profile.centre_ahead_mm - 10.0, spine.profile.aside_mm)).mean(axis=0)
    half = 60.0 / np.array(case.volume.grid.spacing_mm)[::-1]
    half[0] = len(case.volume.array_kji)
    return replace(case, volume=cropped(case.volume, middle - half, middle + half))


def _circle(case: Case, spine: Spine, padding: int = PADDING_HU) -> Case:
    middle = _kji(case, spine.line.shifted(spine.profile.centre_ahead_mm, spine.profile.aside_mm)).mean(axis=0)
    return _painted(case, [(k, middle[1], middle[2]) for k in range(len(case.volume.array_kji))], 80.0, padding, True)


def _reversed(case: Case, _spine: Spine) -> Case:
    """The same patient, with slices and columns stored the other way round."""
    volume = case.volume
    array = np.ascontiguousarray(volume.array_kji[::-1, :, ::-1])
    affine, (k, _, i) = volume.grid.lps_from_ijk.copy(), array.shape
    affine[:3, 3] += affine[:3, 2] * (k - 1) + affine[:3, 0] * (i - 1)
    affine[:3, [0, 2]] *= -1.0
    return replace(case, volume=replace(volume, array_kji=array, grid=Grid(array.shape, affine)))


def _turned(case: Case, spine: Spine, axis: Points, degrees: float) -> Case:
    """The patient turned about the middle of the spine; the grid stays."""
    turn, about = rotation_about(axis, degrees), spine.line.points_mm.mean(axis=0)
    volume = _resampled(case.volume, lambda points: (points - about) @ turn + about)
    return replace(case, volume=volume, wanted=(case.wanted - about) @ turn.T + about)


def _oblique(case: Case, spine: Spine) -> Case:
    """The grid turned, the patient stays."""
    volume, about = case.volume, spine.line.points_mm.mean(axis=0)
    turn = np.eye(4)
    turn[:3, :3] = rotation_about(np.array([0.6, 0.8, 0.0]), 15.0)
    turn[:3, 3] = about - turn[:3, :3] @ about
    grid = Grid(volume.array_kji.shape, turn @ volume.grid.lps_from_ijk)
    return replace(case, volume=_resampled(replace(volume, grid=grid), lambda points: points, volume))


def _curved(case: Case, spine: Spine, degrees: float) -> Case:
    """Bent sideways: an S over the length of the image, at most this steep, discs across it."""
    z = case.volume.grid.corners_mm[:, 2]
    middle = spine.line.points_mm.mean(axis=0)
    wave, steepest = 2.0 * np.pi / float(np.ptp(z)), np.tan(np.radians(degrees))

    def course(at: Points) -> tuple[Points, Points]:
        phase = wave * (at - z.min())
        return steepest / wave * np.sin(phase), steepest * np.cos(phase)

    def source(points: Points) -> Points:
        aside, slope = course(points[..., 2])
        out = points.copy()
        out[..., 0] -= aside
        out[..., 2] += slope * (out[..., 0] - middle[0])
        return out

    wanted = case.wanted.copy()
    for _ in range(20):
        _, slope = course(wanted[:, 2])
        wanted[:, 2] = case.wanted[:, 2] - slope * (case.wanted[:, 0] - middle[0])
    wanted[:, 0] += course(wanted[:, 2])[0]
    return replace(case, volume=_resampled(case.volume, source), wanted=wanted)


def _bent(case: Case, spine: Spine, degrees: float) -> Case:
    """Bent forward in a circle over the length of the image, as far as the image holds it."""
    length = float(np.ptp(case.volume.grid.corners_mm[:, 2]))
    radius = length / np.radians(degrees)
    middle = spine.line.points_mm.mean(axis=0)

    def source(points: Points) -> Points:
        ahead, up = radius - (middle[1] - points[..., 1]), points[..., 2] - middle[2]
        out = points.copy()
        out[..., 1] = middle[1] - radius + np.hypot(ahead, up)
        out[..., 2] = middle[2] + radius * np.arctan2(up, ahead)
        return out

    angle, away = (case.wanted[:, 2] - middle[2]) / radius, radius - (middle[1] - case.wanted[:, 1])
    wanted = case.wanted.copy()
    wanted[:, 1] = middle[1] - radius + away * np.cos(angle)
    wanted[:, 2] = middle[2] + away * np.sin(angle)
    return replace(case, volume=_resampled(case.volume, source), wanted=wanted)


def _bowel(case: Case, spine: Spine) -> Case:
    """Contrast in the bowel: balls in front of the spine and beside it."""
    random, points = np.random.default_rng(5), []
    for row in range(0, len(spine.line), 9):
        point, _, anterior, left = spine.line.at(float(row))
        ahead = float(spine.profile.wall_mm[row] + spine.profile.depth_mm[row]) + random.uniform(18.0, 60.0)
        points.append(point + ahead * anterior + random.uniform(-70.0, 70.0) * left)
    return _dotted(case, points, 14.0, BOWEL_HU)


def _streaks(case: Case, _spine: Spine) -> Case:
    """Bands from side to side, as arms beside the trunk make them."""
    array = case.volume.array_kji
    random, out = np.random.default_rng(3), np.empty_like(array)
    for k, row in enumerate(array):
        bands = STREAK_HU * random.standard_normal((len(row), 1), dtype=np.float32)
        inside = row > AIR_HU
        out[k] = np.clip(np.where(inside, row + bands, row), -1024, 3071)
    return replace(case, volume=replace(case.volume, array_kji=out))


def _prone(case: Case, _spine: Spine) -> Case:
    """The same patient, with rows and columns stored the other way round."""
    volume = case.volume
    affine, (_, j, i) = volume.grid.lps_from_ijk.copy(), volume.array_kji.shape
    affine[:3, 3] += affine[:3, 0] * (i - 1) + affine[:3, 1] * (j - 1)
    affine[:3, :2] *= -1.0
    array = np.ascontiguousarray(volume.array_kji[:, ::-1, ::-1])
    return replace(case, volume=replace(volume, array_kji=array, grid=Grid(array.shape, affine)))


def _sagittal(case: Case, _spine: Spine) -> Case:
    """The same patient, with columns stored as slices."""
    volume = case.volume
    array = np.ascontiguousarray(volume.array_kji.transpose(2, 0, 1))
    affine = volume.grid.lps_from_ijk[:, [1, 2, 0, 3]]
    return replace(case, volume=replace(volume, array_kji=array, grid=Grid(array.shape, affine)))


def _clipped(case: Case, _spine: Spine, low: int, high: int) -> Case:
    return replace(case, volume=replace(case.volume, array_kji=np.clip(case.volume.array_kji, low, high)))


def _shifted(case: Case, _spine: Spine, by: int) -> Case:
    return replace(case, volume=replace(case.volume, array_kji=case.volume.array_kji + np.int16(by)))


def _aorta(case: Case, spine: Spine) -> Case:
    profile = spine.profile
    points = spine.line.shifted(profile.wall_mm + profile.depth_mm + 12.0, profile.aside_mm + 10.0)
    return _painted(case, _kji(case, points), 11.0, CONTRAST_HU)


def _table(case: Case, spine: Spine) -> Case:
    """A plate of metal 65 mm behind the canal, a rod in it, and arms beside the trunk."""
    for aside, behind, radius, hu in ((0, 75, 8, METAL_HU), (60, 75, 6, METAL_HU), (-60, 75, 6, METAL_HU),
                                      (150, -40, 14, 1200), (-150, -40, 14, 1200)):  # fmt: skip
        ones = np.ones(len(spine.line))
        case = _painted(case, _kji(case, spine.line.shifted(-behind * ones, aside * ones)), radius, hu)
    return case


def _cement(case: Case, spine: Spine, every: int = 0) -> Case:
    """In the middle vertebra, or in every second one and more of it in each."""
    spans = spine.spans[::every] if every else spine.spans[len(spine.spans) // 2 :][:1]
    return _dotted(case, [span.centre_mm for span in spans], 11.0 if every else 9.0, CEMENT_HU)


def _screws(case: Case, spine: Spine) -> Case:
    """Two rods of metal through the pedicles of two neighbours."""
    at = len(spine.spans) // 2
    for span in spine.spans[at : at + 2]:
        left, ahead, up = span.axes
        for side in (-1.0, 1.0):
            tip = span.centre_mm + 4.0 * up + 6.0 * side * left
            tail = tip - 0.9 * (span.depth_mm + 25.0) * ahead + 9.0 * side * left
            case = _dotted(case, list(np.linspace(tip, tail, 60)), 3.0, METAL_HU)
    return case


def _block(case: Case, spine: Spine) -> Case:
    """Marrow instead of one disc."""
    inner = case.wanted[1:-1]
    if not len(inner):
        return case
    n = len(inner) // 2
    plane = min(spine.planes, key=lambda plane: float(np.linalg.norm(plane.centre_mm - inner[n])))
    steps = np.linspace(-1.0, 1.0, 13)
    depth = float(spine.profile.depth_mm[round(plane.s_mm)]) if plane.s_mm < len(spine.line) else 28.0
    points = [plane.centre_mm + 0.4 * depth * a * plane.anterior + 0.55 * depth * b * plane.left
              for a in steps for b in steps if a * a + b * b <= 1.0]  # fmt: skip
    return replace(_dotted(case, points, 5.5, MARROW_HU), fused=(n + 1,))


def _bridge(case: Case, spine: Spine) -> Case:
    """Bone in front of all bodies, flowing over the discs."""
    ahead = spine.profile.wall_mm + spine.profile.depth_mm + 1.0
    out = case
    for aside in (-9.0, -3.0, 3.0):
        out = _painted(out, _kji(case, spine.line.shifted(ahead, spine.profile.aside_mm + aside)), 4.5, CORTEX_HU)
    return out


def _kji(case: Case, points_mm: Points) -> Points:
    return transform_points(case.volume.grid.ijk_from_lps, points_mm)[:, ::-1]


def _painted(case: Case, course_kji: Points | list[tuple[int, float, float]], radius_mm: float, hu: int,
             outside: bool = False) -> Case:  # fmt: skip
    """A disc of one value in every slice that a course runs through, or all around it."""
    volume, course = case.volume, np.asarray(course_kji)
    array = volume.array_kji.copy()
    _, nj, ni = array.shape
    spacing = volume.grid.spacing_mm
    j, i = np.arange(nj)[:, None] * spacing[1], np.arange(ni)[None, :] * spacing[0]
    order = np.argsort(course[:, 0])
    low, high = max(0, round(course[:, 0].min())), min(len(array) - 1, round(course[:, 0].max()))
    for k in range(low, high + 1):
        cj, ci = (float(np.interp(k, course[order, 0], course[order, axis])) for axis in (1, 2))
        near = np.hypot(j - cj * spacing[1], i - ci * spacing[0]) <= radius_mm
        array[k][~near if outside else near] = hu
    return replace(case, volume=replace(volume, array_kji=array))


def _dotted(case: Case, points_mm: list[Points], radius_mm: float, hu: int) -> Case:
    """Balls of one value, where nothing brighter is."""
    volume = case.volume
    array = volume.array_kji.copy()
    half = np.ceil(radius_mm / np.array(volume.grid.spacing_mm)[::-1]).astype(int)
    for point in points_mm:
        at = transform_points(volume.grid.ijk_from_lps, np.asarray(point)[None])[0, ::-1]
        low = np.clip(np.round(at).astype(int) - half, 0, array.shape)
        high = np.clip(np.round(at).astype(int) + half + 1, low, array.shape)
        box = tuple(slice(a, b) for a, b in zip(low, high, strict=True))
        index = np.moveaxis(np.indices(high - low), 0, -1) + low
        away = np.linalg.norm((index - at) * np.array(volume.grid.spacing_mm)[::-1], axis=-1)
        array[box] = np.where(away <= radius_mm, np.maximum(array[box], hu), array[box])
    return replace(case, volume=replace(volume, array_kji=array))


def _resampled(volume: Volume, source: Callable[[Points], Points], origin: Volume | None = None) -> Volume:
    """The volume's grid filled from where `source` says each LPS point comes from."""
    taken = origin or volume
    out = np.empty_like(volume.array_kji)
    nj, ni = out.shape[1:]
    j, i = np.meshgrid(np.arange(nj), np.arange(ni), indexing="ij")
    for k in range(len(out)):
        ijk = np.stack([i, j, np.full(i.shape, k)], axis=-1).reshape(-1, 3).astype(np.float64)
        points = source(transform_points(volume.grid.lps_from_ijk, ijk))
        kji = np.ascontiguousarray(transform_points(taken.grid.ijk_from_lps, points)[:, ::-1])
        out[k] = np.rint(sample_kji(taken.array_kji, kji, -1000.0)).reshape(nj, ni).astype(np.int16)
    return replace(volume, array_kji=out)
