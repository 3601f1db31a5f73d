"""Cement: the band of volumes for one body, and the limits of one session. Never a single target number."""

from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec import Struct

from spineplan.clinical.needles import Severity
from spineplan.plan.levels import region
from spineplan.resource_files import resource


class Mark(Struct, frozen=True, kw_only=True):
    """A published fill on the band. percent: of the body's volume; ml: that volume in this body."""

    percent: float
    ml: float
    text: str
    source: str
    confidence: str


class Note(Struct, frozen=True):
    """A sentence to read with the band."""

    text: str
    source: str
    confidence: str


class Band(Struct, frozen=True, kw_only=True):
    """Volumes to aim within, millilitres: low_percent..high_percent of the body. lytic_lesion_ml: the lesion's volume
    where it is less than the low end; filling the lesion is then enough, so it becomes the low end."""

    body_volume_ml: float
    low_ml: float
    high_ml: float
    low_percent: float
    high_percent: float
    lytic_lesion_ml: float | None
    marks: tuple[Mark, ...]
    notes: tuple[Note, ...]
    source: str
    confidence: str

    def holds(self, volume_ml: float) -> bool:
        """Whether a volume, to the displayed tenth of a millilitre, lies in the band."""
        return round(self.low_ml, 1) <= round(volume_ml, 1) <= round(self.high_ml, 1)


class SessionLoad(Struct, frozen=True, kw_only=True):
    """All cement of one session. severity: amber above 3 levels or 20 mL, red above 5 levels or 30 mL [CONV]."""

    total_ml: float
    levels: int
    severity: Severity
    reasons: tuple[str, ...]
    source: str
    confidence: str


class _Mark(Struct, frozen=True):
    percent: float
    text: str
    source: str
    confidence: str


class _Volume(Struct, frozen=True):
    ml: float
    regions: tuple[str, ...]
    text: str
    source: str
    confidence: str


class _Limit(Struct, frozen=True):
    levels: int
    total_ml: float


class _Session(Struct, frozen=True):
    amber: _Limit
    red: _Limit
    source: str
    confidence: str


class _File(Struct, frozen=True):
    band_percent: tuple[float, float]
    band_source: str
    band_confidence: str
    marks: tuple[_Mark, ...]
    volumes: tuple[_Volume, ...]
    notes: tuple[Note, ...]
    session: _Session


def cement_band(body_volume_ml: float, lytic_lesion_ml: float | None = None, level: str = "") -> Band:
    """15-30 % of a body's volume, with the published fills as marks (Molloy 2003, Liebschner 2001, Kim 2012 ...).

    lytic_lesion_ml: volume of the level's lytic lesion, if known; a smaller one lowers the band's low end to it.
    level: its name adds the studies that give a volume for its region. Raises ValueError unless the volumes are
    positive.
    """
    if not body_volume_ml > 0 or (lytic_lesion_ml is not None and not lytic_lesion_ml > 0):
        raise ValueError("volumes must be positive")
    file = _file()
    low, high = (body_volume_ml * percent / 100.0 for percent in file.band_percent)
    lesion = lytic_lesion_ml if lytic_lesion_ml is not None and lytic_lesion_ml < low else None
    return Band(
        body_volume_ml=body_volume_ml,
        low_ml=low if lesion is None else lesion,
        high_ml=high,
        low_percent=file.band_percent[0],
        high_percent=file.band_percent[1],
        lytic_lesion_ml=lesion,
        marks=_marks(file, body_volume_ml, level),
        notes=file.notes,
        source=file.band_source,
        confidence=file.band_confidence,
    )


def _marks(file: _File, body_ml: float, level: str) -> tuple[Mark, ...]:
    """Studies by volume: fills of this body, and volumes that hold for any body of the level's region."""
    found = [
        Mark(percent=row.percent, ml=body_ml * row.percent / 100.0, text=row.text, source=row.source,
             confidence=row.confidence)
        for row in file.marks
    ]  # fmt: skip
    here = region(level) if level else ""
    found += [
        Mark(percent=100.0 * row.ml / body_ml, ml=row.ml, text=row.text, source=row.source, confidence=row.confidence)
        for row in file.volumes
        if here in row.regions
    ]
    return tuple(sorted(found, key=lambda mark: mark.ml))


def fill_percent(cement_ml: float, body_volume_ml: float) -> float:
    """Cement as a share of the body's volume. Raises ValueError unless the body's volume is positive."""
    if not body_volume_ml > 0:
        raise ValueError("the body's volume must be positive")
    return 100.0 * cement_ml / body_volume_ml


def session_load(volumes_ml: Iterable[float]) -> SessionLoad:
    """The sum over the levels of one session (one volume per level) against the limits of practice."""
    volumes = [volume for volume in volumes_ml if volume > 0]
    total, levels, limits = sum(volumes), len(volumes), _file().session
    severities: tuple[tuple[Severity, _Limit], ...] = (("red", limits.red), ("amber", limits.amber))
    severity, reasons = next(
        ((severity, found) for severity, limit in severities if (found := _beyond(total, levels, limit))), ("ok", ())
    )
    return SessionLoad(
        total_ml=total,
        levels=levels,
        severity=severity,
        reasons=reasons,
        source=limits.source,
        confidence=limits.confidence,
    )


def _beyond(total_ml: float, levels: int, limit: _Limit) -> tuple[str, ...]:
    reasons = []
    if levels > limit.levels:
        reasons.append(f"{levels} levels in one session, more than {limit.levels}")
    if total_ml > limit.total_ml:
        reasons.append(f"{total_ml:.1f} mL in one session, more than {limit.total_ml:g} mL")
    return tuple(reasons)


@cache
def _file() -> _File:
    return msgspec.json.decode(resource("catalogues/cement.json").read_bytes(), type=_File)
