"""`spineplan check PLAN`: whether a plan file is whole, what is open in it, and what speaks against it."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from spineplan.cli.plan_arguments import add_images, plan_volume
from spineplan.cli.verbs import print_json
from spineplan.clinical.checklist import ItemState, Readiness
from spineplan.errors import PlanRefused
from spineplan.measure.finding import Finding
from spineplan.report.judged import judged
from spineplan.storage.planfile import LoadedPlan, load_plan
from spineplan.storage.signed_versions import signature_stories
from spineplan.storage.versions import Version, versions_of


def add_arguments(parser: ArgumentParser) -> None:
    """PLAN, --images."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help="a .spineplan file")
    add_images(parser)


def run(arguments: Namespace) -> int:
    """Print the state of the plan; fails when it cannot be read or its history cannot be trusted."""
    loaded = load_plan(arguments.plan)
    volume = plan_volume(loaded.plan, arguments)
    judgement = judged(loaded.plan, loaded.masks, volume)
    states, verdict, found = judgement.states, judgement.verdict, judgement.findings
    if arguments.json:
        print_json({**_document(loaded, found, states, verdict), "images_loaded": volume is not None})
    else:
        _print(loaded, found, states, verdict)
        if volume is None:
            print("The images were not at hand: what needs them was not checked. Name them with --images PATH.")
    if loaded.history_problem is not None:
        raise PlanRefused(loaded.history_problem)
    return 0


def _document(
    loaded: LoadedPlan, found: tuple[Finding, ...], states: tuple[ItemState, ...], verdict: Readiness
) -> dict[str, Any]:
    return {
        "format_version": loaded.written_version,
        "app_version": loaded.app_version,
        "saved_utc": loaded.saved_utc,
        "digest": {"ok": True, "plan_sha256": loaded.plan_sha256, "masks": len(loaded.masks)},
        "history": {
            "ok": loaded.history_problem is None,
            "lines": len(loaded.history.lines),
            "problem": loaded.history_problem,
        },
        "signatures": [
            {
                "by": story.signature.by,
                "role": story.signature.role,
                "utc": story.signature.utc,
                "valid": story.valid,
                "changes": None if story.changes is None else [change.sentence for change in story.changes],
            }
            for story in signature_stories(loaded.plan, loaded.snapshots)
        ],
        "versions": [
            {"number": one.number, "utc": one.utc, "by": one.who, "summary": one.summary, "plan_sha256": one.sha256}
            for one in _versions(loaded)
        ],
        "comments": {
            "all": len(loaded.plan.comments),
            "open": sum(not one.resolved_by and not one.reply_to for one in loaded.plan.comments),
        },
        "findings": [asdict(finding) for finding in found],
        "checklist": {
            "template": loaded.plan.checklist_template,
            "readiness": verdict.state,
            "reasons": list(verdict.reasons),
            "items": [
                {
                    "id": state.item.id,
                    "group": state.item.group,
                    "text": state.item.text,
                    "level": state.item.level,
                    "state": state.state,
                    "evidence": state.evidence,
                    "filled_by": state.filled_by,
                }
                for state in states
            ],
        },
    }


def _versions(loaded: LoadedPlan) -> tuple[Version, ...]:
    """None of a history that cannot be trusted."""
    return () if loaded.history_problem is not None else versions_of(loaded.history, loaded.snapshots)


def _print(loaded: LoadedPlan, found: tuple[Finding, ...], states: tuple[ItemState, ...], verdict: Readiness) -> None:
    count = len(loaded.history.lines)
    lines = "1 line" if count == 1 else f"{count} lines"
    print(f"Plan: whole (sha256 {loaded.plan_sha256}), saved {loaded.saved_utc} by spineplan {loaded.app_version}.")
    print(f"Masks: {len(loaded.masks)}, all whole.")
    print(f"History: {lines}, {'unbroken' if loaded.history_problem is None else 'BROKEN'}.")
    for story in signature_stories(loaded.plan, loaded.snapshots):
        print(f"Signature: {story.sentence}")
    for version in _versions(loaded):
        print(f"Version {version.number}: {version.utc[:16]}, {version.who or 'nobody named'}: {version.summary}.")
    for finding in found:
        print(f"Finding ({finding.severity}): {finding.sentence}")
    counts = Counter(state.state.replace("_", " ") for state in states)
    print(f"Checklist: {verdict.state}; " + ", ".join(f"{n} {name}" for name, n in sorted(counts.items())) + ".")
    for reason in verdict.reasons:
        print(f"  {reason}")
