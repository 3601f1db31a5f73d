"""The study browser: what one looks for comes first, and what is open can be seen."""

from dataclasses import replace

from spineplan.app import Built
from spineplan.dicom.identity import PatientHeader
from spineplan.dicom.index import ImageIndex, PatientEntry, StudyEntry
from spineplan.dicom.series import SeriesEntry
from spineplan.ui.panels.study.series_tree import SeriesTree
from tests.unit.ui.plans import SERIES, WHO

NOBODY = PatientHeader("", "", "", "", "")
ANNA = PatientHeader(WHO.patient_name, WHO.patient_id, "", WHO.birth_date, WHO.sex)


def series(modality: str, slices: int, who: PatientHeader, digest: str = "", verdict: str = "ok") -> SeriesEntry:
    return SeriesEntry(
        key=f"{modality}{slices}", uid="1", number=1, modality=modality, description=f"{modality}{slices}", date="",
        slices=slices, verdict=verdict, problems=(), notes=(), shape_kji=None, spacing_mm=(1.0, 1.0, 1.0),
        frame_of_reference_uid="", instances_digest=digest, patient=who, study_uid="1", study_date="",
        study_description="", runs=(), content=None,
    )  # fmt: skip


def index(*patients: tuple[PatientHeader, list[SeriesEntry]]) -> ImageIndex:
    return ImageIndex(tuple(PatientEntry(who, (StudyEntry("1", "", "", tuple(found)),)) for who, found in patients), ())


def names(tree: SeriesTree) -> list[str]:
    return [item.text(0).split("  ")[1].split("\n")[0] for item in tree.series_items()]


def test_that_ct_comes_before_label_maps_and_named_patients_before_nobody(built: Built) -> None:
    tree = SeriesTree(built.bridge, built.window)
    found = [series("OT", 300, ANNA), series("CT", 3, ANNA), series("MR", 20, ANNA), series("CT", 200, ANNA)]
    tree.show_index(index((NOBODY, [series("OT", 10, NOBODY)]), (ANNA, found)))
    assert names(tree) == ["CT200", "CT3", "MR20", "OT300", "OT10"]
    assert tree.currentItem() is tree.series_items()[0]


def test_that_the_series_on_the_screen_is_chosen_and_bold(opened: Built) -> None:
    tree = SeriesTree(opened.bridge, opened.window)
    shown = replace(series("CT", 40, ANNA, SERIES.instances_digest))
    other = replace(NOBODY, name="ZZ", patient_id="1")
    tree.show_index(index((other, [series("CT", 500, other)]), (ANNA, [series("CT", 90, ANNA), shown])))
    assert names(tree) == ["CT90", "CT40", "CT500"]
    assert tree.currentItem().text(0).startswith("CT  CT40")
    assert [item.font(0).bold() for item in tree.series_items()] == [False, True, False]
