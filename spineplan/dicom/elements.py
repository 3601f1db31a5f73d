"""The data set as a tag scan: only the elements asked for, and never a byte beyond the file (PS3.5 section 7).

A general reader spends its time on elements nobody asks for; a stack of 600 headers is scanned here in tens of
milliseconds. Every length is checked against the file's size before it is believed.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct

from spineplan.dicom import tags

Values = dict[int, "bytes | list[Values]"]
"""Tag -> raw value, or the items of a sequence."""

Read = Callable[[int], bytes]
"""The first n bytes of the file (fewer when it is shorter)."""

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"

_FIRST_BYTES = 16_384
_MOST_BYTES = 1 << 25
_DEEPEST = 12
_MOST_ITEMS = 100_000
_MOST_ELEMENTS = 20_000
_UNDEFINED = 0xFFFFFFFF
_LONG_FORM = frozenset((b"OB", b"OW", b"OF", b"OD", b"OL", b"OV", b"SQ", b"UC", b"UR", b"UT", b"UN", b"SV", b"UV"))
_SHORT_FORM = frozenset(
    b"AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(),
)
_PIXELS = frozenset((tags.PIXEL_DATA, tags.FLOAT_PIXEL_DATA, tags.DOUBLE_PIXEL_DATA))


class Damaged(Exception):
    """The bytes are DICOM but do not add up; the text completes "The file ..."."""


class _NeedMore(Exception):
    def __init__(self, size: int) -> None:
        self.size = size


@dataclass(frozen=True, slots=True)
class PixelElement:
    """Where the pixels are. offset: first byte of the value, in the file (in the inflated data set when `deflated`).
    length: bytes, None when encapsulated in fragments."""

    tag: int
    offset: int
    length: int | None


@dataclass(frozen=True, slots=True)
class FileScan:
    """One file's wanted elements. data_start: where the data set begins, after the file meta group."""

    syntax: str
    values: Values
    pixel: PixelElement | None
    data_start: int
    big_endian: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """How elements are written: the struct of a header with and without VR, and of one length."""

    explicit: bool
    with_vr: Struct
    without_vr: Struct
    u32: Struct


_LITTLE = _Form(True, Struct("<HH2sH"), Struct("<HHI"), Struct("<I"))
_BIG = _Form(True, Struct(">HH2sH"), Struct(">HHI"), Struct(">I"))
_IMPLICIT = _Form(False, _LITTLE.with_vr, _LITTLE.without_vr, _LITTLE.u32)


def scan_file(read: Read, size: int) -> FileScan | None:
    """Scan a file up to its pixels; None when it is not DICOM.

    read: gives the file's first n bytes. size: the file's length. Raises Damaged.
    """
    head = read(_FIRST_BYTES)
    start = _start(head)
    if start is None:
        return None
    syntax, data_start = _file_meta(head, start, size)
    base = data_start
    if syntax == DEFLATED:
        read, size, base = _inflating(read, size, data_start), 1 << 62, 0
        head = read(_FIRST_BYTES)
        size = size if len(head) == _FIRST_BYTES else len(head)
    form = _form(syntax, head, base)
    while True:
        values: Values = {}
        try:
            pixel = _Scan(head, size, form).data_set(base, values)
        except _NeedMore as need:
            wanted = max(need.size, 4 * len(head))
            if need.size > _MOST_BYTES:
                raise Damaged("has a header too large to be one") from None
            wanted = min(wanted, _MOST_BYTES)
            longer = read(wanted)
            if len(longer) <= len(head):
                raise Damaged("ends inside its header") from None
            head, size = longer, size if len(longer) == wanted else len(longer)
            continue
        big = form is _BIG
        return FileScan(syntax, _native(values) if big else values, pixel, data_start, big)


def _start(head: bytes) -> int | None:
    if head[128:132] == b"DICM":
        return 132
    group = int.from_bytes(head[:2], "little")
    plausible = (
        len(head) > 64 and head[2] < 0x20 and head[3] == 0 and (head[4:6] in _SHORT_FORM or head[6:8] == b"\0\0")
    )
    return 0 if plausible and group in (2, 8) else None


def _file_meta(head: bytes, start: int, size: int) -> tuple[str, int]:
    """Transfer syntax and the data set's first byte; without meta group, what the first element looks like."""
    values: Values = {}
    scan = _Scan(head, size, _LITTLE)
    position = start
    try:
        while head[position : position + 2] == b"\x02\0":
            position = scan.element(position, values)
    except _NeedMore:
        raise Damaged("has a damaged file meta header") from None
    syntax = values.get(tags.TRANSFER_SYNTAX)
    if isinstance(syntax, bytes) and syntax.strip(b"\0 "):
        return syntax.strip(b"\0 ").decode("ascii", "replace"), position
    explicit = head[position + 4 : position + 6] in _SHORT_FORM | _LONG_FORM
    return (EXPLICIT_LITTLE if explicit else IMPLICIT_LITTLE), position


def _form(syntax: str, head: bytes, base: int) -> _Form:
    """How the data set is written; the bytes are believed where they contradict the transfer syntax."""
    if syntax == EXPLICIT_BIG:
        return _BIG
    return _LITTLE if head[base + 4 : base + 6] in _SHORT_FORM | _LONG_FORM else _IMPLICIT


def _inflating(read: Read, size: int, data_start: int) -> Read:
    def inflated(count: int) -> bytes:
        return inflate(read(min(size, data_start + count + count // 1000 + 1024))[data_start:], count)

    return inflated


def inflate(data: bytes, most: int) -> bytes:
    """The first `most` bytes of a deflated data set. Raises Damaged."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, most)
    except zlib.error:
        raise Damaged("has a damaged deflated data set") from None


class _Scan:
    def __init__(self, head: bytes, size: int, form: _Form) -> None:
        self.head = head
        self.size = size
        self.form = form

    def data_set(self, position: int, values: Values) -> PixelElement | None:  # noqa: PLR0912 - one flat loop is fast
        """Walk the top level; the pixel element ends it."""
        head, form = self.head, self.form
        end, available = self.size, len(self.head)
        with_vr, without_vr = form.with_vr.unpack_from, form.without_vr.unpack_from
        explicit, long_form, wanted, sequences = form.explicit, _LONG_FORM, tags.WANTED, tags.WANTED_SEQUENCES
        for _ in range(_MOST_ELEMENTS):
            if position + 8 > end:
                return None
            if position + 12 > available and available < end:
                raise _NeedMore(position + 4096)
            if explicit:
                group, number, vr, length = with_vr(head, position)
                start = position + 8
                if vr in long_form:
                    (length,) = form.u32.unpack_from(head, self._inside(start, 4))
                    start += 4
                elif vr not in _SHORT_FORM:
                    raise Damaged("has an element of an unknown kind")
            else:
                group, number, length = without_vr(head, position)
                start = position + 8
            if group == 0:
                raise Damaged("has nothing but zeros in its header")
            tag = group << 16 | number
            if tag in _PIXELS:
                return PixelElement(tag, start, None if length == _UNDEFINED else length)
            if length == _UNDEFINED or tag in sequences:
                position = self._sequence(start, length, tag, values, 0, not explicit or vr != b"UN")
                continue
            position = start + length
            if position > end:
                raise Damaged("ends inside its header")
            if tag in wanted:
                if position > available:
                    raise _NeedMore(position)
                values[tag] = head[start:position]
        raise Damaged("has too many elements to be one image")

    def element(self, position: int, values: Values, depth: int = 0) -> int:
        """Read one element of any level into `values` when wanted; the position after it."""
        tag, vr, start, length = self._header(position)
        if length == _UNDEFINED or tag in tags.WANTED_SEQUENCES:
            return self._sequence(start, length, tag, values, depth, vr != b"UN")
        end = start + length
        if end > self.size:
            raise Damaged("ends inside its header")
        if tag in tags.WANTED:
            if end > len(self.head):
                raise _NeedMore(end)
            values[tag] = self.head[start:end]
        return end

    def _header(self, position: int) -> tuple[int, bytes, int, int]:
        self._inside(position, 8)
        if not self.form.explicit or self.head[position : position + 2] in (b"\xfe\xff", b"\xff\xfe"):
            group, number, length = self.form.without_vr.unpack_from(self.head, position)
            if group == 0:
                raise Damaged("has nothing but zeros in its header")
            return group << 16 | number, b"", position + 8, length
        group, number, vr, length = self.form.with_vr.unpack_from(self.head, position)
        if vr in _LONG_FORM:
            (length,) = self.form.u32.unpack_from(self.head, self._inside(position + 8, 4))
            return group << 16 | number, vr, position + 12, length
        if vr not in _SHORT_FORM:
            raise Damaged("has an element of an unknown kind")
        return group << 16 | number, vr, position + 8, length

    def _sequence(self, position: int, length: int, tag: int, values: Values, depth: int, as_declared: bool) -> int:
        """Items of a sequence into `values` when wanted, else over them; the position after it."""
        if not as_declared and self.form.explicit:  # UN of undefined length holds implicit items (PS3.5 6.2.2)
            return _Scan(self.head, self.size, _IMPLICIT)._sequence(position, length, tag, values, depth, True)
        if depth > _DEEPEST:
            raise Damaged("nests its sequences too deeply")
        end = self.size if length == _UNDEFINED else position + length
        if end > self.size:
            raise Damaged("ends inside its header")
        keep = tag in tags.WANTED_SEQUENCES
        items: list[Values] = []
        while position < end:
            item_tag, _, start, item_length = self._header(position)
            if item_tag == tags.SEQUENCE_END:
                position = start
                break
            if item_tag != tags.ITEM:
                raise Damaged("has a damaged sequence")
            if item_length != _UNDEFINED and not keep:
                position = start + item_length
                continue
            if len(items) == _MOST_ITEMS:
                raise Damaged("has a sequence too long to be one")
            item: Values = {}
            position = self._item(start, item_length, item, depth)
            items.append(item)
        if keep:
            values[tag] = items
        return position

    def _item(self, position: int, length: int, item: Values, depth: int) -> int:
        end = self.size if length == _UNDEFINED else position + length
        if end > self.size:
            raise Damaged("ends inside its header")
        while position < end:
            if length == _UNDEFINED and self._header(position)[0] == tags.ITEM_END:
                return position + 8
            position = self.element(position, item, depth + 1)
        return position

    def _inside(self, position: int, count: int) -> int:
        """The position, once `count` bytes are there."""
        if position + count > self.size:
            raise Damaged("ends inside its header")
        if position + count > len(self.head):
            raise _NeedMore(position + 4096)
        return position


def _native(values: Values) -> Values:
    """Big-endian binary values turned, so that everybody else reads little-endian."""
    turned: Values = {}
    for tag, value in values.items():
        width = 2 if tag in tags.SHORTS else 4 if tag in tags.LONGS else 8 if tag in tags.DOUBLES else 1
        if isinstance(value, list):
            turned[tag] = [_native(item) for item in value]
        elif width > 1:
            turned[tag] = b"".join(value[i : i + width][::-1] for i in range(0, len(value), width))
        else:
            turned[tag] = value
    return turned
