"""Damaged, cut, lying files: never a crash, a hang or a flood of memory, always a sentence."""

import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from spineplan.dicom.index import scan
from spineplan.dicom.pictures import read_pictures, thumbnail
from spineplan.dicom.read import read_volume
from spineplan.errors import SpineplanError
from tests.support.dicom_files import a_slice, compress, enhanced_mr, nuclear, pixels_of, save, write_dicomdir

JPEG = "1.2.840.10008.1.2.4."
MOST_MIB = 40


def seeds(folder: Path) -> list[Path]:
    """Small files of many kinds."""
    pixels = pixels_of(0)
    made = {"plain": a_slice(0, (0, 0, 0)), "enhanced": enhanced_mr([((0, 0, 2.0 * k), pixels, 8.0) for k in range(3)])}
    made["nuclear"] = nuclear(2)
    encoded = {
        "50": imagecodecs.jpeg8_encode((pixels // 16).astype(np.uint8)),
        "70": imagecodecs.jpeg8_encode(pixels.view(np.uint16), lossless=True, bitspersample=16),
        "80": imagecodecs.jpegls_encode(pixels.view(np.uint16)),
        "90": imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", reversible=True),
    }
    for name, frame in encoded.items():
        made[name] = a_slice(0, (0, 0, 0))
        compress(made[name], JPEG + name, bytes(frame))
    paths = [save(data, folder / name) for name, data in made.items()]
    return [*paths, write_dicomdir(folder / "disc", [("A", "B"), ("A", "C")])]


def cut(raw: bytearray, chance: random.Random) -> bytearray:
    return raw[: chance.randrange(len(raw))]


def some_bytes(raw: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.randrange(1, 12)):
        raw[chance.randrange(128, len(raw))] = chance.randrange(256)
    return raw


def extreme_number(raw: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(132, len(raw) - 4)
    raw[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xfe\xff\xff\x7f", b"\xff\xff\0\0"])
    return raw


def inserted(raw: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(132, len(raw))
    return raw[:at] + chance.randbytes(chance.randrange(1, 40)) + raw[at:]


Mutation = Callable[[bytearray, random.Random], bytearray]


def open_everything(path: Path) -> None:
    """What a user can do with a file; only sentences may come out."""
    said = []
    try:
        for entry in scan(path).series:
            assert entry.loadable or entry.problems
            thumbnail(entry)
            for action in (read_volume, read_pictures):
                try:
                    action(entry)  # type: ignore[operator]
                except SpineplanError as refused:
                    said.append(str(refused))
    except SpineplanError as refused:
        said.append(str(refused))
    assert all(len(sentence) > 10 and sentence.endswith(".") for sentence in said), said


@pytest.mark.parametrize("mutation", [cut, some_bytes, extreme_number, inserted])
def test_that_mutated_files_load_or_are_refused(tmp_path: Path, mutation: Mutation) -> None:
    chance = random.Random(mutation.__name__)
    originals = [path.read_bytes() for path in seeds(tmp_path / "seeds")]
    victim = tmp_path / "victim"
    for path in seeds(tmp_path / "whole"):
        open_everything(path)
    tracemalloc.start()
    try:
        for n in range(160):
            victim.write_bytes(mutation(bytearray(originals[n % len(originals)]), chance))
            open_everything(victim)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MIB << 20


def with_us(path: Path, tag: bytes, value: int) -> Path:
    """The file with one 16-bit value replaced behind the writer's back."""
    raw = path.read_bytes()
    at = raw.index(tag + b"US\x02\0")
    path.write_bytes(raw[: at + 8] + struct.pack("<H", value) + raw[at + 10 :])
    return path


@pytest.mark.parametrize("syntax", ["70", "80", "90"])
def test_that_a_huge_claim_in_a_tiny_compressed_file_costs_no_memory(tmp_path: Path, syntax: str) -> None:
    data = a_slice(0, (0, 0, 0))
    compress(data, JPEG + syntax, b"\xff\xd8\xff\xd9" * 10)
    path = save(data, tmp_path / "bomb")
    for tag in (b"\x28\0\x10\0", b"\x28\0\x11\0"):
        with_us(path, tag, 8000)
    tracemalloc.start()
    try:
        (entry,) = scan(path).series
        with pytest.raises(SpineplanError):
            read_volume(entry)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 300 << 20  # the empty array of the volume is counted, though the system never hands it out


def test_that_a_codestream_larger_than_its_header_is_never_decoded(tmp_path: Path) -> None:
    """The size in a JPEG 2000 codestream is raised to 60000 x 60000; the header still says 16 x 12."""
    stream = bytearray(imagecodecs.jpeg2k_encode(pixels_of(0), codecformat="j2k", reversible=True))
    stream[8:16] = struct.pack(">II", 60000, 60000)
    data = a_slice(0, (0, 0, 0))
    compress(data, JPEG + "90", bytes(stream))
    (entry,) = scan(save(data, tmp_path / "bomb")).series
    with pytest.raises(SpineplanError, match="of another size than its header says"):
        read_volume(entry)


def test_that_a_deflated_bomb_is_cut_at_what_the_header_needs(tmp_path: Path) -> None:
    data = a_slice(0, (0, 0, 0), PixelData=bytes(2 * 12 * 16 + (40 << 20)))
    data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1.99"
    path = save(data, tmp_path / "bomb")
    del data
    tracemalloc.start()
    try:
        (entry,) = scan(path).series
        volume = read_volume(entry)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert volume.array_kji.shape == (1, 12, 16)
    assert peak < 4 << 20


def test_that_a_zip_bomb_is_only_looked_into(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            with archive.open(f"{n}", "w", force_zip64=True) as member:
                member.write(bytes(128) + b"DICM" + bytes(100))
                for _ in range(64):
                    member.write(bytes(1 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(SpineplanError):
            scan(tmp_path / "bomb.zip")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 << 20
