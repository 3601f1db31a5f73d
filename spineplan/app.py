"""Composition root: the only place where rooms are wired together into a running workstation."""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from spineplan import __version__
from spineplan.resource_files import resource
from spineplan.ui.in_words import speak
from spineplan.ui.lesion_learning import LesionLearning
from spineplan.ui.main_window import MainWindow
from spineplan.ui.measured import Measured
from spineplan.ui.opening import Opening
from spineplan.ui.panel_links import link_panel
from spineplan.ui.panel_makers import panel_maker
from spineplan.ui.panels.deck import PanelDeck
from spineplan.ui.recovery import Recovering
from spineplan.ui.saving import Saving
from spineplan.ui.settings import Settings
from spineplan.ui.stages import STAGES
from spineplan.ui.start import Warmup
from spineplan.ui.workstation import Workstation
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.wbb_numbering import wbb_numbering
from spineplan.viewer.theme import theme

MEASURE = "SPINEPLAN_MEASURE_START"


def open_workstation(path: Path | None = None, demo: bool = False) -> int:
    """Show the window, open `path` or the demo patient in it, and stay until it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("spineplan")
    application.setApplicationVersion(__version__)
    application.setStyle("fusion")
    built = Built(application)
    built.window.show()
    if MEASURE in os.environ:
        measure_start(built, float(os.environ[MEASURE]))
    if path is not None:
        built.warmup.ready.connect(lambda: built.opening.open_path(path))
    elif demo:
        built.warmup.ready.connect(built.opening.open_demo)
    built.warmup.ready.connect(built.recovering.begin)
    code = application.exec()
    built.close()
    return code


class Built:
    """The wired workstation; tests build it as the application does."""

    def __init__(self, application: QApplication) -> None:
        self.settings = Settings()
        theme().use(self.settings.theme)
        theme().scale_text(self.settings.font_scale)
        wbb_numbering().use(self.settings.wbb_numbering)
        install_language(application, self.settings.language)
        speak(self.settings.language)
        self.bridge = SessionBridge()
        self.measured = Measured(self.bridge)
        self.learning = LesionLearning(self.bridge, self.measured)
        self.deck = PanelDeck({stage: panel_maker(stage, self.bridge, self.measured) for stage in STAGES})
        self.window = MainWindow(self.bridge, self.settings, self.deck)
        self.saving = Saving(self.bridge, self.window.message, self.window)
        self.opening = Opening(self.bridge, self.saving, self.window.message, self.settings)
        self.workstation = Workstation(self.window, self.bridge, self.saving, self.opening, self.measured, link_panel)
        self.recovering = Recovering(self.opening, self.window.message)
        self.warmup = Warmup(self.window)
        self.window.painted.connect(self._begin_once)

    def _begin_once(self) -> None:
        self.window.painted.disconnect(self._begin_once)
        self.warmup.begin()

    def end(self) -> None:
        """Close without a question; nothing stays behind."""
        self.saving.let_go()
        self.window.hide()
        self.close()
        self.window.deleteLater()

    def close(self) -> None:
        """Stop every thread; the window is closed."""
        self.recovering.close()
        self.warmup.wait()
        self.bridge.close()


def install_language(application: QApplication, wanted: str) -> None:
    """Translations of the interface, and Qt's own words in the same language."""
    locale = QLocale(wanted) if wanted else QLocale()
    for name, folder in (
        ("spineplan", str(resource("translations"))),
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ):
        translator = QTranslator(application)
        if translator.load(locale, name, "_", folder):
            application.installTranslator(translator)


def measure_start(built: Built, launched_s: float) -> None:
    """Print when the window was painted and when a folder could be opened, and quit (see bench/start.py)."""
    seen: dict[str, float] = {}
    built.window.painted.connect(lambda: seen.setdefault("visible_s", time.monotonic() - launched_s))

    def say() -> None:
        seen["usable_s"] = time.monotonic() - launched_s
        print(json.dumps({key: round(value, 4) for key, value in seen.items()}), flush=True)  # noqa: T201
        QTimer.singleShot(0, built.window.close)

    built.warmup.ready.connect(say)
