"""The Decide stage: answers go into the plan, scores say where they come from, the decision is signed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from spineplan.app import Built
from spineplan.clinical.case import Computed
from spineplan.clinical.conventions import Policy
from spineplan.plan.edits import DecideLevel, PutLesion, PutLevel, SetFact
from spineplan.plan.model import Decision, Fact, Lesion, Level
from spineplan.ui.decide_desk import DecideDesk
from spineplan.ui.drawings.score_plots import SinsPlot
from spineplan.ui.panels.decide.decide_panel import DecidePanel
from spineplan.ui.policy import policy_of
from spineplan.viewer.theme import font, theme, tokens


@pytest.fixture
def named(opened: Built) -> Built:
    """L2, L3 and L4 are named; L3 has a lytic lesion."""
    for name, z in (("L2", 30.0), ("L3", 0.0), ("L4", -30.0)):
        opened.bridge.apply(PutLevel(Level(name=name, centre_mm=(0.0, 0.0, z), confirmed_by="Dr Test")))
    opened.bridge.apply(PutLesion(Lesion(id="x", level="L3", seed_mm=(0.0, 0.0, 0.0), kind="lytic")))
    return opened


def decide(built: Built) -> DecidePanel:
    built.workstation.go("decide")
    QTest.qWait(20)
    panel = built.deck.panel("decide")
    assert isinstance(panel, DecidePanel)
    return panel


def plan(built: Built):
    assert built.bridge.session is not None
    return built.bridge.session.plan


def answer(panel: DecidePanel, scope, group: str, item: str, value: str) -> None:
    """Choose in the field as a hand would."""
    editor = panel.form(scope, group).fields[item].editor
    editor.setCurrentIndex(editor.findData(value))
    editor.activated.emit(editor.currentIndex())
    QTest.qWait(20)


def type_into(panel: DecidePanel, scope, group: str, item: str, text: str) -> QLineEdit:
    field = panel.form(scope, group).fields[item].editor
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.qWait(20)
    return field


def test_that_the_stage_opens_at_the_level_looked_at(named: Built) -> None:
    for place, level in (((0.0, 0.0, -30.0), "L4"), ((0.0, 0.0, 30.0), "L2")):
        named.workstation.go("study")
        named.bridge.look(selected=("lesion", "x"), crosshair_mm=place)
        panel = decide(named)
        assert named.bridge.session is not None
        assert named.bridge.session.view.selected == ("level", level)
        before = plan(named).level("L3")
        panel.refresh()
        answer(panel, "level", "pain", "palpation", "yes")
        written = plan(named).level(level)
        assert written is not None
        assert [fact.item for fact in written.facts] == ["palpation"]
        assert plan(named).level("L3") == before


def test_that_a_decision_is_signed_with_its_reason(named: Built) -> None:
    panel = decide(named)
    panel.choose("L3")
    QTest.qWait(20)
    QTest.keyClicks(panel.decision.reason, "Mechanical pain")
    panel.decision.treat_button.click()
    QTest.qWait(20)
    level = plan(named).level("L3")
    assert (level.treat, level.decision.reason, level.decision.by) == (
        True,
        "Mechanical pain",
        named.bridge.session.who,
    )
    assert panel.decision.signature.text().startswith("Treat · ")
    panel.decision.leave_button.click()
    QTest.qWait(20)
    assert (plan(named).level("L3").treat, plan(named).level("L3").decision.reason) == (False, "Mechanical pain")
    panel.decision.back_button.click()
    QTest.qWait(20)
    assert plan(named).level("L3").decision is None
    assert panel.decision.signature.text() == "Nobody has decided yet."


def test_that_an_answer_moves_the_score_and_can_be_undone(named: Built) -> None:
    panel = decide(named)
    panel.choose("L3")
    QTest.qWait(20)
    assert panel.level_scores.cards["sins"].note.text() == "4–17"
    answer(panel, "level", "pain", "pain", "mechanical")
    assert panel.level_scores.cards["sins"].note.text() == "7–17"
    fact = plan(named).level("L3").facts[0]
    assert (fact.item, fact.value, fact.by) == ("pain", "mechanical", named.bridge.session.who)
    named.bridge.undo()
    QTest.qWait(20)
    assert panel.level_scores.cards["sins"].note.text() == "4–17"


def test_that_a_number_out_of_range_is_refused_with_what_is_allowed(named: Built) -> None:
    panel = decide(named)
    said: list[str] = []
    named.bridge.message.connect(said.append)
    field = type_into(panel, "patient", "labs", "albumin", "38")
    assert said == ["Albumin is a number from 0.5 to 7 g/dL, not 38."]
    assert (plan(named).facts, field.text()) == ((), "")
    field = type_into(panel, "patient", "labs", "albumin", "3,8")
    assert plan(named).facts[0].value == "3.8"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    panel.decision.reason.setFocus()
    QTest.qWait(20)
    assert field.text() == "3.8 g/dL"


def test_that_leaving_a_field_untouched_writes_nothing(named: Built) -> None:
    panel = decide(named)
    type_into(panel, "patient", "labs", "inr", "1.2")
    before = plan(named)
    field = panel.form("patient", "labs").fields["inr"].editor
    field.setFocus()
    panel.decision.reason.setFocus()
    QTest.qWait(20)
    assert plan(named) is before


def test_that_several_answers_of_one_item_are_kept_together(named: Built) -> None:
    panel = decide(named)
    many = panel.form("patient", "safety").fields["anticoagulants"].editor
    many.ticks["aspirin"].trigger()
    QTest.qWait(20)
    many.ticks["warfarin"].trigger()
    QTest.qWait(20)
    assert plan(named).facts[0].value == "warfarin, aspirin"
    many.ticks["none"].trigger()
    QTest.qWait(20)
    assert plan(named).facts[0].value == "none"
    assert many.text() == "none"


def test_that_the_wheel_over_a_field_changes_nothing(named: Built) -> None:
    panel = decide(named)
    answer(panel, "level", "pain", "pain", "none")
    editor = panel.form("level", "pain").fields["pain"].editor
    before = plan(named)
    QTest.qWait(20)
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    at = QPointF(editor.rect().center())
    event = QWheelEvent(
        at, QPointF(editor.mapToGlobal(at)), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor, event)
    assert plan(named) is before
    assert editor.currentData() == "none"


def test_that_a_suggestion_can_be_confirmed_or_overruled_and_both_are_kept(
    named: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = decide(named)
    told = Computed(levels={"L3": {"posterior_wall": "eroded", "collapse_percent": "12.5"}})
    monkeypatch.setattr(named.bridge.morphology, "computed", lambda: told)
    named.learning.learn()
    panel.choose("L3")
    QTest.qWait(20)
    field = panel.form("level", "morphology").fields["posterior_wall"]
    panel.refresh()
    assert (field.note.text(), field.editor.currentData()) == ("Suggestion", "eroded")
    field.confirm.click()
    QTest.qWait(20)
    assert field.note.text() == ""
    answer(panel, "level", "morphology", "posterior_wall", "breached")
    assert field.note.text() == "Software says eroded"
    fact = plan(named).level("L3").facts[0]
    assert (fact.value, fact.computed) == ("breached", "eroded")


def test_that_an_opened_score_shows_every_item_with_points_and_origin(named: Built) -> None:
    panel = decide(named)
    answer(panel, "level", "pain", "pain", "mechanical")
    card = panel.level_scores.cards["sins"]
    card.unfold()
    QTest.qWait(20)
    texts = [label.text() for label in card.body.findChildren(QLabel)]
    assert "mechanical · entered" in texts
    assert "L3 · computed" in texts
    assert any("– missing" in text for text in texts)
    assert any(text.startswith("Missing: Alignment, Body collapse") for text in texts)
    assert any("Fisher CG" in text for text in texts)
    assert "sensitivity 95.7" in card.head.toolTip()


def test_that_a_contradiction_is_said_on_the_card(named: Built) -> None:
    panel = decide(named)
    answer(panel, "patient", "performance", "kps", "10")
    card = panel.patient_scores.cards["van_der_linden"]
    assert card.note.text() == "!"
    assert "20-40" in card.toolTip()


def test_that_the_table_is_below_the_images_in_this_stage_only(named: Built) -> None:
    panel = decide(named)
    assert panel.desk.isVisible()
    assert panel.desk.window() is named.window
    named.workstation.go("study")
    QTest.qWait(20)
    assert not panel.desk.isVisible()
    named.workstation.go("decide")
    QTest.qWait(20)
    assert panel.desk.isVisible()


def test_that_a_row_leads_to_its_level_and_a_heading_sorts(named: Built) -> None:
    panel = decide(named)
    panel.choose("L4")
    answer(panel, "level", "pain", "pain", "mechanical")
    table = panel.desk.table
    assert table.level_names() == ["L4", "L3", "L2"]
    row = table.model().index(1, 0)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(row).center())
    QTest.qWait(20)
    assert panel.decision.title.text() == "Treat L3?"
    assert named.bridge.session.view.crosshair_mm == (0.0, 0.0, 0.0)
    table.column_chosen.emit("sins")
    QTest.qWait(20)
    assert panel.desk.order[0] == "sins"
    panel.desk.usual_button.click()
    QTest.qWait(20)
    assert table.level_names() == ["L4", "L3", "L2"]


def test_that_unknown_cells_say_so_and_the_decision_is_in_the_row(named: Built) -> None:
    named.bridge.apply(DecideLevel("L2", False, Decision(reason="Painless", by="Dr Test")))
    model = decide(named).desk.table.model()
    by_level = {model.index(n, 0).data(): n for n in range(model.rowCount())}
    assert model.index(by_level["L2"], 1).data() == "do not treat"
    assert "Painless" in model.index(by_level["L2"], 1).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(by_level["L3"], 2).data() == "?"


def test_that_a_relative_contraindication_is_accepted_with_a_reason_only(named: Built) -> None:
    panel = decide(named)
    panel.choose("L3")
    answer(panel, "level", "morphology", "posterior_wall", "breached")
    field = next(row.findChild(QLineEdit) for row in panel.rules.rows if row.findChild(QLineEdit) is not None)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert all(not fact.item.startswith("accept.") for fact in plan(named).level("L3").facts)
    QTest.keyClicks(field, "CT guidance")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert plan(named).level("L3").facts[-1].value == "CT guidance"


def test_that_the_pictures_are_drawn_in_every_theme(named: Built) -> None:
    panel = decide(named)
    answer(panel, "patient", "performance", "kps", "80")
    panel.desk.picture_button.click()
    for name in ("light", "high_contrast", "dark"):
        theme().use(name)
        QTest.qWait(20)
    assert "Location" in panel.desk.legend


def test_that_nothing_can_be_decided_before_levels_are_named(opened: Built) -> None:
    panel = decide(opened)
    assert panel.prompt.text == "Name levels first"
    assert not panel.decision.isVisible()
    assert panel.patient_scores.isVisible()


def test_that_a_departments_threshold_counts_at_once_and_is_kept(named: Built) -> None:
    panel = decide(named)
    type_into(panel, "patient", "labs", "inr", "1.4")
    assert all("INR" not in finding.sentence for finding in named.measured.findings())
    form = panel.thresholds()
    field = form.fields["inr_alarm"]
    QTest.keyClicks(field, "1.3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert any("INR too high" in finding.sentence for finding in named.measured.findings())
    assert policy_of(named.window.settings).own == {"inr_alarm": 1.3}
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert policy_of(named.window.settings) == Policy()


def test_that_a_threshold_out_of_range_or_read_in_its_source_is_not_changed(named: Built) -> None:
    form = decide(named).thresholds()
    said: list[str] = []
    named.bridge.message.connect(said.append)
    field = form.fields["inr_alarm"]
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (said[0], field.text()) == ("INR: correct above: from 1 to 4, not 9.", "")
    assert not form.fields["platelets_caution"].isEnabled()  # read in its source


def test_that_a_damaged_setting_is_the_default(named: Built) -> None:
    for broken in ("[]", "{", '{"own": {"inr_alarm": 99}}', '{"own": {"nothing": 1}}', '{"own": 3}'):
        named.window.settings.thresholds = broken
        assert policy_of(named.window.settings) == Policy()
    named.window.settings.thresholds = ""


def test_that_a_missing_item_leads_to_its_field(named: Built) -> None:
    panel = decide(named)
    card = panel.level_scores.cards["sins"]
    card.unfold()
    QTest.qWait(20)
    link = next(label for label in card.body.findChildren(QLabel) if 'href="alignment"' in label.text())
    link.linkActivated.emit("alignment")
    QTest.qWait(20)
    assert named.window.focusWidget() is panel.form("level", "stability").fields["alignment"].editor
    stages: list[str] = []
    panel.stage_wanted.connect(stages.append)
    panel.ask_for("matrix")
    assert stages == ["lesions"]


def test_that_a_lumbar_level_is_not_asked_for_its_ribs(named: Built) -> None:
    named.bridge.apply(PutLevel(Level(name="T8", centre_mm=(0.0, 0.0, 35.0), confirmed_by="Dr Test")))
    panel = decide(named)
    panel.choose("L3")
    fields = panel.form("level", "morphology").fields
    assert fields["pedicle_left"].editor.isVisible()
    assert not fields["costovertebral_left"].editor.isVisible()
    panel.choose("T8")
    assert fields["costovertebral_left"].editor.isVisible()


def test_that_the_keyboard_sorts_and_chooses(named: Built) -> None:
    panel = decide(named)
    table = panel.desk.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 5))
    QTest.keyClick(table, Qt.Key.Key_S)
    QTest.qWait(20)
    assert panel.desk.order[0] == "sins"


def test_that_a_plan_that_may_only_be_read_keeps_its_answers(named: Built) -> None:
    panel = decide(named)
    answer(panel, "level", "pain", "pain", "none")
    named.bridge.session.read_only_reason = "Read only."
    before = plan(named)
    answer(panel, "level", "pain", "pain", "mechanical")
    panel.decision.symptomatic.click()
    panel.decision.treat_button.click()
    QTest.qWait(20)
    assert plan(named) is before
    assert panel.form("level", "pain").fields["pain"].editor.currentData() == "none"
    assert not panel.decision.symptomatic.isChecked()
    assert not panel.decision.treat_button.isChecked()


def test_that_the_suggestions_of_a_part_are_confirmed_in_one_step(
    named: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = decide(named)
    told = Computed(levels={"L3": {"posterior_wall": "eroded", "escc": "0", "costovertebral_left": "free"}})
    monkeypatch.setattr(named.bridge.morphology, "computed", lambda: told)
    named.learning.learn()
    panel.choose("L3")
    form = panel.form("level", "morphology")
    assert form.confirm_all.text() == "Confirm the 2 suggestions"
    form.confirm_all.click()
    QTest.qWait(20)
    kept = {fact.item: (fact.value, fact.by, fact.computed) for fact in plan(named).level("L3").facts}
    who = named.bridge.session.who
    assert kept == {"posterior_wall": ("eroded", who, "eroded"), "escc": ("0", who, "0")}
    assert not form.confirm_all.isVisible()
    named.bridge.undo()
    assert plan(named).level("L3").facts == ()


def test_that_the_radar_names_its_levels_and_says_when_too_little_is_known(named: Built) -> None:
    panel = decide(named)
    desk = named.window.findChild(DecideDesk)
    assert desk.radar.legend() == ""
    panel.choose("L3")
    for item, value in (("pain", "mechanical"), ("posterior_wall", "breached"), ("escc", "1b"), ("oedema", "yes")):
        fact = Fact(item=item, value=value, by="Dr Test", utc="2026-01-01T00:00:00+00:00")
        named.bridge.apply(SetFact("level", "L3", item, fact))
    QTest.mouseClick(desk.picture_button, Qt.MouseButton.LeftButton)
    QTest.qWait(60)
    assert "L3" in desk.radar.legend()
    assert "L4" not in desk.radar.legend()


def test_that_every_column_of_the_table_is_seen_in_a_narrow_window(named: Built) -> None:
    decide(named)
    table = named.window.findChild(DecideDesk).table
    for width in (880, 1400):
        table.resize(width, 200)
        QTest.qWait(20)
        model = table.model()
        widths = [table.columnWidth(n) for n in range(model.columnCount())]
        assert sum(widths) <= table.viewport().width() + 1
        metrics = table.horizontalHeader().fontMetrics()
        for n, px in enumerate(widths):
            heading = model.headerData(n, Qt.Orientation.Horizontal)
            assert metrics.horizontalAdvance(heading) <= px, heading


def test_that_all_levels_are_seen_without_scrolling_and_a_refusal_does_not_push_a_column_out(named: Built) -> None:
    for n, name in enumerate(("T11", "T12", "L1", "L5")):
        named.bridge.apply(PutLevel(Level(name=name, centre_mm=(0.0, 0.0, 130.0 - 20 * n), confirmed_by="Dr Test")))
    decide(named)
    table = named.window.findChild(DecideDesk).table
    table.setMinimumSize(880, 200)
    table.resize(880, 200)
    named.bridge.apply(DecideLevel("L2", False, Decision(reason="Stable", by="Dr Test", utc="2026-01-01T00:00:00Z")))
    QTest.qWait(60)
    names = table.level_names()
    assert len(names) == 7
    last = table.visualRect(table.model().index(len(names) - 1, 0))
    assert table.visualRect(table.model().index(0, 0)).top() >= 0
    assert last.bottom() <= table.viewport().height()
    assert table.horizontalScrollBar().maximum() == 0


def test_that_the_words_behind_the_longest_bar_are_not_cut(named: Built) -> None:
    from spineplan.clinical.score_inputs import score_of

    plot = SinsPlot()
    plot.resize(300, 190)
    plot.show_levels([("L1", score_of("sins", named.measured.case(), "L3"))])
    plot.show()
    QTest.qWait(30)
    view = plot.plot().getViewBox()
    per_point = view.width() / (view.viewRange()[0][1] - view.viewRange()[0][0])
    words = QFontMetrics(font(tokens().small_font_px)).horizontalAdvance("3–18")
    assert (view.viewRange()[0][1] - 18.2) * per_point >= words
    plot.close()


def test_that_an_answer_read_through_a_registration_that_is_gone_asks_to_be_confirmed_again(
    named: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = decide(named)
    told = Computed(levels={"L3": {"uptake": "increased"}}, read_through={("L3", "uptake"): "aa11"})
    monkeypatch.setattr(named.bridge.morphology, "computed", lambda: told)
    named.learning.learn()
    panel.choose("L3")
    QTest.qWait(20)
    field = panel.form("level", "morphology").fields["uptake"]
    panel.refresh()
    field.confirm.click()
    QTest.qWait(20)
    assert plan(named).level("L3").facts[0].read_through == "aa11"
    assert field.note.text().startswith("Its registration has changed or is gone")
    assert field.confirm.isVisibleTo(panel)
    monkeypatch.setattr(named.bridge.morphology, "computed", Computed)
    named.learning.learn()
    panel.refresh()
    field.confirm.click()
    QTest.qWait(20)
    assert plan(named).level("L3").facts[0].read_through == "", "the doctor's own from now on"
    assert (field.note.text(), field.confirm.isVisibleTo(panel)) == ("", False)


def test_that_a_whole_spine_is_seen_where_the_window_has_room(named: Built) -> None:
    for n in range(1, 13):
        named.bridge.apply(PutLevel(Level(name=f"T{n}", centre_mm=(0.0, 0.0, 300.0 - 20 * n), confirmed_by="Dr Test")))
    named.window.resize(1920, 1200)
    QTest.qWait(30)
    decide(named)
    QTest.qWait(60)
    table = named.window.findChild(DecideDesk).table
    rows = table.model().rowCount()
    assert rows == 15
    assert table.visualRect(table.model().index(rows - 1, 0)).bottom() <= table.viewport().height()
    assert named.window.middle.sizes()[0] > named.window.middle.sizes()[1], "the picture is the hero"
