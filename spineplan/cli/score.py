"""`spineplan score NAME --input FILE.json`, `spineplan score --list`: any clinical score, or what they ask for."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from spineplan.cli.verbs import print_json
from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.score_definition import Band, Option, RawInput, Score, ScoreItem, score_definition, scores
from spineplan.clinical.score_result import ScoreResult, document
from spineplan.clinical.scoring import evaluate_score
from spineplan.errors import InputRefused, UsageError

_LARGEST_BYTES = 1_000_000


def add_arguments(parser: ArgumentParser) -> None:
    """NAME, --input, --list."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the score; --list names them")
    parser.add_argument(
        "--input", type=Path, metavar="FILE.json", help='{"item": value, ...}; missing items are allowed'
    )
    parser.add_argument("--list", action="store_true", help="what each score asks for, its points, bands and sources")


def run(arguments: Namespace) -> int:
    """Print the definitions, or one result."""
    if arguments.list:
        chosen = [score_definition(arguments.name)] if arguments.name else list(scores().values())
        if arguments.json:
            print_json({"scores": [_definition(score) for score in chosen]})
        else:
            _print_definitions(chosen)
        return 0
    if not arguments.name or arguments.input is None:
        raise UsageError("Name a score and a file with --input, or use --list.")
    score_definition(arguments.name)
    result = evaluate_score(arguments.name, _inputs(arguments.input))
    if arguments.json:
        print_json(document(result))
    else:
        _print_result(result)
    return 0


def _inputs(path: Path) -> dict[str, object]:
    if path.stat().st_size > _LARGEST_BYTES:
        raise InputRefused(f'"{path.name}" is too large for the inputs of a score.')
    try:
        found = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise InputRefused(f'"{path.name}" is not a JSON file.') from None
    if not isinstance(found, dict):
        raise InputRefused(f'"{path.name}" must hold one JSON object: {{"item": value, ...}}.')
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; what is named twice would silently be the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        named = [name for name, _ in pairs]
        raise InputRefused(f'"{next(name for name in found if named.count(name) > 1)}" is given twice.')
    return found


def _definition(score: Score) -> dict[str, Any]:
    return {
        "score": score.id,
        "title": score.title,
        "name": score.name,
        "scope": score.scope,
        "measures": score.measures,
        "direction": score.direction,
        "unit": score.unit,
        "method": score.method,
        "citation": score.citation,
        "confidence": score.confidence,
        "items": [_item(item) for item in score.items],
        "measured_inputs": [
            {
                "id": r.id,
                "title": r.title,
                "unit": r.unit,
                "range": list(r.range),
                "fills": r.fills,
                "definition": r.definition,
                "tier": r.tier,
                "limits": _limits(r),
                "confidence": r.confidence,
            }
            for r in score.raw
        ],
        "bands": [_band(band) for band in score.bands],
        "contradictions": [_plain(pair) for pair in score.excludes],
        "criteria": [_plain(criterion) for criterion in score.criteria],
        "rows": [{"when": row.when, "band": row.band} for row in score.rows],
        "reliability": [_plain(statement) for statement in score.reliability],
        "notes": [_plain(statement) for statement in score.notes],
    }


def _plain(value: Any) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain


def _item(item: ScoreItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "definition": item.definition,
        "unit": item.unit,
        "range": list(item.range) if item.range is not None else None,
        "optional": item.optional,
        "allowed": [option.value for option in item.options],
        "allowed_words": item.allowed(),
        "values": [_option(option) for option in item.options],
    }


def _limits(told: Option | RawInput) -> dict[str, float]:
    found = {name: getattr(told, name, None) for name in ("at_least", "above", "at_most", "below")}
    return {name: limit for name, limit in found.items() if limit is not None}


def _option(option: Option) -> dict[str, Any]:
    return {
        "value": option.value,
        "text": option.text,
        "points": option.points,
        "definition": option.definition,
        "also": list(option.also),
        "numbers": list(option.numbers),
        "limits": _limits(option),
        "whole_numbers": option.whole,
        "either_of": list(option.stands_for),
        "levels": ["-".join(span) for span in option.levels],
        "confidence": option.confidence,
        "confidence_words": confidence_words(option.confidence),
    }


def _band(band: Band) -> dict[str, Any]:
    return {**_plain(band), "confidence_words": confidence_words(band.confidence)}


def _print_definitions(chosen: list[Score]) -> None:
    for score in chosen:
        direction = "" if score.direction == "none" else f" ({score.direction})"
        print(f"{score.id}: {score.name}{direction}. {score.citation}")
        for item in score.items:
            print(f"  {item.id}{' (optional)' if item.optional else ''}: {item.allowed()}")
        for raw in score.raw:
            print(f"  {raw.id} (fills {raw.fills}): a number from {raw.range[0]:g} to {raw.range[1]:g} {raw.unit}")


def _print_result(result: ScoreResult) -> None:
    print(f"{result.definition.name}: {result.headline() or 'no total'}")
    for item in result.definition.items:
        found = result.items[item.id]
        points = "" if found.points is None else f", {found.points} points"
        print(f"  {item.title}: {'–' if found.value is None else found.value}{points} ({found.source})")
    for warning in result.warnings:
        print(f"  {warning}")
    print(f"  {result.definition.citation}")
