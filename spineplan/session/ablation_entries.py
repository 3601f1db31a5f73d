"""Zone sizes that the user took from instructions for use: kept between patients, each with who entered it and where
it is from. The program brings none of its own."""

from pathlib import Path

import msgspec
from msgspec import Struct

from spineplan.errors import SpineplanError
from spineplan.storage.atomic import write_atomically
from spineplan.storage.folders import state_folder

FILE = "ablation-zones.json"
MOST = 200


class ZoneEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One setting of one device. offset_mm: centre of the zone behind the needle's tip, along it. width_mm,
    pair_distance_mm: of a pair of probes, across both, and how far apart they are for these sizes. bent_part_mm: of an
    articulating tip, from where it bends to its end."""

    device: str
    setting: str
    length_mm: float
    diameter_mm: float
    offset_mm: float = 0.0
    minutes: float | None = None
    temperature_c: float | None = None
    entered_by: str = ""
    source: str = ""
    width_mm: float | None = None
    pair_distance_mm: float | None = None
    bent_part_mm: float = 0.0

    @property
    def title(self) -> str:
        """As it is listed."""
        sizes = [self.length_mm, self.diameter_mm]
        if self.width_mm is not None:
            sizes.insert(1, self.width_mm)
        size = " × ".join(f"{value:g}" for value in sizes)
        return f"{self.setting or '—'}: {size} mm ({self.entered_by}, {self.source})"


def zone_entries(folder: Path | None = None) -> tuple[ZoneEntry, ...]:
    """What was entered before, latest first; nothing when the file is missing or cannot be understood."""
    try:
        data = ((folder or state_folder()) / FILE).read_bytes()
        return msgspec.json.decode(data, type=tuple[ZoneEntry, ...])
    except (OSError, SpineplanError, msgspec.DecodeError):
        return ()


def keep_entry(entry: ZoneEntry, folder: Path | None = None) -> tuple[ZoneEntry, ...]:
    """Remember an entry; the same setting of the same device is replaced. Raises SpineplanError when it cannot be
    written."""
    place = (folder or state_folder()) / FILE
    others = [one for one in zone_entries(folder) if (one.device, one.setting) != (entry.device, entry.setting)]
    kept = (entry, *others)[:MOST]
    write_atomically(place, msgspec.json.encode(kept), 0)
    return kept
