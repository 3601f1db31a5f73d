"""The demo's two plans: a finished example, made from the synthetic patient's truth, and an empty one beside it."""

from math import pi
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from spineplan.clinical.cement import cement_band
from spineplan.clinical.checklist import evaluate, template
from spineplan.clinical.needles import default_needle
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import ImageRefused
from spineplan.geometry.vectors import Point, distance_mm, point, unit, vector
from spineplan.imaging.mask import Mask
from spineplan.imaging.nifti import inspect_nifti, read_nifti
from spineplan.imaging.volume import Volume
from spineplan.measure.checklist_facts import checklist_facts
from spineplan.plan.edits import AnswerItem, Edit, PutLesion, PutLevel, SetCement
from spineplan.plan.model import ChecklistAnswer, Ellipsoid, Identity, Lesion, LesionKind, Level
from spineplan.session.demo_answers import answer_example
from spineplan.session.needle_placing import DEFAULT_APPROACH, place
from spineplan.session.opening import Opened, identity_from, new_session, series_ref
from spineplan.session.session import Session
from spineplan.session.view_state import NeedleDraft
from spineplan.storage.library import Library

READER = "Example reader"
ANSWERED_UTC = "2026-01-02T09:00:00+00:00"
BEHIND_ISTHMUS_MM = 14.0
"""From the pedicle's isthmus back along its axis to where a needle meets bone, in the lumbar spine of the phantom."""


class _Pedicle(Struct):
    isthmus_mm: Point
    axis: Point


class _Level(Struct):
    centre_mm: Point
    lps_from_vertebra: tuple[tuple[float, float, float, float], ...]
    widths_mm: tuple[float, float]
    depths_mm: tuple[float, float]
    heights_mm: dict[str, float]
    body_volume_ml: float
    pedicles: dict[str, _Pedicle] = {}


class _Lesion(Struct):
    number: int
    level: str
    kind: LesionKind
    centre_mm: Point
    note: str = ""


class _Truth(Struct):
    levels: dict[str, _Level]
    lesions: list[_Lesion]
    pain_levels: list[str]
    primary: str = ""


def write_demo_plans(folder: Path) -> tuple[Path, Path]:
    """Write the finished and the empty plan beside a demo patient's CT; returns their paths, finished first.

    Plans that are there already are left alone. Raises ImageRefused when the folder holds no demo patient with a CT.
    """
    finished, empty = folder / "ct" / "example.spineplan", folder / "ct" / "empty.spineplan"
    if finished.is_file() and empty.is_file():
        return finished, empty
    if not (folder / "truth.json").is_file() or not finished.parent.is_dir():
        raise ImageRefused("The folder holds no demo patient; make it again with spineplan demo.")
    truth = msgspec.json.decode((folder / "truth.json").read_bytes(), type=_Truth)
    identity, volume, study_date = _ct(folder)
    for path, edited in ((empty, False), (finished, True)):
        opened = new_session(identity, series_ref(volume, study_date), volume, READER)
        if edited:
            _decide(opened.session, truth, volume, folder)
        _save(opened, path)
    return finished, empty


def offer_demo_plans(folder: Path) -> Path:
    """Write both plans unless they are there, list them among the recent ones, and return the finished one.

    Raises ImageRefused as write_demo_plans does.
    """
    finished, empty = write_demo_plans(folder)
    library = Library()
    library.remember(empty, "plan", "Demo patient, empty plan")
    library.remember(finished, "plan", "Demo patient, finished example plan")
    return finished


def _ct(folder: Path) -> tuple[Identity, Volume, str]:
    entry = next((entry for entry in scan(folder / "ct").series if entry.loadable), None)
    if entry is None:
        raise ImageRefused("The demo patient's CT is missing; make it again with spineplan demo.")
    who = entry.patient
    header = {"patient_name": who.name, "patient_id": who.patient_id, "issuer": who.issuer}
    identity = identity_from({**header, "birth_date": who.birth_date, "sex": who.sex})
    return identity, read_volume(entry), entry.study_date


def _save(opened: Opened, path: Path) -> None:
    opened.persistence.save_as(path)
    opened.persistence.close()


def _decide(session: Session, truth: _Truth, volume: Volume, folder: Path) -> None:
    """What a reader would have decided: every step an edit, so that the example can be undone step by step."""
    shown = {name: level for name, level in truth.levels.items() if _is_whole(level, volume)}
    lesions = [lesion for lesion in truth.lesions if lesion.level in shown]
    treated = {lesion.level for lesion in lesions if lesion.level in truth.pain_levels}
    for name, level in shown.items():
        session.apply(_level_edit(name, level, name in truth.pain_levels, name in treated))
    numbers = read_nifti(inspect_nifti(folder / "lesions.nii.gz"), "lesions", volume.frame_of_reference_uid)
    for lesion in lesions:
        session.apply(_lesion_edit(session, lesion, numbers, volume))
    for lesion in lesions:
        if lesion.level in treated and not any(n.level == lesion.level for n in session.plan.needles):
            _treat(session, lesion, shown[lesion.level])
    answer_example(session, truth.primary, READER, ANSWERED_UTC)
    _answer(session, volume)


def _is_whole(level: _Level, volume: Volume) -> bool:
    """Whether the images hold the body from endplate to endplate."""
    half = np.array(level.lps_from_vertebra)[:3, 2] * level.heights_mm["middle"] / 2.0
    return volume.grid.contains_mm(vector(level.centre_mm) + np.array([half, -half]))


def _level_edit(name: str, level: _Level, painful: bool, treat: bool) -> Edit:
    lateral, anterior, superior = (unit(row) for row in np.array(level.lps_from_vertebra)[:3, :3].T)
    halves = [sum(level.widths_mm) / 4, sum(level.depths_mm) / 4, sum(level.heights_mm.values()) / 6]
    grow = (level.body_volume_ml * 1000.0 / (4.0 / 3.0 * pi * float(np.prod(halves)))) ** (1 / 3)
    width, depth, height = (half * grow for half in halves)
    body = Ellipsoid(
        centre_mm=level.centre_mm,
        semi_axes_mm=(width, depth, height),
        axes_lps=(point(lateral), point(anterior), point(superior)),
    )
    marked = Level(name=name, centre_mm=level.centre_mm, confirmed_by=READER, body=body)
    return PutLevel(msgspec.structs.replace(marked, symptomatic=painful, treat=treat))


def _lesion_edit(session: Session, lesion: _Lesion, numbers: Volume, volume: Volume) -> Edit:
    mask = Mask(numbers.array_kji == lesion.number, (0, 0, 0), volume.grid)
    ref = session.masks.add(mask, volume.series_uid)
    return PutLesion(
        Lesion(
            id=f"lesion{lesion.number}",
            level=lesion.level,
            seed_mm=lesion.centre_mm,
            kind=lesion.kind,
            mask=ref,
            note=lesion.note,
        )
    )


def _treat(session: Session, lesion: _Lesion, level: _Level) -> None:
    """One needle through the pedicle nearer to the lesion, to the depth of the body's anterior third, and cement."""
    pedicle = min(level.pedicles.values(), key=lambda p: distance_mm(p.isthmus_mm, lesion.centre_mm))
    isthmus, along = vector(pedicle.isthmus_mm), unit(pedicle.axis)
    anterior = unit(np.array(level.lps_from_vertebra)[:3, 1])
    if float(anterior @ along) < 0:
        anterior = -anterior
    to_centre = float((vector(level.centre_mm) - isthmus) @ anterior)
    third = to_centre + sum(level.depths_mm) / 12.0
    target = isthmus + along * (third / float(along @ anterior))
    draft = NeedleDraft(lesion.level, DEFAULT_APPROACH, default_needle().id, point(target))
    entry = point(isthmus - along * BEHIND_ISTHMUS_MM)
    session.apply(place(session.plan, draft, entry, needle_id=f"needle{lesion.number}"))
    band = cement_band(level.body_volume_ml)
    session.apply(SetCement(lesion.level, round((band.low_ml + band.high_ml) / 2.0, 1)))


def _answer(session: Session, volume: Volume) -> None:
    """Every item that software leaves open before the needle is answered, and says that it is an example."""
    checklist = template(session.plan.checklist_template)
    for state in evaluate(checklist, session.plan, checklist_facts(session.plan, volume)):
        if state.state in ("open", "problem") and state.item.phase == "before":
            note = "Example answer."
            answer = ChecklistAnswer(item=state.item.id, state="done", by=READER, utc=ANSWERED_UTC, note=note,
                                     seen=state.seen)  # fmt: skip
            session.apply(AnswerItem(answer))
