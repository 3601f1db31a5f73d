"""From images or a plan file to an open session; plan and images must belong together, exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spineplan.errors import PlanLocked, PlanRefused, WrongPatient
from spineplan.geometry.vectors import point
from spineplan.imaging.volume import Volume
from spineplan.plan.checks import storable
from spineplan.plan.edits import AddSeries
from spineplan.plan.model import Identity, Plan, SeriesRef
from spineplan.session.masks import MaskStore
from spineplan.session.persistence import Persistence
from spineplan.session.session import Session
from spineplan.storage.autosave import Recovery
from spineplan.storage.history import History
from spineplan.storage.lock import Lock, acquire
from spineplan.storage.planfile import LoadedPlan, load_plan


@dataclass(frozen=True)
class Opened:
    """An open session with its file. notes: sentences for the user: read-only, history not to be trusted."""

    session: Session
    persistence: Persistence
    notes: tuple[str, ...] = ()


def identity_from(header: Mapping[str, str]) -> Identity:
    """The identity of a header's values; keys are the field names of Identity, missing ones stay empty."""
    return Identity(**{name: storable(header.get(name, "")) for name in Identity.__struct_fields__})


def series_ref(volume: Volume, study_date: str = "", slices: int | None = None) -> SeriesRef:
    """The reference to a loaded series. slices: as scanned, when the volume was resampled to another number."""
    return SeriesRef(
        series_uid=volume.series_uid,
        study_uid=volume.study_uid,
        modality=volume.modality,
        description=storable(volume.description),
        study_date=storable(study_date),
        frame_of_reference_uid=volume.frame_of_reference_uid,
        instances_digest=volume.instances_digest,
        slices=volume.grid.shape_kji[0] if slices is None else slices,
    )


def new_session(identity: Identity, series: SeriesRef, volume: Volume | None = None, who: str = "") -> Opened:
    """A plan that starts on these images. Raises WrongPatient when volume is not the series."""
    session = Session(Plan(identity=identity, reference=series, series=(series,)), who=who)
    if volume is not None:
        show(session, identity, series, volume)
    return Opened(session, Persistence(session))


def open_plan(path: Path, who: str = "") -> Opened:
    """Open a plan file, locked for us; read-only when somebody else has it.

    Raises PlanRefused when the file is damaged, not a plan, or newer than this spineplan.
    """
    who = storable(who)
    lock, reason = _try_lock(path, who)
    try:
        loaded = load_plan(path)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    session = _session_of(loaded, who)
    session.read_only_reason = reason
    persistence = Persistence(
        session,
        path,
        history=loaded.history,
        file_sha256=loaded.file_sha256,
        lock=lock,
        snapshots=loaded.snapshots,
        version_masks=loaded.masks,
    )
    return Opened(session, persistence, _notes(loaded, reason))


def open_recovery(recovery: Recovery, who: str = "") -> Opened:
    """Go on from an autosave that a crash left; it stays unsaved until the user saves.

    If its plan file was saved by somebody else meanwhile, the session has no path and must be saved under another name.
    Raises PlanLocked when the autosave or its plan is open elsewhere, SpineplanError when the disk refuses; then the
    autosave stays.
    """
    who = storable(who)
    guard = acquire(recovery.path, who)
    lock = None
    try:
        session = _session_of(recovery.loaded, who)
        path, file_sha256 = _plan_behind(recovery)
        lock = acquire(path, who) if path is not None else None
        persistence = Persistence(
            session,
            path,
            history=recovery.loaded.history,
            file_sha256=file_sha256,
            lock=lock,
            unsaved=True,
            snapshots=recovery.loaded.snapshots,
            version_masks=recovery.loaded.masks,
        )
        persistence.autosave()
        recovery.discard()
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    finally:
        guard.release()
    notes = _notes(recovery.loaded, None)
    if recovery.plan_path is not None and path is None:
        notes = (*notes, "The plan file was changed or removed since; save the recovered plan under another name.")
    return Opened(session, persistence, notes)


def check_patient(plan: Plan, identity: Identity) -> None:
    """Raises WrongPatient unless patient id, name and birth date are the same; empty is only equal to empty."""
    if _who(plan.identity) != _who(identity):
        raise WrongPatient(
            "The plan and the images belong to different patients; the images were not opened with this plan.",
            f"Plan: {describe(plan.identity)}. Images: {describe(identity)}.",
        )


def check_series(plan: Plan, series: SeriesRef) -> None:
    """Raises WrongPatient unless the plan was made on these very images.

    They are: a series of the plan with the same instances, or the same instances in the same frame of reference
    stored again under another series UID.
    """
    known = (plan.reference, *plan.series)
    for ref in known:
        if ref.instances_digest != series.instances_digest:
            continue
        same_frame = ref.frame_of_reference_uid == series.frame_of_reference_uid != ""
        if ref.series_uid == series.series_uid or (same_frame and series.instances_digest):
            return
    if any(ref.series_uid == series.series_uid for ref in known):
        raise WrongPatient(
            "The series has other slices than when the plan was made; open the complete series, or start a new plan.",
            f"Plan: {_slices(plan, series.series_uid)} slices. Images: {series.slices} slices.",
        )
    raise WrongPatient(
        "The plan was made on another series; open that series, or add this one to the plan.",
        f"Plan: {_series_name(plan.reference)}. Images: {_series_name(series)}.",
    )


def show(session: Session, identity: Identity, series: SeriesRef, volume: Volume) -> None:
    """Put a loaded series of the plan into the session and look at its middle. Raises WrongPatient."""
    check_patient(session.committed, identity)
    check_series(session.committed, series)
    if volume.series_uid != series.series_uid or volume.instances_digest != series.instances_digest:
        raise WrongPatient("The volume is not the series that was chosen; open the series again.")
    session.volumes[series.series_uid] = volume
    session.volumes.know(session.committed, series)
    session.look(series_uid=series.series_uid, crosshair_mm=point(volume.grid.centre_mm))


def add_series(session: Session, identity: Identity, series: SeriesRef, volume: Volume) -> None:
    """Add a further series of the same patient to the plan and show it. Raises WrongPatient or PlanLocked."""
    check_patient(session.committed, identity)
    if all(ref.series_uid != series.series_uid for ref in (session.committed.reference, *session.committed.series)):
        session.apply(AddSeries(series=series))
    show(session, identity, series, volume)


def describe(identity: Identity) -> str:
    """One line for the screen: name, id, birth date."""
    name = identity.patient_name.replace("^", " ").strip() or "no name"
    return f"{name}, id {identity.patient_id or 'none'}, born {identity.birth_date or 'unknown'}"


def _who(identity: Identity) -> tuple[str, str, str]:
    name = identity.patient_name.casefold().rstrip("^= ").strip()
    return (" ".join(name.split()), identity.patient_id.strip(), identity.birth_date.strip())


def _session_of(loaded: LoadedPlan, who: str) -> Session:
    return Session(loaded.plan, who=who, masks=MaskStore(loaded.masks.values()))


def _notes(loaded: LoadedPlan, reason: str | None) -> tuple[str, ...]:
    return tuple(note for note in (reason, loaded.history_problem) if note is not None)


def _try_lock(path: Path, who: str) -> tuple[Lock | None, str | None]:
    if not path.is_file():
        raise PlanRefused("There is no plan file at that place.")
    try:
        return acquire(path, who), None
    except PlanLocked as error:
        return None, str(error)


def _plan_behind(recovery: Recovery) -> tuple[Path | None, str]:
    """The plan file that the autosave continues, with its hash; none when it holds anything the autosave does not."""
    path = recovery.plan_path
    if path is None or not path.is_file():
        return None, ""
    try:
        on_disk = load_plan(path)
    except PlanRefused:
        return None, ""
    return (path, on_disk.file_sha256) if _starts_with(recovery.loaded.history, on_disk.history) else (None, "")


def _starts_with(longer: History, shorter: History) -> bool:
    return longer.lines[: len(shorter.lines)] == shorter.lines


def _slices(plan: Plan, series_uid: str) -> int:
    return next(ref.slices for ref in (plan.reference, *plan.series) if ref.series_uid == series_uid)


def _series_name(ref: SeriesRef) -> str:
    text = ", ".join(part for part in (ref.modality, ref.description, ref.study_date) if part)
    return f"{text or 'unnamed series'} ({ref.slices} slices)"
