"""Compressed pixels, every transfer syntax, against the pixels that went in and against pydicom with gdcm."""

from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.dataset import FileDataset
from pydicom.pixels import get_encoder
from pydicom.uid import RLELossless

from spineplan.dicom.index import scan
from spineplan.dicom.pictures import read_pictures
from spineplan.dicom.read import read_volume
from spineplan.errors import ImageRefused
from tests.support.dicom_files import COLUMNS, ROWS, a_slice, compress, enhanced_mr, nuclear, pixels_of, save

JPEG = "1.2.840.10008.1.2.4."


def rle(pixels: np.ndarray) -> bytes:
    options: dict[str, Any] = {
        "rows": pixels.shape[0], "columns": pixels.shape[1], "samples_per_pixel": 1, "number_of_frames": 1,
        "bits_allocated": 16, "bits_stored": 16, "pixel_representation": 1,
        "photometric_interpretation": "MONOCHROME2",
    }  # fmt: skip
    return bytes(get_encoder(RLELossless).encode(pixels.tobytes(), encoding_plugin="pydicom", **options))


def jpeg_lossless(pixels: np.ndarray) -> bytes:
    return bytes(imagecodecs.jpeg8_encode(pixels.view(np.uint16), lossless=True, bitspersample=16))


def jpeg_ls(pixels: np.ndarray) -> bytes:
    return bytes(imagecodecs.jpegls_encode(pixels.view(np.uint16)))


def jpeg_2000(pixels: np.ndarray) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", reversible=True))


def htj2k(pixels: np.ndarray) -> bytes:
    return bytes(imagecodecs.htj2k_encode(pixels, reversible=True))


LOSSLESS = {
    "1.2.840.10008.1.2.5": rle,
    JPEG + "57": jpeg_lossless,
    JPEG + "70": jpeg_lossless,
    JPEG + "80": jpeg_ls,
    JPEG + "90": jpeg_2000,
    JPEG + "91": jpeg_2000,
    JPEG + "201": htj2k,
}


def ramp(k: int = 0) -> np.ndarray:
    """Values below and above zero, so that a lost sign shows."""
    return pixels_of(k) - np.int16(1500)


def compressed(syntax: str, k: int = 0, position: tuple[float, float, float] = (0, 0, 0), **tags: Any) -> FileDataset:
    data = a_slice(k, position, **tags)
    compress(data, syntax, LOSSLESS[syntax](ramp(k)))
    return data


@pytest.mark.parametrize("syntax", LOSSLESS)
def test_that_lossless_pixels_come_back_as_they_went_in(tmp_path: Path, syntax: str) -> None:
    for k in range(5):
        save(compressed(syntax, k, (0, 0, 2.0 * k)), tmp_path / f"{k}")
    (entry,) = scan(tmp_path).series
    volume = read_volume(entry)
    for k in range(5):
        np.testing.assert_array_equal(volume.array_kji[k], ramp(k) - 1024)


def test_that_lossy_jpeg_agrees_with_gdcm(tmp_path: Path) -> None:
    stored = (pixels_of(0) // 16).astype(np.uint8)
    data = a_slice(0, (0, 0, 0), BitsAllocated=8, BitsStored=8, HighBit=7, PixelRepresentation=0)
    compress(data, JPEG + "50", bytes(imagecodecs.jpeg8_encode(stored, level=90)))
    path = save(data, tmp_path / "jpeg")
    (entry,) = scan(path).series
    expected = pydicom.dcmread(path)
    expected.pixel_array_options(decoding_plugin="gdcm")
    ours = read_volume(entry).array_kji[0] + 1024
    assert np.abs(ours.astype(int) - expected.pixel_array).max() <= 1


@pytest.mark.parametrize(("flag", "told"), [("01", True), ("00", False), (None, False)])
def test_that_loss_of_compression_is_told_also_after_unpacking(tmp_path: Path, flag: str | None, told: bool) -> None:
    """PS3.3 C.7.6.1.1.5: the flag stays when an archive unpacks the pixels again."""
    for k in range(3):
        save(a_slice(k, (0, 0, 2.0 * k), LossyImageCompression=flag), tmp_path / f"{k}")
    notes = read_volume(scan(tmp_path).series[0]).notes
    assert any("compressed with loss" in note for note in notes) is told


@pytest.mark.parametrize(("fragments", "table"), [(1, True), (3, True), (3, False)])
def test_that_frames_cut_into_fragments_are_put_together(tmp_path: Path, fragments: int, table: bool) -> None:
    data = enhanced_mr([((0, 0, 2.0 * k), pixels_of(k), 80.0) for k in range(4)])
    compress(data, JPEG + "80", *(jpeg_ls(pixels_of(k)) for k in range(4)), fragments=fragments, table=table)
    (entry,) = scan(save(data, tmp_path / "mr")).series
    volume = read_volume(entry)
    for k in range(4):
        np.testing.assert_array_equal(volume.array_kji[k], pixels_of(k))


def test_that_compressed_colour_opens_as_a_thumbnail_only(tmp_path: Path) -> None:
    colours = np.zeros((ROWS, COLUMNS, 3), np.uint8)
    colours[:, :8, 0] = 200
    data = a_slice(0, (0, 0, 0), BitsAllocated=8, BitsStored=8, HighBit=7, PixelRepresentation=0, SamplesPerPixel=3,
                   PhotometricInterpretation="RGB", PlanarConfiguration=0, Modality="OT")  # fmt: skip
    compress(data, JPEG + "50", bytes(imagecodecs.jpeg8_encode(colours, level=95)))
    (entry,) = scan(save(data, tmp_path / "rgb")).series
    assert entry.problems == ("These are colour pictures, not a volume.",)
    with pytest.raises(ImageRefused):
        read_pictures(entry)


def damaged(data: FileDataset, tmp_path: Path) -> str:
    (entry,) = scan(save(data, tmp_path / "bad")).series
    with pytest.raises(ImageRefused) as refused:
        read_volume(entry)
    return str(refused.value)


@pytest.mark.parametrize("syntax", LOSSLESS)
def test_that_half_a_compressed_picture_is_refused_by_name(tmp_path: Path, syntax: str) -> None:
    data = a_slice(0, (0, 0, 0))
    whole = LOSSLESS[syntax](ramp())
    compress(data, syntax, whole[: len(whole) // 2 // 2 * 2])
    assert damaged(data, tmp_path) == "Slice 1 (image 1) has damaged compressed pixels."


@pytest.mark.parametrize("syntax", [s for s in LOSSLESS if s != "1.2.840.10008.1.2.5"])
def test_that_a_picture_of_another_size_than_its_header_is_refused(tmp_path: Path, syntax: str) -> None:
    data = a_slice(0, (0, 0, 0))
    compress(data, syntax, LOSSLESS[syntax](np.zeros((64, 64), np.int16)))
    assert "of another size than its header says" in damaged(data, tmp_path)


@pytest.mark.parametrize("syntax", LOSSLESS)
def test_that_other_bytes_than_the_syntax_promises_are_refused(tmp_path: Path, syntax: str) -> None:
    data = a_slice(0, (0, 0, 0))
    compress(data, syntax, b"This is no picture at all. " * 8)
    assert "damaged compressed pixels" in damaged(data, tmp_path)


def test_that_uncompressed_pixels_under_a_compressed_name_are_refused(tmp_path: Path) -> None:
    path = save(a_slice(0, (0, 0, 0)), tmp_path / "a")
    raw = path.read_bytes()
    at = raw.index(b"1.2.840.10008.1.2.1\0")
    path.write_bytes(raw[:at] + b"1.2.840.10008.1.2.5\0" + raw[at + 20 :])
    (entry,) = scan(path).series
    with pytest.raises(ImageRefused, match="is not compressed although its header says so"):
        read_volume(entry)


def test_that_video_is_refused_by_its_name(tmp_path: Path) -> None:
    data = a_slice(0, (0, 0, 0))
    compress(data, JPEG + "102", b"\0\0\0\x1cftypisom")
    (entry,) = scan(save(data, tmp_path / "video")).series
    assert entry.problems == ("Image 1 is compressed in a way that is not supported (MPEG-4 video).",)


def test_that_fewer_frames_than_promised_are_refused(tmp_path: Path) -> None:
    data = nuclear(3)
    compress(data, JPEG + "80", jpeg_ls(pixels_of(0)), jpeg_ls(pixels_of(1)))
    (entry,) = scan(save(data, tmp_path / "nm")).series
    with pytest.raises(ImageRefused, match="holds 2 compressed frames where its header says 3"):
        read_pictures(entry)
