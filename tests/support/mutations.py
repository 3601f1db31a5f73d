"""Ways to damage a plan file, from a flipped bit to a consistent lie."""

import hashlib
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

Mutation = Callable[[random.Random, bytes], bytes]
DEEP = 20_000


def entries(data: bytes) -> dict[str, bytes]:
    """Content of a zip by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: dict[str, bytes], extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A zip of these entries, then the extra ones, which may repeat a name."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in content.items():
            archive.writestr(name, value)
        for name, value in extra:
            if name in content:  # zipfile warns of a repeated name; writing it under another and renaming does not
                archive.writestr("~" * len(name), value)
            else:
                archive.writestr(name, value)
    written = out.getvalue()
    for name, _ in extra:
        if name in content:
            written = written.replace(b"~" * len(name), name.encode())
    return written


def with_document(data: bytes, document: dict[str, Any] | bytes, redigest: bool = True) -> bytes:
    """The file with another plan.json; the digest is made to fit, so that only the content can be refused."""
    if isinstance(document, dict):
        plan = json.dumps(document["plan"])
        rest = {key: value for key, value in document.items() if key != "plan"}
        if redigest:
            rest["plan_sha256"] = hashlib.sha256(plan.encode()).hexdigest()
        document = f'{json.dumps(rest)[:-1]}, "plan": {plan}}}'.encode()
    return zipped(entries(data) | {"plan.json": document})


def flipped_bytes(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 8, 64])):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def cut_in_the_middle(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randrange(1, 200) :]


def doubled_part(rng: random.Random, data: bytes) -> bytes:
    start, size = rng.randrange(len(data)), rng.randrange(1, 300)
    return data[:start] + data[start : start + size] * 2 + data[start:]


def wrong_sizes(rng: random.Random, data: bytes) -> bytes:
    """A lie in a central directory entry: sizes, offset, method, flags."""
    changed = bytearray(data)
    places = [i for i in range(len(data) - 4) if data[i : i + 4] == b"PK\x01\x02"]
    at = rng.choice(places)
    offset, form = rng.choice([(8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (42, "<I")])
    lies = [0, 1, 2, 8, 9, 0xFFFF] if form == "<H" else [0, 1, 0x7FFFFFFF, 0xFFFFFFFF]
    struct.pack_into(form, changed, at + offset, rng.choice(lies))
    return bytes(changed)


def dropped_entry(rng: random.Random, data: bytes) -> bytes:
    content = entries(data)
    del content[rng.choice(list(content))]
    return zipped(content)


def foreign_entry(rng: random.Random, data: bytes) -> bytes:
    name = rng.choice(
        ["../evil", "/etc/passwd", "masks/../../evil", "C:\\evil", "plan.json/", "masks/", "PLAN.JSON",
         "a\x00plan.json",
         "masks/" + "g" * 64 + ".nii.gz", "masks/" + "0" * 64 + ".nii.gz", "x" * 60_000, "plan.json\n"]
    )  # fmt: skip
    return zipped(entries(data), ((name, b"x"),))


def repeated_entry(rng: random.Random, data: bytes) -> bytes:
    content = entries(data)
    name = rng.choice(list(content))
    return zipped(content, ((name, content[name]),))


def many_entries(rng: random.Random, data: bytes) -> bytes:
    return zipped(entries(data), tuple((f"masks/{n:064x}.nii.gz", b"") for n in range(2100)))


def bomb(rng: random.Random, data: bytes) -> bytes:
    name = rng.choice(list(entries(data)))
    return zipped(entries(data) | {name: bytes(8 << 20)})


def mask_bomb(rng: random.Random, data: bytes) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    content = packer.compress(bytes(16 << 20)) + packer.flush()
    names = [name for name in entries(data) if name.startswith("masks/")]
    return zipped(entries(data) | {rng.choice(names): content})


def damaged_mask(rng: random.Random, data: bytes) -> bytes:
    content = entries(data)
    name = next(name for name in content if name.startswith("masks/"))
    mutate = rng.choice([flipped_bytes, cut, cut_in_the_middle])
    return zipped(content | {name: mutate(rng, content[name])})


def damaged_text(rng: random.Random, data: bytes) -> bytes:
    content = entries(data)
    name = rng.choice(["plan.json", "history.jsonl"])
    mutate = rng.choice([flipped_bytes, cut, cut_in_the_middle, doubled_part])
    return zipped(content | {name: mutate(rng, content[name])})


def odd_json(rng: random.Random, data: bytes) -> bytes:
    text = rng.choice(
        [b"", b"null", b"[]", b"{}", b"\xff\xfe", b'"plan"', b"[" * DEEP, b'{"a":' * DEEP, b"9" * 5000, b"-",
         b'{"format":"spineplan"}', b"[" * 500 + b"]" * 500, b'{"format":"spineplan","version":1e400}']
    )  # fmt: skip
    return with_document(data, text)


def odd_value(rng: random.Random, data: bytes) -> bytes:
    """One value anywhere in plan.json replaced, removed, or joined by an unknown one; digest made to fit."""
    document = json.loads(entries(data)["plan.json"])
    holder, key = rng.choice(list(_places(document)))
    values: list[Any] = [
        None, True, -1, 0, 1e308, 10**30, 10**400, float("nan"), float("inf"), -float("inf"), "", "x" * 10_000,
        "\ud800", "\x00", "../../x", [], {}, [[[[[]]]]], [0.0, 0.0, 0.0], {"a": {"b": 1}}, 0.5, "L99", "f" * 64,
    ]  # fmt: skip
    action = rng.randrange(4)
    if action == 0 and isinstance(holder, dict):
        holder[f"unknown{rng.randrange(9)}"] = rng.choice(values)
    elif action == 1:
        del holder[key]
    elif action == 2 and isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[key] = rng.choice(values)
    document.setdefault("plan", {})
    return with_document(data, document)


def _places(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


MUTATIONS: tuple[Mutation, ...] = (
    flipped_bytes, cut, cut_in_the_middle, doubled_part, wrong_sizes, dropped_entry, foreign_entry, repeated_entry,
    many_entries, bomb, mask_bomb, damaged_mask, damaged_text, damaged_text, odd_json, odd_value, odd_value, odd_value,
    odd_value, odd_value,
)  # fmt: skip
