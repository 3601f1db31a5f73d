"""From a plan (and its images, when they are at hand) to what the report says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import numpy as np

from spineplan import __version__
from spineplan.anatomy.level_order import level_at
from spineplan.anatomy.skin import known_body
from spineplan.clinical.case import case_of
from spineplan.clinical.cement import session_load
from spineplan.clinical.checklist import ItemState, Template
from spineplan.clinical.fact_catalogue import fact_items
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.drawn import drawn_words
from spineplan.measure.finding import Finding
from spineplan.plan.digest import content_digest
from spineplan.plan.model import Identity, Level, Measurement, Plan, SeriesRef
from spineplan.report.discussion_part import opinion_lines, remarks, signature_lines, version_lines
from spineplan.report.figures import Figures
from spineplan.report.judged import THREADS, Judged, Known, begin_judging
from spineplan.report.level_part import LevelWriter, level_pictures, level_tags
from spineplan.report.metamer_part import radar_levels
from spineplan.report.metamer_table_part import metamer_columns
from spineplan.report.model import (
    ChecklistGroup,
    ChecklistLine,
    Fact,
    Figure,
    FindingLine,
    LevelRow,
    Report,
    SeriesUsed,
    Tone,
)
from spineplan.report.wbb_part import lesion_wbb
from spineplan.report.words import UNKNOWN, day, ml, mm, person_name
from spineplan.storage.document import encode_plan
from spineplan.storage.versions import Snapshots, Version

TITLE = "Plan for percutaneous treatment of spine metastases"
STATEMENT = (
    "Decision support, not a medical device. This report states what was planned and what was computed from it; it "
    "does not order a treatment. Every number and every picture must be checked on the original images by the "
    "physician who is responsible. The pictures are not for diagnosis."
)
NO_PICTURES = "The images were not at hand: there are no pictures, and what needs images is not measured."
_TONE: dict[str, Tone] = {"READY": "ok", "REVIEW": "caution", "BLOCKED": "danger"}
_FINDING: dict[str, tuple[str, Tone]] = {
    "safety": ("Safety", "danger"),
    "image": ("Image", "caution"),
    "info": ("Note", ""),
}
_STATE: dict[str, tuple[str, Tone]] = {
    "open": ("open", ""),
    "done": ("done", "ok"),
    "problem": ("problem", "danger"),
    "not_applicable": ("n/a", ""),
}
_KIND = {"length": "Length", "angle": "Angle", "ellipse": "Region"}
_SEX = {"M": "male", "F": "female", "O": "other"}


def report_content(
    plan: Plan,
    masks: Mapping[str, Mask],
    volume: Volume | None,
    created: datetime,
    pictures: bool = True,
    plan_sha256: str = "",
    snapshots: Snapshots | None = None,
    versions: Sequence[Version] = (),
    known: Known | None = None,
) -> Report:
    """volume: the plan's reference series; without it there are no pictures and no numbers that need images.

    plan_sha256: as its file has it; else of the plan as it would be saved now. snapshots, versions: of its file.
    known: margins and fillings of this very plan, where they were worked out before.
    """
    figures = Figures(plan, volume, masks) if volume is not None and pictures else None
    found, overview, writer = _worked_out(plan, masks, volume, figures, known)
    verdict = found.verdict
    carrying = plan.levels_in_use()
    scores = writer.patient_scores()
    levels = tuple(writer.level(level) for level in plan.levels if level.name in carrying or level.treat)
    return Report(
        title=TITLE,
        patient_line=_patient_line(plan.identity),
        patient=_patient(plan.identity),
        created=created,
        version=f"spineplan {__version__}",
        plan_sha256=plan_sha256 or encode_plan(plan)[1],
        readiness=verdict.state,
        readiness_tone=_TONE[verdict.state],
        reasons=verdict.reasons,
        series=_series(plan, volume),
        pictures_missing="" if figures is not None else NO_PICTURES,
        overview=overview,
        rows=tuple(_row(plan, level, writer) for level in plan.levels if _listed(level, carrying)),
        session_cement=_session_cement(plan),
        levels=levels,
        kept=figures.kept() if figures is not None else (),
        kept_elsewhere=_kept_elsewhere(plan, volume if figures is not None else None),
        drawn=tuple(_drawn(plan, measurement, volume) for measurement in plan.measurements),
        findings=tuple(_finding(finding) for finding in found.findings),
        checklist_title=_checklist_title(found.checklist, found.states),
        checklist=_groups(found.states),
        sources=_sources(plan, writer),
        notes=plan.notes,
        statement=STATEMENT,
        signatures=signature_lines(plan, snapshots or {}),
        opinions=opinion_lines(plan, content_digest(plan)) if plan.opinions else (),
        remarks=remarks(plan),
        versions=version_lines(versions),
        clinical=_clinical(plan),
        scores=scores,
        metamers=metamer_columns(case_of(plan)),
        radar=radar_levels(case_of(plan)) if pictures else (),
    )


def _worked_out(
    plan: Plan, masks: Mapping[str, Mask], volume: Volume | None, figures: Figures | None, known: Known | None
) -> tuple[Judged, tuple[Figure, ...], LevelWriter]:
    """What takes long, side by side: margins, fillings and sectors there; pictures and the skin here."""
    ct = volume if volume is not None and volume.modality == "CT" else None
    with ThreadPoolExecutor(THREADS) as pool:
        answer = begin_judging(plan, masks, volume, pool, known)
        drawings = {lesion.id: pool.submit(lesion_wbb, plan, lesion, masks) for lesion in plan.lesions}
        overview = figures.overview() if figures is not None else ()
        skin = known_body(ct) if ct is not None else None
        drawn = level_pictures(plan, volume, skin, figures) if figures is not None else {}
        found = answer()
    sectors = {name: one.result() for name, one in drawings.items()}
    writer = LevelWriter(plan, masks, volume, skin, drawn, found.margins, found.treatments, sectors)
    return found, overview, writer


def _patient(identity: Identity) -> tuple[Fact, ...]:
    return (
        Fact("Patient", person_name(identity.patient_name) or UNKNOWN),
        Fact("Patient ID", identity.patient_id + (f" ({identity.issuer})" if identity.issuer else "") or UNKNOWN),
        Fact("Birth date", day(identity.birth_date) or UNKNOWN),
        Fact("Sex", _SEX.get(identity.sex, UNKNOWN)),
    )


def _patient_line(identity: Identity) -> str:
    """The id comes first, so that a long name can be cut and the id cannot."""
    parts = (f"ID {identity.patient_id or UNKNOWN}", day(identity.birth_date), person_name(identity.patient_name))
    return " · ".join(part for part in parts if part)


def _series(plan: Plan, volume: Volume | None) -> tuple[SeriesUsed, ...]:
    refs = {ref.series_uid: ref for ref in (plan.reference, *plan.series)}
    return tuple(_series_used(ref, plan, volume) for ref in refs.values())


def _series_used(ref: SeriesRef, plan: Plan, volume: Volume | None) -> SeriesUsed:
    shown = volume if volume is not None and volume.series_uid == ref.series_uid else None
    return SeriesUsed(
        role="planned on" if ref.series_uid == plan.reference.series_uid else "also opened",
        description=" ".join(part for part in (ref.modality, ref.description) if part) or UNKNOWN,
        date=day(ref.study_date) or UNKNOWN,
        slices=str(ref.slices) if ref.slices else UNKNOWN,
        uid=ref.series_uid,
        shown=shown is not None,
        notes=shown.notes if shown is not None else (),
    )


def _listed(level: Level, carrying: set[str]) -> bool:
    return level.treat or level.symptomatic or level.name in carrying or level.decision is not None


def _decision(level: Level) -> str:
    """Treated or not, by whom and why."""
    if level.decision is None:
        return "treat" if level.treat else "not decided"
    who = f" ({level.decision.by})" if level.decision.by else ""
    why = f": {level.decision.reason}" if level.decision.reason else ""
    return f"{'treat' if level.treat else 'do not treat'}{who}{why}"


def _clinical(plan: Plan) -> tuple[Fact, ...]:
    """What was answered of the patient, in the catalogue's order; a questionnaire's items are in its score."""
    given = {fact.item: fact for fact in plan.facts if fact.value}
    return tuple(
        Fact(item.title, item.words(given[item.id].value) + (f" ({by})" if (by := given[item.id].by) else ""))
        for item in fact_items("patient")
        if item.id in given and not item.id.startswith("odi_")
    )


def _row(plan: Plan, level: Level, writer: LevelWriter) -> LevelRow:
    kinds: Counter[str] = Counter(lesion.kind for lesion in plan.lesions if lesion.level == level.name)
    needles = Counter(f"{n.approach} {n.side} {n.gauge}" for n in plan.needles if n.level == level.name)
    chosen = next((target.volume_ml for target in plan.cement if target.level == level.name), None)
    band = writer.band(level.name) if level.treat or chosen is not None else None
    cement = ml(chosen) if chosen is not None else ""
    if band is not None:
        cement = f"{cement or 'not chosen'} (band {band.low_ml:.1f}–{band.high_ml:.1f})"
    return LevelRow(
        name=level.name,
        state=", ".join(level_tags(level)[:2]),
        lesions=_counted(kinds),
        needles=_counted(needles),
        cement=cement or "none",
        treat=level.treat,
        decision=_decision(level),
    )


def _counted(found: Counter[str]) -> str:
    return ", ".join(name if count == 1 else f"{count} {name}" for name, count in sorted(found.items())) or "none"


def _session_cement(plan: Plan) -> str:
    load = session_load(target.volume_ml for target in plan.cement)
    if not load.levels:
        return ""
    levels = "1 level" if load.levels == 1 else f"{load.levels} levels"
    beyond = f" Caution: {'; '.join(load.reasons)}." if load.reasons else ""
    return f"All cement of the session: {ml(load.total_ml)} in {levels}.{beyond}"


def _kept_elsewhere(plan: Plan, volume: Volume | None) -> str:
    """Says how many key images cannot be shown."""
    shown = volume.series_uid if volume is not None else ""
    missing = sum(image.series_uid != shown for image in plan.key_images)
    images = "1 key image is" if missing == 1 else f"{missing} key images are"
    return f"{images} not shown: the images are not at hand." if missing else ""


def _drawn(plan: Plan, measurement: Measurement, volume: Volume | None) -> Fact:
    """A number with its ends, so that it can be found again."""
    ends = measurement.points_mm[:1] if measurement.kind == "ellipse" else measurement.points_mm
    level = level_at(plan, np.mean(ends, axis=0))
    place = f", {level.name}" if level is not None else ""
    where = " – ".join("({}, {}, {})".format(*(mm(v).removesuffix(" mm") for v in each)) for each in ends)
    return Fact(
        f"{measurement.label or _KIND[measurement.kind]}{place}",
        f"{drawn_words(measurement, volume)}; LPS {where} mm",
    )


def _finding(finding: Finding) -> FindingLine:
    severity, tone = _FINDING[finding.severity]
    return FindingLine(severity, tone, finding.sentence)


def _checklist_title(checklist: Template, states: tuple[ItemState, ...]) -> str:
    counts = Counter(_STATE[state.state][0] for state in states)
    counted = ", ".join(f"{counts[word]} {word}" for word, _ in _STATE.values() if counts[word])
    return f"{checklist.title}: {counted}."


def _groups(states: tuple[ItemState, ...]) -> tuple[ChecklistGroup, ...]:
    grouped: dict[str, list[ChecklistLine]] = {}
    for state in states:
        word, tone = _STATE[state.state]
        by = state.answer.by if state.answer is not None and state.filled_by == "person" else ""
        why = state.evidence if state.evidence != "Not answered." else ""
        line = ChecklistLine(
            number=state.item.id,
            text=state.item.text,
            required=state.item.level,
            state=word,
            tone=tone,
            why=f"{why} ({by})" if by and by not in why else why,
        )
        grouped.setdefault(state.item.group, []).append(line)
    return tuple(ChecklistGroup(name, tuple(lines)) for name, lines in grouped.items())


def _sources(plan: Plan, writer: LevelWriter) -> tuple[str, ...]:
    """Where the cement band comes from, once."""
    cited = tuple(writer.sources)
    bands = [band for level in plan.levels if level.treat and (band := writer.band(level.name)) is not None]
    if not bands:
        return cited
    marks = "; ".join(f"{mark.percent:.3g} % {mark.text} ({mark.source})" for mark in bands[0].marks)
    return (
        *cited,
        f"Cement band: {bands[0].source}. {marks}.",
        *(f"{note.text} ({note.source})" for note in bands[0].notes),
    )
