"""Patient bar, task rail, findings, messages, elided texts."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.measure.finding import Finding
from spineplan.plan.model import Identity
from spineplan.ui.dates import shown_date, shown_moment
from spineplan.ui.findings_bar import FindingsBar
from spineplan.ui.message_bar import MessageBar
from spineplan.ui.patient_bar import PatientBar, shown_name
from spineplan.ui.stages import progress_of
from spineplan.ui.task_rail import TaskRail
from tests.unit.ui.plans import plan_with


@pytest.mark.parametrize(
    ("dicom", "shown"),
    [("ROSSI^ANNA", "ROSSI, ANNA"), ("ROSSI^ANNA^MARIA^^", "ROSSI, ANNA MARIA"), ("Solo", "Solo"), ("", ""),
     ("ROSSI^ANNA=x=y", "ROSSI, ANNA")],
)  # fmt: skip
def test_that_names_are_written_as_people_write_them(dicom: str, shown: str) -> None:
    assert shown_name(Identity(patient_name=dicom)) == shown


def test_that_dates_cannot_be_mistaken() -> None:
    assert shown_date("20240309") == "2024-03-09"
    assert shown_date("spring") == "spring"
    assert shown_moment("2024-03-09T11:22:33+00:00").startswith("2024-03-09 ")
    assert shown_moment("yesterday") == ""


def test_that_the_patient_bar_names_name_id_birth_sex_and_study_date(qtbot: Any) -> None:
    bar = PatientBar()
    qtbot.addWidget(bar)
    bar.show_plan(plan_with())
    assert bar.name.text() == "ROSSI, ANNA"
    for part in ("ID 77", "born 1950-01-02", "F", "CT of 2024-03-09"):
        assert part in bar.details.text()


def test_that_the_patient_bar_is_marked_and_says_why_when_plan_and_images_disagree(qtbot: Any) -> None:
    bar = PatientBar()
    qtbot.addWidget(bar)
    bar.show_plan(plan_with(), "The images belong to somebody else.")
    assert bar.property("wrong") == "true"
    assert bar.details.text() == "The images belong to somebody else."
    bar.show_plan(plan_with())
    assert bar.property("wrong") == "false"


def test_that_the_rail_tells_each_state_in_words_too(qtbot: Any) -> None:
    rail = TaskRail()
    qtbot.addWidget(rail)
    rail.show_progress(progress_of(plan_with()))
    assert rail.buttons["study"].accessibleName() == "Study, done"
    assert "No level is named yet." in rail.buttons["levels"].toolTip()
    with qtbot.waitSignal(rail.stage_chosen) as chosen:
        QTest.mouseClick(rail.buttons["plan"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["plan"]


def finding(severity: str, sentence: str) -> Finding:
    return Finding(severity, "code", sentence, ("plan", ""), (1.0, 2.0, 3.0))  # type: ignore[arg-type]


def test_that_the_worst_finding_is_shown_first_and_leads_to_its_cause(qtbot: Any) -> None:
    bar = FindingsBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.show_findings([finding("info", "note"), finding("safety", "wrong side"), finding("image", "thick slices")])
    assert [one.sentence for one in bar.findings] == ["wrong side", "thick slices", "note"]
    with qtbot.waitSignal(bar.show_me) as shown:
        bar._show.click()
    assert shown.args[0].sentence == "wrong side"


def test_that_a_message_with_choices_stays_until_answered(qtbot: Any) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    done: list[str] = []
    bar.say("Save?", ("Save", lambda: done.append("saved")), ("No", lambda: done.append("no")))
    assert bar.text == "Save?"
    assert not bar._ends.isActive()
    bar.choose(0)
    assert done == ["saved"]
    assert bar.text == ""


def test_that_a_plain_message_goes_by_itself_and_a_serious_one_does_not(qtbot: Any) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.say("Key image kept.")
    assert bar._ends.isActive()
    bar.say("The disk is full.", serious=True)
    assert not bar._ends.isActive()
    bar.clear()
