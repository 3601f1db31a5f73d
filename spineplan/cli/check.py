"""`spineplan check PLAN`: whether a plan file is whole, what is open in it, and what speaks against it."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from spineplan.cli.verbs import print_json
from spineplan.clinical.checklist import ItemState, Readiness, evaluate, readiness, template
from spineplan.errors import PlanRefused
from spineplan.measure.checklist_facts import checklist_facts
from spineplan.measure.findings import Finding, plan_findings
from spineplan.storage.planfile import LoadedPlan, load_plan


def add_arguments(parser: ArgumentParser) -> None:
    """The plan file."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help="a .spineplan file")


def run(arguments: Namespace) -> int:
    """Print the state of the plan; fails when it cannot be read or its history cannot be trusted."""
    loaded = load_plan(arguments.plan)
    facts = checklist_facts(loaded.plan)
    states = evaluate(template(loaded.plan.checklist_template), loaded.plan, facts)
    verdict = readiness(states, facts)
    found = plan_findings(loaded.plan)
    if arguments.json:
        print_json(_document(loaded, found, states, verdict))
    else:
        _print(loaded, found, states, verdict)
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


def _print(loaded: LoadedPlan, found: tuple[Finding, ...], states: tuple[ItemState, ...], verdict: Readiness) -> None:
    lines = len(loaded.history.lines)
    print(f"Plan: whole (sha256 {loaded.plan_sha256}), saved {loaded.saved_utc} by spineplan {loaded.app_version}.")
    print(f"Masks: {len(loaded.masks)}, all whole.")
    print(f"History: {lines} lines, {'unbroken' if loaded.history_problem is None else 'BROKEN'}.")
    for finding in found:
        print(f"Finding ({finding.severity}): {finding.sentence}")
    counts = Counter(state.state.replace("_", " ") for state in states)
    print(f"Checklist: {verdict.state}; " + ", ".join(f"{n} {name}" for name, n in sorted(counts.items())) + ".")
    for reason in verdict.reasons:
        print(f"  {reason}")
