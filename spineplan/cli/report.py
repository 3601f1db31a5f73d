"""`spineplan report PLAN --out FILE`: a plan on paper, as PDF or as one HTML page."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from spineplan.cli.plan_arguments import add_images, plan_volume
from spineplan.cli.verbs import check_place, print_json
from spineplan.errors import UsageError
from spineplan.report.content import NO_PICTURES, report_content
from spineplan.report.model import Report
from spineplan.storage.atomic import write_atomically
from spineplan.storage.planfile import load_plan


def add_arguments(parser: ArgumentParser) -> None:
    """PLAN, --out, --images."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help="a .spineplan file")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a .pdf or .html file to write")
    add_images(parser)


def run(arguments: Namespace) -> int:
    """Write the report."""
    out: Path = arguments.out
    kind = out.suffix.lower()
    if kind not in (".pdf", ".html", ".htm"):
        raise UsageError("The report is written as .pdf or .html.")
    check_place(out)
    loaded = load_plan(arguments.plan)
    volume = plan_volume(loaded.plan, arguments)
    now, digest = datetime.now().astimezone(), loaded.plan_sha256
    report = report_content(loaded.plan, loaded.masks, volume, now, plan_sha256=digest)
    data, pages = _written(report, kind)
    write_atomically(out, data, 0)
    document = {
        "out": str(out),
        "format": "pdf" if kind == ".pdf" else "html",
        "bytes": len(data),
        "pages": pages,
        "pictures": report.pictures,
        "images": volume.series_uid if volume is not None else None,
        "plan_sha256": report.plan_sha256,
        "readiness": report.readiness,
        "note": report.pictures_missing or None,
    }
    if arguments.json:
        print_json(document)
    else:
        print(f"{out}: {f'{pages} pages, ' if pages else ''}{report.pictures} pictures, {report.readiness}.")
        if volume is None:
            print(f"{NO_PICTURES} Name them with --images PATH.")
    return 0


def _written(report: Report, kind: str) -> tuple[bytes, int | None]:
    if kind == ".pdf":
        from spineplan.report.pdf import pdf_pages

        return pdf_pages(report)
    from spineplan.report.html import html_text

    return html_text(report).encode(), None
