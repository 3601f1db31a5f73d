"""The text size of the settings reaches everything that carries words."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.viewer.theme import font, theme, tokens


@pytest.fixture
def large(opened: Built) -> Iterator[Built]:
    opened.settings.font_scale = 1.6
    QTest.qWait(20)
    yield opened
    opened.settings.font_scale = 1.0


def test_that_text_in_pictures_follows_the_text_size(large: Built) -> None:
    assert theme().text_scale == 1.6
    assert font().pixelSize() == round(tokens().font_px * 1.6)


def test_that_the_panel_and_the_board_make_room_for_large_text(large: Built) -> None:
    assert large.window.deck.width() == round(336 * 1.6)
    assert large.window.board.width() == round(142 * 1.6)
