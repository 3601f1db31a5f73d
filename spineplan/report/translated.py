"""A report in another language: every finished sentence is looked up in the language's table."""

from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from spineplan.report.language_table import Language, Words, words
from spineplan.report.model import Figure, Part, Remark, Report, SeriesUsed

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
