"""The metamer board: where levels lie, what is said of them, and the way there."""

from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from spineplan.clinical.case import case_of
from spineplan.plan.levels import USUAL_LEVELS
from spineplan.plan.model import CementTarget, Fact, Lesion, Level
from spineplan.ui.drawings.board_shape import chips, shown_levels
from spineplan.ui.level_facts import facts_of, sentence
from spineplan.ui.metamer_board import MetamerBoard
from tests.unit.ui.plans import plan_with


def test_that_transitional_levels_appear_only_when_used() -> None:
    assert shown_levels(set()) == list(USUAL_LEVELS)
    assert len(shown_levels(set())) == 30
    names = shown_levels({"T13", "L6"})
    assert names[names.index("T12") + 1] == "T13"
    assert names[names.index("L5") + 1] == "L6"


@pytest.mark.parametrize("height", [420.0, 700.0, 1300.0])
def test_that_chips_fill_the_height_in_order_without_overlap(height: float) -> None:
    area = QRectF(0.0, 10.0, 132.0, height)
    column = chips(shown_levels(set()), area)
    assert [chip.name for chip in column] == list(USUAL_LEVELS)
    for above, below in pairwise(column):
        assert above.rect.bottom() < below.rect.top()
    assert column[0].rect.top() == pytest.approx(10.0)
    assert column[-1].rect.bottom() == pytest.approx(10.0 + height, abs=3.0)
    assert all(area.left() <= chip.rect.left() and chip.rect.right() <= area.right() for chip in column)


def test_that_the_column_bends_like_a_spine_seen_from_its_left() -> None:
    middles = {chip.name: chip.rect.center().x() for chip in chips(shown_levels(set()), QRectF(0, 0, 132, 700))}
    assert middles["C4"] < middles["T6"] > middles["L3"] < middles["S2"]


def test_that_hovering_says_everything_known_of_a_level() -> None:
    level = Level(name="L3", centre_mm=(0, 0, 0), state="proposed", symptomatic=True, treat=True)
    plan = plan_with(
        levels=(level,),
        lesions=(Lesion(id="a", level="L3", seed_mm=(0, 0, 0), kind="lytic"),),
        cement=(CementTarget(level="L3", volume_ml=4.25),),
    )
    said = sentence("L3", facts_of(plan)["L3"])
    assert said == "L3: a suggestion, to confirm, lytic lesion, symptomatic, to treat, cement 4.2 mL"
    assert sentence("L4", None) == "L4 is not named on the images yet."


def test_that_sins_is_said_once_something_of_it_is_answered() -> None:
    level = Level(name="L3", centre_mm=(0, 0, 0))
    plan = plan_with(levels=(level,))
    assert facts_of(plan, case_of(plan))["L3"].sins_words == ""
    pain = replace(level, facts=(Fact(item="pain", value="mechanical", by="x"),))
    some = plan_with(levels=(pain,))
    found = facts_of(some, case_of(some))["L3"]
    assert (found.sins, found.sins_severity) == ("", "")
    assert "SINS 5-17, stable or" in sentence("L3", found)


@pytest.fixture
def board(qtbot: Any) -> MetamerBoard:
    widget = MetamerBoard()
    qtbot.addWidget(widget)
    widget.resize(132, 700)
    widget.show()
    widget.show_plan(plan_with(levels=tuple(Level(name=n, centre_mm=(0, 0, 0)) for n in ("T12", "L1"))))
    return widget


def test_that_a_click_in_a_row_chooses_its_level(board: MetamerBoard, qtbot: Any) -> None:
    with qtbot.waitSignal(board.level_chosen) as chosen:
        at = board.chip_centre("L1").toPoint()
        at.setX(4)
        QTest.mouseClick(board, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert chosen.args == ["L1"]


def test_that_arrows_and_enter_choose_without_a_mouse(board: MetamerBoard, qtbot: Any) -> None:
    board.show_here("T12")
    QTest.keyClick(board, Qt.Key.Key_Down)
    with qtbot.waitSignal(board.level_chosen) as chosen:
        QTest.keyClick(board, Qt.Key.Key_Return)
    assert chosen.args == ["L1"]


def test_that_lytic_blastic_and_mixed_differ_in_shape_not_only_in_colour(board: MetamerBoard) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor, QImage, QPainter

    from spineplan.ui.drawings.board_paint import paint_lesion_dot

    covered = {}
    for kind in ("lytic", "blastic", "mixed"):
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(QColor(0, 0, 0, 0))
        painter = QPainter(image)
        paint_lesion_dot(painter, QPointF(12, 12), kind, 20.0)
        painter.end()
        covered[kind] = sum(image.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))
    assert covered["lytic"] < 0.7 * covered["mixed"]
    assert covered["mixed"] < 0.9 * covered["blastic"]
