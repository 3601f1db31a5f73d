"""What was measured of a plan, as the checklist wants it."""

from spineplan.anatomy.body import body_volume
from spineplan.anatomy.skin import CoarseBody, known_body
from spineplan.clinical.answer_sentences import answer_sentences
from spineplan.clinical.case import Case, case_of
from spineplan.clinical.case_summary import contraindications, score_sentences
from spineplan.clinical.facts import Facts, NeedleFacts
from spineplan.geometry.vectors import vector
from spineplan.imaging.volume import Volume
from spineplan.measure.needle import needle_numbers
from spineplan.measure.needle_place import misplaced
from spineplan.plan.model import Needle, Plan


def checklist_facts(plan: Plan, volume: Volume | None = None, case: Case | None = None) -> Facts:
    """Facts of a plan and its reference CT; what needs images stays unknown without them. case: the
    plan's clinical answers, where more is known than the plan itself says."""
    case = case or case_of(plan)
    absolute, relative = contraindications(case)
    ct = volume if volume is not None and volume.modality == "CT" else None
    skin = known_body(ct) if ct is not None else None
    return Facts(
        ct_slice_spacing_mm=ct.grid.spacing_mm[2] if ct is not None else None,
        levels_outside_ct=_outside(plan, ct),
        body_volume_ml=_bodies(plan),
        needles={needle.id: _needle(plan, needle, ct, skin) for needle in plan.needles},
        ablation_planned=bool(plan.ablations) if plan.needles else None,
        scores=score_sentences(case),
        answers=answer_sentences(case),
        absolute_contraindications=absolute,
        relative_contraindications=relative,
    )


def _bodies(plan: Plan) -> dict[str, float]:
    """A suggestion from mean sizes is no fact of this patient."""
    found = {level.name: body_volume(plan, level.name) for level in plan.levels}
    return {name: body.volume_ml for name, body in found.items() if body is not None and body.origin != "suggested"}


def _outside(plan: Plan, ct: Volume | None) -> tuple[str, ...]:
    if ct is None or ct.frame_of_reference_uid != plan.reference.frame_of_reference_uid:
        return ()
    return tuple(level.name for level in plan.levels if not ct.grid.contains_mm(vector(level.centre_mm)))


def _needle(plan: Plan, needle: Needle, ct: Volume | None, skin: CoarseBody | None) -> NeedleFacts:
    numbers = needle_numbers(plan, needle, ct, skin)
    level = plan.level(needle.level)
    pedicles = [one for one in level.pedicles if not one.doubtful] if level is not None else []
    return NeedleFacts(
        pedicle_width_mm=next((one.width_mm for one in pedicles if one.side == needle.side), None),
        spare_length_mm=numbers.length.spare_mm if numbers.length is not None else None,
        misplaced=tuple(finding.sentence for finding in misplaced(plan, needle, numbers)),
    )
