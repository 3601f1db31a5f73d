"""What the report says of one level: its lesions, needles and cement, with the numbers of `measure` and `clinical`."""

from collections.abc import Mapping

from spineplan.anatomy.body import body_volume
from spineplan.anatomy.skin import CoarseBody
from spineplan.clinical.approaches import approach
from spineplan.clinical.case import case_of
from spineplan.clinical.cement import Band, fill_percent
from spineplan.geometry.vectors import Point
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.cement_band import level_band
from spineplan.measure.lesion import LesionNumbers, lesion_numbers
from spineplan.measure.needle import NeedleNumbers, needle_numbers, oblique_words
from spineplan.measure.wbb import Wbb
from spineplan.plan.model import Lesion, Level, Needle, Plan
from spineplan.planning.margins.plan_margins import PlanMargins, guidance_of
from spineplan.planning.treatment_numbers import LevelTreatment
from spineplan.report.ablation_part import ablation_part
from spineplan.report.figures import Figures, wbb_figure
from spineplan.report.margin_part import margin_facts
from spineplan.report.model import Fact, Figure, LevelPart, Part
from spineplan.report.score_part import Scores, scores_of
from spineplan.report.treatment_part import treatment_parts
from spineplan.report.wbb_part import WBB_SOURCE, wbb_words_of
from spineplan.report.words import deg, ml, mm, untagged

LEAST_SHOWN = 0.05
"""Less than this is 0.0."""
MIDLINE = "The midline passes through the level's marked centre."
NO_MARGINS = "What the needle clears is not measured: {reason} Judge it on the images."


class LevelWriter:
    """Writes the levels of one plan. volume: the plan's images, or None; pictures: as `level_pictures` drew them."""

    def __init__(
        self,
        plan: Plan,
        masks: Mapping[str, Mask],
        volume: Volume | None,
        skin: CoarseBody | None,
        pictures: Mapping[str, tuple[Figure, ...]],
        margins: PlanMargins | None = None,
        treatments: Mapping[str, LevelTreatment] | None = None,
        sectors: Mapping[str, Wbb | None] | None = None,
    ) -> None:
        self._plan, self._masks, self._volume, self._skin, self._pictures = plan, masks, volume, skin, pictures
        self._margins, self._treatments, self._sectors = margins, treatments, sectors or {}
        self._case = case_of(plan)
        self.sources: dict[str, None] = {}
        """What the scores written so far cite."""

    def level(self, level: Level) -> LevelPart:
        """One level that carries something."""
        parts = [self._scores(level)]
        parts += [self._lesion(lesion) for lesion in self._plan.lesions if lesion.level == level.name]
        parts += [self._cement(level), ablation_part(self._plan, level.name, self._masks)]
        parts += treatment_parts(self._plan, self._masks, self._volume, level.name, self._treatments)
        parts += [self._needle(needle) for needle in self._plan.needles if needle.level == level.name]
        return LevelPart(level.name, level_tags(level), tuple(part for part in parts if part is not None))

    def patient_scores(self) -> tuple[Fact, ...]:
        """Scores of the patient."""
        return self._told(scores_of(self._case))

    def _scores(self, level: Level) -> Part | None:
        facts = self._told(scores_of(self._case, level.name))
        return Part(f"{level.name} scores", "", facts) if facts else None

    def _told(self, scores: Scores) -> tuple[Fact, ...]:
        self.sources |= dict.fromkeys(scores.sources)
        return scores.facts

    def band(self, level_name: str) -> Band | None:
        """The cement band of a level's body, if its size is known."""
        found = level_band(self._plan, level_name)
        return found.band if found is not None else None

    def _lesion(self, lesion: Lesion) -> Part:
        mask = self._masks.get(lesion.mask.sha256) if lesion.mask is not None else None
        facts = [Fact("Volume", "not painted, so unknown")]
        if mask is not None:
            facts = lesion_facts(lesion_numbers(mask, self._values_of(lesion)))
        figures = self._pictures.get(f"lesion {lesion.id}", ())
        found = self._sectors.get(lesion.id)
        if found is not None:
            facts.append(Fact("WBB", wbb_words_of(self._plan, lesion, found)))
            figures = (*figures, wbb_figure(found, lesion.kind))
            self.sources |= dict.fromkeys((WBB_SOURCE,))
        notes = (lesion.note,) if lesion.note else ()
        kind = "lesion of unknown kind" if lesion.kind == "unknown" else f"{lesion.kind} lesion"
        return Part(f"{lesion.level} {kind}", lesion.kind, tuple(facts), figures, notes)

    def _values_of(self, lesion: Lesion) -> Volume | None:
        same = (
            self._volume is not None and lesion.mask is not None and self._volume.series_uid == lesion.mask.series_uid
        )
        return self._volume if same else None

    def _needle(self, needle: Needle) -> Part:
        numbers = needle_numbers(self._plan, needle, self._volume, self._skin)
        figures = self._pictures.get(f"needle {needle.id}", ())
        ids = [other.id for other in self._plan.needles if other.level == needle.level]
        number = f" {ids.index(needle.id) + 1} of {len(ids)}" if len(ids) > 1 else ""
        title = f"{needle.level} needle{number}, {needle.side}, target at z {mm(needle.target_mm[2])}"
        facts, note = self._clears(needle)
        return Part(title, "", (*needle_facts(needle, numbers), *facts), figures, (MIDLINE, *note), own_page=True)

    def _clears(self, needle: Needle) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
        """Margins, or why there are none."""
        known = self._margins.by_needle.get(needle.id) if self._margins is not None else None
        if known is not None:
            return margin_facts(known, guidance_of(self._plan, needle)), known.notes
        reason = self._margins.missing.get(needle.level, "") if self._margins is not None else "Margins need the CT."
        return (), (NO_MARGINS.format(reason=reason),)

    def _cement(self, level: Level) -> Part | None:
        chosen = next((target.volume_ml for target in self._plan.cement if target.level == level.name), None)
        if chosen is None and not level.treat:
            return None
        body, band = body_volume(self._plan, level.name), self.band(level.name)
        facts = [Fact("Chosen", ml(chosen) if chosen is not None else "not chosen")]
        if body is None or band is None:
            return Part(f"{level.name} cement", "", (*facts, Fact("Band", "unknown: no published size of this body")))
        suggested = f"suggestion from mean sizes ({untagged(body.source)})"
        origin = {"outlined": "as outlined", "marked": "as marked"}.get(body.origin, suggested)
        facts.append(Fact("Body volume", f"{ml(body.volume_ml)}, {origin}"))
        low = f"{band.low_percent:g}" if band.lytic_lesion_ml is None else "from filling the lytic lesion to "
        dash = "–" if band.lytic_lesion_ml is None else ""
        facts.append(
            Fact("Band", f"{band.low_ml:.1f}–{ml(band.high_ml)}, {low}{dash}{band.high_percent:g} % of the body")
        )
        if chosen is not None:
            share = f"{fill_percent(chosen, body.volume_ml):.0f} % of the body"
            inside = band.holds(chosen)
            within = "within the band" if inside else "outside the band"
            facts.append(Fact("Fill", f"{share}, {within}", "ok" if inside else "caution"))
        return Part(f"{level.name} cement", "", tuple(facts))


def level_pictures(
    plan: Plan, volume: Volume | None, skin: CoarseBody | None, figures: Figures
) -> dict[str, tuple[Figure, ...]]:
    """Of every lesion and needle at a marked level, by "lesion" or "needle" and its id: they need no margins."""
    marked = {level.name for level in plan.levels}
    found = {f"lesion {one.id}": figures.lesion(one) for one in plan.lesions if one.level in marked}
    for needle in plan.needles:
        if needle.level in marked:
            numbers = needle_numbers(plan, needle, volume, skin)
            found[f"needle {needle.id}"] = figures.needle(needle, numbers.skin_mm)
    return found


def level_tags(level: Level) -> tuple[str, ...]:
    """What the board says of a level."""
    words = ["to treat"] if level.treat else []
    words += ["symptomatic"] if level.symptomatic else []
    if level.state == "proposed":
        words.append("name is a suggestion, not confirmed")
    elif level.confirmed_by:
        second = f", read again by {level.second_by}" if level.second_by else ""
        words.append(f"named by {level.confirmed_by}{second}")
    return tuple(words)


def lesion_facts(numbers: LesionNumbers) -> list[Fact]:
    """Size and values."""
    facts = [
        Fact("Volume", ml(numbers.volume_ml)),
        Fact("Longest diameter", mm(numbers.longest_mm)),
        Fact("Longest in one slice", mm(numbers.axial_longest_mm)),
    ]
    if numbers.mean is not None and numbers.minimum is not None and numbers.maximum is not None:
        unit = f" {numbers.unit}" if numbers.unit else ""
        facts.append(Fact("Mean value", f"{numbers.mean:.0f}{unit}".replace("-", "−")))
        facts.append(Fact("Range", f"{numbers.minimum:.0f} to {numbers.maximum:.0f}{unit}".replace("-", "−")))
    return facts


def needle_facts(needle: Needle, numbers: NeedleNumbers) -> tuple[Fact, ...]:
    """Every number for the table, from what to what."""
    known = approach(needle.approach)
    way = known.name if known is not None else needle.approach
    wrong_side = numbers.entry_side != needle.side
    where = "on the midline" if numbers.entry_side == "midline" else f"on the {numbers.entry_side}"
    return (
        Fact("Approach", f"{way}, {needle.side}; enters {where}", "danger" if wrong_side else ""),
        Fact("Needle", f"{needle.gauge} × {needle.length_mm:g} mm, outer diameter {needle.outer_diameter_mm:.2f} mm"),
        Fact("Convergence", _angle(numbers.convergence_deg, "sagittal", "toward the midline", "away from the midline")),
        Fact("Cranio-caudal", _angle(numbers.cranio_caudal_deg, "axial", "tip cranial", "tip caudal")),
        Fact("C-arm en face", ", ".join(oblique_words(numbers.c_arm))),
        *([Fact("Skin entry", _offset(numbers.skin_mm, needle, numbers))] if numbers.skin_mm is not None else []),
        *_depth_facts(numbers),
        Fact("Entry (marked)", _offset(needle.entry_mm, needle, numbers)),
        Fact("Entry to target", mm(numbers.entry_to_target_mm)),
    )


def _depth_facts(numbers: NeedleNumbers) -> tuple[Fact, ...]:
    if numbers.skin_to_target_mm is None:
        return (Fact("Skin to target", f"unknown. {numbers.skin_reason}", "caution"),)
    facts = [Fact("Skin to target", mm(numbers.skin_to_target_mm))]
    if numbers.skin_to_bone_mm is not None and numbers.bone_to_target_mm is not None:
        facts.append(Fact("Skin to bone", mm(numbers.skin_to_bone_mm)))
        facts.append(Fact("Bone to target", mm(numbers.bone_to_target_mm)))
    else:
        facts.append(Fact("Skin to bone", "no bone is met", "caution"))
    length = numbers.length
    if length is not None:
        spare = f"{mm(length.spare_mm)} spare" if length.fits else f"{mm(-length.spare_mm)} too short"
        words = f"{mm(length.needed_mm)} needed (hub {length.hub_allowance_mm:g} mm), {spare}"
        facts.append(Fact("Length check", words, "ok" if length.fits else "danger"))
    return tuple(facts)


def _offset(place_mm: Point, needle: Needle, numbers: NeedleNumbers) -> str:
    """Sideways from the midline and along the body from the target, both with their direction."""
    sideways, along = place_mm[0] - numbers.midline_x_mm, place_mm[2] - needle.target_mm[2]
    side = f"{mm(abs(sideways))} {'left' if sideways > 0 else 'right'} of midline"
    level = f"{mm(abs(along))} {'cranial' if along > 0 else 'caudal'} of target"
    return f"{side}, {level if abs(along) >= LEAST_SHOWN else 'level with target'}"


def _angle(value_deg: float, plane: str, positive: str, negative: str) -> str:
    if abs(value_deg) < LEAST_SHOWN:
        return f"0.0° from the {plane} plane"
    return f"{deg(abs(value_deg))} from the {plane} plane, {positive if value_deg > 0 else negative}"
