"""What the plan already answers of the checklist. Each rule: (plan, facts) -> verdict; without data it stays open."""

from collections.abc import Mapping
from itertools import pairwise

from spineplan.clinical.answer_sentences import ANSWERED
from spineplan.clinical.approaches import approach
from spineplan.clinical.case import age_years
from spineplan.clinical.cement import cement_band, fill_percent, session_load
from spineplan.clinical.checklist_level_names import names_vouched
from spineplan.clinical.checklist_needle_rules import approach_named, c_arm, clearance, needle_length, pedicle
from spineplan.clinical.checklist_verdict import Rule, Verdict, judged, listed
from spineplan.clinical.facts import Facts, ScoreName
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank, region
from spineplan.plan.model import Plan

CT_SPACING_MM = 1.5
"""Bone CT of 1-1.5 mm or thinner [K]."""


def person(plan: Plan, _: Facts) -> Verdict:
    """1: age and sex from the images; weight and height are nowhere."""
    age = age_years(plan.identity.birth_date, plan.reference.study_date)
    known = [f"{age} years" if age is not None else "", {"M": "male", "F": "female"}.get(plan.identity.sex, "")]
    text = ", ".join(part for part in known if part)
    return Verdict("open", f"From the images: {text}. Weight and height are not recorded." if text else "Not recorded.")


def ct(plan: Plan, facts: Facts) -> Verdict:
    """9: the levels lie in a CT that is fine enough."""
    if not plan.levels:
        return Verdict("open", "No level is marked.")
    if plan.reference.modality != "CT":
        return Verdict("open", "The plan is not made on a CT.")
    if facts.levels_outside_ct:
        return Verdict("problem", f"The CT does not show {listed(facts.levels_outside_ct)} completely.")
    if facts.ct_slice_spacing_mm is None:
        return Verdict("open", "The slice spacing is unknown until the CT is loaded.")
    spacing = f"Slices every {facts.ct_slice_spacing_mm:.2f} mm"
    if facts.ct_slice_spacing_mm > CT_SPACING_MM:
        return Verdict("problem", f"{spacing}; {CT_SPACING_MM:g} mm or less is wanted.")
    return Verdict("done", f"{spacing}; levels {listed(level.name for level in plan.levels)}.")


def level_names(plan: Plan, _: Facts) -> Verdict:
    """12: names that something rests on are vouched for by a person; the whole-spine reference a person answers."""
    suggested, said = names_vouched(plan)
    if suggested:
        return Verdict("problem", f"Suggested and not confirmed: {listed(suggested)}.")
    return Verdict("open", f"Named: {said}." if said else "No level is in use yet.")


def mri(plan: Plan, _: Facts) -> Verdict:
    """10: MR series of the plan, with date."""
    found = [
        f"{ref.description or 'MR'} ({ref.study_date or 'no date'})" for ref in plan.series if ref.modality == "MR"
    ]
    return Verdict("open", f"In the plan: {'; '.join(found)}." if found else "No MR series is in the plan.")


def lesions(plan: Plan, _: Facts) -> Verdict:
    """13: the kinds of the marked lesions."""
    if not plan.lesions:
        return Verdict("open", "No lesion is marked.")
    return Verdict("open", f"Marked: {listed(f'{lesion.level} {lesion.kind}' for lesion in plan.lesions)}.")


def distribution(plan: Plan, _: Facts) -> Verdict:
    """15: single or multiple, where, adjacent."""
    names = sorted({lesion.level for lesion in plan.lesions}, key=level_rank)
    if not names:
        return Verdict("open", "No lesion is marked.")
    if len(names) == 1:
        count = len(plan.lesions)
        return Verdict("done", f"One level: {names[0]}" + (f", {count} lesions." if count > 1 else "."))
    marked = {level.name for level in plan.levels}
    pairs = [f"{a}-{b}" for a, b in pairwise(names) if _adjacent(a, b, marked)]
    return Verdict("done", f"Multiple: {listed(names)}; adjacent: {listed(pairs) if pairs else 'none'}.")


def anaesthesia(plan: Plan, facts: Facts) -> Verdict:
    """32: cervical and trans-oral routes usually need general anaesthesia."""
    routes = _needing_anaesthesia(plan)
    if facts.general_anaesthesia is False:
        return Verdict("not_applicable", "No general anaesthesia is planned.")
    if routes:
        return Verdict("open", f"General anaesthesia is usually needed: {listed(routes)}.")
    return Verdict("open", "Whether general anaesthesia is planned is not recorded.")


def cement(plan: Plan, facts: Facts) -> Verdict:
    """36: chosen volume against the band of each body, and the session's total."""
    wanted = [level for level in plan.levels if level.treat]
    chosen = {target.level: target.volume_ml for target in plan.cement}
    if not wanted:
        return Verdict("open", "No metamer is chosen for treatment.")
    load = session_load(chosen.values())
    outside = list(load.reasons)
    known: list[str] = []
    unknown = 0
    for level in wanted:
        marked = level.body.volume_ml if level.body is not None else None
        body = facts.body_volume_ml.get(level.name, marked)
        volume = chosen.get(level.name)
        if body is None or body <= 0 or volume is None:
            unknown += 1
            continue
        lytic = sum(x.mask.volume_ml for x in plan.lesions if x.level == level.name and x.kind == "lytic" and x.mask)
        band = cement_band(body, lytic or None)
        text = f"{level.name} {volume:.1f} mL, {fill_percent(volume, body):.0f} % of the body"
        (known if band.holds(volume) else outside).append(
            text if band.holds(volume) else f"{text}, outside {band.low_ml:.1f}-{band.high_ml:.1f} mL"
        )
    return judged(outside, [*known, f"total {load.total_ml:.1f} mL"], unknown, "body volume or chosen volume")


def ablation(_: Plan, facts: Facts) -> Verdict:
    """37: only when ablation is planned; a person confirms how cord and roots are protected."""
    if facts.ablation_planned is False:
        return Verdict("not_applicable", "No ablation is planned.")
    if facts.ablation_dangers:
        return Verdict("problem", " ".join(facts.ablation_dangers))
    if facts.ablation_distances:
        wanted = f" Advised: {', '.join(facts.ablation_protection)}." if facts.ablation_protection else ""
        return Verdict("open", f"Distance of the zones: {'; '.join(facts.ablation_distances)}.{wanted}")
    planned = (
        "Ablation is planned; the" if facts.ablation_planned else "Whether ablation is planned is not recorded; the"
    )
    return Verdict("open", f"{planned} distance to cord and roots is not measured.")


def score(name: ScoreName) -> Rule:
    """14, 18-21, 49: the sentence of a finished score, else open."""

    def rule(_: Plan, facts: Facts) -> Verdict:
        sentence = facts.scores.get(name)
        return Verdict("open", "Not scored.") if sentence is None else Verdict("done", sentence)

    return rule


def answered(name: str) -> Rule:
    """2-8, 16, 17, 22-24, 26, 27, 30, 31: the sentence of what was answered in the stage Decide."""

    def rule(_: Plan, facts: Facts) -> Verdict | None:
        sentence = facts.answers.get(name)
        return Verdict("done", sentence) if sentence is not None else None

    return rule


RULES: Mapping[str, Rule] = {
    **{name: answered(name) for name in ANSWERED},
    "person": person,
    "ct": ct,
    "level_names": level_names,
    "mri": mri,
    "lesions": lesions,
    "posterior_wall": score("posterior_wall"),
    "distribution": distribution,
    "prognosis": score("prognosis"),
    "sins": score("sins"),
    "collapse": score("collapse"),
    "wbb": score("wbb"),
    "anaesthesia": anaesthesia,
    "approach": approach_named,
    "pedicle_fit": pedicle,
    "clearance": clearance,
    "cement": cement,
    "ablation": ablation,
    "c_arm": c_arm,
    "needle_length": needle_length,
    "result": score("result"),
}
"""By the name that a template's item gives."""


def condition_holds(condition: str, plan: Plan, facts: Facts) -> bool | None:
    """Whether a conditional item applies; None when that is unknown, so the item stays."""
    if condition == "rf":
        return facts.ablation_planned
    if condition == "ga":
        return True if _needing_anaesthesia(plan) and facts.general_anaesthesia is None else facts.general_anaesthesia
    if not plan.needles:
        return None
    return any(needle.approach == "trans-oral" for needle in plan.needles)


def _needing_anaesthesia(plan: Plan) -> list[str]:
    routes = [
        f"{needle.level} {found.name.lower()}"
        for needle in plan.needles
        if (found := approach(needle.approach)) is not None and found.general_anaesthesia
    ]
    planned = {needle.level for needle in plan.needles}
    return routes + [x.name for x in plan.levels if x.treat and region(x.name) == "C" and x.name not in planned]


def _adjacent(cranial: str, caudal: str, marked: set[str]) -> bool:
    between = ALL_LEVELS[level_rank(cranial) + 1 : level_rank(caudal)]
    return all(name in TRANSITIONAL and name not in marked for name in between)
