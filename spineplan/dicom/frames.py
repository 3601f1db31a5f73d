"""Which bytes of encapsulated pixel data belong to which frame (PS3.5 A.4)."""

from spineplan.dicom import tags
from spineplan.dicom.elements import Damaged
from spineplan.dicom.header import Instance
from spineplan.dicom.source import Reader

Fragment = tuple[int, int]
"""Position and length in the file."""

_STARTS = (b"\xff\xd8", b"\xff\x4f", b"\xff\x0a", b"\0\0\0\x0c")
"""How a JPEG, JPEG-LS, JPEG 2000 or JPEG XL frame begins."""
_MOST_FRAGMENTS = 1_000_000
MOST_FRAME_BYTES = 1 << 28


def frames_of(instance: Instance, reader: Reader) -> list[list[Fragment]]:
    """The fragments of each frame, in order. Raises Damaged when they cannot be told apart or leave the file."""
    if instance.pixel is None or instance.pixel.length is not None:
        raise Damaged("claims compressed pixels but holds none")
    table, fragments = _fragments(reader, instance.pixel.offset)
    frames = instance.frames
    if frames == 1:
        return [fragments]
    if len(fragments) == frames:
        return [[fragment] for fragment in fragments]
    grouped = _by_table(table, fragments, frames) or _by_start(reader, fragments)
    if len(grouped) != frames:
        raise Damaged(f"holds {len(grouped)} compressed frames where its header says {frames}")
    return grouped


def frame_bytes(reader: Reader, fragments: list[Fragment]) -> bytes:
    """One frame's compressed bytes. Raises Damaged when there are implausibly many or none."""
    total = sum(length for _, length in fragments)
    if not 0 < total <= MOST_FRAME_BYTES:
        raise Damaged("has an empty or implausibly long compressed frame")
    data = b"".join(reader.read(position, length) for position, length in fragments)
    if len(data) != total:
        raise Damaged("is cut off before its pixels end")
    return data


def _fragments(reader: Reader, position: int) -> tuple[list[int], list[Fragment]]:
    """The basic offset table, and every fragment after it."""
    tag, length = _item(reader, position)
    if tag != tags.ITEM or length % 4 or position + 8 + length > reader.size:
        raise Damaged("has no readable pixel fragments")
    raw = reader.read(position + 8, min(length, 4 * _MOST_FRAGMENTS))
    table = [int.from_bytes(raw[n : n + 4], "little") for n in range(0, len(raw), 4)]
    position += 8 + length
    fragments: list[Fragment] = []
    while position + 8 <= reader.size and len(fragments) < _MOST_FRAGMENTS:
        tag, length = _item(reader, position)
        if tag != tags.ITEM:
            break
        if position + 8 + length > reader.size:
            raise Damaged("is cut off before its pixels end")
        fragments.append((position + 8, length))
        position += 8 + length
    if not fragments:
        raise Damaged("has no readable pixel fragments")
    return table, fragments


def _item(reader: Reader, position: int) -> tuple[int, int]:
    head = reader.read(position, 8)
    if len(head) < 8:
        raise Damaged("is cut off before its pixels end")
    tag = int.from_bytes(head[:2], "little") << 16 | int.from_bytes(head[2:4], "little")
    return tag, int.from_bytes(head[4:8], "little")


def _by_table(table: list[int], fragments: list[Fragment], frames: int) -> list[list[Fragment]]:
    """Grouped by the offset table, which counts from the first fragment's item tag; empty when it does not fit."""
    if len(table) != frames or sorted(set(table)) != table or table[0] != 0:
        return []
    base = fragments[0][0]
    grouped: list[list[Fragment]] = [[] for _ in table]
    for position, length in fragments:
        frame = sum(1 for offset in table if offset <= position - base) - 1
        grouped[frame].append((position, length))
    return grouped if all(grouped) else []


def _by_start(reader: Reader, fragments: list[Fragment]) -> list[list[Fragment]]:
    """Grouped by how a compressed frame begins, for files without an offset table."""
    grouped: list[list[Fragment]] = []
    for position, length in fragments:
        if not grouped or reader.read(position, 4).startswith(_STARTS):
            grouped.append([])
        grouped[-1].append((position, length))
    return grouped
