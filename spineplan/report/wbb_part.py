"""The Weinstein-Boriani-Biagini drawing of a lesion: twelve sectors, layers A to E, what is involved filled in."""

from collections.abc import Mapping
from math import cos, radians, sin

import numpy as np

from spineplan.anatomy.level_order import extent_of
from spineplan.anatomy.numbering import Structure
from spineplan.geometry.vectors import SUPERIOR, point
from spineplan.imaging.mask import Mask
from spineplan.measure.morphology_frame import VertebraMasks, vertebra_frame
from spineplan.measure.wbb import LAYERS, Wbb, wbb
from spineplan.measure.wbb_shape import SECTORS
from spineplan.measure.wbb_words import ARTERY, ARTERY_ITEM, wbb_report
from spineplan.plan.model import Lesion, Plan
from spineplan.render.ink import Ink, Place
from spineplan.render.palette import hex_rgb8, hex_token, rgb8
from spineplan.render.pictures import RgbPicture

WBB_SOURCE = "WBB: Boriani S, Weinstein JN, Biagini R. Spine 1997;22(9):1036-44; sectors counted from the left."
SIZE_PX = 432
LETTER_PX = 22
RINGS = {"E": (0.10, 0.20), "D": (0.20, 0.32), "C": (0.32, 0.52), "B": (0.52, 0.72), "A": (0.72, 0.84)}
"""Inner and outer radius of each layer, as shares of half the picture; E is innermost."""


def lesion_wbb(plan: Plan, lesion: Lesion, masks: Mapping[str, Mask]) -> Wbb | None:
    """Sectors and layers of a painted lesion in its outlined vertebra; None where either is missing."""
    level = plan.level(lesion.level)
    painted = masks.get(lesion.mask.sha256) if lesion.mask is not None else None
    whole = masks.get(level.mask.sha256) if level is not None and level.mask is not None else None
    if level is None or painted is None or whole is None:
        return None
    structures = {one.kind: masks[one.mask.sha256] for one in plan.structures if one.mask.sha256 in masks}
    extent = extent_of(plan, lesion.level)
    vertebra = VertebraMasks(
        vertebra=whole,
        parts={part.part: masks[part.mask.sha256] for part in level.parts if part.mask.sha256 in masks},
        canal=structures.get(Structure.SPINAL_CANAL.value),
        dural_sac=structures.get(Structure.DURAL_SAC.value),
        cord=structures.get(Structure.SPINAL_CORD.value),
        canal_line_mm=plan.spine_line_mm,
        cranial_lps=point(extent.cranial_lps) if extent is not None else SUPERIOR,
    )
    frame = vertebra_frame(vertebra)
    return wbb(painted, vertebra, frame) if frame is not None else None


def wbb_words_of(plan: Plan, lesion: Lesion, found: Wbb) -> str:
    """Such as "L4: 4-7 / B-C", with layer F where the vertebral artery was answered to be taken; "no sector involved"
    when none counts."""
    level = plan.level(lesion.level)
    facts = level.facts if level is not None else ()
    artery = any(fact.item == ARTERY_ITEM and fact.value in ("left", "right", "both") for fact in facts)
    layers = (*found.layers, ARTERY) if artery else found.layers
    return wbb_report(lesion.level, found.sectors, layers) or "no sector involved"


def wbb_picture(found: Wbb, token: str) -> RgbPicture:
    """Seen from below as on an axial CT: patient right at screen left, the spinous process at the bottom."""
    paper = hex_token("panel", "light")
    shade = hex_rgb8(paper)
    ink = Ink(np.broadcast_to(np.array(shade, np.uint8), (SIZE_PX, SIZE_PX, 3)).copy(), halo=shade)
    line, text = rgb8("muted", "light"), rgb8("text", "light")
    involved = set(found.involved)
    for sector in range(1, SECTORS + 1):
        for layer, (inner, outer) in RINGS.items():
            cell = _cell(sector, inner, outer)
            hit = (sector, layer) in involved
            ink.polygon(cell, rgb8(token) if hit else None, 0.95, line)
    for sector in range(1, SECTORS + 1):
        ink.words(str(sector), _at(sector - 0.5, 0.92), text, LETTER_PX, "mm", halo=False)
    for layer in LAYERS:
        inner, outer = RINGS[layer]
        ink.words(layer, _at(6.0, (inner + outer) / 2.0), text, LETTER_PX - 6, "mm", halo=False)
    for word, place, anchor in (("R", (8.0, SIZE_PX / 2), "lm"), ("L", (SIZE_PX - 8.0, SIZE_PX / 2), "rm")):
        ink.words(word, place, text, LETTER_PX, anchor, halo=False)  # type: ignore[arg-type]
    return ink.finish()


def _cell(sector: int, inner: float, outer: float) -> list[Place]:
    steps = np.linspace(sector - 1.0, sector, 7)
    return [*(_at(float(s), inner) for s in steps), *(_at(float(s), outer) for s in steps[::-1])]


def _at(sectors: float, radius: float) -> Place:
    """Counted from posterior (below) toward the patient's left (screen right)."""
    angle, half = radians(30.0 * sectors), SIZE_PX / 2.0
    return (half + half * radius * sin(angle), half + half * radius * cos(angle))
