"""Layouts, and two series beside each other."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from spineplan.geometry.vectors import vector
from spineplan.plan.edits import PutLevel, PutNeedle
from spineplan.plan.model import Level, Needle
from spineplan.viewer.theme import THEMES, hex_colour, tokens
from tests.support.volumes import of
from tests.viewer.conftest import Desk, wheel


@pytest.mark.parametrize(
    ("layout", "panes"),
    [
        ("four_up", ["axial", "sagittal", "coronal"]),
        ("sagittal_first", ["sagittal", "axial", "coronal"]),
        ("trajectory", ["needle_axial", "needle_sagittal", "bulls_eye"]),
        ("one_up", ["axial"]),
        ("compare", ["axial", "axial"]),
    ],
)
def test_that_a_layout_shows_its_panes(desk: Desk, layout: str, panes: list[str]) -> None:
    desk.bridge.look(layout=layout)
    QApplication.processEvents()
    assert [pane.eye.pane for pane in desk.area.panes] == panes
    assert all(pane.isVisible() and pane.width() > 100 for pane in desk.area.panes)


def second(space: str) -> object:
    array = np.random.default_rng(5).integers(0, 300, (10, 13, 16)).astype(np.int16)
    return of(array, "tilted", series_uid="7.7", frame_of_reference_uid=space, modality="MR")


def test_that_series_of_one_space_are_linked(desk: Desk) -> None:
    desk.bridge.add_volume(second("9.9"))
    desk.bridge.look(layout="compare", compare_uid="7.7")
    QApplication.processEvents()
    first, other = desk.area.panes
    wheel(first, -2, (40, 40))
    assert vector(first.plane.centre_mm)[2] == pytest.approx(vector(other.plane.centre_mm)[2])
    assert other.eye.linked
    assert other.eye.in_plan_space


def test_that_series_of_different_spaces_are_never_shown_as_aligned(desk: Desk) -> None:
    desk.bridge.add_volume(second("other"))
    desk.bridge.look(layout="compare", compare_uid="7.7")
    QApplication.processEvents()
    first, other = desk.area.panes
    before = (first.plane, other.plane)
    assert not other.eye.linked
    assert not other.eye.in_plan_space
    wheel(first, -2, (40, 40))
    assert first.plane != before[0]
    assert other.plane == before[1]
    place = desk.session.view.crosshair_mm
    wheel(other, -1, (40, 40))
    assert other.plane != before[1]
    assert desk.session.view.crosshair_mm == place


def test_that_another_space_gets_a_crosshair_of_its_own(desk: Desk) -> None:
    volume = second("other")
    desk.bridge.add_volume(volume)
    desk.bridge.look(series_uid="7.7")
    QApplication.processEvents()
    assert desk.session.view.crosshair_mm == pytest.approx(tuple(volume.grid.centre_mm))
    assert not desk.pane("axial").eye.in_plan_space


def test_that_needle_panes_hold_the_needle_and_the_wheel_slides_the_bulls_eye(desk: Desk) -> None:
    needle = Needle(
        id="n", level="L3", approach="transpedicular", side="left", entry_mm=(14.0, -14.0, 30.0),
        target_mm=(9.0, -24.0, 31.0), model="m", gauge="11", outer_diameter_mm=3.0, length_mm=100.0,
    )  # fmt: skip
    desk.bridge.apply(PutLevel(Level(name="L3", centre_mm=(10.0, -20.0, 30.0))))
    desk.bridge.apply(PutNeedle(needle))
    desk.bridge.look(layout="trajectory")
    QApplication.processEvents()
    for name in ("needle_axial", "needle_sagittal"):
        for place in (needle.entry_mm, needle.target_mm):
            assert desk.pane(name).plane.px_from_mm(place)[2] == pytest.approx(0.0, abs=1e-9)
    eye = desk.pane("bulls_eye")
    assert eye.plane.px_from_mm(needle.entry_mm)[2] == pytest.approx(0.0, abs=1e-9)
    wheel(eye, -3, (40, 40))
    assert eye.plane.px_from_mm(needle.entry_mm)[2] == pytest.approx(-3.0)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255.0 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_that_text_can_be_read_in_every_theme(theme) -> None:
    for ink in ("text", "muted", "accent", "ok", "caution", "danger"):
        for ground in ("window", "panel", "raised"):
            assert contrast(hex_colour(ink, theme), hex_colour(ground, theme)) >= 4.5, (theme, ink, ground)
    assert contrast(hex_colour("on_accent", theme), hex_colour("accent", theme)) >= 4.5


def test_that_every_theme_has_the_same_tokens() -> None:
    names = {frozenset(theme) for theme in tokens().themes.values()}
    assert len(names) == 1
