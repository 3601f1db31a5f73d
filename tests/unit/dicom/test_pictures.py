"""Thumbnails."""

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from spineplan.dicom.index import scan
from spineplan.dicom.pictures import thumbnail
from tests.support.dicom_files import COLUMNS, ROWS, a_slice, axial_positions, save, write_stack


def test_that_a_thumbnail_shows_the_middle_slice_in_the_headers_window(tmp_path: Path) -> None:
    def bright_middle(data: Dataset, k: int) -> None:
        data.PixelData = np.full((ROWS, COLUMNS), 1064 if k == 2 else 0, np.int16).tobytes()

    write_stack(tmp_path, axial_positions(5), change=bright_middle, WindowCenter=40, WindowWidth=400)
    (entry,) = scan(tmp_path).series
    small = thumbnail(entry)
    assert small is not None
    assert small.dtype == np.uint8
    assert small.shape == (ROWS, COLUMNS)
    assert set(small.ravel().tolist()) == {128}


def test_that_a_thumbnail_is_no_larger_than_asked(tmp_path: Path) -> None:
    pixels = np.arange(100 * 300, dtype=np.int16).reshape(100, 300)
    data = a_slice(0, (0, 0, 0), Rows=100, Columns=300, PixelData=pixels.tobytes())
    (entry,) = scan(save(data, tmp_path / "a")).series
    small = thumbnail(entry, size_px=64)
    assert small is not None
    assert max(small.shape) <= 64
    assert small[0, 0] < small[-1, -1]


def test_that_a_negative_display_is_honoured(tmp_path: Path) -> None:
    pixels = np.zeros((ROWS, COLUMNS), np.int16)
    pixels[:, 8:] = 1000
    data = a_slice(0, (0, 0, 0), PhotometricInterpretation="MONOCHROME1", PixelData=pixels.tobytes())
    (entry,) = scan(save(data, tmp_path / "a")).series
    small = thumbnail(entry)
    assert small is not None
    assert (small[0, 0], small[0, -1]) == (255, 0)


@pytest.mark.parametrize("tags", [{"PixelData": None}, {"Modality": "SR", "PixelData": None}])
def test_that_a_series_without_pictures_has_no_thumbnail(tmp_path: Path, tags: dict[str, object]) -> None:
    (entry,) = scan(save(a_slice(0, (0, 0, 0), **tags), tmp_path / "a")).series
    assert thumbnail(entry) is None


def test_that_colours_become_grey(tmp_path: Path) -> None:
    colours = np.zeros((ROWS, COLUMNS, 3), np.uint8)
    colours[:, :8] = (255, 255, 255)
    for planar in (0, 1):
        raw = colours if planar == 0 else np.moveaxis(colours, -1, 0)
        data = a_slice(0, (0, 0, 0), SamplesPerPixel=3, PhotometricInterpretation="RGB", BitsAllocated=8, BitsStored=8,
                       HighBit=7, PixelRepresentation=0, PlanarConfiguration=planar,
                       PixelData=np.ascontiguousarray(raw).tobytes())  # fmt: skip
        (entry,) = scan(save(data, tmp_path / f"{planar}")).series
        small = thumbnail(entry)
        assert small is not None
        assert (small[0, 0], small[0, -1]) == (255, 0)
