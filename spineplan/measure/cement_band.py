"""How much cement was studied for a level of this plan: the band of its own body and lytic lesions."""

from dataclasses import dataclass

from spineplan.anatomy.body import BodyVolume, body_volume
from spineplan.clinical.cement import Band, cement_band
from spineplan.plan.model import Plan


@dataclass(frozen=True)
class LevelBand:
    """The band, and the body that it was worked out for."""

    body: BodyVolume
    band: Band


def level_band(plan: Plan, level: str) -> LevelBand | None:
    """Millilitres. None when nothing is known of the body's size."""
    body = body_volume(plan, level)
    if body is None or body.volume_ml <= 0.0:
        return None
    lytic_ml = sum(
        one.mask.volume_ml
        for one in plan.lesions
        if one.level == level and one.kind == "lytic" and one.mask is not None
    )
    return LevelBand(body, cement_band(body.volume_ml, lytic_ml or None, level))
