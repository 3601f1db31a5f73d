"""Sentences of the lower rooms (steps, differences) in the language of the interface, through the report's table."""

from functools import cache, lru_cache

from PySide6.QtCore import QLocale


class _Language:
    """What the interface speaks; chosen once, at the start."""

    code = "en"


@cache
def _chosen() -> _Language:
    return _Language()


def speak(wanted: str) -> None:
    """Use a language; empty follows the system."""
    _chosen().code = (wanted or QLocale().name())[:2]


def say(english: str) -> str:
    """A finished English sentence in the language; as it is where it has no words for it."""
    code = _chosen().code
    return english if code == "en" else _told(code, english)


@lru_cache(maxsize=4096)
def _told(code: str, english: str) -> str:
    """Kept: a table asks for its cells whenever it is painted."""
    from spineplan.report.language_table import LANGUAGES, words

    if code not in LANGUAGES:
        return english
    told = words(code).say(english)
    return told[:1].upper() + told[1:] if english[:1].isupper() else told
