"""The safety field of one level: everything that margins and proposals measure against, worked out once."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.label_map import LabelledLevel, LabelledStructure, LabelMap
from spineplan.anatomy.numbering import Structure
from spineplan.anatomy.skin import CoarseBody, known_body
from spineplan.errors import InputRefused
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.levels import level_rank
from spineplan.plan.levels import region as region_of
from spineplan.planning.field.box import Region, region_around
from spineplan.planning.field.cloud import Cloud, cloud_of
from spineplan.planning.field.distance import border, depth_in, distance_to
from spineplan.planning.field.far import CLEAR_MM, FarField, far_field
from spineplan.planning.field.frame import VertebraFrame, cranial_of, frame_of
from spineplan.planning.field.level_canal import level_axis, level_canal
from spineplan.planning.field.pedicle import PedicleShape, PedicleSide, pedicles_of
from spineplan.planning.field.risks import CANAL, NEURAL, base_of
from spineplan.planning.field.structures import BONES, RiskStructure, found_risk, lung_of, reach_of, risks_around

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Near = tuple[Floats, Floats, Floats, npt.NDArray[np.int16], npt.NDArray[np.float64]]
Step = Callable[[float, str], None]
"""Progress (share done, what is being done); raises Cancelled to stop."""

ROOM_MM = 12.0
REACH_MM = (120.0, 130.0, 65.0)
"""Half sizes (left-right, front-back, up-down) of the box around the vertebra that paths can run through."""
COARSE_MM = 1.6
LUNG_LEVELS = ("C7", "L2")
FORAMEN_LEVELS = ("C1", "C6")


@dataclass(frozen=True, eq=False)
class FieldRequest:
    """labels: on the volume's grid. structures: more of them, e.g. painted or from a second file (they replace the
    labels' own of the same kind). lesion: to be reached. margins_mm: the user's, by structure id."""

    volume: Volume
    labels: LabelMap
    level: str
    structures: tuple[LabelledStructure, ...] = ()
    lesion: Mask | None = None
    margins_mm: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class SafetyField:
    """Arrays on `region` are [k, j, i]. bone: the vertebra's voxels; wall_mm: from a voxel's centre to the vertebra's
    surface, negative outside it; neural_mm: to the surface of canal, cord or root; other_bone_mm: of a bone that
    is not this vertebra. inner_mm, outer_mm: LPS centres (n, 3) of the
    vertebra's outermost voxels and of those just outside it. risks: nearest first. notes: what was found how, and what
    is not known."""

    level: str
    volume: Volume
    body: CoarseBody | None
    region: Region
    bone: Bools
    wall_mm: Floats
    neural_mm: Floats
    other_bone_mm: Floats
    inner_mm: Floats
    outer_mm: Floats
    frame: VertebraFrame
    pedicles: Mapping[PedicleSide, PedicleShape]
    risks: tuple[RiskStructure, ...]
    far: FarField
    reach: Region
    lesion: Mask | None
    canal_origin: str
    notes: tuple[str, ...]

    @cached_property
    def to_kji(self) -> npt.NDArray[np.float64]:
        """(3, 4) from LPS mm to the region's (k, j, i)."""
        return self.region.to_kji()

    @cached_property
    def outside(self) -> Cloud:
        """The centres just outside the vertebra, sorted."""
        return cloud_of(self.outer_mm)

    @cached_property
    def inside(self) -> Cloud:
        """The vertebra's outermost centres, sorted."""
        return cloud_of(self.inner_mm)

    @cached_property
    def near(self) -> Near:
        """What the search's kernel reads beside the vertebra; whole arrays, for which alone it is compiled."""
        hu = np.array(self.volume.array_kji[self.region.slices], order="C")
        return self.wall_mm, self.neural_mm, self.other_bone_mm, hu, self.to_kji

    def near_for(self, crossed: Sequence[str]) -> Near:
        """The same for an approach that has to cross other bones (ids without their side)."""
        if not {base_of(bone) for bone in BONES} & set(crossed):
            return self.near
        wall, neural, other, hu, to_kji = self.near
        return wall, neural, np.full_like(other, CLEAR_MM), hu, to_kji

    def far_for(self, crossed: Sequence[str]) -> FarField:
        """The far lattice of an approach that has to cross some structures (ids without their side)."""
        kept = [risk for risk in self.risks if base_of(risk.structure) not in crossed]
        if len(kept) == len(self.risks):
            return self.far
        return far_field(self.body, self.reach, not_neural(kept), no_steps)

    def knows(self, structure: Structure) -> bool:
        """Whether a structure, or its sides, or a name for the same, is among the risks."""
        same = CANAL if structure in CANAL else frozenset({structure})
        wanted = {one.value for one in same} | {f"{one.value}_{side}" for one in same for side in ("left", "right")}
        return any(risk.structure.value in wanted for risk in self.risks)


def not_neural(risks: Sequence[RiskStructure]) -> list[RiskStructure]:
    """Canal, cord and roots have exact distances beside the vertebra; the coarse lattice would only blur them."""
    return [risk for risk in risks if risk.structure not in NEURAL]


def no_steps(done: float, what: str) -> None:
    """Nobody is watching."""


def build_field(request: FieldRequest, step: Step = no_steps) -> SafetyField:
    """Distances around one level. About a second; exact, in LPS millimetres.

    Raises InputRefused when the level is not in the labels, or its canal can neither be read nor seen.
    """
    level = _asked(request)
    if level is None:
        known = ", ".join(one.name for one in request.labels.levels) or "none"
        raise InputRefused(f"{request.level} is not in the labels; they hold {known}.")
    step(0.0, "vertebra")
    mask = level.mask.tight()
    region = region_around(mask.parent, mask.grid.corners_mm, ROOM_MM)
    bone = region.of(mask)
    given = {one.structure: one.mask for one in (*request.labels.structures, *request.structures)}
    around = np.logical_or.reduce([region.of(one.mask) for one in request.labels.levels])
    canal, hole, canal_origin, foramina = level_canal(region, bone, around, given, cranial_of(level, request.labels))
    axis = level_axis(region, bone, hole if hole.any() else canal, given)
    if axis is None:
        raise InputRefused(f"The canal of {request.level} is not labelled and its arch is not closed in the labels.")
    step(0.2, "distances")
    neural = canal.copy()
    for structure in NEURAL & set(given):
        neural |= region.of(given[structure])
    with ThreadPoolExecutor(2) as pool:
        spacing = region.parent.spacing_kji_mm
        neural_job = pool.submit(distance_to, neural, spacing)
        others_job = pool.submit(distance_to, _other_bones(region, bone, around, given), spacing)
        wall = depth_in(bone, spacing)
        neural_mm, others_mm = neural_job.result(), others_job.result()
    step(0.45, "structures")
    frame = frame_of(level, request.labels, region, bone, wall, axis)
    body = known_body(request.volume)
    reach = reach_of(request.volume, frame.origin_mm, REACH_MM)
    risks = [*risks_around(request.level, request.labels, request.structures, reach, request.margins_mm)]
    notes = [*_coarse(region), *_found(request, reach, region, canal, canal_origin, foramina, body, risks)]
    step(0.6, "structures")
    pedicles = _pedicles(request.level, bone, region, frame)
    far = far_field(body, reach, not_neural(risks), step)
    inner = border(bone)
    outer = border(~bone)
    step(1.0, "done")
    return SafetyField(
        request.level, request.volume, body, region, bone, wall, neural_mm, others_mm, region.points_mm(inner),
        _outside(region, outer), frame, pedicles, tuple(risks), far, reach, request.lesion, canal_origin, tuple(notes),
    )  # fmt: skip


def _asked(request: FieldRequest) -> LabelledLevel | None:
    """The level's label; the whole sacrum where S1 to S5 are not told apart."""
    level = request.labels.level(request.level)
    if level is not None or region_of(request.level) != "S":
        return level
    given = (*request.labels.structures, *request.structures)
    sacrum = next((one.mask for one in given if one.structure is Structure.SACRUM), None)
    return LabelledLevel(request.level, sacrum) if sacrum is not None else None


def _pedicles(level: str, bone: Bools, region: Region, frame: VertebraFrame) -> dict[PedicleSide, PedicleShape]:
    if not level_rank("C2") <= level_rank(level) <= level_rank("L6"):
        return {}
    return pedicles_of(bone, region.to_kji(), frame, cervical=level.startswith("C"))


def _outside(region: Region, outer: Bools) -> Floats:
    """Just outside the bone; the region's own faces are no surface."""
    kept = np.zeros_like(outer)
    kept[1:-1, 1:-1, 1:-1] = outer[1:-1, 1:-1, 1:-1]
    return region.points_mm(kept)


def _other_bones(region: Region, bone: Bools, around: Bools, given: Mapping[Structure, Mask]) -> Bools:
    """Neighbours, ribs, hips, skull on the region."""
    out = around & ~bone
    for structure in sorted(BONES & set(given) - {Structure.VERTEBRAE, Structure.SACRUM}):
        out |= region.of(given[structure])
    return out


def _coarse(region: Region) -> list[str]:
    """Distances run to the surface of labelled voxels; where these are large, what they stand for may lie elsewhere."""
    largest = max(region.parent.spacing_mm)
    if largest <= COARSE_MM:
        return []
    return [f"The labels' voxels are {largest:.1f} mm: a surface may lie {largest / 2.0:.1f} mm off its label."]


def _found(
    request: FieldRequest, reach: Region, region: Region, canal: Bools, canal_origin: str,
    foramina: Bools, body: CoarseBody | None, risks: list[RiskStructure],
) -> list[str]:  # fmt: skip
    """Adds what the CT and the vertebra's own label show to the risks; says so."""
    notes = []
    known = {risk.structure.value.removesuffix("_left").removesuffix("_right") for risk in risks}
    rank = level_rank(request.level)
    if canal_origin != "labelled":
        mask = Mask(canal, region.start_kji, region.parent)
        risks.extend(found_risk(Structure.SPINAL_CANAL, mask, reach, request.margins_mm))
        notes.append(f"The canal is taken {canal_origin.removeprefix('cord as labelled, canal ')} of the labels.")
    if level_rank(FORAMEN_LEVELS[0]) <= rank <= level_rank(FORAMEN_LEVELS[1]) and "vertebral_artery" not in known:
        if foramina.any():
            mask = Mask(foramina, region.start_kji, region.parent)
            risks.extend(found_risk(Structure.VERTEBRAL_ARTERY, mask, reach, request.margins_mm))
            notes.append("The vertebral artery is taken from the foramina transversaria; it is not marked.")
        else:
            notes.append("Vertebral artery not marked.")
    if level_rank(LUNG_LEVELS[0]) <= rank <= level_rank(LUNG_LEVELS[1]) and "lung" not in known and body is not None:
        lung = lung_of(request.volume, body, reach)
        if lung is not None:
            risks.extend(found_risk(Structure.LUNG, lung, reach, request.margins_mm))
            notes.append("The lung is found from its air on the CT.")
    return notes
