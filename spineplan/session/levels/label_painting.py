"""Painting vertebrae and structures: strokes, smoothing, filling, cutting; each ends in one edit (pure; no widget).

Vertebrae stay disjoint: one voxel has one level. Structures may overlap anything (the cord lies in the canal).
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from msgspec.structs import replace

from spineplan.anatomy.editing.labels import LabelBlock, within
from spineplan.anatomy.editing.shape import cut_between, filled, smoothed
from spineplan.anatomy.editing.stamp import Box, brush_stamp
from spineplan.anatomy.level_order import extent_of
from spineplan.anatomy.numbering import Structure
from spineplan.errors import EditRefused
from spineplan.geometry.vectors import SUPERIOR, Vector, vector
from spineplan.imaging.mask import BoolArray, Mask
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.shape_interpolation import filled_between_slices, painted_axis
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLabels, RemoveStructure
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Level, MaskRef, Plan, StructureMask
from spineplan.session.label_canvas import Layer, Painted
from spineplan.session.session import Session
from spineplan.session.view_state import Brush

Way = Literal["paint", "erase", "assign"]
ShapeVerb = Literal["Smooth", "Fill"]
SHAPE_ROOM_MM = 8.0
"""More than smoothing and filling reach."""
CANAL = "spinal_canal"
_VERBS = {"paint": "Paint", "erase": "Erase", "assign": "Give to"}


class LabelStroke:
    """One stroke of brush, eraser or re-assignment on a level or a structure, from press to release.

    It writes into the session's canvas, where it is seen at once; `edit` is what it comes to, `give_up` takes it back.
    "assign" paints only voxels that some level has already. A 2-D brush paints the one layer of voxels of the pane.
    Raises EditRefused when the target is neither a marked level nor a structure, or its images are not open.
    """

    def __init__(self, session: Session, volume: Volume, target: str, way: Way, normal_lps: Vector) -> None:
        self._session, self._target, self._way = session, target, way
        self._brush: Brush = session.view.brush
        self._normal = None if self._brush.three_d else normal_lps
        self._over = session.view.labels.over or way == "assign"
        self._layer = _layer(session, volume, target)
        self._volume = _values(session, self._layer, volume, self._brush)
        self._last: Vector | None = None
        self._changed: set[str] = set()

    def add(self, point_mm: Sequence[float] | Vector, normal_lps: Vector | None = None) -> None:
        """Paint from the last point to this one (LPS mm), so that a fast hand leaves no holes. normal_lps: of a picture
        that is bent, here; without it the picture is as flat as where the stroke began."""
        here = vector(point_mm)
        start = here if self._last is None else self._last
        self._last = here
        block = self._layer.block
        normal = normal_lps if normal_lps is not None and self._normal is not None else self._normal
        found = brush_stamp(block.parent, start, here, self._brush.radius_mm, normal)
        if found is None:
            return
        box, inside = found
        if self._way == "paint":
            block.cover(box)
        else:
            clipped = block.clipped(box)
            if clipped is None:
                return
            inside = inside[
                tuple(slice(c.start - b.start, c.stop - b.start) for c, b in zip(clipped, box, strict=True))
            ]
            box = clipped
        self._write(box, inside)

    def edit(self) -> PutLabels | None:
        """What was painted, as one step; None when nothing changed. The masks are kept for good."""
        painted = self._session.labels.painted
        self._session.labels.painted = None
        label = f"{_VERBS[self._way]} {self._target.replace('_', ' ')}"
        if not self._changed:
            return None
        if painted is not None:
            return structure_edit(self._session, painted, self._layer.series_uid, label)
        return vertebra_edit(self._session, self._layer, self._changed, label)

    def give_up(self) -> None:
        """As if it had never begun."""
        self._session.labels.forget()

    def _write(self, box: Box, inside: BoolArray) -> None:
        block = self._layer.block
        view, number = block.view(box), block.number(self._target)
        inside = inside & (view == number) if self._way == "erase" else inside & (view != number)
        if self._way == "assign":
            inside &= view > 0
        elif not self._over:
            inside &= (view == 0) | (view == number)
        if self._way != "erase" and self._volume is not None:
            inside &= _may_paint(self._volume, box, self._brush.limits)
        if not inside.any():
            return
        others = [block.names[n - 1] for n in np.unique(view[inside]) if n]
        self._changed |= {self._target, *others}
        view[inside] = 0 if self._way == "erase" else number
        self._session.labels.touched()


class Shaping:
    """Smoothing or filling of one level or structure: prepared here, done by `run` on any thread, put by `edit`.

    Filling closes narrow gaps and holes, with the canal left open; of a structure also the slices between painted ones.
    Raises EditRefused when there are no voxels yet.
    """

    def __init__(self, session: Session, target: str, verb: ShapeVerb) -> None:
        self._session, self._target, self._verb = session, target, verb
        self._plan = session.committed
        layer = _layer_of(session, target)
        self._structure, session.labels.painted = session.labels.painted, None
        self._layer = Layer(layer.block.around(target, SHAPE_ROOM_MM), layer.series_uid)
        self._canal = None if self._structure is not None else _canal_in(session, self._layer.block)

    def run(self) -> bool:
        """Whether it changed anything."""
        block = self._layer.block
        if self._verb == "Smooth":
            return smoothed(block, self._target)
        between = False
        if self._structure is not None:
            mask = block.mask(self._target)
            axis = painted_axis(mask)
            between = axis is not None
            if axis is not None:
                block.put(self._target, filled_between_slices(mask, axis))
        return filled(block, self._target, self._canal) or between

    def edit(self) -> PutLabels:
        """The step. Raises EditRefused when the plan changed since it was prepared."""
        if not same_outlines(self._session.committed, self._plan):
            raise EditRefused("The plan changed meanwhile; try again.")
        label = f"{self._verb} {self._target.replace('_', ' ')}"
        if self._structure is not None:
            painted = Painted(self._target, self._structure.kind, self._layer.block)
            return structure_edit(self._session, painted, self._layer.series_uid, label)
        return vertebra_edit(self._session, self._layer, {self._target}, label, on_canvas=False)


def cut(
    session: Session, target: str, line_mm: tuple[Vector, Vector], through_lps: Vector
) -> PutLabels | None:  # fmt: skip
    """Separate a level from the neighbour that the line is nearest to, along the line. None when nothing changed.

    Raises EditRefused when the level has no voxels, or there is no neighbour to give the rest to.
    """
    level = _level(session, target)
    layer = _layer_of(session, target)
    other = _neighbour(session.committed, level, (line_mm[0] + line_mm[1]) / 2.0)
    upper, lower = sorted((target, other), key=level_rank)
    extent = extent_of(session.committed, target)
    up = extent.cranial_lps if extent is not None else vector(SUPERIOR)
    if not cut_between(layer.block, upper, lower, line_mm, through_lps, up):
        return None
    session.labels.touched()
    return vertebra_edit(session, layer, {upper, lower}, f"Cut {upper} from {lower}")


def vertebra_edit(
    session: Session, layer: Layer, names: Iterable[str], label: str, on_canvas: bool = True
) -> PutLabels:
    """The edit that gives levels the voxels that a layer has for them; parts keep within their vertebra. on_canvas:
    the layer is one of the session's own."""
    levels, held = [], {}
    for name in sorted(names, key=level_rank):
        level = session.committed.level(name)
        if level is None:
            continue
        mask = layer.block.mask(name)
        ref = session.masks.add(mask, layer.series_uid) if mask.count else None
        held[name] = ref.sha256 if ref is not None else ""
        levels.append(_reshaped(session, level, mask, ref))
    if on_canvas:
        session.labels.adopt(held)
    return PutLabels(levels=tuple(levels), label=label)


def structure_edit(session: Session, painted: Painted, series_uid: str, label: str) -> PutLabels:
    """The edit that gives a structure its new voxels."""
    mask = painted.block.mask(painted.target)
    if not mask.count:
        raise EditRefused("Nothing of it is left; remove the structure instead.")
    known = next((one for one in session.committed.structures if one.id == painted.target), None)
    ref = session.masks.add(mask, series_uid)
    made = (
        replace(known, mask=ref)
        if known is not None
        else StructureMask(id=painted.target, kind=painted.kind, mask=ref, source="painted")
    )
    return PutLabels(structures=(made,), label=label)


def same_outlines(a: Plan, b: Plan) -> bool:
    """Whether two plans have the same levels, marks, outlines and structures; what follows from them may differ."""
    levels = [[(v.name, v.centre_mm, v.state, v.mask) for v in plan.levels] for plan in (a, b)]
    return levels[0] == levels[1] and a.structures == b.structures


def remove_label(plan: Plan, target: str) -> PutLabels | RemoveStructure:
    """Take a structure, or a level's voxels, out of the plan; the level stays."""
    level = plan.level(target)
    if level is None:
        return RemoveStructure(target)
    pedicles = tuple(pedicle for pedicle in level.pedicles if pedicle.measured_by)
    return PutLabels((replace(level, mask=None, parts=(), pedicles=pedicles),), label=f"Remove outline of {target}")


def _canal_in(session: Session, block: LabelBlock) -> BoolArray | None:
    """The canal on the block's own box, where it lies on the same grid."""
    known = next((one for one in session.committed.structures if one.kind == CANAL), None)
    canal = session.masks.get(known.mask) if known is not None else None
    if canal is None or not canal.parent.same_place(block.parent):
        return None
    own = Mask(np.ones(block.numbers_kji.shape, dtype=np.bool_), block.start_kji, block.parent)
    inside = within(canal, own)
    out = np.zeros(block.numbers_kji.shape, dtype=np.bool_)
    at = tuple(
        slice(a - s, a - s + n)
        for a, s, n in zip(inside.start_kji, block.start_kji, inside.voxels_kji.shape, strict=True)
    )
    if inside.count:
        out[at] = inside.voxels_kji
    return out


def _layer_of(session: Session, target: str) -> Layer:
    """Where a level or a structure has voxels already."""
    if session.committed.level(target) is not None:
        for layer in session.labels.layers(session.committed):
            if target in layer.block.names and layer.block.box_of([target]) is not None:
                return layer
    else:
        known = next((one for one in session.committed.structures if one.id == target), None)
        if known is not None:
            return _structure_layer(session, known)
    raise EditRefused("Nothing is outlined here yet; paint it first.")


def _layer(session: Session, volume: Volume, target: str) -> Layer:
    level = session.committed.level(target)
    if level is not None and level.mask is not None:
        return _layer_of(session, target)
    if level is not None:
        return session.labels.layer_for(session.committed, volume.grid, volume.series_uid)
    known = next((one for one in session.committed.structures if one.id == target), None)
    if known is not None:
        return _structure_layer(session, known)
    if target not in set(Structure):
        raise EditRefused("Choose what to paint: a named level, or a structure.")
    block = LabelBlock(volume.grid)
    session.labels.painted = Painted(target, target, block)
    return Layer(block, volume.series_uid)


def _structure_layer(session: Session, known: StructureMask) -> Layer:
    mask = session.masks.get(known.mask)
    block = LabelBlock.of(mask.parent, {known.id: mask})
    session.labels.painted = Painted(known.id, known.kind, block)
    return Layer(block, known.mask.series_uid)


def _values(session: Session, layer: Layer, shown: Volume, brush: Brush) -> Volume | None:
    """The images behind the labels: without them a brush with limits cannot tell what to paint."""
    if shown.grid.same_place(layer.block.parent):
        return shown
    own = next((v for v in session.volumes.values() if v.grid.same_place(layer.block.parent)), None)
    if own is None and brush.limits is not None:
        raise EditRefused("The outlines lie on another series; open that series, or paint without limits.")
    return own


def _may_paint(volume: Volume, box: Box, limits: tuple[float, float] | None) -> BoolArray:
    stored = volume.array_kji[box]
    wanted = ~carries_no_data(volume, stored)
    if limits is None:
        return np.asarray(wanted)
    real = stored * volume.value_scale + volume.value_offset
    return np.asarray(wanted & (real >= limits[0]) & (real <= limits[1]))


def _level(session: Session, name: str) -> Level:
    level = session.committed.level(name)
    if level is None:
        raise EditRefused("Choose the level to cut first.")
    return level


def _neighbour(plan: Plan, level: Level, place_mm: Vector) -> str:
    """The named level next to this one on the side of a place."""
    extent = extent_of(plan, level.name)
    caudal = extent is not None and extent.along_mm(place_mm) < 0.0
    names = [other.name for other in plan.levels]
    at = names.index(level.name) + (1 if caudal else -1)
    if not 0 <= at < len(names):
        where = "below" if caudal else "above"
        raise EditRefused(f"No level is named {where} {level.name}; name it first, so that it can take its part.")
    return names[at]


def _reshaped(session: Session, level: Level, mask: Mask, ref: MaskRef | None) -> Level:
    """A level with another outline: its parts keep within it, what was measured by software is to be measured anew."""
    parts = []
    for part in level.parts:
        known = session.masks.get(part.mask)
        inside = within(known, mask) if known.parent.same_place(mask.parent) else None
        if ref is not None and inside is not None and inside.count:
            parts.append(replace(part, mask=session.masks.add(inside, part.mask.series_uid)))
    pedicles = tuple(pedicle for pedicle in level.pedicles if pedicle.measured_by)
    body = None if level.part("body") is not None else level.body
    return replace(level, mask=ref, parts=tuple(parts), pedicles=pedicles, body=body)
