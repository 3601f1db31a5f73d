"""What every test can rely on: an own display and home, silence in the log, and nothing left behind."""

import logging
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support.display import VirtualDisplay, let_threads_work_while_waiting
from tests.support.strictness import LogWatch, leftovers, snapshot

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
_DISPLAY = pytest.StashKey[VirtualDisplay]()
_HOME = pytest.StashKey[tempfile.TemporaryDirectory]()

# The clock decides nothing, and a run that lands is one that can be repeated; at the desk the search goes on.
hypothesis.settings.register_profile(
    "spineplan",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("spineplan")


def pytest_configure(config: pytest.Config) -> None:
    """Own home and display, also for each xdist worker; the process that only hands out tests needs neither."""
    home = config.stash[_HOME] = tempfile.TemporaryDirectory(prefix="spineplan-test-home-")
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(Path(home.name) / name.lower())
    os.environ["XDG_RUNTIME_DIR"] = home.name
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    if getattr(config.option, "dist", "no") == "no" or "PYTEST_XDIST_WORKER" in os.environ:
        display = config.stash[_DISPLAY] = VirtualDisplay()
        display.start()
        let_threads_work_while_waiting()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing of a test run stays on the machine."""
    if _DISPLAY in config.stash:
        config.stash[_DISPLAY].leave()
    if _HOME in config.stash:
        config.stash[_HOME].cleanup()


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A record at WARNING or above fails the test unless `@pytest.mark.allow_logs(pattern)` expects it."""
    watch = LogWatch([str(mark.args[0]) for mark in request.node.iter_markers("allow_logs")])
    logging.getLogger().addHandler(watch)
    yield
    logging.getLogger().removeHandler(watch)
    if watch.unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(watch.unexpected), pytrace=False)


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Threads, running timers and windows left by a test fail it."""
    uses_qt = bool({"qtbot", "qapp"} & set(request.fixturenames))
    before = snapshot(uses_qt)
    yield
    if request.node.get_closest_marker("allow_leftovers") is None and (found := leftovers(before, uses_qt)):
        pytest.fail("left behind: " + ", ".join(found), pytrace=False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real images beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real images of ../shared/data are not here")
    return SHARED_DATA


@pytest.fixture(scope="session")
def rider_folder(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 95 slices of the RIDER thoracic CT, unzipped once."""
    return _unzipped(shared_data / "rider_thoracic_dicom" / "rider-0117-thoracic.zip", tmp_path_factory)


@pytest.fixture(scope="session")
def lidc_folder(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 275 feet-first slices of the LIDC thoracic CT, unzipped once."""
    return _unzipped(shared_data / "lidc_thoracic_dicom" / "lidc-0314-thoracic.zip", tmp_path_factory)


def _unzipped(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not archive.is_file():
        pytest.skip(f"the real images of {archive.name} are not here")
    folder = tmp_path_factory.mktemp(archive.stem)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder
