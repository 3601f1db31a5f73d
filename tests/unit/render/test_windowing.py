import numpy as np
import pytest

from spineplan.imaging.volume import Window
from spineplan.render.windowing import auto_window, first_window, grey_scale, presets
from tests.support.volumes import noise, of


def level(volume, window: Window, stored: float) -> float:
    scale = grey_scale(volume, window)
    return float(np.clip((stored - scale.low) * scale.gain, 0.0, 255.0))


def test_that_the_window_follows_the_standard() -> None:
    # PS3.3 C.11.2.1.2.1, its own example for an 8-bit range: c = 10, w = 400: black at -190 and below, white from 209.5
    volume = noise()
    assert level(volume, Window(400.0, 10.0), -190.0) == pytest.approx(0.0)
    assert level(volume, Window(400.0, 10.0), 209.0) == pytest.approx(255.0)
    assert level(volume, Window(400.0, 10.0), 9.5) == pytest.approx(127.5)


def test_that_scaled_values_are_windowed_as_real_values() -> None:
    volume = noise(value_scale=0.01, value_offset=-1.0, modality="PT")
    assert level(volume, Window(5.0, 2.5), 100.0) == pytest.approx(0.0)
    assert level(volume, Window(5.0, 2.5), 350.0) == pytest.approx(127.5)
    assert level(volume, Window(5.0, 2.5), 600.0) == pytest.approx(255.0)


def test_that_the_presets_are_those_of_the_reading_room() -> None:
    assert [(p.name, p.width, p.centre) for p in presets()][:3] == [
        ("Bone", 2000, 350),
        ("Soft", 400, 40),
        ("Canal", 250, 50),
    ]


def test_that_ct_opens_as_bone_and_others_as_their_header_says() -> None:
    assert first_window(noise()) == Window(2000, 350)
    assert first_window(noise(modality="MR", windows=(Window(300.0, 150.0),))) == Window(300.0, 150.0)


def test_that_the_automatic_window_spans_the_values_without_air_and_padding() -> None:
    array = np.full((8, 8, 8), -1000, dtype=np.int16)
    array[4:] = np.linspace(0, 200, 4 * 64).reshape(4, 8, 8).astype(np.int16)
    found = auto_window(of(array, padding_value=None), array)
    assert found.centre == pytest.approx(100.0, abs=2.0)
    assert found.width == pytest.approx(196.0, abs=4.0)
    empty = auto_window(of(np.full((4, 4, 4), 7, dtype=np.int16), modality="MR", padding_value=7))
    assert empty.width > 0


def test_that_marrow_is_seen_beside_fluid_on_mr() -> None:
    """A STIR-like series: air 3, marrow about 60, three per cent of fluid at 800."""
    signal = np.full(10_000, 60, dtype=np.int16)
    signal[:1000], signal[1000:1150] = 3, 800
    volume = of(signal.reshape(10, 10, 100), modality="MR")
    assert first_window(volume).width < 100


def test_that_a_hot_spot_is_whiter_than_bone_of_normal_uptake() -> None:
    """Two per cent of a scan are normal bone at 100 counts, 0.3 per cent are a lesion at 250."""
    counts = np.full(10_000, 5, dtype=np.int16)
    counts[:200], counts[200:230] = 100, 250
    volume = of(counts.reshape(10, 10, 100), modality="NM")
    window = auto_window(volume, counts)
    assert level(volume, window, 100.0) < 128
    assert level(volume, window, 250.0) > 240


def test_that_a_header_window_that_shows_nothing_is_not_taken() -> None:
    signal = np.linspace(0, 400, 1000).astype(np.int16).reshape(10, 10, 10)
    for useless in (Window(200.0, 2048.0), Window(100.0, -500.0)):
        found = first_window(of(signal, modality="MR", windows=(useless,)))
        assert 0.0 < found.centre < 400.0
    assert first_window(of(signal, modality="MR", windows=(Window(300.0, 500.0),))) == Window(300.0, 500.0)
