"""Errors that carry one sentence for the user: what happened, to what, and what to do next.

No patient name is ever part of a sentence; series are named by description or UID.
"""


class SpineplanError(Exception):
    """Base of every expected failure; `str(error)` is one sentence without names, fit for a log."""

    @property
    def for_the_user(self) -> str:
        """What the screen shows; never logged."""
        return str(self)


class UsageError(SpineplanError):
    """The command line or a call was used wrongly (exit code 2)."""


class ImageRefused(SpineplanError):
    """Images cannot be shown as a trustworthy volume; the sentence names the slices."""


class PlanRefused(SpineplanError):
    """A plan file is damaged, from a newer version, or breaks a rule of the format."""


class WrongPatient(SpineplanError):
    """The plan and the images belong to different patients or series.

    details: both sides by name, for the screen of the one who opens them and for nothing else.
    """

    def __init__(self, sentence: str, details: str = "") -> None:
        super().__init__(sentence)
        self._details = details

    @property
    def for_the_user(self) -> str:
        return f"{self} {self._details}".rstrip()


class PlanLocked(SpineplanError):
    """Somebody else has the plan open, or the plan is signed; it can be read only."""


class EditRefused(SpineplanError):
    """An edit would break an invariant of the plan."""


class RegistrationRefused(SpineplanError):
    """Two series cannot be brought together; the sentence says what is missing or contradicts."""


class InputRefused(SpineplanError):
    """A clinical input is unknown, out of range or contradicts another; the sentence names what is allowed."""


class Cancelled(SpineplanError):
    """The user cancelled a long job."""

    def __init__(self) -> None:
        super().__init__("Cancelled.")
