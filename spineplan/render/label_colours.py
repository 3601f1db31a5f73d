"""Colours of vertebrae and structures by token: neighbours differ, and no vertebra looks like a meaning."""

from spineplan.plan.levels import level_rank

VERTEBRA_COLOURS = 4
"""Neighbours differ, also where T13 or L6 lies between two names and is not there."""
_CANAL = ("spinal_canal", "spinal_cord", "dural_sac", "brainstem", "nerve_root")
_LUNG = ("lung", "trachea", "pleura")
_VESSEL = ("aorta", "artery", "vein", "vena_cava", "vessel", "heart")


def vertebra_token(level: str) -> str:
    """Colour of a level. Raises ValueError for a name that is none."""
    return f"vertebra_{level_rank(level) % VERTEBRA_COLOURS}"


def structure_token(kind: str) -> str:
    """Colour of a structure: canal, vessel and lung have their meaning's, everything else is an organ."""
    if kind.startswith(_CANAL):
        return "canal"
    if kind.startswith(_LUNG):
        return "lung"
    return "vessel" if any(word in kind for word in _VESSEL) else "organ"
