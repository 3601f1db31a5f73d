from datetime import UTC, datetime

import pytest

from spineplan.render import kernels
from spineplan.report.content import report_content
from spineplan.report.model import Report
from tests.support.treated import grid, patient, treated

NOON = datetime(2015, 6, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _kernels_ready() -> None:
    kernels.warm_up()


@pytest.fixture(scope="session")
def report() -> Report:
    """With pictures."""
    plan, masks = treated(grid())
    return report_content(plan, masks, patient(), NOON)


@pytest.fixture(scope="session")
def bare() -> Report:
    """Made without the images."""
    plan, masks = treated(grid())
    return report_content(plan, masks, None, NOON)
