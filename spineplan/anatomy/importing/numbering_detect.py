"""Which numbering a label map is in: as its file says, else the only one that fits, else the user is asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spineplan.anatomy.importing.numbering_evidence import Evidence, judge
from spineplan.anatomy.importing.source import Key, LabelSource
from spineplan.anatomy.numbering import UNUSED, Meaning, Numbering, numbering, numberings
from spineplan.anatomy.numbering_names import meaning_of_name
from spineplan.errors import ImageRefused

NAMED = "named"
"""Id of the reading in which every label is called by name or code and none of the known numberings says the same."""
REASONS = 2
COLUMN = 3
"""This many labels in a row like vertebrae are a spine, whatever else their numbers could mean."""


@dataclass(frozen=True)
class Candidate:
    """One possible reading. fits: nothing speaks against it. levels: cranial first."""

    numbering: str
    title: str
    fits: bool
    levels: tuple[str, ...]
    supports: tuple[str, ...]
    against: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def reason(self) -> str:
        """One line for the list that the user chooses from."""
        said = [*self.against, *self.doubts] or [*self.supports] or ["holds no vertebra"]
        return "; ".join(said[:REASONS])


@dataclass(frozen=True)
class NumberingQuestion:
    """The numbering cannot be told: the user has to say. candidates: likeliest first."""

    sentence: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Reading:
    """meanings: for every label that has voxels. problems: what does not fit, though the numbering is known."""

    numbering: str
    title: str
    meanings: Mapping[Key, Meaning]
    names: Mapping[Key, str]
    evidence: tuple[str, ...]
    problems: tuple[str, ...]


def detect(source: LabelSource, chosen: str | None = None) -> Reading | NumberingQuestion:
    """How to read a label map. chosen: the numbering that the user named.

    Raises ImageRefused when the file's own names contradict where the labels lie (flipped), when names and codes of one
    label differ, and when it holds no labels; UsageError for an unknown numbering.
    """
    if not source.facts:
        raise ImageRefused(f'"{source.name}" holds no labels: every voxel is 0.')
    named = _by_names(source)
    if chosen is not None and chosen != NAMED:
        meanings, names = _by_numbers(source, numbering(chosen))
        said = _as_said(source, meanings, names, numbering(chosen), "The numbering was chosen by the user.")
        return replace(said, problems=(*said.problems, *_contradicted(source, named or {}, meanings)))
    if named is not None:
        same = _same_as_named(named)
        why = f"Labels are named {source.declared_by}" + (f", with the numbers of {same.title}." if same else ".")
        names = {key: _name_with_side(label.name, named.get(key)) for key, label in source.declared.items()}
        return _as_said(source, named, names, same, why)
    if chosen == NAMED:
        raise ImageRefused(f'"{source.name}" does not name its labels; choose a numbering.')
    return _by_elimination(source)


def candidates_of(source: LabelSource) -> tuple[Candidate, ...]:
    """Every numbering weighed by where the labels lie, likeliest first."""
    weighed = [(known, judge(source.facts, *_by_numbers(source, known))) for known in numberings()]
    column = any(len(e.levels) >= COLUMN and not e.against and not e.doubts for _, e in weighed)
    found = [_candidate(known, _doubting_organs(evidence, column)) for known, evidence in weighed]
    return tuple(sorted(found, key=lambda c: (not c.fits, len(c.doubts), -len(c.levels), len(c.against))))


def _by_numbers(source: LabelSource, known: Numbering) -> tuple[dict[Key, Meaning], dict[Key, str]]:
    names = {fact.key: known.names[fact.key[1]] for fact in source.facts if fact.key[1] in known.names}
    return {key: meaning_of_name(name) for key, name in names.items()}, names


def _by_names(source: LabelSource) -> dict[Key, Meaning] | None:
    """Meanings from codes and names; None when not one of them is understood."""
    found = {}
    for fact in source.facts:
        label = source.declared.get(fact.key)
        if label is None:
            continue
        by_name = meaning_of_name(label.name)
        if by_name.level and label.code.level and by_name.level != label.code.level:
            raise ImageRefused(
                f'"{source.name}" calls a label "{label.name}" and codes it as {label.code.level}; correct the file.'
            )
        found[fact.key] = _more_exact(by_name, label.code)
    return found if any(meaning.used for meaning in found.values()) else None


def _contradicted(source: LabelSource, named: Mapping[Key, Meaning], chosen: Mapping[Key, Meaning]) -> list[str]:
    """What the file itself says against the user's choice."""
    differing = [key for key, meaning in named.items() if meaning.used and meaning != chosen.get(key, UNUSED)]
    if not differing:
        return []
    key = differing[0]
    return [f'The names {source.declared_by} say otherwise: {key[1]} is "{source.declared[key].name}".']


def _more_exact(by_name: Meaning, by_code: Meaning) -> Meaning:
    """The name counts, unless only the code says something, or says the side too."""
    if by_name.structure and by_code.structure and by_code.structure.startswith(by_name.structure):
        return by_code
    return by_name if by_name.used else by_code


def _name_with_side(name: str, meaning: Meaning | None) -> str:
    """A code may tell the side that the name does not."""
    sided = meaning is not None and meaning.structure is not None and not re.search("left|right", name, re.IGNORECASE)
    return meaning.structure.value if sided and meaning and meaning.structure else name.casefold()


def _same_as_named(named: Mapping[Key, Meaning]) -> Numbering | None:
    """The known numbering that gives these numbers these very names."""
    for known in numberings():
        if all(meaning_of_name(known.names.get(key[1], "")) == meaning for key, meaning in named.items()):
            return known
    return None


def _as_said(
    source: LabelSource, meanings: Mapping[Key, Meaning], names: Mapping[Key, str], known: Numbering | None, why: str
) -> Reading:
    """A reading that somebody stands for: contradictions of place are refused, the rest is said."""
    evidence = judge(source.facts, dict.fromkeys(_keys(source), UNUSED) | dict(meanings), names)
    title = known.title if known else "names in the file"
    if evidence.flips:
        raise ImageRefused(
            f'"{source.name}" contradicts itself: read as {title}, {"; ".join(evidence.flips)}. Its orientation or its '
            "numbering is wrong; correct the file, or choose another numbering."
        )
    unnamed = [str(key[1]) for key in _keys(source) if key not in meanings]
    problems = [_sentence(text) for text in (*evidence.against, *evidence.doubts)]
    if unnamed:
        problems.append(f"Labels without a meaning are not used: {', '.join(unnamed)}.")
    full = {key: meanings.get(key, UNUSED) for key in _keys(source)}
    said = (why, *(_sentence(text) for text in evidence.supports))
    return Reading(known.id if known else NAMED, title, full, names, said, tuple(problems))


def _by_elimination(source: LabelSource) -> Reading | NumberingQuestion:
    candidates = candidates_of(source)
    likely = [c for c in candidates if c.fits and not c.doubts]
    readings = {c.numbering: _by_numbers(source, numbering(c.numbering)) for c in likely}
    same = {tuple(sorted(meanings.items())) for meanings, _ in map(_levels_only, readings.values())}
    if len(same) != 1 or len(likely[0].levels) < 2:
        return NumberingQuestion(_question(source, candidates), candidates)
    best = min(likely, key=lambda c: numbering(c.numbering).rank)
    meanings, names = readings[best.numbering]
    others = [c.title for c in likely if c is not best]
    evidence = [_sentence(text) for text in best.supports]
    if others:
        evidence.append(f"{' and '.join(others)} would give the same names.")
    evidence += [f"Not {c.title}: {[*c.against, *c.doubts][0]}." for c in candidates if c not in likely]
    return Reading(best.numbering, best.title, meanings, names, tuple(evidence), ())


def _levels_only(reading: tuple[dict[Key, Meaning], dict[Key, str]]) -> tuple[dict[Key, str], dict[Key, str]]:
    """What two numberings must agree on to be one answer: everything that is used."""
    meanings, names = reading
    return {key: repr(meaning) for key, meaning in meanings.items()}, names


def _doubting_organs(evidence: Evidence, column: bool) -> Evidence:
    if not column or len(evidence.levels) >= 2 or evidence.against:
        return evidence
    return replace(evidence, doubts=(*evidence.doubts, "the labels lie in a row like vertebrae, not like organs"))


def _candidate(known: Numbering, evidence: Evidence) -> Candidate:
    return Candidate(
        numbering=known.id,
        title=known.title,
        fits=not evidence.against,
        levels=evidence.levels,
        supports=evidence.supports,
        against=evidence.against,
        doubts=evidence.doubts,
    )


def _question(source: LabelSource, candidates: Sequence[Candidate]) -> str:
    fitting = [c for c in candidates if c.fits]
    numbers = sorted({key[1] for key in _keys(source)})
    listed = ", ".join(map(str, numbers[:8])) + (f" and {len(numbers) - 8} more" if len(numbers) > 8 else "")
    if not fitting:
        return f'"{source.name}" does not say what its labels ({listed}) mean, and no known numbering fits them.'
    options = "; ".join(f"{c.title} ({_span(c)})" for c in fitting)
    return f'"{source.name}" does not say what its labels ({listed}) mean; they could be {options}. Choose one.'


def _span(candidate: Candidate) -> str:
    levels = candidate.levels
    if not levels:
        return "no vertebra"
    return levels[0] if len(levels) == 1 else f"{levels[0]} to {levels[-1]}"


def _keys(source: LabelSource) -> list[Key]:
    return [fact.key for fact in source.facts]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
