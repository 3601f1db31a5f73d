"""One small synthetic patient shared by the tests of this room."""

from pathlib import Path

import pytest

from spineplan.phantom import Demo, write_demo
from spineplan.phantom.recipes import read_recipe
from spineplan.phantom.scene import Scene, build_scene


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder: Path = tmp_path_factory.mktemp("demo")
    return write_demo(folder, resolution_mm=1.5, levels=("L3", "L4"), modalities=("ct", "mr", "nm"))


@pytest.fixture(scope="session")
def figure3() -> Scene:
    return build_scene(read_recipe("figure3"), "figure3", 3)


@pytest.fixture(scope="session")
def healthy() -> Scene:
    return build_scene(read_recipe("healthy"), "healthy", 11)
