"""`spineplan export PLAN --to FORMAT --out DIR`: a plan for others."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from spineplan.cli.plan_arguments import add_images, plan_volume
from spineplan.cli.verbs import print_json
from spineplan.errors import ImageRefused, UsageError
from spineplan.storage.planfile import LoadedPlan, load_plan

Told = dict[str, Any]


def add_arguments(parser: ArgumentParser) -> None:
    """PLAN, --to, --out, --images and what a format asks for."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help="a .spineplan file")
    parser.add_argument("--to", required=True, choices=sorted(FORMATS), help="what to write")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder to write into")
    add_images(parser)
    parser.add_argument("--no-images", action="store_true", help="deidentified: only the plan")
    parser.add_argument("--keep-people", action="store_true", help="deidentified: keep the names of colleagues")
    parser.add_argument("--no-texts", action="store_true", help="deidentified: leave notes and comments out")
    parser.add_argument("--history", action="store_true", help="deidentified: tell the steps, without their values")
    parser.add_argument("--key", type=Path, metavar="FILE", help="deidentified: keep the way back (never send it)")


def run(arguments: Namespace) -> int:
    """Write what was asked for."""
    loaded = load_plan(arguments.plan)
    told = FORMATS[arguments.to](loaded, arguments)
    if arguments.json:
        print_json(told)
    else:
        print(f"Wrote {told['out']}.")
        for warning in told.get("warnings", ()):
            print(f"Warning: {warning}")
    return 0


def _deidentified(loaded: LoadedPlan, arguments: Namespace) -> Told:
    from spineplan.exchange.deidentified import Choices, write_key, write_package

    choices = Choices(
        people="kept" if arguments.keep_people else "renamed",
        texts="removed" if arguments.no_texts else "scrubbed",
        history="steps" if arguments.history else "none",
    )
    package = write_package(loaded, None if arguments.no_images else _index(arguments), arguments.out, choices)
    if arguments.key is not None:
        if arguments.out.resolve() in arguments.key.resolve().parents:
            raise UsageError("The key must not lie in the folder that is sent.")
        write_key(package.key, arguments.key)
    return {
        "out": str(arguments.out),
        "token": package.key.token,
        "images": package.images,
        "warnings": list(package.warnings),
    }


def _index(arguments: Namespace) -> Any:
    from spineplan.dicom.index import scan
    from spineplan.session.plan_images import is_small

    place = arguments.images or arguments.plan.resolve().parent
    if arguments.images is None and not is_small(place):
        raise ImageRefused("The images were not found beside the plan; name them with --images, or use --no-images.")
    return scan(place)


def _html(loaded: LoadedPlan, arguments: Namespace) -> Told:
    from spineplan.report.content import report_content
    from spineplan.report.shared_page import shared_page
    from spineplan.storage.atomic import write_atomically

    volume = plan_volume(loaded.plan, arguments)
    now = datetime.now().astimezone()
    report = report_content(loaded.plan, loaded.masks, volume, now, plan_sha256=loaded.plan_sha256)
    page = shared_page(report, loaded.plan, loaded.masks, volume).encode()
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / f"{arguments.plan.stem}.html"
    write_atomically(path, page)
    return {"out": str(path), "bytes": len(page), "images": volume is not None}


FORMATS: Mapping[str, Callable[[LoadedPlan, Namespace], Told]] = {"deidentified": _deidentified, "html": _html}
"""What can be written, by name."""
