import pytest

from spineplan.render import kernels


@pytest.fixture(scope="session", autouse=True)
def _kernels_ready() -> None:
    kernels.warm_up()


@pytest.fixture(params=["compiled", "numpy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways a picture can be drawn."""
    if request.param == "numpy":
        for module in ("reslice", "mask_slice"):
            monkeypatch.setattr(f"spineplan.render.{module}.compiled", lambda: None)
    return request.param
