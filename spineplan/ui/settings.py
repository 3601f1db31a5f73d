"""What the user prefers, kept between starts."""

import getpass

from PySide6.QtCore import QObject, QSettings, Signal

from spineplan.viewer.theme import THEMES, ThemeName

_IMAGES_KEPT = 200


class Settings(QObject):
    """Reads and writes the user's settings file; `changed` tells the name of what changed."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "spineplan", "spineplan", self)

    @property
    def theme(self) -> ThemeName:
        """The theme's name."""
        name = self._text("theme", "dark")
        return next((known for known in THEMES if known == name), "dark")

    @theme.setter
    def theme(self, name: ThemeName) -> None:
        self._put("theme", name)

    @property
    def key_profile(self) -> str:
        """Name of the key and mouse profile."""
        return self._text("key_profile", "default")

    @key_profile.setter
    def key_profile(self, name: str) -> None:
        self._put("key_profile", name)

    @property
    def user_name(self) -> str:
        """Who answers the checklist and signs the history."""
        return self._text("user_name", "") or _login_name()

    @user_name.setter
    def user_name(self, name: str) -> None:
        self._put("user_name", name.strip())

    @property
    def user_name_said(self) -> bool:
        """Whether the user has said a name, and not only the computer."""
        return bool(self._text("user_name", ""))

    @property
    def font_scale(self) -> float:
        """Factor on the size of the text, 0.8 to 1.6."""
        try:
            return min(max(float(self._text("font_scale", "1.0")), 0.8), 1.6)
        except ValueError:
            return 1.0

    @font_scale.setter
    def font_scale(self, scale: float) -> None:
        self._put("font_scale", f"{scale:.2f}")

    @property
    def thresholds(self) -> str:
        """The department's own clinical thresholds, as JSON; empty for the defaults."""
        return self._text("thresholds", "")

    @thresholds.setter
    def thresholds(self, kept: str) -> None:
        self._put("thresholds", kept)

    @property
    def guidance_errors(self) -> str:
        """The user's own errors of guidance, as JSON; empty: none but the published ones."""
        return self._text("guidance_errors", "")

    @guidance_errors.setter
    def guidance_errors(self, kept: str) -> None:
        self._put("guidance_errors", kept)

    @property
    def language(self) -> str:
        """Language of the interface; empty follows the system."""
        return self._text("language", "")

    @language.setter
    def language(self, code: str) -> None:
        self._put("language", code)

    @property
    def wbb_numbering(self) -> str:
        """How sectors are numbered on screen: anatomical or mirrored."""
        return self._text("wbb_numbering", "anatomical")

    @wbb_numbering.setter
    def wbb_numbering(self, name: str) -> None:
        self._put("wbb_numbering", name)

    def images_of(self, digest: str) -> str:
        """Where the images with this digest were opened last; empty when that is not known."""
        return str(self._store.value(f"images/{digest}", "")) if digest else ""

    def remember_images(self, digest: str, path: str) -> None:
        """Remember where images were opened, so that their plan finds them again."""
        if not digest:
            return
        self._store.beginGroup("images")
        for old in self._store.childKeys()[:-_IMAGES_KEPT]:
            self._store.remove(old)
        self._store.endGroup()
        self._store.setValue(f"images/{digest}", path)

    def geometry(self) -> object:
        """Where the window was."""
        return self._store.value("geometry")

    def keep_geometry(self, geometry: object) -> None:
        """Remember where the window was."""
        self._store.setValue("geometry", geometry)

    def _text(self, key: str, default: str) -> str:
        return str(self._store.value(key, default))

    def _put(self, key: str, value: str) -> None:
        if value != self._store.value(key):
            self._store.setValue(key, value)
            self.changed.emit(key)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
