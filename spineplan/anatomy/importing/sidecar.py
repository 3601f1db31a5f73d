"""Names of labels that lie beside or inside a file: NIfTI header extension, JSON, BIDS .tsv."""

import csv
import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from spineplan.anatomy.importing.source import HIGHEST_LABEL, Key, NamedLabel

_MOST_BYTES = 4_000_000
_LABEL = re.compile(
    r"<Label\b[^>]*?\bKey\s*=\s*[\"'](\d{1,5})[\"'][^>]*>\s*(?:<!\[CDATA\[)?([^\]<]{1,200})", re.IGNORECASE
)


def names_in_extension(content: bytes) -> dict[int, str]:
    """The label table of a NIfTI header extension (Connectome Workbench's XML, which TotalSegmentator writes too)."""
    text = content[:_MOST_BYTES].decode("utf-8", "replace")
    return {int(number): unescape(name).strip() for number, name in _LABEL.findall(text)}


def names_beside(path: Path) -> tuple[dict[int, str], str]:
    """Names from a sidecar of the same stem, and the sidecar's file name; nothing when there is none.

    JSON: {"1": "name"}, {"name": 1}, or either below "labels" (nnU-Net's dataset.json style); .tsv: BIDS index, name.
    """
    stem = _stem(path)
    for suffix, read in ((".json", _from_json), (".tsv", _from_tsv)):
        beside = path.with_name(stem + suffix)
        try:
            if beside.is_file() and beside.stat().st_size <= _MOST_BYTES:
                names = read(beside.read_text(encoding="utf-8-sig"))
                if names:
                    return names, beside.name
        except (OSError, ValueError, csv.Error):
            continue
    return {}, ""


def as_declared(names: Mapping[int, str], layer: int = 0) -> dict[Key, NamedLabel]:
    """Names by number as those of one layer; the background is left out."""
    return {(layer, number): NamedLabel(name) for number, name in names.items() if 0 < number <= HIGHEST_LABEL and name}


def _stem(path: Path) -> str:
    name = path.name
    for suffix in (".seg.nrrd", ".nii.gz", ".nii", ".nrrd", ".dcm"):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return path.stem


def _from_json(text: str) -> dict[int, str]:
    table: Any = json.loads(text)
    if isinstance(table, dict) and isinstance(table.get("labels"), dict):
        table = table["labels"]
    if not isinstance(table, dict):
        return {}
    names: dict[int, str] = {}
    for key, value in table.items():
        if key.isdigit() and isinstance(value, str):
            names[int(key)] = value
        elif isinstance(value, int) and not isinstance(value, bool):
            names[value] = key
    return names


def _from_tsv(text: str) -> dict[int, str]:
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {int(row["index"]): row["name"] for row in rows if (row.get("index") or "").isdigit() and row.get("name")}
