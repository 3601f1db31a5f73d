"""`spineplan propose PATH --labels FILE --level L3 --approach transpedicular`: needles, ranked and explained."""

import time
from argparse import ArgumentParser, Namespace
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.importing.numbering_detect import NumberingQuestion
from spineplan.anatomy.importing.source import LabelSource
from spineplan.anatomy.label_map import LabelMap
from spineplan.cli.labels import check_same_patient
from spineplan.cli.verbs import print_json
from spineplan.cli.volume import chosen_series
from spineplan.clinical.approaches import approaches
from spineplan.dicom.identity import PatientHeader
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import UsageError
from spineplan.exchange.label_files import read_labels, subregions_beside
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume

if TYPE_CHECKING:
    from spineplan.planning.search.proposals import Proposal, Proposals

Document = dict[str, Any]


def add_arguments(parser: ArgumentParser) -> None:
    """PATH, --labels, --structures, --lesion, --level, --approach, --side, --gauge, --guidance, --top."""
    parser.add_argument("path", metavar="PATH", type=Path, help="folder, zip, DICOMDIR, DICOM or NIfTI file")
    parser.add_argument("--series", metavar="UID", help="a series as `scan` names it; needed when there are several")
    parser.add_argument("--labels", metavar="FILE", type=Path, required=True, help="label map of the vertebrae")
    parser.add_argument("--structures", metavar="FILE", type=Path, help="label map of structures at risk")
    parser.add_argument("--numbering", metavar="NAME", help="of the labels, when the file does not say it")
    parser.add_argument("--lesion", metavar="FILE", type=Path, help="mask to be reached (any number but 0)")
    parser.add_argument("--level", metavar="L3", required=True, help="level to be treated")
    known = ", ".join(way.id for way in approaches())
    parser.add_argument("--approach", metavar="NAME", required=True, help=known)
    parser.add_argument("--side", choices=("left", "right", "both"), default="both", help="of the entry")
    parser.add_argument("--gauge", metavar="11", default="", help="gauge; without it the usual one that fits")
    parser.add_argument("--guidance", metavar="NAME", default="", help="whose error envelope counts")
    parser.add_argument("--top", metavar="5", type=int, default=5, help="most proposals to give")


def run(arguments: Namespace) -> int:
    """Read, build the field, search, print."""
    if arguments.top < 1:
        raise UsageError("--top must be at least 1.")
    # The search loads its kernels when it is imported: only this verb should wait for that, while the images are read.
    from spineplan.anatomy.skin import known_body
    from spineplan.planning.field.safety_field import FieldRequest, build_field
    from spineplan.planning.margins.guidance import guidance, guidances
    from spineplan.planning.search.proposals import ProposalRequest, propose
    from spineplan.planning.search.warm_up import load_kernels

    try:
        error = guidance(arguments.guidance)
    except KeyError:
        listed = ", ".join(entry.id for entry in guidances())
        raise UsageError(f'There is no guidance "{arguments.guidance}"; known are {listed}.') from None
    with ThreadPoolExecutor(1) as pool:
        warm = pool.submit(load_kernels)
        entry, part = chosen_series(scan(arguments.path), arguments.series)
        volume = read_volume(entry, run=part)
        warm.result()
    labels = _labels(arguments.labels, volume, entry.patient, arguments.numbering)
    structures = _labels(arguments.structures, volume, entry.patient, None) if arguments.structures else None
    lesion = _lesion(arguments.lesion, volume) if arguments.lesion else None
    known_body(volume)
    started = time.perf_counter()
    request = FieldRequest(
        volume, labels, arguments.level, structures.structures if structures is not None else (), lesion
    )
    field = build_field(request)
    field_s = time.perf_counter() - started
    sides = () if arguments.side == "both" else (arguments.side,)
    found = propose(ProposalRequest(field, arguments.approach, sides, arguments.gauge, error, top=arguments.top))
    document = proposals_document(found, field_s)
    if arguments.json:
        print_json(document)
    else:
        _print(document)
    return 0


def _labels(path: Path, volume: Volume, patient: PatientHeader, numbering: str | None) -> LabelMap:
    source: LabelSource = read_labels(path)
    check_same_patient(source, patient)
    beside = subregions_beside(path)
    found = import_labels(source, volume, numbering, read_labels(beside) if beside is not None else None)
    if isinstance(found, NumberingQuestion):
        fitting = ", ".join(c.numbering for c in found.candidates if c.fits) or "none fits"
        raise UsageError(f'"{path.name}": {found.sentence} Name it with --numbering ({fitting}), or name the labels '
                         f'in a JSON file beside it.')  # fmt: skip
    return found


def _lesion(path: Path, volume: Volume) -> Mask:
    source = read_labels(path)
    if not source.grid.same_place(volume.grid):
        raise UsageError(f'"{path.name}" does not lie on the grid of the images.')
    return Mask(source.layers[0] > 0, (0, 0, 0), volume.grid).tight()


def proposals_document(found: "Proposals", field_s: float) -> Document:
    """Plain data for --json; LPS mm, degrees, seconds."""
    return {
        "candidates_searched": found.candidates_searched,
        "search_s": round(found.search_s, 3),
        "field_s": round(field_s, 3),
        "proposals": [_proposal(one) for one in found.proposals],
        "refused": list(found.refused),
    }


def _proposal(one: "Proposal") -> Document:
    needle, margins = one.needle, one.margins
    envelope = margins.envelope
    return {
        "side": needle.side,
        "skin_mm": _rounded(margins.skin_mm),
        "bone_entry_mm": _rounded(margins.bone_entry_mm or needle.entry_mm),
        "target_mm": _rounded(needle.target_mm),
        "needle": {
            "gauge": needle.gauge,
            "od_mm": needle.outer_diameter_mm,
            "length_mm": needle.length_mm,
        },
        "depth_skin_mm": _number(margins.depth_skin_mm),
        "depth_bone_mm": _number(margins.depth_bone_mm),
        "axial_angle_deg": _number(margins.convergence_deg),
        "craniocaudal_angle_deg": _number(margins.cranio_caudal_deg),
        "carm": {
            "primary_deg": _number(margins.c_arm.angles.primary_deg),
            "secondary_deg": _number(margins.c_arm.angles.secondary_deg),
            "reachable": margins.c_arm.reachable,
        },
        "clearance_mm": {key: _number(value) for key, value in sorted(margins.clearance_mm.items())},
        "pedicle_walls_mm": margins.walls and {wall: _number(mm) for wall, mm in margins.walls.by_wall.items()},
        "anterior_wall_mm": _number(margins.anterior_wall_mm),
        "endplate_mm": _number(margins.endplate_mm),
        "pedicle_grade": margins.grade,
        "pedicle_heary": margins.heary,
        "envelope": envelope and {
            "guidance": envelope.guidance,
            "worst_clearance_mm": _number(envelope.worst_clearance_mm),
            "grade": envelope.grade,
        },
        "score": round(one.score, 2),
        "reasons": list(one.reasons),
    }  # fmt: skip


def _number(value: float | None) -> float | None:
    return None if value is None else round(float(value), 3)


def _rounded(place: tuple[float, float, float] | None) -> list[float] | None:
    return None if place is None else [round(value, 3) for value in place]


def _print(document: Document) -> None:
    print(f"{document['candidates_searched']} paths in {document['search_s']:.2f} s, "
          f"distances in {document['field_s']:.2f} s")  # fmt: skip
    for n, one in enumerate(document["proposals"], 1):
        needle = one["needle"]
        angles = f"axial {one['axial_angle_deg']:.0f} deg, cranio-caudal {one['craniocaudal_angle_deg']:.0f} deg"
        print(
            f"{n}. {one['side']}, {needle['gauge']} x {needle['length_mm']:.0f} mm, score {one['score']:.0f}: {angles}"
        )
        for reason in one["reasons"]:
            print(f"   {reason}")
    for sentence in document["refused"]:
        print(f"None: {sentence}")
