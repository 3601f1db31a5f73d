"""`spineplan demo`: make the synthetic patient; without --out, open it."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from spineplan.cli.verbs import OpenWorkstation, print_json
from spineplan.errors import UsageError


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help="the cases there are")
    parser.add_argument("--case", default="figure3", help="which patient (figure3)")
    parser.add_argument("--seed", type=int, help="another patient of the same case")
    parser.add_argument("--resolution", type=float, metavar="MM", help="cubic voxels of this size (0.7 x 0.7 x 1)")
    parser.add_argument("--levels", metavar="L1-L5", help="part of the spine to image")
    parser.add_argument("--modalities", default="ct", metavar="ct,mr,nm", help="which images (ct)")
    parser.add_argument("--variant", action="append", default=[], help="a way the CT was made; can be repeated")
    parser.add_argument("--out", type=Path, metavar="DIR", help="only write it there")


def run(arguments: Namespace) -> int | OpenWorkstation:
    from spineplan import phantom

    if arguments.list:
        return _list(arguments.json)
    if _is_plain(arguments):
        return OpenWorkstation(demo=True)
    folder = arguments.out or _kept_folder(arguments)
    if arguments.out is None and not arguments.json and (folder / "truth.json").is_file():
        return OpenWorkstation(_to_open(folder, arguments))  # written last, so the folder is whole
    reports = sys.stderr.isatty() and not arguments.json
    demo = phantom.write_demo(
        folder,
        case=arguments.case,
        seed=arguments.seed,
        resolution_mm=arguments.resolution,
        levels=_levels(arguments.levels),
        modalities=tuple(arguments.modalities.split(",")),
        variants=tuple(arguments.variant),
        progress=_show if reports else None,
    )
    if arguments.out is None and not arguments.json:
        return OpenWorkstation(_to_open(demo.folder, arguments))
    if arguments.json:
        print_json({"folder": str(demo.folder), "truth": str(demo.folder / "truth.json"), **demo.summary()})
    else:
        print(f"Wrote {demo.folder}")
    return 0


def _list(as_json: bool) -> int:
    from spineplan import phantom

    cases = [{"name": name, "title": phantom.read_recipe(name).title} for name in phantom.case_names()]
    if as_json:
        print_json({"cases": cases, "variants": list(phantom.VARIANTS)})
    else:
        for case in cases:
            print(f"{case['name']:20} {case['title']}")
    return 0


def _is_plain(arguments: Namespace) -> bool:
    """The demo patient itself: the window shows at once and makes it behind a progress bar."""
    chosen = (arguments.out, arguments.seed, arguments.resolution, arguments.levels)
    usual = arguments.case == "figure3" and arguments.modalities == "ct" and not arguments.variant
    return usual and not arguments.json and all(value is None for value in chosen)


def _levels(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    first, dash, last = text.partition("-")
    if not first or (dash and not last):
        raise UsageError(f"'{text}' is not a range of levels; write one like L1-L5.")
    return first, last or first


def _kept_folder(arguments: Namespace) -> Path:
    """One folder per choice, so that opening one again is quick to find."""
    from spineplan.storage.folders import demo_folder

    words = [arguments.case]
    words += [str(value) for value in (arguments.seed, arguments.resolution, arguments.levels) if value is not None]
    words += [arguments.modalities.replace(",", "+"), *arguments.variant]
    return demo_folder("_".join(word.replace("/", "-") for word in words))


def _to_open(folder: Path, arguments: Namespace) -> Path:
    """The finished example plan, which brings the CT; with other modalities or variants, the images to choose from."""
    from spineplan.session.demo_plans import offer_demo_plans

    if arguments.modalities != "ct":
        return folder
    if arguments.variant:
        return folder / "ct"
    return offer_demo_plans(folder)


def _show(share: float, what: str) -> None:
    print(f"\r{share:4.0%} {what:24}", end="" if share < 1 else "\n", file=sys.stderr, flush=True)
