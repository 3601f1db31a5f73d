"""Italian and French follow the English interface."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from spineplan.resource_files import resource
from spineplan.ui.stages import STAGES, stage_name

LANGUAGES = ("it", "fr")
ROOT = Path(__file__).resolve().parents[3]


def messages(path: Path) -> dict[tuple[str, str], str]:
    """(context, source) -> finished translation, or empty."""
    found = {}
    for context in ET.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            done = translation.text if translation.get("type") is None else ""
            found[context.findtext("name") or "", message.findtext("source") or ""] = done or ""
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_what_the_program_fills_in_has_its_place_in_every_translation(language: str) -> None:
    for (_, source), translation in messages(resource(f"translations/spineplan_{language}.ts")).items():
        if translation:
            assert sorted(re.findall(r"\{[^}]*\}", source)) == sorted(re.findall(r"\{[^}]*\}", translation)), source


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_nearly_every_string_of_the_code_is_translated(language: str, tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    if not tool.is_file():
        pytest.skip("pyside6-lupdate is not installed")
    folders = [ROOT / "spineplan" / room for room in ("ui", "viewer")]
    files = sorted(str(path) for folder in folders for path in folder.rglob("*.py"))
    fresh = tmp_path / "fresh.ts"
    subprocess.run([tool, *files, "-locations", "none", "-ts", fresh], check=True, capture_output=True)
    known = messages(resource(f"translations/spineplan_{language}.ts"))
    missing = [key for key in messages(fresh) if not known.get(key)]
    assert len(missing) <= 0.05 * len(messages(fresh)), missing


@pytest.mark.parametrize(("language", "first", "axial"), [("it", "Studio", "Assiale"), ("fr", "Examen", "Axial")])
def test_that_the_compiled_file_speaks_the_language(qapp: QApplication, language: str, first: str, axial: str) -> None:
    translator = QTranslator()
    assert translator.load(str(resource(f"translations/spineplan_{language}.qm")))
    QCoreApplication.installTranslator(translator)
    try:
        assert stage_name(STAGES[0]) == first
        from spineplan.viewer.words import tr

        assert tr("Axial") == axial
    finally:
        QCoreApplication.removeTranslator(translator)
    assert stage_name(STAGES[0]) == "Study"
