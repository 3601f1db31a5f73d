"""Pictures of the Review stage for docs/pictures, on the synthetic patient, when SPINEPLAN_WRITE_PICTURES=1."""

import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplan.app import Built
from spineplan.cli.dispatch import dispatch
from spineplan.phantom import write_demo
from spineplan.plan.edits import PutNeedle, SetFact
from spineplan.plan.model import Fact
from spineplan.session.demo_plans import write_demo_plans
from spineplan.session.discussing import signature
from spineplan.ui.sheets.time_out_screen import TimeOutScreen
from tests.system.road import WRITE_PICTURES

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not WRITE_PICTURES, reason="SPINEPLAN_WRITE_PICTURES is not set"),
]


@pytest.fixture(scope="module")
def plan_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return write_demo_plans(folder)[0]


def small(path: Path) -> None:
    """As small as it gets without losing a colour that means something."""
    Image.open(path).convert("RGB").save(path, optimize=True)


def test_that_the_review_stage_is_looked_at(qapp: QApplication, plan_path: Path) -> None:
    built = Built(qapp)
    built.window.settings.user_name = "Dr Anna Conti"
    built.window.resize(1440, 860)
    built.window.show()
    built.opening.open_path(plan_path)
    for _ in range(2000):
        QTest.qWait(20)
        if built.measured.volume is not None:
            break
    session = built.bridge.session
    needle = session.plan.needles[0]
    x, y, z = needle.target_mm
    built.bridge.apply(PutNeedle(replace(needle, target_mm=(x + 1.8, y, z - 1.4))))
    for item, value in (("allergies", "contrast, latex"), ("inr", "1.1"), ("labs_date", "2026-01-02")):
        built.bridge.apply(SetFact("patient", "", item, Fact(item=item, value=value, by="Dr Anna Conti")))
    built.saving.save()
    built.workstation.go("review")
    QTest.qWait(200)
    panel = built.deck.panel("review")
    panel.folds.open("comments")
    built.bridge.look(None, crosshair_mm=needle.target_mm, selected=("needle", needle.id))
    for who, text in (
        ("Dr Anna Conti", "Is the target not too medial?"),
        ("Prof. Luigi Ferri", "Moved back by 2.3 mm."),
    ):
        session.who = who
        if session.plan.comments:
            panel.comments._answer(session.plan.comments[0].id)
        panel.comments.text.setPlainText(text)
        panel.comments.send.click()
        QTest.qWait(100)
    shot(built, "review-comments")
    built.bridge.apply(PutNeedle(needle))
    built.saving.save()
    panel.folds.open("versions")
    QTest.qWait(200)
    panel.versions.saves.setCurrentRow(1)
    panel.versions.both.click()
    shot(built, "review-versions")
    built.bridge.apply(signature(session, "operator", "2026-01-02T09:30:00+00:00"))
    panel.folds.open("signing")
    shot(built, "review-signed")
    panel.time_out_button.click()
    QTest.qWait(600)
    shot(built, "time-out")
    for screen in built.window.findChildren(TimeOutScreen):
        screen.close()
    built.saving.save()
    built.end()


def shot(built: Built, name: str) -> None:
    QTest.qWait(700)
    built.window.grab().save(str(PICTURES / f"{name}.png"))
    small(PICTURES / f"{name}.png")


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler) is not installed")
def test_that_the_report_is_looked_at(plan_path: Path, tmp_path: Path) -> None:
    wanted = ((("--table",), "report-table", 1), ((), "report-needle", 4), ((), "report-first", 1),
              (("--language", "it"), "report-metamers-it", 2))  # fmt: skip
    for words, name, page in wanted:
        out = tmp_path / f"{name}.pdf"
        assert dispatch(["report", str(plan_path), "--out", str(out), *words]) == 0
        pages = ["-f", str(page), "-l", str(page)]
        made = ["pdftoppm", "-r", "80", *pages, "-singlefile", "-png", str(out), str(PICTURES / name)]
        subprocess.run(made, check=True, timeout=120)
        small(PICTURES / f"{name}.png")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_that_the_page_for_colleagues_is_looked_at(plan_path: Path, tmp_path: Path) -> None:
    assert dispatch(["export", str(plan_path), "--to", "html", "--out", str(tmp_path)]) == 0
    page = tmp_path / f"{plan_path.stem}.html"
    command = [
        "chromium", "--headless=new", "--no-sandbox", "--hide-scrollbars", "--virtual-time-budget=8000",
        f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1100,1260",
        f"--screenshot={PICTURES / 'shared-page.png'}", page.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    small(PICTURES / "shared-page.png")
