"""A report in another language: its finished sentences are looked up, numbers and names stay as they are.

resources/report/<language>.json maps English to the language. {a}, {b} ... in an entry stand for anything, {n} and {m}
for whole numbers; what they stand for is looked up too. What has no entry stays English: better that than lost.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from spineplan.report.model import Figure, Part, Remark, Report, SeriesUsed
from spineplan.resource_files import resource

Language = Literal["en", "it", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
AS_WRITTEN = frozenset(
    (
        "patient_line",
        "version",
        "plan_sha256",
        "notes",
        "uid",
        "jpeg",
        "token",
        "language",
        "who",
        "created",
        "tone",
        "readiness",
        "readiness_tone",
    )
)
"""Fields that hold names, free text of people, or codes."""
_HOLE = re.compile(r"\\\{([a-z])\\\}")


class Words:
    """One language's table."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._plain = {key: value for key, value in entries.items() if "{" not in key}
        holes = [(key, value) for key, value in entries.items() if "{" in key]
        holes.sort(key=lambda pair: -len(re.sub(r"\{[a-z]\}", "", pair[0])))
        self._patterns = [(re.compile(_HOLE.sub(_group, re.escape(key)), re.DOTALL), value) for key, value in holes]

    def say(self, english: str, whole: bool = False) -> str:
        """The text in the language, or as it is. whole: it is one sentence, never a list of words."""
        if english in self._plain:
            return self._plain[english]
        for pattern, value in self._patterns:
            found = pattern.fullmatch(english)
            if found is not None:
                return value.format(**{name: self.say(part) for name, part in found.groupdict().items()})
        return english if whole else self._by_parts(english)

    def _by_parts(self, english: str) -> str:
        """A list of words, or a name and what is said of it."""
        for mark in ("; ", ", ", ": "):
            parts = english.split(mark) if mark in english else []
            told = [self._plain.get(part, part) if mark == ": " else self.say(part) for part in parts]
            if told != parts:
                return mark.join(told)
        return english


def _group(hole: re.Match[str]) -> str:
    return f"(?P<{hole[1]}>{r'[0-9]+' if hole[1] in 'nm' else '.+?'})"


@cache
def words(language: str) -> Words:
    """A language's table; empty for English."""
    if language == "en":
        return Words({})
    return Words(msgspec.json.decode(resource(f"report/{language}.json").read_bytes(), type=dict[str, str]))


def translated(report: Report, language: Language) -> Report:
    """The report in that language."""
    if language == "en":
        return report
    made = cast(Report, _walked(report, words(language)))
    return replace(made, language=language)


def _walked(value: Any, table: Words) -> Any:
    if isinstance(value, str):
        return table.say(value)
    if isinstance(value, tuple):
        return tuple(_walked(one, table) for one in value)
    if isinstance(value, Remark):  # what people wrote is theirs
        return replace(value, about=table.say(value.about), resolved=table.say(value.resolved))
    if isinstance(value, Figure):
        return replace(value, caption=table.say(value.caption))
    if isinstance(value, Part | SeriesUsed):
        told = tuple(table.say(note, whole=True) for note in value.notes)
        return _changed(replace(value, notes=told), table)
    return _changed(value, table) if isinstance(value, Struct) else value


def _changed(value: Any, table: Words) -> Any:
    fields = [name for name in value.__struct_fields__ if name not in AS_WRITTEN]
    return replace(value, **{name: _walked(getattr(value, name), table) for name in fields})
