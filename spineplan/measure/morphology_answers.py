"""What was measured of a level's lesions as answers of the catalogue of clinical facts: suggestions with a note."""

from collections.abc import Mapping
from dataclasses import dataclass

from spineplan.measure.morphology import LesionMorphology, LevelMorphology
from spineplan.measure.morphology_signal import SeriesKind, signal_word, uptake_word
from spineplan.measure.morphology_surface import OUTWARD_MM
from spineplan.measure.wbb_words import cell_words


@dataclass(frozen=True)
class Suggestion:
    """value: as the catalogue stores it. note: the numbers it comes from, for the user. stamp: of the registration that
    it was read through, if any."""

    value: str
    note: str = ""
    stamp: str = ""


Suggestions = Mapping[str, Suggestion]
SIGNALS: tuple[tuple[SeriesKind, str], ...] = (("t1", "signal_t1"), ("stir", "signal_stir"))

FINE_MM = 1.05
"""Up to this edge of a voxel the collapse of synthetic bodies is within three points (bench/lesions.md)."""
LEAST_ABNORMAL = 0.05
"""Share of a lesion's voxels beyond the limits from which its matrix is named: of normal bone, 2.3 % lie 2 SD below its
mean. [CONV]"""
CUT_OFF = Suggestion("", "cut off by the edge of the images, not measured")


def level_answers(found: LevelMorphology) -> dict[str, Suggestion]:
    """By item id; what could not be measured is not there, or has no value and a note that says why."""
    answers = _collapse_answers(found) | _body_answers(found) | _canal_answers(found)
    for name, shares in (("pedicle", found.pedicles), ("facet", found.facets)):
        for side, part in shares.items():
            if part is not None:
                by = "by its place; not labelled" if part.guessed else "of the labelled part"
                note = f"{100.0 * part.share:.0f} %, {part.lesion_ml:.2f} mL, {by}"
                answers[f"{name}_{side}"] = Suggestion(_involved(part.involved), note)
    for side, taken in found.costovertebral.items():
        if taken is not None:
            answers[f"costovertebral_{side}"] = Suggestion(_involved(taken), "bone within 3 mm of a rib")
    return answers | _artery_answers(found) | _uptake_answers(found)


def lesion_answers(found: LesionMorphology) -> dict[str, Suggestion]:
    """By item id."""
    answers = {"longest_mm": Suggestion(_number(found.longest_mm))}
    if found.matrix is not None and found.matrix.matrix is not None:
        one = found.matrix
        note = (
            f"{100.0 * one.lytic_share:.0f} % below {one.lytic_below_hu:.0f} HU, {100.0 * one.blastic_share:.0f} % "
            f"above {one.blastic_above_hu:.0f} HU; mean of its core {one.mean_hu:.0f} HU, "
            f"normal {one.reference.mean_hu:.0f} HU"
        )
        told = one.lytic_share + one.blastic_share >= LEAST_ABNORMAL
        answers["matrix"] = Suggestion(one.matrix or "" if told else "", note)
    if found.wbb is not None:
        answers["wbb"] = Suggestion(cell_words(found.wbb.involved), f"pieces from {found.wbb.least_ml:g} mL on")
        outside = {"A", "D", "E"} & set(found.wbb.layers)
        ml = found.wbb.layer_ml[0] + found.wbb.layer_ml[3] + found.wbb.layer_ml[4]
        answers["soft_tissue"] = Suggestion("yes" if outside else "no", f"{ml:.1f} mL outside the bone")
    if found.cortex is not None:
        note = f"{found.cortex.lost_mm2:.0f} of {found.cortex.reached_mm2:.0f} mm² beside it without cortex"
        answers["cortical_destruction"] = Suggestion("yes" if found.cortex.destroyed else "no", note)
    if found.outward_mm is not None:
        note = f"{found.outward_mm:.1f} mm farther out than the other side"
        answers["expansile"] = Suggestion("yes" if found.outward_mm >= OUTWARD_MM else "no", note)
    for kind, item in SIGNALS:
        ratio, why = found.signals.get(kind), found.unread.get(kind)
        if ratio is not None:
            note = f"{ratio.ratio:.2f} x normal vertebrae{ratio.origin}"
            answers[item] = Suggestion(signal_word(ratio.ratio), note, ratio.stamp)
        elif why is not None:
            answers[item] = Suggestion("", why)
    return answers


def border_note(found: LesionMorphology) -> str:
    """What the density across the outline hints at; moth-eaten and permeative borders need the eye. Empty: nothing."""
    hint = found.border
    if hint is None or hint.border is None:
        return ""
    rim = f"rim up to {hint.rim_hu:.0f} HU" if hint.rim_hu is not None else ""
    width = f"transition {hint.transition_mm:.1f} mm" if hint.transition_mm is not None else ""
    return f"Hint: like {hint.border}; " + ", ".join(part for part in (width, rim) if part)


def values_of(found: Suggestions) -> dict[str, str]:
    """The values alone, of what has one."""
    return {item: one.value for item, one in found.items() if one.value}


def stamps_of(owner: str, found: Suggestions) -> dict[tuple[str, str], str]:
    """By owner (level name or lesion id) and item: the registrations that values were read through."""
    return {(owner, item): one.stamp for item, one in found.items() if one.value and one.stamp}


def _collapse_answers(found: LevelMorphology) -> dict[str, Suggestion]:
    if found.cut_off:
        return {"collapse_percent": CUT_OFF, "collapse_shape": CUT_OFF}
    if found.collapse is None:
        return {}
    h = found.collapse.heights
    note = (
        f"front {h.anterior_mm:.1f}, middle {h.middle_mm:.1f}, back {h.posterior_mm:.1f} mm; "
        f"against {found.collapse.reference}, {found.collapse.reference_mm:.1f} mm"
    )
    if found.voxel_mm > FINE_MM:
        note += f"; voxels of {found.voxel_mm:.1f} mm: it may be off by several points"
    percent = Suggestion(_number(found.collapse.percent), note)
    return {"collapse_percent": percent, "collapse_shape": Suggestion(found.collapse.shape)}


def _body_answers(found: LevelMorphology) -> dict[str, Suggestion]:
    if found.cut_off and found.lesions:
        return {"body_involvement_percent": CUT_OFF, "lytic_percent": CUT_OFF}
    answers = {}
    if found.body is not None and found.frame is not None:
        guess = "" if found.frame.body_seen else "; the body is not labelled"
        note = f"{found.body.lesion_ml:.1f} of {found.body.body_ml:.1f} mL{guess}"
        answers["body_involvement_percent"] = Suggestion(_number(min(found.body.percent, 100.0)), note)
    if found.lytic_percent is not None:
        answers["lytic_percent"] = Suggestion(_number(min(found.lytic_percent, 100.0)), "of the body")
    return answers


def _canal_answers(found: LevelMorphology) -> dict[str, Suggestion]:
    if found.wall is None or found.escc is None:
        return {}
    wall = found.wall
    gap = "" if wall.gap_mm2 is None else f", {wall.gap_mm2:.0f} mm² of it without cortex"
    note = f"lesion reaches {wall.reached_mm2:.0f} mm² of it{gap}; {wall.beyond_ml:.2f} mL beyond"
    answers = {
        "posterior_wall": Suggestion(wall.state, note),
        "posterior_wall_bulge_mm": (
            Suggestion(_number(wall.bulge_mm), "beyond the line of the corners")
            if wall.bulge_mm is not None
            else Suggestion("", "the body is not labelled: a bulge is not measured")
        ),
        "canal_narrowing_percent": Suggestion(_number(wall.canal_percent), "at the worst height"),
        "escc": Suggestion(found.escc.grade, found.escc.reason),
        "escc_from": Suggestion(found.escc.by, ""),
    }
    if wall.gap_mm2 is None and wall.state == "intact":
        del answers["posterior_wall"]  # without a CT, nothing is known of the cortex
    return answers


def _artery_answers(found: LevelMorphology) -> dict[str, Suggestion]:
    """Layer F: a side that is not known is said so; the other alone still counts when it is taken."""
    if not found.artery:
        return {}
    known = {side: one for side, one in found.artery.items() if one is not None}
    taken = [side for side, one in known.items() if one.involved]
    unknown = [side for side in found.artery if side not in known]
    if not known or (unknown and not taken):
        sides = " and ".join(unknown)
        return {"vertebral_artery": Suggestion("", f"not known: neither artery nor foramen is seen on the {sides}")}
    notes = [
        f"{side} {one.lesion_ml:.2f} mL in or at the {'artery' if one.seen else 'transverse foramen'}"
        for side, one in known.items()
    ] + [f"{side} not known" for side in unknown]
    value = "both" if len(taken) == 2 else taken[0] if taken else "free"
    return {"vertebral_artery": Suggestion(value, "; ".join(notes))}


def _uptake_answers(found: LevelMorphology) -> dict[str, Suggestion]:
    read = [one.signals["uptake"] for one in found.lesions.values() if "uptake" in one.signals]
    why = next((one.unread["uptake"] for one in found.lesions.values() if "uptake" in one.unread), None)
    if not read:
        return {"uptake": Suggestion("", why)} if why is not None else {}
    most = max(read, key=lambda one: one.ratio)
    note = f"mean in the lesion / mean in normal vertebrae{most.origin}"
    return {
        "uptake": Suggestion(uptake_word(most.ratio), note, most.stamp),
        "uptake_ratio": Suggestion(_number(most.ratio, 2), note, most.stamp),
    }


def _involved(taken: bool) -> str:
    return "involved" if taken else "free"


def _number(value: float, decimals: int = 1) -> str:
    """As the catalogue stores numbers."""
    return f"{round(value, decimals) + 0.0:.12g}"
