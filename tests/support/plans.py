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
