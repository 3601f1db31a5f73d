"""Stored values to int16, by hand and against SimpleITK."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import SimpleITK as sitk
from pydicom.dataset import Dataset

from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.imaging.volume import Volume, Window
from tests.support.dicom_files import COLUMNS, ROWS, a_slice, axial_positions, save, write_stack


def loaded(folder: Path) -> Volume:
    (entry,) = scan(folder).series
    return read_volume(entry)


def real(volume: Volume) -> np.ndarray:
    return volume.array_kji * volume.value_scale + volume.value_offset


def one(tmp_path: Path, stored: np.ndarray, **tags: Any) -> Volume:
    """A one-slice volume whose first pixels are `stored`."""
    pixels = np.zeros(ROWS * COLUMNS, stored.dtype)
    pixels[: stored.size] = stored
    save(a_slice(0, (0, 0, 0), PixelData=pixels.tobytes(), **tags), tmp_path / "a")
    return loaded(tmp_path / "a")


UNSIGNED = {"PixelRepresentation": 0, "RescaleIntercept": -1024}


@pytest.mark.parametrize(
    ("stored", "tags", "expected"),
    [
        (np.array([0, 1, 2000], np.int16), {}, [-1024, -1023, 976]),
        (np.array([-32768, -31744, 5], np.int16), {}, [-32768, -32768, -1019]),
        (np.array([0, 4095], np.uint16), {**UNSIGNED, "BitsStored": 12, "HighBit": 11}, [-1024, 3071]),
        (np.array([0xF001, 0x8FFF], np.uint16), {**UNSIGNED, "BitsStored": 12, "HighBit": 11}, [-1023, 3071]),
        (np.array([0x0FFF, 0x7001, 0x0800], np.uint16), {"BitsStored": 12, "HighBit": 11}, [-1025, -1023, -3072]),
        (np.array([0, 40000, 33791, 33792], np.uint16), UNSIGNED, [-1024, 32767, 32767, 32767]),
        (np.array([0, 65535], np.uint16), {"PixelRepresentation": 0, "RescaleIntercept": -32768}, [-32768, 32767]),
        (np.array([10, 11, -3], np.int16), {"RescaleSlope": 0.5, "RescaleIntercept": 0.25}, [5, 6, -1]),
        (np.array([3, 4], np.int16), {"RescaleSlope": 2, "RescaleIntercept": -1000}, [-994, -992]),
        (np.array([7, 250], np.uint8), {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, **UNSIGNED}, [-1017, -774]),
        (np.array([7, -2], np.int8), {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}, [-1017, -1026]),
        (np.array([9], np.int16), {"RescaleSlope": None, "RescaleIntercept": None}, [9]),
    ],
)
def test_that_ct_becomes_hu(tmp_path: Path, stored: np.ndarray, tags: dict[str, Any], expected: list[int]) -> None:
    volume = one(tmp_path, stored, **tags)
    assert (volume.unit, volume.value_scale, volume.value_offset) == ("HU", 1.0, 0.0)
    np.testing.assert_array_equal(volume.array_kji[0].ravel()[: len(expected)], expected)


def test_that_a_negative_display_changes_no_value_and_is_said(tmp_path: Path) -> None:
    volume = one(tmp_path, np.array([9], np.int16), PhotometricInterpretation="MONOCHROME1")
    assert volume.array_kji[0, 0, 0] == -1015
    assert volume.notes == ("The header asks for a negative display (low values bright); the values are kept.",)


def test_that_values_beyond_16_bits_are_counted_and_said(tmp_path: Path) -> None:
    volume = one(tmp_path, np.array([33791, 33792, 65535], np.uint16), **UNSIGNED)
    assert volume.notes == ("2 values above the range of 16 bits are shown as the highest value.",)


def test_that_every_slice_keeps_its_own_rescale(tmp_path: Path) -> None:
    def own(data: Dataset, k: int) -> None:
        data.RescaleSlope, data.RescaleIntercept = k + 1, -100 * k
        data.PixelData = np.full((ROWS, COLUMNS), 10, np.int16).tobytes()

    volume = loaded(write_stack(tmp_path, axial_positions(3), change=own))
    assert [int(slice_[0, 0]) for slice_ in volume.array_kji] == [10, -80, -170]


def test_that_pet_with_its_own_slope_in_every_slice_fits_one_scale(tmp_path: Path) -> None:
    slopes = [0.37, 12.5, 3.1]

    def own(data: Dataset, k: int) -> None:
        data.RescaleSlope, data.RescaleIntercept, data.Units = slopes[k], 0, "BQML"
        data.PixelData = np.full((ROWS, COLUMNS), 32767 - k, np.int16).tobytes()

    volume = loaded(write_stack(tmp_path, axial_positions(3), change=own, Modality="PT"))
    assert volume.unit == "Bq/ml"
    expected = [slope * (32767 - k) for k, slope in enumerate(slopes)]
    np.testing.assert_allclose(real(volume)[:, 0, 0], expected, atol=volume.value_scale / 2)


@pytest.mark.parametrize("bits", [12, 16])
def test_that_unsigned_mr_keeps_every_value(tmp_path: Path, bits: int) -> None:
    stored = np.array([0, 1, 2 ** (bits - 1), 2**bits - 1], np.uint16)
    volume = one(tmp_path, stored, Modality="MR", BitsStored=bits, HighBit=bits - 1, PixelRepresentation=0,
                 RescaleSlope=None, RescaleIntercept=None)  # fmt: skip
    assert volume.unit == ""
    np.testing.assert_array_equal(real(volume)[0].ravel()[:4], stored)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"PixelPaddingValue": -2000}, -3024),
        ({"PixelPaddingValue": -32768}, -32768),
        ({}, None),
        ({**UNSIGNED, "BitsStored": 12, "HighBit": 11, "PixelPaddingValue": 0}, -1024),
    ],
)
def test_that_padding_is_known_in_the_volumes_own_values(
    tmp_path: Path, tags: dict[str, Any], expected: int | None
) -> None:
    assert one(tmp_path, np.zeros(1, np.int16), **tags).padding_value == expected


def test_that_a_padding_value_written_with_the_wrong_sign_is_understood(tmp_path: Path) -> None:
    data = a_slice(0, (0, 0, 0))
    data.add_new((0x0028, 0x0120), "US", 63536)
    save(data, tmp_path / "a")
    assert loaded(tmp_path / "a").padding_value == -3024


def test_that_a_range_of_padding_becomes_one_value(tmp_path: Path) -> None:
    stored = np.array([-2000, -1990, -1980, -1979], np.int16)
    volume = one(tmp_path, stored, PixelPaddingValue=-2000, PixelPaddingRangeLimit=-1980)
    assert volume.array_kji[0].ravel()[:4].tolist() == [-3024, -3024, -3024, -3003]


def test_that_windows_come_from_the_header(tmp_path: Path) -> None:
    volume = one(tmp_path, np.zeros(1, np.int16), WindowCenter=[40, 300.5], WindowWidth=[400, 2000])
    assert volume.windows == (Window(400.0, 40.0), Window(2000.0, 300.5))


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"PixelRepresentation": 0, "BitsStored": 12, "HighBit": 11, "RescaleIntercept": -1000},
        {"RescaleSlope": 1.5, "RescaleIntercept": -10.25},
    ],
)
def test_that_values_agree_with_simpleitk(tmp_path: Path, tags: dict[str, Any]) -> None:
    write_stack(tmp_path, axial_positions(4), **tags)
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(tmp_path)))
    expected = sitk.GetArrayFromImage(reader.Execute())
    np.testing.assert_allclose(real(loaded(tmp_path)), expected, atol=0.5)
