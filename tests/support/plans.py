"""Plans to measure: a straight spine, its levels, its needles."""

from spineplan.geometry.vectors import Point
from spineplan.plan.model import Ellipsoid, Identity, Lesion, Level, Needle, Plan, SeriesRef

REFERENCE = SeriesRef(series_uid="1.2.3", frame_of_reference_uid="1.9", modality="CT")
PITCH_MM = 35.0


def spine(*names: str, x: float = 0.0, top_z: float = 0.0, pitch_mm: float = PITCH_MM) -> tuple[Level, ...]:
    """Levels one below the other, cranial first."""
    return tuple(Level(name=name, centre_mm=(x, 0.0, top_z - index * pitch_mm)) for index, name in enumerate(names))


def plan_of(levels: tuple[Level, ...] = (), lesions: tuple[Lesion, ...] = (), needles: tuple[Needle, ...] = ()) -> Plan:
    """A plan on the reference series."""
    return Plan(identity=Identity(), reference=REFERENCE, levels=levels, lesions=lesions, needles=needles)


def needle(
    entry_mm: Point, target_mm: Point, level: str = "L3", side: str = "left", length_mm: float = 100.0
) -> Needle:
    """An 11G needle."""
    return Needle(
        id="n1",
        level=level,
        approach="transpedicular",
        side=side,
        entry_mm=entry_mm,
        target_mm=target_mm,
        model="11G 100",
        gauge="11G",
        outer_diameter_mm=3.05,
        length_mm=length_mm,
    )


def mirrored_point(point: Point) -> Point:
    """The same place in a patient mirrored left to right."""
    return (-point[0], point[1], point[2])


def mirrored(plan: Plan) -> Plan:
    """The plan of a patient mirrored left to right."""
    swap = {"left": "right", "right": "left", "midline": "midline"}
    return moved(plan, mirrored_point, swap)


def moved(plan: Plan, place, sides: dict[str, str] | None = None) -> Plan:
    """The plan with every point moved; sides: what happens to the planned sides."""
    from msgspec.structs import replace

    def body(one: Ellipsoid | None) -> Ellipsoid | None:
        return replace(one, centre_mm=place(one.centre_mm)) if one is not None else None

    return replace(
        plan,
        levels=tuple(replace(v, centre_mm=place(v.centre_mm), body=body(v.body)) for v in plan.levels),
        lesions=tuple(replace(v, seed_mm=place(v.seed_mm)) for v in plan.lesions),
        needles=tuple(
            replace(
                v,
                entry_mm=place(v.entry_mm),
                target_mm=place(v.target_mm),
                side=(sides or {}).get(v.side, v.side),
            )
            for v in plan.needles
        ),
    )


CURVED = {
    "T11": ((0.0, 44.4, -251.8), (0.0, 0.208, 0.978)),
    "T12": ((0.0, 37.6, -280.9), (0.0, 0.246, 0.969)),
    "L1": ((0.0, 30.0, -312.8), (0.0, 0.219, 0.976)),
    "L2": ((0.0, 22.9, -346.8), (0.0, 0.187, 0.982)),
    "L3": ((0.0, 18.7, -382.5), (0.0, 0.049, 0.999)),
    "L4": ((0.0, 20.1, -420.6), (0.0, -0.123, 0.992)),
    "L5": ((0.0, 29.8, -458.5), (0.0, -0.371, 0.929)),
}
"""Centres and cranial axes of a lordotic spine with the proportions of a real one."""


def curved_spine(without: str = "") -> tuple[Level, ...]:
    """Its levels, one of them left out if named."""
    return tuple(Level(name=name, centre_mm=place) for name, (place, _) in CURVED.items() if name != without)
