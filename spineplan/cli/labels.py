"""`spineplan labels LABELS --images PATH`: a label map made elsewhere, on the grid of its images."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.importing.numbering_detect import NumberingQuestion
from spineplan.anatomy.importing.source import LabelSource
from spineplan.anatomy.label_map import LabelledLevel, LabelMap
from spineplan.anatomy.label_map_verse import write_verse
from spineplan.anatomy.numbering import numberings
from spineplan.anatomy.numbering_names import title_of
from spineplan.cli.verbs import print_json
from spineplan.cli.volume import chosen_series
from spineplan.dicom.identity import PatientHeader
from spineplan.dicom.index import ImageIndex, scan
from spineplan.dicom.read import read_volume
from spineplan.errors import UsageError, WrongPatient
from spineplan.exchange.label_files import read_labels, subregions_beside
from spineplan.imaging.nifti import is_nifti
from spineplan.plan.model import Identity


def add_arguments(parser: ArgumentParser) -> None:
    """LABELS, --images, --series, --numbering, --subregions, --out."""
    parser.add_argument("labels", type=Path, metavar="LABELS", help="NIfTI, NRRD, DICOM SEG, or a folder of masks")
    parser.add_argument("--images", type=Path, metavar="PATH", required=True, help="the images that were labelled")
    parser.add_argument("--series", metavar="UID", help="which series of the images, as `scan` names it")
    known = ", ".join(known.id for known in numberings())
    parser.add_argument("--numbering", metavar="NAME", help=f"when the file does not say it: {known}")
    parser.add_argument("--subregions", type=Path, metavar="FILE", help="a second map that tells bodies from arches")
    parser.add_argument("--out", type=Path, metavar="FILE.nii.gz", help="write the vertebrae in VerSe numbering")


def run(arguments: Namespace) -> int:
    """Read, place, name; exit code 1 and the candidates when the numbering cannot be told."""
    out: Path | None = arguments.out
    if out is not None and not is_nifti(out.name):
        raise UsageError("The file to write must end in .nii or .nii.gz.")
    source = read_labels(arguments.labels)
    beside = arguments.subregions or subregions_beside(arguments.labels)
    index = scan(arguments.images)
    entry, part = chosen_series(index, arguments.series or _series_of(source, index))
    check_same_patient(source, entry.patient)
    volume = read_volume(entry, run=part)
    found = import_labels(source, volume, arguments.numbering, read_labels(beside) if beside is not None else None)
    if isinstance(found, NumberingQuestion):
        return _ask(found, arguments.json)
    if out is not None:
        if not found.levels:
            raise UsageError("There is no vertebra to write.")
        write_verse(out, {level.name: level.mask for level in found.levels})
    if arguments.json:
        print_json({**_document(found), "out": str(out) if out is not None else None})
    else:
        _print(found, out)
    return 0


def check_same_patient(source: LabelSource, images: PatientHeader) -> None:
    """Raises WrongPatient when the labels name another patient than the images; formats without a name pass."""
    if source.patient is None:
        return
    theirs, ours = _who(source.patient), (images.name.casefold(), images.patient_id.strip(), images.birth_date.strip())
    if theirs != ours:
        raise WrongPatient(
            "The labels and the images belong to different patients; the labels were not read.",
            f"Labels: {', '.join(theirs)}. Images: {', '.join(ours)}.",
        )


def _who(identity: Identity) -> tuple[str, str, str]:
    return (identity.patient_name.casefold(), identity.patient_id.strip(), identity.birth_date.strip())


def _series_of(source: LabelSource, index: ImageIndex) -> str | None:
    """The series that the labels say they were made on, when it is among the images."""
    return source.series_uid if any(entry.uid == source.series_uid for entry in index.series) else None


def _ask(question: NumberingQuestion, as_json: bool) -> int:
    if as_json:
        listed = [
            {"numbering": c.numbering, "title": c.title, "fits": c.fits, "levels": c.levels, "reason": c.reason}
            for c in question.candidates
        ]
        print_json({"numbering": None, "question": question.sentence, "candidates": listed})
    fitting = ", ".join(c.numbering for c in question.candidates if c.fits) or "none fits"
    print(f"{question.sentence} Name it with --numbering ({fitting}).", file=sys.stderr)
    return 1


def _document(found: LabelMap) -> dict[str, Any]:
    return {
        "numbering": found.numbering,
        "title": found.title,
        "series_uid": found.series_uid,
        "evidence": found.evidence,
        "problems": found.problems,
        "levels": [_level(level) for level in found.levels],
        "structures": [
            {
                "name": labelled.structure.value,
                "title": title_of(labelled.structure),
                "at_risk": labelled.structure.at_risk,
                "volume_ml": labelled.mask.volume_ml,
            }
            for labelled in found.structures
        ],
    }


def _level(level: LabelledLevel) -> dict[str, Any]:
    return {
        "name": level.name,
        "state": "proposed",
        "centre_mm": None if level.is_fragment else level.centre_mm,
        "volume_ml": level.mask.volume_ml,
        "cut_off": level.cut_off,
        "parts_ml": {part.value: mask.volume_ml for part, mask in level.parts.items()},
    }


def _print(found: LabelMap, out: Path | None) -> None:
    print(f"{found.source}: {found.title}")
    for sentence in found.evidence:
        print(f"  {sentence}")
    for sentence in found.problems:
        print(f"  Attention: {sentence}")
    for level in found.levels:
        where = "piece" if level.is_fragment else "at " + ", ".join(f"{mm:.1f}" for mm in level.centre_mm) + " mm"
        print(f"  {level.name:4} {level.mask.volume_ml:7.1f} mL  {where}")
    for labelled in found.structures:
        risk = "  structure at risk" if labelled.structure.at_risk else ""
        print(f"  {title_of(labelled.structure):24} {labelled.mask.volume_ml:8.1f} mL{risk}")
    if out is not None:
        print(f"Written: {out}")
