"""Preferences: theme, text size, keys, language, and the name that answers the checklist."""

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.conventions import Policy, conventions
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import combo, hint
from spineplan.ui.policy import keep_policy, policy_of
from spineplan.ui.settings import Settings
from spineplan.ui.sheets.sheet import Sheet
from spineplan.ui.tips import wrapped
from spineplan.viewer.overlays.wbb_numbering import wbb_numbering
from spineplan.viewer.theme import theme


class SettingsSheet(Sheet):
    """Every change works at once and is kept."""

    def __init__(self, settings: Settings, profiles: list[tuple[str, str]], window: QWidget) -> None:
        super().__init__(self.tr("Settings"), 460, window)
        self._settings = settings
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        self.user = QLineEdit(settings.user_name)
        self.user.setPlaceholderText(self.tr("Your name"))
        self.user.editingFinished.connect(self._put_user)
        form.addRow(self.tr("&Name"), self.user)
        form.addRow("", hint(self.tr("Written beside every checklist answer and every step of the history.")))
        self.theme = self._choice(self._themes(), settings.theme, self.tr("Theme"))
        self.theme.currentIndexChanged.connect(self._put_theme)
        form.addRow(self.tr("&Theme"), self.theme)
        scales = [(f"{n / 100:.2f}", f"{n} %") for n in (85, 100, 115, 130, 150)]
        self.scale = self._choice(scales, f"{settings.font_scale:.2f}", self.tr("Text size"))
        self.scale.currentIndexChanged.connect(self._put_scale)
        form.addRow(self.tr("Te&xt size"), self.scale)
        self.keys = self._choice(profiles, settings.key_profile, self.tr("Keys and mouse"))
        self.keys.currentIndexChanged.connect(self._put_keys)
        form.addRow(self.tr("&Keys and mouse"), self.keys)
        self.sectors = self._choice(self._numberings(), settings.wbb_numbering, self.tr("WBB sectors"))
        self.sectors.currentIndexChanged.connect(self._put_numbering)
        form.addRow(self.tr("WBB &sectors"), self.sectors)
        self.c_arm = {name: self._reach(name) for name in ("c_arm_oblique_deg", "c_arm_tilt_deg")}
        form.addRow(self.tr("C-arm &turns"), self.c_arm["c_arm_oblique_deg"])
        form.addRow(self.tr("C-arm t&ilts"), self.c_arm["c_arm_tilt_deg"])
        self.language = self._choice(self._languages(), settings.language, self.tr("Language"))
        self.language.currentIndexChanged.connect(self._put_language)
        form.addRow(self.tr("&Language"), self.language)
        form.addRow("", hint(self.tr("The language changes at the next start.")))
        self.column.addLayout(form)

    def _reach(self, name: str) -> QSpinBox:
        """A limit of the department's C-arm: en-face views, proposals and the radiograph are held against it."""
        known, box = conventions()[name], QSpinBox()
        box.setRange(int(known.range[0]), int(known.range[1]))
        box.setSuffix(known.unit)
        box.setValue(round(policy_of(self._settings)[name]))
        box.setAccessibleName(known.title)
        box.setToolTip(wrapped(f"{known.title}\n{known.source} ({say(confidence_words(known.confidence))})"))
        box.valueChanged.connect(lambda value: self._put_reach(name, float(value)))
        return box

    def _choice(self, entries: list[tuple[str, str]], chosen: str, name: str) -> QComboBox:
        box = combo(entries, name)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        return box

    def _themes(self) -> list[tuple[str, str]]:
        return [
            ("dark", self.tr("Dark (reading room)")),
            ("light", self.tr("Light")),
            ("high_contrast", self.tr("High contrast")),
        ]

    def _numberings(self) -> list[tuple[str, str]]:
        return [
            ("anatomical", self.tr("1 on the patient's left (SOSG)")),
            ("mirrored", self.tr("1 on the patient's right (clockwise on CT)")),
        ]

    def _languages(self) -> list[tuple[str, str]]:
        return [("", self.tr("As the system")), ("en", "English"), ("it", "Italiano"), ("fr", "Français")]

    def _put_user(self) -> None:
        self._settings.user_name = self.user.text()

    def _put_theme(self) -> None:
        self._settings.theme = self.theme.currentData()
        theme().use(self._settings.theme)

    def _put_scale(self) -> None:
        self._settings.font_scale = float(self.scale.currentData())

    def _put_keys(self) -> None:
        self._settings.key_profile = self.keys.currentData()

    def _put_reach(self, name: str, value: float) -> None:
        policy = policy_of(self._settings)
        keep_policy(self._settings, Policy({**policy.own, name: value}, policy.holds))

    def _put_language(self) -> None:
        self._settings.language = self.language.currentData()

    def _put_numbering(self) -> None:
        self._settings.wbb_numbering = self.sectors.currentData()
        wbb_numbering().use(self._settings.wbb_numbering)
