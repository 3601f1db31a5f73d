"""Vertebral levels (metamers): their names and their order from cranial to caudal."""

CERVICAL = tuple(f"C{n}" for n in range(1, 8))
THORACIC = tuple(f"T{n}" for n in range(1, 14))
LUMBAR = tuple(f"L{n}" for n in range(1, 7))
SACRAL = ("S1", "S2", "S3", "S4", "S5")
ALL_LEVELS: tuple[str, ...] = (*CERVICAL, *THORACIC, *LUMBAR, *SACRAL, "Co")
"""Every level that can be named, transitional T13 and L6 included."""

TRANSITIONAL = frozenset({"T13", "L6"})
USUAL_LEVELS: tuple[str, ...] = tuple(name for name in ALL_LEVELS if name not in TRANSITIONAL)

_RANK = {name: rank for rank, name in enumerate(ALL_LEVELS)}


def level_rank(name: str) -> int:
    """Position from cranial to caudal, C1 = 0. Raises ValueError for a name that is no level."""
    if name not in _RANK:
        raise ValueError(f"{name!r} is not a vertebral level")
    return _RANK[name]


def region(name: str) -> str:
    """ "C", "T", "L", "S" or "Co"."""
    level_rank(name)
    return "Co" if name == "Co" else name[0]
