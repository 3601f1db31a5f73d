"""Where a plan's images are: at a place that was named, or beside the plan file."""

from itertools import islice
from pathlib import Path

from spineplan.dicom.index import ImageIndex, scan
from spineplan.dicom.read import read_volume
from spineplan.dicom.series import SeriesEntry
from spineplan.dicom.stack import Run
from spineplan.errors import ImageRefused, UsageError, WrongPatient
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan, SeriesRef
from spineplan.session.opening import check_patient, check_series, identity_from, series_ref


def is_small(folder: Path, most: int = 3000) -> bool:
    """Whether looking through a folder for a plan's images is quick: not a home folder or a whole disk."""
    return sum(1 for _ in islice(folder.rglob("*"), most + 1)) <= most


def images_beside(plan: Plan, plan_path: Path) -> Volume | None:
    """The plan's reference series out of the plan file's folder; None when that is too large or does not hold it whole.

    Raises WrongPatient when the series is there, but of another patient or with other slices.
    """
    folder = plan_path.resolve().parent
    if not is_small(folder):
        return None
    try:
        index = scan(folder)
        return _reference(plan, index) if _named(index, plan.reference) else None
    except ImageRefused:
        return None


def reference_volume(plan: Plan, path: Path) -> Volume:
    """The plan's reference series out of a folder, zip or file.

    Raises WrongPatient when the images are of another patient, or not the very series.
    """
    return _reference(plan, scan(path))


def _reference(plan: Plan, index: ImageIndex) -> Volume:
    entry, run = _entry(plan, index)
    volume = read_volume(entry, run=run)
    check_series(plan, series_ref(volume))
    return volume


def _entry(plan: Plan, index: ImageIndex) -> tuple[SeriesEntry, Run | None]:
    wanted, same = plan.reference, _named(index, plan.reference)
    if not same:
        raise WrongPatient("The plan was made on another series; give the folder that holds that series.")
    who = same[0].patient
    header = {"patient_name": who.name, "patient_id": who.patient_id, "issuer": who.issuer}
    check_patient(plan, identity_from({**header, "birth_date": who.birth_date, "sex": who.sex}))
    try:
        return index.find(wanted.series_uid if same[0].uid == _uid(wanted) else same[0].key)
    except UsageError as error:
        raise WrongPatient("The plan was made on a part of the series that is not there any more.") from error


def _named(index: ImageIndex, wanted: SeriesRef) -> list[SeriesEntry]:
    """By series UID, then by their instances: a series that was stored again under another UID."""
    found = [entry for entry in index.series if entry.uid == _uid(wanted)]
    return found + [entry for entry in index.series if entry.instances_digest == wanted.instances_digest != ""]


def _uid(series: SeriesRef) -> str:
    """Without the names of a sub-stack and of a uniform part."""
    return series.series_uid.partition("@")[0].partition("#")[0]
