"""`spineplan report PLAN --out FILE`: a plan on paper, as PDF or as one HTML page."""

import gc
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from spineplan.cli.plan_arguments import add_images, plan_volume
from spineplan.cli.verbs import check_place, print_json
from spineplan.errors import UsageError
from spineplan.render.kernels import start_warm_up
from spineplan.report.language_table import LANGUAGES
from spineplan.report.pages import PageKind
from spineplan.report.translated import translated
from spineplan.storage.atomic import write_atomically
from spineplan.storage.planfile import load_plan
from spineplan.storage.versions import versions_of


def add_arguments(parser: ArgumentParser) -> None:
    """PLAN, --out, --images."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help="a .spineplan file")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a .pdf or .html file to write")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the report")
    parser.add_argument("--table", action="store_true", help="only the one-page sheet for the table (.pdf)")
    add_images(parser)


def run(arguments: Namespace) -> int:
    """Write the report."""
    with _no_cycles_collected():
        return _write(arguments)


@contextmanager
def _no_cycles_collected() -> Iterator[None]:
    """Looking for cycles among all that is imported and drawn once costs a tenth of the time and finds little."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _write(arguments: Namespace) -> int:
    out: Path = arguments.out
    kind = out.suffix.lower()
    if kind not in (".pdf", ".html", ".htm"):
        raise UsageError("The report is written as .pdf or .html.")
    if arguments.table and kind != ".pdf":
        raise UsageError("The table-side sheet is written as .pdf.")
    check_place(out)
    drawing = start_warm_up()  # compiled slices cost less than half a second, and save two
    loaded = load_plan(arguments.plan)
    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(plan_volume, loaded.plan, arguments)
        # Half a second of imports runs while the images are read.
        from spineplan.report.content import NO_PICTURES, report_content
        from spineplan.report.pages import page_bytes
        from spineplan.report.pdf_style import register_fonts

        if kind == ".pdf":
            register_fonts()
        volume = reading.result()
    drawing.join()
    now, digest = datetime.now().astimezone(), loaded.plan_sha256
    versions = versions_of(loaded.history, loaded.snapshots) if loaded.history_problem is None else ()
    english = report_content(
        loaded.plan, loaded.masks, volume, now, plan_sha256=digest, snapshots=loaded.snapshots, versions=versions
    )
    report = translated(english, arguments.language)
    form: PageKind = "table" if arguments.table else "pdf" if kind == ".pdf" else "html"
    data, pages = page_bytes(form, report, loaded.plan, loaded.masks, volume)
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
