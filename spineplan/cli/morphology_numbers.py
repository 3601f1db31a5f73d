"""What the images say of every level with lesions, for `spineplan measure`: suggestions, never answers."""

from collections.abc import Mapping
from typing import Any

from spineplan.clinical.case import NOTHING_COMPUTED, Computed
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology import level_morphology
from spineplan.measure.morphology_answers import Suggestion, border_note, lesion_answers, level_answers, values_of
from spineplan.plan.model import Plan
from spineplan.session.level_request import level_request
from spineplan.session.masks import MaskStore
from spineplan.session.session import Session
from spineplan.session.wbb_answers import artery_sides, report_string, wbb_answer

Numbers = dict[str, Any]


def morphology_numbers(
    plan: Plan, masks: Mapping[str, Mask], volume: Volume | None
) -> tuple[dict[str, Numbers], Computed]:
    """By level: answers suggested for it and its lesions, each with its numbers, and the WBB string; the same as the
    clinical case takes them. Levels without an outline have none."""
    session = Session(plan, masks=MaskStore(masks.values()))
    if volume is not None:
        session.volumes[volume.series_uid] = volume
    found: dict[str, Numbers] = {}
    levels: dict[str, dict[str, str]] = {}
    lesions: dict[str, dict[str, str]] = {}
    for level in plan.levels:
        request = level_request(session, level.name)
        if request is None or not request.lesions:
            continue
        measured = level_morphology(request)
        own = level_answers(measured)
        each = {lesion: lesion_answers(one) for lesion, one in measured.lesions.items()}
        found[level.name] = {
            "reason": measured.reason,
            "suggestions": _plain(own),
            "lesions": {
                lesion.id: {
                    "suggestions": _plain(each[lesion.id]),
                    "border_hint": border_note(measured.lesions[lesion.id]),
                    "wbb": report_string(
                        level.name,
                        wbb_answer(lesion, measured).cells,
                        artery=bool(artery_sides(plan, level.name, measured)),
                    ),
                }
                for lesion in plan.lesions
                if lesion.id in each
            },
        }
        levels[level.name] = values_of(own)
        lesions |= {lesion: values_of(answers) for lesion, answers in each.items()}
    return found, Computed(levels=levels, lesions=lesions) if found else NOTHING_COMPUTED


def _plain(answers: Mapping[str, Suggestion]) -> Numbers:
    return {item: {"value": one.value, "note": one.note} for item, one in answers.items()}
