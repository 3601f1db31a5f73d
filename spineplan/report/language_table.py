"""A table of one language: what a finished English sentence says in it, numbers and names kept.

resources/report/<language>.json maps English to the language. {a}, {b} ... in an entry stand for anything, {n} and {m}
for whole numbers, {V} {W} {X} for measured ones, {L} {K} {M} for levels, {S} and {T} for sides, {G} for a gauge,
{P} for one word; what they stand for is looked up too. What has no entry stays English: better that than lost.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Literal, get_args

import msgspec

from spineplan.resource_files import resource

Language = Literal["en", "it", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_HOLE = re.compile(r"\\\{([A-Za-z])\\\}")
_NUMBER, _LEVEL, _SIDE = r"[-−]?[0-9]+(?:\.[0-9]+)?", r"(?:[CTLS][0-9]{1,2}|Co[0-9]?)", r"(?:left|right|midline)"
_TYPED = dict.fromkeys("nm", "[0-9]+") | dict.fromkeys("VWX", _NUMBER) | dict.fromkeys("LKM", _LEVEL)
_TYPED |= dict.fromkeys("ST", _SIDE) | {"G": r"[0-9]{1,2}G", "P": r"[\w-]+"}
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÀ-Ý0-9])")
_LISTS = (", ", "; ")
SENTENCE = 14
"""Entries with less of their own than this could be part of anything, and are tried last."""


class _Entry:
    """An entry with holes; its pattern is made only for a text that begins and ends as the entry does."""

    def __init__(self, key: str, value: str) -> None:
        self.key, self.value, self.exact = key, value, _exactness(key)
        self.begin, self.end = key[: key.index("{")], key[key.rindex("}") + 1 :]

    def match(self, english: str) -> re.Match[str] | None:
        """What stands in the holes."""
        if not (english.startswith(self.begin) and english.endswith(self.end)):
            return None
        return self._pattern.fullmatch(english)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(_HOLE.sub(_group, re.escape(self.key)), re.DOTALL)


class Words:
    """One language's table."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._plain = {key: value for key, value in entries.items() if "{" not in key}
        made = [_Entry(key, value) for key, value in entries.items() if "{" in key]
        made.sort(key=lambda entry: entry.exact, reverse=True)
        self._patterns = [entry for entry in made if entry.exact >= SENTENCE]
        self._scraps = [entry for entry in made if entry.exact < SENTENCE]

    def say(self, english: str, whole: bool = False) -> str:
        """The text in the language, or as it is. whole: it is one sentence, never a list of words."""
        entry = self._entry(english)
        if entry is not None:
            return entry
        told = self._matched(self._patterns, english)
        if told is None and not whole:
            told = self._by_parts(english)
        if told is None:
            told = self._matched(self._scraps, english)
        return told if told is not None else english if whole else self._listed(english)

    def _entry(self, english: str) -> str | None:
        """An entry's own text, also with a full stop or with a capital where the entry has none."""
        for text, stop in ((english, ""), (english.removesuffix("."), "." if english.endswith(".") else "")):
            if text in self._plain:
                return self._plain[text] + stop
            small = text[:1].lower() + text[1:]
            if small in self._plain:
                told = self._plain[small]
                return told[:1].upper() + told[1:] + stop
        return None

    def _matched(self, entries: Sequence[_Entry], english: str) -> str | None:
        for entry in entries:
            found = entry.match(english)
            if found is not None:
                return entry.value.format(**{name: self.say(part) for name, part in found.groupdict().items()})
        return None

    def _by_parts(self, english: str) -> str | None:
        """Several sentences, a heading and what is said of it, or alternatives."""
        sentences = _SENTENCE.split(english)
        if len(sentences) > 1:
            told = " ".join(self.say(one) for one in sentences)
            if told != english:
                return told
        for place in [found.start() for found in re.finditer(": ", english)][::-1]:
            if english[:place] in self._plain:
                return f"{self._plain[english[:place]]}: {self.say(english[place + 2 :])}"
        either = self._parts(english, " or ")
        known = bool(either) and all(part in self._plain for part in either)
        return f" {self._plain['or']} ".join(self._plain[part] for part in either) if known else None

    def _listed(self, english: str) -> str:
        """Words with a full stop, or a list."""
        if english.endswith("."):
            return f"{self.say(english[:-1])}."
        for mark in _LISTS:
            parts = self._parts(english, mark)
            told = [self.say(part) for part in parts]
            if told != parts:
                return mark.join(told)
        return english

    def _parts(self, english: str, mark: str) -> list[str]:
        """The items of a list; one that has an entry of its own may hold the mark itself."""
        pieces = english.split(mark)
        found = []
        while pieces:
            size = next((n for n in range(len(pieces), 1, -1) if mark.join(pieces[:n]) in self._plain), 1)
            found.append(mark.join(pieces[:size]))
            del pieces[:size]
        return found if len(found) > 1 else []


def _exactness(key: str) -> int:
    """How much of an entry is not left open: its letters, and holes that only a number, a level or a side fits."""
    typed = sum(hole[1] in _TYPED for hole in re.finditer(r"\{([A-Za-z])\}", key))
    return len(re.sub(r"\{[A-Za-z]\}", "", key)) + 6 * typed


def _group(hole: re.Match[str]) -> str:
    return f"(?P<{hole[1]}>{_TYPED.get(hole[1], '.+?')})"


@cache
def words(language: str) -> Words:
    """A language's table; empty for English."""
    if language == "en":
        return Words({})
    return Words(msgspec.json.decode(resource(f"report/{language}.json").read_bytes(), type=dict[str, str]))
