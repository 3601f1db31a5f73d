"""What a virtual filling looks like at every volume from nothing to all: fractions, contacts, leaks, their causes."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Point, point
from spineplan.planning.filling.places import NOTCH_MM, PLACES
from spineplan.planning.filling.simulation import Filling
from spineplan.planning.filling.walls import Gate

Compartment = Literal[
    "canal", "foramen", "disc_superior", "disc_inferior", "basivertebral", "segmental", "paravertebral", "needle_tract"
]
COMPARTMENTS: tuple[Compartment, ...] = (
    "canal", "basivertebral", "foramen", "disc_superior", "disc_inferior", "segmental", "paravertebral", "needle_tract"
)  # fmt: skip
"""Gravest first. Yeom 2003: B basivertebral, S segmental vein, C cortical defect; D disc was added later. One leak may
count twice: cement that reaches the canal through the basivertebral vein is both."""
Milestone = Literal["endplate_superior", "endplate_inferior", "midline", "posterior_quarter", "posterior_wall"]
MILESTONES: tuple[Milestone, ...] = (
    "endplate_superior", "endplate_inferior", "midline", "posterior_quarter", "posterior_wall"
)  # fmt: skip
CONTACT_MM = 2.0
"""Cement this close to an end plate or the posterior wall touches it: about two voxels."""
ACROSS_MM = 2.0
QUARTER_ML = 0.1
"""So much cement in the posterior quarter of the body counts as having reached it: what a lateral view would show."""
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Leak:
    """Cement outside the bone. begins_ml: volume injected when it starts. gate: the opening it takes.

    at_mm: LPS, where it first lies. reason: a sentence part.
    """

    compartment: Compartment
    begins_ml: float
    at_mm: Point
    gate: Gate
    reason: str


@dataclass(frozen=True)
class FillingState:
    """At one injected volume. Shares 0..1; lesion_share None without a lesion. left_share: of the cement inside the
    bone, on the patient's left of the body's middle. endplate shares: of the end plate's area that cement touches.

    wall_mm: from the cement to the posterior wall, None where none lies before it. leaked_ml: per compartment.
    """

    injected_ml: float
    body_share: float
    lesion_share: float | None
    outside_ml: float
    left_share: float
    superior_endplate_share: float
    inferior_endplate_share: float
    wall_mm: float | None
    leaked_ml: dict[Compartment, float]

    @property
    def right_share(self) -> float:
        """Of the cement inside the bone, on the patient's right."""
        return 1.0 - self.left_share


class FillingCurve:
    """Cumulative numbers over a filling; every question about a volume is then a look-up."""

    def __init__(self, filling: Filling) -> None:
        self.filling = filling
        terrain, order = filling.terrain, filling.order
        space = terrain.space
        self._local: Points = space.local_mm(order)
        inside = terrain.place_of.ravel()[order] == PLACES.index("bone")
        in_body = space.body.ravel()[order]
        top, bottom, wall, share = terrain.places.depths(self._local)
        before_wall = in_body & (np.abs(self._local[:, 0]) <= terrain.places.canal_half_mm)
        self._body = _running(in_body)
        self._lesion = _running(space.lesion.ravel()[order])
        self._inside = _running(inside)
        self._left = _running(inside & (self._local[:, 0] > 0.0))
        self._wall = np.minimum.accumulate(np.where(before_wall & np.isfinite(wall), wall, np.inf))
        self._plates = [
            _touched(self._local, in_body & (depth <= CONTACT_MM), reached)
            for depth, reached in ((top, terrain.places.top), (bottom, terrain.places.bottom))
        ]
        self._firsts = {
            "endplate_superior": _first(in_body & (top <= CONTACT_MM)),
            "endplate_inferior": _first(in_body & (bottom <= CONTACT_MM)),
            "midline": _first(in_body & self._beyond_midline()),
            "posterior_quarter": _first(_running(before_wall & (share > 0.75))[1:] * filling.voxel_ml >= QUARTER_ML),
            "posterior_wall": _first(before_wall & (wall <= CONTACT_MM)),
        }
        self._members = {name: self._member(name) for name in COMPARTMENTS}
        self._leaked = {name: _running(member) for name, member in self._members.items() if member.any()}

    def at(self, volume_ml: float) -> FillingState:
        """Everything at one injected volume, which is cut at what could be placed."""
        voxel, n = self.filling.voxel_ml, self.filling.count_at(volume_ml)
        injected = min(max(volume_ml, 0.0), self.filling.most_ml)
        part = injected / voxel - n

        def of(running: Numbers) -> float:
            more = running[n + 1] - running[n] if n + 1 < len(running) else 0.0
            return float(running[n] + part * more) * voxel

        inside = of(self._inside)
        wall = float(self._wall[n - 1]) if n > 0 else np.inf
        return FillingState(
            injected_ml=injected,
            body_share=of(self._body) / (self._body_voxels * voxel),
            lesion_share=of(self._lesion) / (self._lesion_voxels * voxel) if self._lesion_voxels else None,
            outside_ml=injected - inside,
            left_share=of(self._left) / inside if inside > 0 else 0.5,
            superior_endplate_share=float(self._plates[0][n]),
            inferior_endplate_share=float(self._plates[1][n]),
            wall_mm=max(wall, 0.0) if np.isfinite(wall) else None,
            leaked_ml={name: of(running) for name, running in self._leaked.items() if of(running) > 0.0},
        )  # fmt: skip

    def begins_ml(self, milestone: Milestone) -> float | None:
        """Volume at which a milestone is first reached, None when it never is."""
        first = self._firsts[milestone]
        return None if first is None else first * self.filling.voxel_ml

    def volume_at_leak(self, name: Compartment, leaked_ml: float) -> float | None:
        """Injected volume at which more than leaked_ml lies in a compartment, None when it never does."""
        running = self._leaked.get(name)
        if running is None or running[-1] * self.filling.voxel_ml <= leaked_ml:
            return None
        return float(np.argmax(running * self.filling.voxel_ml > leaked_ml + 1e-9) - 1) * self.filling.voxel_ml

    @cached_property
    def leaks(self) -> tuple[Leak, ...]:
        """One per compartment that cement reaches, by the volume at which it begins."""
        found = []
        for name in self._leaked:
            member = self._members[name]
            first = int(np.argmax(member))
            gate = self.filling.gates[int(self.filling.gate_of[first]) - 1]
            space = self.filling.terrain.space
            at = point(space.centre_mm + self._local[first] @ space.axes)
            found.append(Leak(name, first * self.filling.voxel_ml, at, gate, self._reason(gate)))
        return tuple(sorted(found, key=lambda leak: (leak.begins_ml, COMPARTMENTS.index(leak.compartment))))

    @cached_property
    def _body_voxels(self) -> int:
        return int(np.count_nonzero(self.filling.terrain.space.body))

    @cached_property
    def _lesion_voxels(self) -> int:
        return int(np.count_nonzero(self.filling.terrain.space.lesion))

    def _beyond_midline(self) -> npt.NDArray[np.bool_]:
        """Cement on the other side of the midline than the tip it came from."""
        space = self.filling.terrain.space
        tips = (np.array([tip.at_mm for tip in self.filling.tips]) - space.centre_mm) @ space.axes.T
        side = np.where(tips[:, 0] >= 0.0, 1.0, -1.0)[self.filling.tip_of]
        return np.asarray(self._local[:, 0] * side < -ACROSS_MM)

    def _member(self, name: Compartment) -> npt.NDArray[np.bool_]:
        filling = self.filling
        kinds = np.array(["", *(gate.kind for gate in filling.gates)])[filling.gate_of]
        outside = filling.place_of != PLACES.index("bone")
        if name in ("basivertebral", "segmental"):
            return np.asarray(outside & (kinds == name))
        if name == "needle_tract":
            return np.asarray((filling.place_of == PLACES.index("paravertebral")) & (kinds == "needle"))
        if name == "paravertebral":
            other = (kinds != "needle") & (kinds != "segmental")
            return np.asarray((filling.place_of == PLACES.index("paravertebral")) & other)
        return np.asarray(filling.place_of == PLACES.index(name))

    def _reason(self, gate: Gate) -> str:
        where = self._where(gate)
        if gate.kind == "needle":
            return f"the needle has made a hole {where}"
        if gate.kind == "basivertebral":
            return f"the wall is open where the basivertebral vein leaves, {gate.width_mm:.0f} mm wide"
        if gate.kind == "segmental":
            return f"a vein leaves {where}, {gate.width_mm:.0f} mm wide"
        lesion = ", at the lesion" if gate.lesion_share >= 0.3 else ""
        how = "thin" if gate.kind == "thin" else "open"
        return f"the cortex is {how} {where}, {gate.width_mm:.0f} mm wide{lesion}"

    def _where(self, gate: Gate) -> str:
        """The part of the surface that an opening lies in, in words."""
        left, posterior, cranial = (float(value) for value in gate.local_mm)
        places = self.filling.terrain.places
        side = "left" if left > 0 else "right"
        top, bottom, _, _ = (float(depth[0]) for depth in places.depths(gate.local_mm[None, :]))
        if posterior > places.wall_mm + 3.0:
            return f"at the {side} pedicle or arch"
        if posterior > places.wall_mm - NOTCH_MM:
            return f"at the posterior wall, {abs(left):.0f} mm {side} of the middle"
        if min(top, bottom) < 1.0:
            return f"at the {'upper' if cranial > 0 else 'lower'} end plate, {abs(left):.0f} mm {side} of the middle"
        return f"at the {side} wall" if abs(left) > abs(posterior) else f"at the anterior wall, {side}"


def _running(member: npt.NDArray[np.bool_]) -> Numbers:
    """How many of the first n voxels belong, for n = 0 ... all."""
    return np.concatenate([[0.0], np.cumsum(member, dtype=np.float64)])


def _first(member: npt.NDArray[np.bool_]) -> int | None:
    return int(np.argmax(member)) if member.any() else None


def _touched(local: Points, near: npt.NDArray[np.bool_], surface: Numbers) -> Numbers:
    """Share of an end plate's 1 mm cells that the first n voxels touch, for n = 0 ... all."""
    cells = max(int(np.count_nonzero(np.isfinite(surface))), 1)
    new = np.zeros(len(local), dtype=np.bool_)
    at = np.flatnonzero(near)
    if at.size:
        columns = np.rint(local[at, :2]).astype(np.int64)
        _, first = np.unique(columns[:, 0] * 4096 + columns[:, 1], return_index=True)
        new[at[first]] = True
    return np.minimum(_running(new) / cells, 1.0)
