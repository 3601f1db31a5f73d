"""The report as one HTML file that needs nothing else: no network, no scripts, pictures and style inside."""

from base64 import b64encode
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from spineplan.render.palette import hex_token
from spineplan.report.figures import metamer_figures
from spineplan.report.model import METAMER_NOTE, Figure, Report
from spineplan.resource_files import resource

_TOKENS = ("text", "muted", "line", "accent", "ok", "caution", "danger", "panel", "raised")


def html_text(report: Report) -> str:
    """The page. Two reports of equal content are equal."""
    return rendered("report.html.j2", report)


def rendered(name: str, report: Report, **values: Any) -> str:
    """A template of resources/report."""
    template = resource(f"report/{name}")
    environment = Environment(
        loader=FileSystemLoader(template.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["data_uri"] = _data_uri
    environment.globals["mark"] = hex_token
    environment.globals["metamer_figures"] = metamer_figures
    environment.globals["metamer_note"] = METAMER_NOTE
    colours = {name: hex_token(name, "light") for name in _TOKENS}
    return environment.get_template(template.name).render(report=report, colour=colours, **values)


def _data_uri(figure: Figure) -> str:
    return f"data:image/jpeg;base64,{b64encode(figure.jpeg).decode('ascii')}"
