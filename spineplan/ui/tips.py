"""Hover texts of several lines that wrap: Qt wraps rich text only."""

from html import escape


def wrapped(text: str) -> str:
    """Plain text, lines kept, as rich text that wraps at the tool tip's width."""
    return "<p>" + "<br>".join(escape(line) for line in text.split("\n")) + "</p>" if text else ""
