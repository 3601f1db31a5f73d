"""Keys and mouse buttons by profile, from resources/keymaps/*.json."""

from functools import cache
from typing import Literal

import msgspec
from PySide6.QtGui import QKeyEvent, QKeySequence

from spineplan.resource_files import resource

Gesture = Literal["window", "zoom", "pan", "scroll"]
PROFILES = ("default", "slicer", "horos", "weasis")


class MouseMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the middle button, the right button and the plain wheel do (the left button is the active tool)."""

    middle: Gesture = "pan"
    right: Gesture = "zoom"
    wheel: Literal["scroll", "zoom"] = "scroll"


class Keymap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """keys: action name -> key sequences in Qt's portable form ("Ctrl+Z", "PgUp", "?")."""

    title: str
    mouse: MouseMap
    keys: dict[str, tuple[str, ...]]

    @staticmethod
    @cache
    def load(profile: str) -> "Keymap":
        """A profile of PROFILES; keys it does not name are as in the default profile."""
        own = msgspec.json.decode(resource(f"keymaps/{profile}.json").read_bytes(), type=Keymap)
        if profile == "default":
            return own
        taken = {key for keys in own.keys.values() for key in keys}
        rest = {
            action: tuple(key for key in keys if key not in taken)
            for action, keys in Keymap.load("default").keys.items()
            if action not in own.keys
        }
        return Keymap(own.title, own.mouse, {**rest, **own.keys})

    def action_for(self, event: QKeyEvent) -> str | None:
        """Name of the action of a key press, if it has one."""
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        typed = event.text()
        for action, keys in self.keys.items():
            if pressed in keys or (typed and typed in keys and not typed.isalnum()):
                return action
        return None
