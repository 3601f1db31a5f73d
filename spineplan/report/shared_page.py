"""One HTML file for a colleague without the software: the report, a scene to turn, slices to scroll. No network."""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan
from spineplan.report.html import rendered
from spineplan.report.model import Report
from spineplan.report.shared_scene import scene_data
from spineplan.report.shared_slices import slices_data
from spineplan.resource_files import resource

MOST_BYTES = 15_000_000


def shared_page(report: Report, plan: Plan, masks: Mapping[str, Mask], volume: Volume | None) -> str:
    """The page. report: of the same plan; volume: its reference series, without which there are no slices."""
    data: dict[str, Any] = {"scene": scene_data(plan, masks, volume), "stacks": slices_data(plan, masks, volume)}
    scripts = [resource(f"report/shared/{name}").read_text(encoding="utf-8") for name in _SCRIPTS]
    script = "\n".join(scripts)
    digest = b64encode(sha256(script.encode()).digest()).decode("ascii")
    return rendered(
        "shared.html.j2",
        report,
        script=script,
        script_sha256=digest,
        page_style=resource("report/shared/shared.css").read_text(encoding="utf-8"),
        stacks=[stack["name"] for stack in data["stacks"]],
        data=json.dumps(data, separators=(",", ":")).replace("</", "<\\/"),
    )


_SCRIPTS = ("camera.js", "webgl.js", "painter.js", "stacks.js", "page.js")
