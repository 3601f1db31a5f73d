"""Menu entry, file type and installers tell the same story."""

import configparser
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

INSTALLER = Path(__file__).resolve().parents[3] / "installer"
SPEC = (INSTALLER / "spineplan.spec").read_text(encoding="utf-8")


def test_that_the_menu_entry_opens_the_file_type_that_is_registered() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[method-assign,assignment]
    entry.read(INSTALLER / "linux" / "spineplan.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    types = ElementTree.parse(INSTALLER / "linux" / "spineplan-mime.xml").getroot()
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    registered = types.find("m:mime-type", space)
    assert registered is not None
    assert desktop["MimeType"] == f"{registered.get('type')};"
    assert desktop["Exec"] == "spineplan %f"
    glob = registered.find("m:glob", space)
    assert glob is not None
    assert glob.get("pattern") == "*.spineplan"


def test_that_windows_opens_plans_with_the_program_it_installs() -> None:
    script = (INSTALLER / "windows" / "spineplan.iss").read_text(encoding="utf-8")
    assert r"Software\Classes\.spineplan" in script
    assert r'""{app}\spineplan.exe"" ""%1""' in script
    sources = [Path(path.replace("\\", "/")) for path in re.findall(r"LicenseFile=(.+)", script)]
    assert all((INSTALLER / "windows" / source).exists() for source in sources)


def test_that_the_frozen_program_has_its_resources_where_they_are_looked_for() -> None:
    compile(SPEC, "spineplan.spec", "exec")
    assert '(str(ROOT / "resources"), "resources")' in SPEC


def test_that_a_frozen_program_finds_its_resources(tmp_path: Path, monkeypatch) -> None:
    from spineplan.resource_files import resources_root

    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    resources_root.cache_clear()
    try:
        assert resources_root() == tmp_path / "resources"
    finally:
        resources_root.cache_clear()
