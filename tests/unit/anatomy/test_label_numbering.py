"""The tables of numberings against a second source, and the names and codes of labels."""

import json
from itertools import pairwise

import pytest
from pydicom.sr.codedict import codes

from spineplan.anatomy.numbering import NOT_AT_RISK, UNUSED, Structure, VertebraPart, numbering, numberings
from spineplan.anatomy.numbering_names import meaning_of_code, meaning_of_name, title_of
from spineplan.errors import UsageError
from spineplan.plan.levels import USUAL_LEVELS
from spineplan.resource_files import resource

DOWN = USUAL_LEVELS[:24]

# Number of C1, C7, T1, T12, L1, L5, and the sacrum, typed from the tools' documentation.
LANDMARKS = {
    "verse": (1, 7, 8, 19, 20, 24, 26),
    "spineps_vertebrae": (1, 7, 8, 19, 20, 24, 26),
    "vertebrae_pp": (1, 7, 8, 19, 20, 24, None),
    "totalsegmentator_v2": (50, 44, 43, 32, 31, 27, 25),
    "totalsegmentator_v1": (41, 35, 34, 23, 22, 18, 92),
    "vertebrae_mr": (25, 19, 18, 7, 6, 2, 1),
    "vertebrae_part": (26, 20, 19, 8, 7, 3, 1),
    "total_mr": (None, None, None, None, None, None, 18),
}


@pytest.mark.parametrize("name", LANDMARKS)
def test_that_the_landmarks_have_their_numbers(name: str) -> None:
    names = numbering(name).names
    levels = {meaning_of_name(known).level: number for number, known in names.items()}
    sacrum = next((n for n, known in names.items() if meaning_of_name(known).structure is Structure.SACRUM), None)
    assert (*(levels.get(level) for level in ("C1", "C7", "T1", "T12", "L1", "L5")), sacrum) == LANDMARKS[name]


@pytest.mark.parametrize("known", numberings(), ids=lambda known: known.id)
def test_that_levels_run_without_a_gap(known: object) -> None:
    levels = {meaning_of_name(name).level: number for number, name in known.names.items()}  # type: ignore[attr-defined]
    numbers = [levels[level] for level in DOWN if level in levels]
    assert len(numbers) in {0, 24}
    assert len({b - a for a, b in pairwise(numbers)}) <= 1


@pytest.mark.parametrize(
    ("numbering_id", "number", "meaning"),
    [
        ("verse", 25, "L6"), ("verse", 28, "T13"), ("verse", 27, "Co"), ("totalsegmentator_v2", 26, "S1"),
        ("totalsegmentator_v2", 79, Structure.SPINAL_CORD), ("totalsegmentator_v2", 52, Structure.AORTA),
        ("totalsegmentator_v2", 3, Structure.KIDNEY_LEFT), ("totalsegmentator_v2", 12, Structure.LUNG_RIGHT),
        ("totalsegmentator_v1", 8, Structure.INFERIOR_VENA_CAVA), ("total_mr", 19, Structure.VERTEBRAE),
        ("total_mr", 20, Structure.DISCS), ("total_mr", 21, Structure.SPINAL_CORD), ("vertebrae_part", 2, "S1"),
        ("spineps_subregions", 60, Structure.SPINAL_CORD), ("spineps_subregions", 61, Structure.SPINAL_CANAL),
        ("spineps_subregions", 49, VertebraPart.BODY), ("spineps_subregions", 50, VertebraPart.BODY),
        ("spineps_subregions", 43, VertebraPart.TRANSVERSE_PROCESS_LEFT), ("spineps_vertebrae", 122, Structure.DISCS),
        ("spineps_vertebrae", 222, None), ("vertebrae_body", 1, VertebraPart.BODY),
    ],
)  # fmt: skip
def test_that_single_numbers_mean_what_their_tool_says(numbering_id: str, number: int, meaning: object) -> None:
    found = meaning_of_name(numbering(numbering_id).names[number])
    assert (found.level or found.part or found.structure) == meaning


def test_that_an_unknown_numbering_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="known are verse"):
        numbering("roman")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("vertebrae_L3", "L3"), ("L3 vertebra", "L3"), ("L3", "L3"), ("lumbar vertebrae 1 (L1)", "L1"), ("Th12", "T12"),
        ("T13", "T13"), ("L6", "L6"), ("S1", "S1"), ("vertebral body L2", "L2"), ("Coccyx", "Co"), ("Atlas", "C1"),
        ("L3 nerve root", None), ("L3-L4 disc", None), ("T2 lesion", None), ("liver segment S1", None), ("T14", None),
        ("rib_left_3", None), ("disc_L3", None), ("Segment_3", None), ("L1.0", None), ("C8", None), ("", None),
    ],
)  # fmt: skip
def test_that_only_whole_names_are_levels(name: str, level: str | None) -> None:
    assert meaning_of_name(name).level == level


@pytest.mark.parametrize(
    ("name", "structure"),
    [
        ("left kidney", Structure.KIDNEY_LEFT), ("Kidney, right", Structure.KIDNEY_RIGHT),
        ("kidneys", Structure.KIDNEY), ("iliac_vena_left", Structure.ILIAC_VEIN_LEFT), ("disc_L3", Structure.DISCS),
        ("esophagus", Structure.OESOPHAGUS), ("Spinal-Cord", Structure.SPINAL_CORD), ("endplate_L3", None),
        ("heart_atrium_left", Structure.HEART), ("rib_left_12", Structure.RIB_LEFT), ("disc", Structure.DISCS),
        ("lung_middle_lobe_right", Structure.LUNG_RIGHT), ("kidney_cyst_left", None), ("gallbladder", None),
    ],
)  # fmt: skip
def test_that_structures_are_known_by_the_names_tools_give_them(name: str, structure: Structure | None) -> None:
    assert meaning_of_name(name).structure is structure


def test_that_a_body_named_with_its_level_is_a_part() -> None:
    assert meaning_of_name("L2 vertebral body").part is VertebraPart.BODY
    assert meaning_of_name("vertebrae_L2").part is None


@pytest.mark.parametrize("level", DOWN)
def test_that_vertebra_codes_are_those_of_dicom(level: str) -> None:
    code = getattr(codes.cid7603, f"{level}Vertebra")
    assert meaning_of_code(code.value).level == level


@pytest.mark.parametrize(
    ("keyword", "structure"),
    [
        ("Aorta", Structure.AORTA), ("Liver", Structure.LIVER), ("Kidney", Structure.KIDNEY), ("Lung", Structure.LUNG),
        ("SpinalCord", Structure.SPINAL_CORD), ("Esophagus", Structure.OESOPHAGUS), ("Trachea", Structure.TRACHEA),
        ("InferiorVenaCava", Structure.INFERIOR_VENA_CAVA), ("Sacrum", Structure.SACRUM), ("Spleen", Structure.SPLEEN),
    ],
)  # fmt: skip
def test_that_organ_codes_are_those_of_dicom(keyword: str, structure: Structure) -> None:
    assert meaning_of_code(getattr(codes.SCT, keyword).value).structure is structure


def test_that_a_laterality_code_gives_the_side() -> None:
    assert meaning_of_code("64033007", codes.SCT.Left.value).structure is Structure.KIDNEY_LEFT
    assert meaning_of_code("64033007", codes.SCT.Right.value).structure is Structure.KIDNEY_RIGHT
    assert meaning_of_code("1") == UNUSED


def test_that_the_table_and_the_named_structures_are_the_same() -> None:
    table = json.loads(resource("anatomy/label_names.json").read_text(encoding="utf-8"))["structures"]
    sides = {True: ("", "_left", "_right"), False: ("",)}
    named = {f"{entry['id']}{side}" for entry in table for side in sides[entry["sided"]]}
    assert named == set(Structure)
    risks = {entry["id"]: entry["at_risk"] for entry in table}
    for structure in Structure:
        base = structure.removesuffix("_left").removesuffix("_right")
        assert structure.at_risk == risks[base] == (structure not in NOT_AT_RISK)
        assert title_of(structure)[0].isupper()
