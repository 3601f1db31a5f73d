"""The tag scan against pydicom's writer."""

from io import BytesIO

import pydicom
import pytest
from pydicom.dataset import Dataset, FileDataset
from pydicom.sequence import Sequence
from pydicom.uid import UID

from spineplan.dicom import tags
from spineplan.dicom.elements import Damaged, FileScan, scan_file
from tests.support.dicom_files import a_slice, enhanced_mr, pixels_of

IMPLICIT, EXPLICIT, BIG, DEFLATED = (
    "1.2.840.10008.1.2",
    "1.2.840.10008.1.2.1",
    "1.2.840.10008.1.2.2",
    "1.2.840.10008.1.2.1.99",
)


def as_bytes(data: FileDataset, syntax: str = EXPLICIT) -> bytes:
    out = BytesIO()
    if syntax == BIG:
        data.PixelData = b"".join(data.PixelData[n : n + 2][::-1] for n in range(0, len(data.PixelData), 2))
        data.set_original_encoding(False, False)
    data.file_meta.TransferSyntaxUID = UID(syntax)
    data.save_as(out, enforce_file_format=True)
    return out.getvalue()


def scanned(raw: bytes) -> FileScan | None:
    return scan_file(lambda count: raw[:count], len(raw))


@pytest.mark.parametrize("syntax", [IMPLICIT, EXPLICIT, BIG, DEFLATED])
def test_that_every_uncompressed_syntax_gives_the_same_values(syntax: str) -> None:
    found = scanned(as_bytes(a_slice(4, (1.5, -2.25, 30.0)), syntax))
    assert found is not None
    assert found.values[tags.POSITION].strip() == b"1.5\\-2.25\\30.0"  # type: ignore[union-attr]
    assert found.values[tags.ROWS] == b"\x0c\0"
    assert found.syntax == syntax


@pytest.mark.parametrize("syntax", [IMPLICIT, EXPLICIT])
def test_that_the_pixel_offset_points_at_the_pixels(syntax: str) -> None:
    raw = as_bytes(a_slice(4, (0, 0, 0)), syntax)
    found = scanned(raw)
    assert found is not None
    assert found.pixel is not None
    assert found.pixel.length == 2 * pixels_of(4).size
    assert raw[found.pixel.offset :][: found.pixel.length] == pixels_of(4).tobytes()


@pytest.mark.parametrize("undefined", [False, True])
@pytest.mark.parametrize("syntax", [IMPLICIT, EXPLICIT, BIG])
def test_that_nested_sequences_are_stepped_over(syntax: str, undefined: bool) -> None:
    data = a_slice(0, (0, 0, 7))
    inner, outer = Dataset(), Dataset()
    inner.PatientName, inner.Rows = "Somebody^Else", 99
    outer.ReferencedImageSequence = Sequence([inner, inner])
    data.ReferencedStudySequence = Sequence([outer])
    data["ReferencedStudySequence"].is_undefined_length = undefined
    outer["ReferencedImageSequence"].is_undefined_length = undefined
    outer.is_undefined_length_sequence_item = undefined
    found = scanned(as_bytes(data, syntax))
    assert found is not None
    assert found.values[tags.PATIENT_NAME] == b"Test^Case "
    assert found.values[tags.ROWS] == b"\x0c\0"


def test_that_a_private_sequence_of_unknown_kind_is_stepped_over() -> None:
    raw = as_bytes(a_slice(0, (0, 0, 7)))
    at = raw.index(b"\x20\0\x0d\0UI")
    private = b"\x1f\0\x10\x10UN\0\0\xff\xff\xff\xff" + b"\xfe\xff\0\xe0\x0c\0\0\0" + b"\x10\0\x10\0\x04\0\0\0ABCD"
    private += b"\xfe\xff\xdd\xe0\0\0\0\0"
    found = scanned(raw[:at] + private + raw[at:])
    assert found is not None
    assert found.values[tags.PATIENT_NAME] == b"Test^Case "
    assert found.values[tags.POSITION].strip() == b"0.0\\0.0\\7.0"  # type: ignore[union-attr]


def test_that_a_header_longer_than_the_first_read_is_read_on() -> None:
    data = a_slice(0, (0, 0, 7))
    data.add_new((0x0019, 0x1001), "OB", bytes(300_000))
    raw = as_bytes(data)
    asked = []

    def read(count: int) -> bytes:
        asked.append(count)
        return raw[:count]

    found = scan_file(read, len(raw))
    assert found is not None
    assert found.pixel is not None
    assert len(asked) > 1


def test_that_functional_groups_are_entered() -> None:
    found = scanned(as_bytes(enhanced_mr([((0, 0, 5), pixels_of(0), 80.0), ((0, 0, 2), pixels_of(1), 80.0)])))
    assert found is not None
    groups = found.values[tags.PER_FRAME_GROUPS]
    assert isinstance(groups, list)
    assert len(groups) == 2
    positions = groups[1][0x00209113]
    assert isinstance(positions, list)
    assert positions[0][tags.POSITION].strip() == b"0.0\\0.0\\2.0"  # type: ignore[union-attr]


def test_that_a_file_without_preamble_is_read() -> None:
    out = BytesIO()
    data = a_slice(0, (0, 0, 7))
    pydicom.dcmwrite(out, Dataset(data), implicit_vr=True, little_endian=True, enforce_file_format=False)
    found = scanned(out.getvalue())
    assert found is not None
    assert found.syntax == IMPLICIT
    assert found.values[tags.ROWS] == b"\x0c\0"


def test_that_a_wrong_transfer_syntax_is_seen_through() -> None:
    explicit = as_bytes(a_slice(0, (0, 0, 7)), EXPLICIT)
    explicit = explicit.replace(b"UI\x14\x001.2.840.10008.1.2.1\0", b"UI\x14\x001.2.840.10008.1.2\0\0\0")
    found = scanned(explicit)
    assert found is not None
    assert found.syntax == IMPLICIT
    assert found.values[tags.ROWS] == b"\x0c\0"


@pytest.mark.parametrize("raw", [b"", b"x", b"hello world" * 100, bytes(1000), b"PK\x03\x04" + bytes(200)])
def test_that_other_files_are_not_dicom(raw: bytes) -> None:
    assert scanned(raw) is None


@pytest.mark.parametrize("syntax", [IMPLICIT, EXPLICIT, BIG])
def test_that_a_header_that_ends_early_is_damaged(syntax: str) -> None:
    raw = as_bytes(a_slice(0, (0, 0, 7)), syntax)
    cut = raw.index(b"Test^Case") + 3
    with pytest.raises(Damaged, match="ends inside its header"):
        scanned(raw[:cut])


def test_that_a_length_beyond_the_file_is_damaged_and_not_allocated() -> None:
    raw = as_bytes(a_slice(0, (0, 0, 7)))
    at = raw.index(b"\x10\0\x10\0PN")
    with pytest.raises(Damaged):
        scanned(raw[: at + 6] + b"\xff\xff" + raw[at + 8 : at + 40])


def test_that_endless_nesting_is_damaged() -> None:
    item = b"\x08\0\x15\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff"
    raw = as_bytes(a_slice(0, (0, 0, 7)))
    at = raw.index(b"\x10\0\x10\0PN")
    with pytest.raises(Damaged):
        scanned(raw[:at] + item * 5000)
