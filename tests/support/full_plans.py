"""A plan that holds something of everything, and strategies for any sequence of edits."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from spineplan.geometry.vectors import Point
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.edits import (
    AddSeries,
    AnswerItem,
    Edit,
    PutKeyImage,
    PutLesion,
    PutLevel,
    PutMeasurement,
    PutNeedle,
    RemoveKeyImage,
    RemoveLesion,
    RemoveLevel,
    RemoveMeasurement,
    RemoveNeedle,
    RenameLevels,
    SetCement,
    SetNotes,
)
from spineplan.plan.model import (
    ChecklistAnswer,
    Ellipsoid,
    Identity,
    KeyImage,
    Lesion,
    Level,
    Measurement,
    Needle,
    Plan,
    SeriesRef,
)
from spineplan.session.session import Session

CT = SeriesRef(
    series_uid="1.2.3",
    study_uid="1.2",
    modality="CT",
    description="Spine",
    study_date="20150601",
    frame_of_reference_uid="1.2.9",
    instances_digest="d" * 64,
    slices=40,
)
SOMEBODY = Identity(patient_name="Rossi^Anna", patient_id="A1", birth_date="19500102", sex="F")
GRID = Grid((40, 64, 64), np.array([[0.7, 0, 0, -22.3], [0, 0.7, 0, -30.1], [0, 0, 1.25, -800.77], [0, 0, 0, 1.0]]))


@dataclass(frozen=True)
class Step:
    """What a history line is made of."""

    label: str
    edit: Edit | None = None
    utc: str = "2026-01-02T03:04:05.678+00:00"
    who: str = "reader"


def empty_plan() -> Plan:
    """A plan on which nothing was decided yet."""
    return Plan(identity=SOMEBODY, reference=CT, series=(CT,))


def ball(centre_kji: tuple[int, int, int] = (20, 30, 33), radius: int = 6) -> Mask:
    """A ball of voxels on the CT's grid."""
    offset = np.indices(GRID.shape_kji) - np.array(centre_kji)[:, None, None, None]
    return Mask((offset**2).sum(axis=0) <= radius**2, (0, 0, 0), GRID)


def needle(needle_id: str = "n1", level: str = "L3", **fields: object) -> Needle:
    """An 11G needle from the left."""
    values: dict[str, object] = {
        "approach": "transpedicular",
        "side": "left",
        "entry_mm": (30.0, 60.0, -775.0),
        "target_mm": (2.0, -5.0, -777.0),
        "model": "11G 125",
        "gauge": "11G",
        "outer_diameter_mm": 3.05,
        "length_mm": 125.0,
    }
    return Needle(id=needle_id, level=level, **(values | fields))  # type: ignore[arg-type]


def full_session(who: str = "reader") -> Session:
    """A session in which something of everything was decided, undone and redone."""
    session = Session(empty_plan(), who=who)
    body = Ellipsoid(centre_mm=(0.0, -5.0, -776.0), semi_axes_mm=(22.0, 15.0, 13.0))
    session.apply(PutLevel(Level(name="L3", centre_mm=(0.0, -5.0, -776.0), body=body, treat=True)))
    session.apply(PutLevel(Level(name="L4", centre_mm=(0.0, -4.0, -810.0))))
    ref = session.masks.add(ball(), CT.series_uid)
    session.apply(PutLesion(Lesion(id="x1", level="L3", seed_mm=(0.0, -9.0, -776.0), kind="lytic", mask=ref)))
    session.apply(PutNeedle(needle()))
    session.apply(SetCement(level="L3", volume_ml=3.5))
    session.apply(AnswerItem(ChecklistAnswer(item=2, state="done", by="reader", note="VAS 8")))
    session.undo()
    session.redo()
    session.apply(SetNotes("Über das Ziel: L3 – 5 %"))
    return session


def points(span: float = 200.0) -> st.SearchStrategy[tuple[float, float, float]]:
    """LPS points with any float in them."""
    one = st.floats(-span, span, allow_nan=False)
    return st.tuples(one, one, one)


_LEVELS = st.sampled_from(["C2", "T12", "T13", "L1", "L3", "L4", "S1"])
_IDS = st.sampled_from(["a", "b", "c"])
_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
_STATES = st.sampled_from(["open", "done", "problem"])
_MM = st.floats(-200.0, 200.0)


def _needle_at(needle_id: str, level: str, x: float, y: float, z: float) -> Edit:
    return PutNeedle(needle(needle_id, level, entry_mm=(x, y, z), target_mm=(x, y + 50.0, z)))


def _length(name: str, p: Point, q: Point) -> Edit:
    length = Measurement(id=name, kind="length", points_mm=(p, q), frame_of_reference_uid="1.2.9", series_uid="1.2.3")
    return PutMeasurement(length)


def _key_image(name: str, p: Point) -> Edit:
    return PutKeyImage(
        KeyImage(
            id=name,
            series_uid="1.2.3",
            centre_mm=p,
            right_lps=(1.0, 0.0, 0.0),
            down_lps=(0.0, 1.0, 0.0),
            mm_per_px=0.5,
            window_width=400.0,
            window_centre=40.0,
        )
    )


EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(PutLevel, st.builds(Level, name=_LEVELS, centre_mm=points(), treat=st.booleans())),
    st.builds(RemoveLevel, _LEVELS),
    st.builds(RenameLevels, st.tuples(st.tuples(_LEVELS, _LEVELS))),
    st.builds(PutLesion, st.builds(Lesion, id=_IDS, level=_LEVELS, seed_mm=points(), note=_TEXTS)),
    st.builds(RemoveLesion, _IDS),
    st.builds(_needle_at, _IDS, _LEVELS, _MM, _MM, _MM),
    st.builds(RemoveNeedle, _IDS),
    st.builds(SetCement, _LEVELS, st.none() | st.floats(0.0, 50.0)),
    st.builds(AnswerItem, st.builds(ChecklistAnswer, item=st.integers(1, 51), state=_STATES, note=_TEXTS)),
    st.builds(_length, _IDS, points(), points()),
    st.builds(RemoveMeasurement, _IDS),
    st.builds(_key_image, _IDS, points()),
    st.builds(RemoveKeyImage, _IDS),
    st.builds(lambda uid: AddSeries(SeriesRef(series_uid=uid, modality="MR")), _IDS),
    st.builds(SetNotes, _TEXTS),
)
"""Any edit, sensible or not; the plan refuses some of them."""
