"""The forms that a plan leaves in: for the record, for the table, to look at."""

from collections.abc import Mapping
from typing import Literal

from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan
from spineplan.report.model import Report

PageKind = Literal["pdf", "html", "table", "share"]
"""pdf: the whole report; html: the same as one page; table: one sheet in large print; share: for colleagues."""


def page_bytes(
    kind: PageKind, report: Report, plan: Plan, masks: Mapping[str, Mask], volume: Volume | None
) -> tuple[bytes, int | None]:
    """The finished file, and its number of pages where it has some. report: of that plan and volume."""
    if kind == "share":
        from spineplan.report.shared_page import shared_page

        return shared_page(report, plan, masks, volume).encode(), None
    if kind == "html":
        from spineplan.report.html import html_text

        return html_text(report).encode(), None
    if kind == "table":
        from spineplan.report.table_sheet import table_pages

        return table_pages(report)
    from spineplan.report.pdf import pdf_pages

    return pdf_pages(report)
