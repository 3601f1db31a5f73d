"""Runs one drag: a generator that is sent every move, and closed when it is cancelled."""

from collections.abc import Generator
from typing import Generic, TypeVar

Event = TypeVar("Event")


class MouseDrag(Generic[Event]):
    """At most one drag at a time."""

    def __init__(self) -> None:
        self._drag: Generator[None, Event | None, None] | None = None

    @property
    def active(self) -> bool:
        """Whether a drag is under way."""
        return self._drag is not None

    def start(self, drag: Generator[None, Event | None, None]) -> None:
        """Begin a drag; another one under way is cancelled."""
        self.cancel()
        self._drag = drag
        self._advance(None, first=True)

    def move(self, event: Event) -> None:
        """The pointer moved."""
        self._advance(event)

    def finish(self) -> None:
        """The button was released: the drag commits."""
        drag = self._drag
        self._advance(None)
        if self._drag is drag:
            self._drag = None

    def cancel(self) -> None:
        """Esc: the drag takes everything back."""
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.close()

    def _advance(self, event: Event | None, first: bool = False) -> None:
        if self._drag is None:
            return
        try:
            if first:
                next(self._drag)
            else:
                self._drag.send(event)
        except StopIteration:
            self._drag = None
