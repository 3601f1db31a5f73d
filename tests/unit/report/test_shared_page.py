"""One file for a colleague without the software: its data, and its life in a real browser."""

import json
import re
import shutil
import subprocess
from base64 import b64decode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from spineplan.render.mesh import Mesh, ellipsoid_mesh, needle_mesh
from spineplan.report.model import Report
from spineplan.report.shared_page import MOST_BYTES, shared_page
from spineplan.report.shared_scene import clustered, coarsened
from tests.support.treated import MIDDLE, grid, needle, patient, treated

CHROMIUM = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    plan, masks = treated(grid())
    return shared_page(report, plan, masks, patient())


@pytest.fixture(scope="module")
def data(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def mesh(data: dict, name: str) -> tuple[np.ndarray, np.ndarray]:
    one = next(one for one in data["scene"]["meshes"] if one["name"] == name)
    points = np.frombuffer(b64decode(one["points"]), "<i2").reshape(-1, 3) * data["scene"]["step"]
    kind = "<u4" if one["wide"] else "<u2"
    return points, np.frombuffer(b64decode(one["triangles"]), kind).reshape(-1, 3)


def test_that_the_scene_holds_the_needle_in_its_place(data: dict) -> None:
    points, triangles = mesh(data, "needle L3 left")
    wanted = needle_mesh((0, 0, 0), (0, 0, 1), 3.05, 12)
    assert len(triangles) == len(wanted.triangles)
    told = data["scene"]["needles"][0]
    tip = np.array(told["tip"])
    assert np.linalg.norm(points - tip, axis=1).min() < 0.1
    assert np.linalg.norm(np.array(told["hub"]) - tip) == pytest.approx(needle().length_mm, abs=0.02)
    level = next(one for one in data["scene"]["levels"] if one["name"] == "L3")
    np.testing.assert_allclose(np.array(level["at"]) - tip, np.subtract(MIDDLE, needle().target_mm), atol=0.02)


def test_that_bone_and_lesion_are_there_and_small(data: dict) -> None:
    for name, most in (("bone", 70_000), ("rough", 9_000), ("L3 lytic lesion", 4_000)):
        points, triangles = mesh(data, name)
        assert 0 < len(triangles) <= most
        assert triangles.max() == len(points) - 1


def test_that_the_slices_are_pictures_with_their_places(data: dict) -> None:
    assert [stack["name"] for stack in data["stacks"]] == ["Axial", "Sagittal", "Coronal"]
    axial = data["stacks"][0]
    assert np.all(np.diff(axial["places"]) > 0)
    for stack in data["stacks"]:
        assert len(stack["pictures"]) == len(stack["places"])
        picture = Image.open(BytesIO(b64decode(stack["pictures"][0])))
        assert picture.size == (stack["width"], stack["height"])
    jump = axial["places"][axial["jumps"]["L3"]]
    assert abs(jump - MIDDLE[2]) <= 1.0


class Wanted(HTMLParser):
    """Everything that a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data")]


def test_that_the_page_asks_for_nothing_else(page: str) -> None:
    reader = Wanted()
    reader.feed(page)
    assert all(value == "" or value.startswith("data:image/jpeg;base64,") for value in reader.found)
    code = re.sub(r'"[A-Za-z0-9+/=]{80,}"', "", page)
    assert not re.search(r"https?://|@import|url\(|fetch\(|XMLHttp|WebSocket|import\(", code)
    assert len(page.encode()) < MOST_BYTES


def test_that_only_the_pages_own_script_may_run(page: str) -> None:
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(script) == 1
    allowed = re.search(r"script-src 'sha256-([^']+)'", page)
    assert allowed is not None
    assert b64decode(allowed[1]) == sha256(script[0].encode()).digest()
    assert "default-src 'none'" in page


def test_that_the_numbers_stand_on_the_page_too(page: str, report: Report) -> None:
    from html import escape

    facts = [fact.value for level in report.levels for part in level.parts for fact in part.facts]
    assert facts
    assert [value for value in facts if escape(value, quote=True).replace("&#x27;", "&#39;") not in page] == []


def test_that_a_page_without_images_still_shows_the_plan(bare: Report) -> None:
    plan, masks = treated(grid())
    page = shared_page(bare, plan, masks, None)
    assert "needle L3 left" in page
    assert 'class="pane stack"' not in page


def test_that_clustering_keeps_the_form() -> None:
    plan, _ = treated(grid())
    ball = ellipsoid_mesh(plan.levels[1].body, 60, 80)
    rough = coarsened(ball, 2000)
    assert 0 < len(rough.triangles) <= 2000
    spread = np.ptp(ball.points_mm, axis=0) - np.ptp(rough.points_mm, axis=0)
    assert np.abs(spread).max() < 3.0
    tiny = Mesh(np.array([[0, 0, 0], [0.1, 0, 0], [0, 0.1, 0]], np.float32), np.array([[0, 1, 2]]))
    assert clustered(tiny, 1.0).empty


CLOCK = "<script>window.requestAnimationFrame = (draw) => setTimeout(draw, 0);</script>"
"""A browser without a screen has no frames to wait for."""
DRIVER = """
<script>
window.addEventListener("load", () => setTimeout(() => {
  const root = document.getElementById("viewer"), over = document.getElementById("over");
  const shot = () => document.getElementById("scene").toDataURL();
  const before = shot();
  const at = (type, clientX, clientY) => over.dispatchEvent(new PointerEvent(type, {clientX, clientY, pointerId: 1}));
  over.setPointerCapture = () => {};
  at("pointerdown", 100, 100); at("pointermove", 190, 130); at("pointerup", 190, 130);
  const stack = document.querySelector(".stack"), image = stack.querySelector("img");
  const slice = stack.dataset.slice, stacks = JSON.parse(document.getElementById("data").textContent).stacks;
  image.dispatchEvent(new WheelEvent("wheel", {deltaY: 100, cancelable: true}));
  setTimeout(() => {
    root.dataset.turned = String(before !== shot());
    root.dataset.scrolled = String(Number(stack.dataset.slice) - Number(slice));
    root.dataset.changed = String(image.src.endsWith(stacks[0].pictures[stack.dataset.slice]));
    root.dataset.loaded = String(image.complete && image.naturalWidth);
    root.dataset.fetched = performance.getEntriesByType("resource").filter((e) => !e.name.startsWith("data:")).length;
  }, 300);
}, 300));
</script>
"""


def lived(page: str, folder: Path, *flags: str) -> dict[str, str]:
    """Open the page in a real browser, turn the scene and leaf through a stack; what the page then says of itself."""
    assert CHROMIUM is not None
    path = folder / "page.html"
    open_policy = re.sub(r"script-src 'sha256-[^']+'", "script-src 'unsafe-inline'", page)
    driven = open_policy.replace("</body>", f"{DRIVER}</body>").replace("<style>", f"{CLOCK}<style>", 1)
    path.write_text(driven, encoding="utf-8")
    command = [
        CHROMIUM, "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--user-data-dir={folder / 'profile'}",
        "--window-size=1200,1600", "--virtual-time-budget=6000", *flags, "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    tag = re.search(r'<div class="viewer"[^>]*>', done.stdout)
    assert tag is not None, done.stderr[-800:]
    return dict(re.findall(r'data-(\w+)="([^"]*)"', tag[0]))


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("flags, renderer", [((), "webgl"), (("--disable-3d-apis",), "canvas")])
def test_that_it_turns_and_scrolls_in_a_real_browser(page: str, tmp_path: Path, flags, renderer: str) -> None:
    said = lived(page, tmp_path, *flags)
    assert said["renderer"] == renderer
    assert int(said["triangles"]) > 1000
    assert (said["turned"], said["scrolled"], said["changed"]) == ("true", "1", "true")
    assert (said["loaded"], said["fetched"]) == ("400", "0")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_that_the_page_lives_under_its_own_policy(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    command = [
        str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
        f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=4000", "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert re.search(r'data-renderer="(webgl|canvas)"', done.stdout)
