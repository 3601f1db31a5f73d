"""Everything the masks and images tell of the lesions of one level, and what follows from it as suggested answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.lesion import lesion_numbers
from spineplan.measure.morphology_collapse import BodyHeights, Collapse, body_heights, collapse, cut_off
from spineplan.measure.morphology_extent import (
    SIDES,
    BodyShare,
    PartShare,
    Side,
    body_share,
    costovertebral_share,
    facet_share,
    pedicle_share,
)
from spineplan.measure.morphology_frame import VertebraFrame, VertebraMasks, vertebra_frame
from spineplan.measure.morphology_matrix import MatrixNumbers, MatrixRule, NormalBone, matrix_numbers, normal_bone
from spineplan.measure.morphology_signal import SeriesKind, SignalRatio, series_kind, signal_ratio
from spineplan.measure.morphology_surface import BorderHint, CortexNumbers, border_hint, cortex_numbers, outward_mm
from spineplan.measure.morphology_wall import EsccEstimate, PosteriorWall, escc_estimate, posterior_wall
from spineplan.measure.wbb import LEAST_ML, Wbb, wbb
from spineplan.measure.wbb_artery import ArteryContact, artery_contacts
from spineplan.measure.wbb_shape import clock_face
from spineplan.plan.levels import region


@dataclass(frozen=True, eq=False)
class OtherSeries:
    """Another series to read signal or uptake from, in the masks' frame of reference. lesions: what of each lies where
    the series does, by id. normal_bodies: those without lesions there. through: a clause that says by which
    registration it came there, stamp: that registration's; empty when it was scanned so."""

    volume: Volume
    lesions: Mapping[str, Mask]
    normal_bodies: tuple[Mask, ...]
    through: str = ""
    stamp: str = ""


@dataclass(frozen=True, eq=False)
class LevelRequest:
    """lesions: by id, on any grids of one frame of reference, the vertebra's too. ct: None when it is not at hand.
    neighbours: healthy levels above and below. bodies: of every level, by name, and every_lesion of the patient: what
    normal bone is. other_vertebrae: their share of a lesion that crosses a disc is left out."""

    level: str
    masks: VertebraMasks
    lesions: Mapping[str, Mask]
    ct: Volume | None = None
    neighbours: tuple[VertebraMasks | None, VertebraMasks | None] = (None, None)
    bodies: Mapping[str, Mask] = field(default_factory=dict)
    every_lesion: tuple[Mask, ...] = ()
    other_vertebrae: tuple[Mask, ...] = ()
    other_series: tuple[OtherSeries, ...] = ()
    rule: MatrixRule = field(default_factory=MatrixRule)
    least_ml: float = LEAST_ML


@dataclass(frozen=True, eq=False)
class LesionMorphology:
    """One lesion. wbb: None without a vertebra's frame; the others: None without a CT, or where they say nothing.
    signals: by what the series shows; unread: why a kind of series says nothing."""

    wbb: Wbb | None
    matrix: MatrixNumbers | None
    border: BorderHint | None
    cortex: CortexNumbers | None
    outward_mm: float | None
    signals: Mapping[SeriesKind, SignalRatio]
    longest_mm: float = 0.0
    unread: Mapping[SeriesKind, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class LevelMorphology:
    """All lesions of a level together. frame: None where the vertebra has none (see `reason`); then only what needs no
    frame is known. cut_off: the body goes on beyond its images, so neither its height nor a share of it is measured.
    voxel_mm: the longest edge of a voxel that the vertebra is outlined on.
    """

    level: str
    frame: VertebraFrame | None
    reason: str
    lesions: Mapping[str, LesionMorphology]
    wbb: Wbb | None = None
    body: BodyShare | None = None
    lytic_percent: float | None = None
    wall: PosteriorWall | None = None
    escc: EsccEstimate | None = None
    collapse: Collapse | None = None
    pedicles: Mapping[Side, PartShare | None] = field(default_factory=dict)
    facets: Mapping[Side, PartShare | None] = field(default_factory=dict)
    costovertebral: Mapping[Side, bool | None] = field(default_factory=dict)
    artery: Mapping[Side, ArteryContact | None] = field(default_factory=dict)
    cut_off: bool = False
    voxel_mm: float = 0.0


CUT_OFF = "Cut off by the edge of the images: height and share of the body are not measured."
NOTHING_NORMAL = "not measured: no vertebra without a lesion is outlined to compare with"
NO_FRAME = "No axial plane of its own is found for this vertebra: it has no body, or its mask is cut off."


def nothing_to_report() -> None:
    """For who waits for the answer."""


def level_morphology(request: LevelRequest, step: Callable[[], None] = nothing_to_report) -> LevelMorphology:
    """Work out a level; some tenths of a second, for a job. A level without lesions has only its collapse. step: called
    between the parts of the work; it may raise to stop it."""
    step()
    frame = vertebra_frame(request.masks)
    ct = request.ct if request.ct is not None and request.ct.modality == "CT" else None
    lesions = {name: mask for name, mask in request.lesions.items() if mask.count}
    normal = normal_bone(ct, request.bodies, request.every_lesion) if ct is not None and lesions else None
    each = {}
    for name, mask in lesions.items():
        step()
        each[name] = _lesion(name, mask, request, frame, ct, normal)
    step()
    if frame is None:
        return LevelMorphology(request.level, None, NO_FRAME, each)
    masks, face, every = request.masks, clock_face(request.masks, frame), list(lesions.values())
    wall = posterior_wall(every, masks, frame, face, ct) if every else None
    together = _together(every)
    step()
    cut = cut_off(masks.body if frame.body_seen and masks.body is not None else masks.vertebra)
    body = body_share(every, masks, frame) if every and not cut else None
    return LevelMorphology(
        level=request.level,
        frame=frame,
        reason=CUT_OFF if cut else "",
        lesions=each,
        wbb=wbb(together, masks, frame, request.other_vertebrae, request.least_ml) if together is not None else None,
        body=body,
        lytic_percent=_lytic_percent(each, lesions, body) if body is not None else None,
        wall=wall,
        escc=escc_estimate(every, wall, masks) if wall is not None else None,
        collapse=_collapse(request, frame, ct, every) if not cut else None,
        cut_off=cut,
        voxel_mm=max(masks.vertebra.parent.spacing_mm),
        pedicles={side: pedicle_share(side, every, masks, frame, face) for side in SIDES} if every else {},
        facets={side: facet_share(side, every, masks, frame, face) for side in SIDES} if every else {},
        costovertebral={side: costovertebral_share(side, every, masks, frame) for side in SIDES} if every else {},
        artery=artery_contacts(every, masks, frame, masks.arteries) if every and region(request.level) == "C" else {},
    )


def _lesion(
    name: str,
    mask: Mask,
    request: LevelRequest,
    frame: VertebraFrame | None,
    ct: Volume | None,
    normal: NormalBone | None,
) -> LesionMorphology:
    bone = request.masks.vertebra
    found = wbb(mask, request.masks, frame, request.other_vertebrae, request.least_ml) if frame is not None else None
    matrix = border = cortex = None
    if ct is not None:
        cortex = cortex_numbers([mask], request.masks, ct)
        if normal is not None:
            matrix = matrix_numbers(ct, mask, normal, bone, request.rule)
            if matrix is not None and matrix.matrix != "blastic":
                border = border_hint(ct, mask, bone, normal.reference)
    outward = outward_mm([mask], frame, found.face) if frame is not None and found is not None else None
    longest = lesion_numbers(mask, None).longest_mm
    signals, unread = _signals(name, request.other_series)
    return LesionMorphology(found, matrix, border, cortex, outward, signals, longest, unread)


def _signals(name: str, series: Sequence[OtherSeries]) -> tuple[dict[SeriesKind, SignalRatio], dict[SeriesKind, str]]:
    """By what a series shows, the first that can be read; and why others cannot."""
    found: dict[SeriesKind, SignalRatio] = {}
    unread: dict[SeriesKind, str] = {}
    for other in series:
        kind, mask = series_kind(other.volume), other.lesions.get(name)
        if kind == "other" or kind in found or mask is None:
            continue
        ratio = signal_ratio(other.volume, [mask], other.normal_bodies)
        if ratio is not None:
            found[kind] = replace(ratio, through=other.through, stamp=other.stamp)
        elif not other.normal_bodies:
            unread.setdefault(kind, _joined(NOTHING_NORMAL, other.through))
    return found, {kind: why for kind, why in unread.items() if kind not in found}


def _joined(*clauses: str) -> str:
    return ", ".join(one for one in clauses if one)


def _together(lesions: Sequence[Mask]) -> Mask | None:
    """All lesions as one mask, on the finest of their grids."""
    from spineplan.imaging.mask_sampling import resampled

    if len(lesions) <= 1:
        return lesions[0] if lesions else None
    grid = min((mask.parent for mask in lesions), key=lambda one: one.voxel_volume_ml)
    placed = [one for one in (resampled(mask, grid) for mask in lesions) if one.count]
    if not placed:
        return None
    start = np.min([one.start_kji for one in placed], axis=0)
    stop = np.max([np.add(one.start_kji, one.voxels_kji.shape) for one in placed], axis=0)
    voxels = np.zeros(tuple(stop - start), dtype=np.bool_)
    for one in placed:
        box = tuple(slice(a - s, a - s + n) for a, s, n in zip(one.start_kji, start, one.voxels_kji.shape, strict=True))
        voxels[box] |= one.voxels_kji
    k, j, i = (int(n) for n in start)
    return Mask(voxels, (k, j, i), grid)


def _lytic_percent(each: Mapping[str, LesionMorphology], lesions: Mapping[str, Mask], body: BodyShare) -> float | None:
    """Lytic voxels of the lesions inside the body, of the body. Matrix is read under the cortex only, so its share
    stands for the whole of each lesion."""
    known = [(one.matrix.lytic_share, lesions[name].volume_ml) for name, one in each.items() if one.matrix is not None]
    if not known or not body.body_ml:
        return None
    shares, volumes = zip(*known, strict=True)
    return body.percent * float(np.average(shares, weights=volumes))


def _collapse(
    request: LevelRequest, frame: VertebraFrame, ct: Volume | None, lesions: Sequence[Mask]
) -> Collapse | None:
    if not frame.body_seen:
        return None
    heights = body_heights(frame, ct, lesions)
    if heights is None:
        return None
    beside = [_healthy_heights(masks, ct) for masks in request.neighbours]
    return collapse(heights, beside[0], beside[1])


def _healthy_heights(masks: VertebraMasks | None, ct: Volume | None) -> BodyHeights | None:
    if masks is None or masks.body is None or cut_off(masks.body):
        return None
    frame = vertebra_frame(masks)
    return body_heights(frame, ct) if frame is not None and frame.body_seen else None


def all_cells(found: Sequence[Wbb]) -> tuple[tuple[int, str], ...]:
    """Involved cells of several lesions."""
    return tuple(sorted(set(chain.from_iterable(one.involved for one in found))))
