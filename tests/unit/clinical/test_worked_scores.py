"""The worked examples: totals and bands computed by hand, from the papers' tables."""

import pytest

from spineplan.clinical.score_result import ScoreResult
from spineplan.clinical.scoring import evaluate_score

SINS = ("location", "pain", "lesion", "alignment", "collapse", "posterolateral")
TOKUHASHI = ("kps", "extraspinal", "vertebral", "organs", "primary", "palsy")


def points(result: ScoreResult) -> list[object]:
    """Points in the order of the items."""
    return [result.items[item.id].points for item in result.definition.items]


def score(name: str, **inputs: object) -> ScoreResult:
    return evaluate_score(name, inputs)


def expect(result: ScoreResult, worth: list[int], total: float, band: str) -> None:
    """Points, total, range and band; nothing left open."""
    assert points(result) == worth
    assert (result.total, result.range) == (total, (total, total))
    assert result.band is not None
    assert result.band.id == band
    assert result.missing == ()


@pytest.mark.parametrize(
    "inputs, worth, total, band",
    [
        ("mobile mechanical mixed normal none none", [2, 3, 1, 0, 0, 0], 6, "stable"),
        ("mobile mechanical lytic normal none none", [2, 3, 2, 0, 0, 0], 7, "indeterminate"),
        ("junctional mechanical lytic deformity under_50 none", [3, 3, 2, 2, 2, 0], 12, "indeterminate"),
        ("junctional mechanical lytic deformity over_50 none", [3, 3, 2, 2, 3, 0], 13, "unstable"),
        ("junctional mechanical lytic subluxation over_50 bilateral", [3, 3, 2, 4, 3, 3], 18, "unstable"),
        ("L4 mechanical lytic normal involved_over_50 unilateral", [2, 3, 2, 0, 1, 1], 9, "indeterminate"),
        ("L1 mechanical mixed normal under_50 none", [3, 3, 1, 0, 2, 0], 9, "indeterminate"),
        ("S3 none blastic normal none none", [0, 0, 0, 0, 0, 0], 0, "stable"),
        ("T5 occasional lytic normal none unilateral", [1, 1, 2, 0, 0, 1], 5, "stable"),
    ],
)
def test_sins(inputs: str, worth: list[int], total: int, band: str) -> None:
    expect(score("sins", **dict(zip(SINS, inputs.split(), strict=True))), worth, total, band)


@pytest.mark.parametrize(
    "inputs, worth, total, band",
    [
        ((80, "1-2", 2, "removable", "other", "C"), [2, 1, 1, 1, 2, 1], 8, "< 6 months"),
        ((80, "1-2", 1, "removable", "other", "C"), [2, 1, 2, 1, 2, 1], 9, ">= 6 months"),
        ((80, 0, 1, "none", "other", "D"), [2, 2, 2, 2, 2, 1], 11, ">= 6 months"),
        ((80, 0, 1, "none", "other", "E"), [2, 2, 2, 2, 2, 2], 12, ">= 12 months"),
        (("10-40", ">=3", ">=3", "unremovable", "lung", "A"), [0, 0, 0, 0, 0, 0], 0, "< 6 months"),
        ((80, 0, 1, "none", "breast", "E"), [2, 2, 2, 2, 5, 2], 15, ">= 12 months"),
        ((70, 0, 2, "none", "lung", "E"), [1, 2, 1, 2, 0, 2], 8, "< 6 months"),
        ((80, 0, 2, "none", "kidney", "E"), [2, 2, 1, 2, 3, 2], 12, ">= 12 months"),
    ],
)
def test_revised_tokuhashi(inputs: tuple[object, ...], worth: list[int], total: int, band: str) -> None:
    expect(score("tokuhashi", **dict(zip(TOKUHASHI, inputs, strict=True))), worth, total, band)


@pytest.mark.parametrize(
    "primary, visceral, bone, worth, total, band",
    [
        ("slow", "none", "solitary", [1, 0, 1], 2, "2-3"),
        ("moderate", "none", "solitary", [2, 0, 1], 3, "2-3"),
        ("moderate", "none", "multiple", [2, 0, 2], 4, "4-5"),
        ("moderate", "treatable", "solitary", [2, 2, 1], 5, "4-5"),
        ("rapid", "none", "multiple", [4, 0, 2], 6, "6-7"),
        ("rapid", "untreatable", "multiple", [4, 4, 2], 10, "8-10"),
        ("kidney", "none", "multiple", [2, 0, 2], 4, "4-5"),
        ("lung", "none", "multiple", [4, 0, 2], 6, "6-7"),
    ],
)
def test_tomita(primary: str, visceral: str, bone: str, worth: list[int], total: int, band: str) -> None:
    expect(score("tomita", primary=primary, visceral=visceral, bone=bone), worth, total, band)


NORMAL = {"crp": 0.1, "ldh": 180, "albumin": 4.2, "platelets": 250, "calcium": 9.2, "bilirubin": 0.6}


@pytest.mark.parametrize(
    "primary, visceral, laboratory, yes, worth, band",
    [
        ("slow", "none", {}, "no no no", [0, 0, 0, 0, 0, 0], "0-3"),
        ("rapid", "nodular", {}, "no no no", [3, 1, 0, 0, 0, 0], "4-6"),
        ("rapid", "disseminated", {"platelets": 90}, "yes yes yes", [3, 2, 2, 1, 1, 1], "7-10"),
        ("breast_hormone_dependent", "none", {"crp": 20, "albumin": 2.0}, "no yes yes", [0, 0, 1, 0, 1, 1], "0-3"),
        ("kidney", "nodular", {"calcium": 10.5}, "no yes yes", [2, 1, 2, 0, 1, 1], "7-10"),
        ("lung_targeted", "none", {"ldh": 260}, "no yes yes", [2, 0, 1, 0, 1, 1], "4-6"),
    ],
)
def test_katagiri(
    primary: str, visceral: str, laboratory: dict[str, float], yes: str, worth: list[int], band: str
) -> None:
    ecog, chemotherapy, skeletal = yes.split()
    result = score(
        "katagiri",
        primary=primary,
        visceral=visceral,
        ecog=ecog,
        chemotherapy=chemotherapy,
        skeletal=skeletal,
        **(NORMAL | laboratory),
    )
    expect(result, worth, sum(worth), band)


@pytest.mark.parametrize(
    "visceral, lung, favourable, skeletal, worth, band",
    [
        ("none", "no", "breast", "solitary", [1, 1, 1, 1], "3-4"),
        ("present", "yes", "no", "multiple", [0, 0, 0, 0], "0-1"),
        ("none", "no", "no", "multiple", [1, 1, 0, 0], "2"),
        ("none", "no", "yes", "multiple", [1, 1, 1, 0], "3-4"),  # the fracture of the original score does not count
    ],
)
def test_modified_bauer(visceral: str, lung: str, favourable: str, skeletal: str, worth: list[int], band: str) -> None:
    result = score("bauer", visceral=visceral, lung_cancer=lung, favourable_primary=favourable, skeletal=skeletal)
    expect(result, worth, sum(worth), band)


@pytest.mark.parametrize(
    "kps, primary, visceral, worth, band",
    [
        (90, "breast", "none", [2, 3, 1], "C"),
        (60, "prostate", "none", [1, 2, 1], "B"),
        (40, "lung", "present", [0, 1, 0], "A"),
        (70, "other", "none", [1, 0, 1], "A"),
    ],
)
def test_van_der_linden(kps: int, primary: str, visceral: str, worth: list[int], band: str) -> None:
    expect(score("van-der-linden", kps=kps, primary=primary, visceral=visceral), worth, sum(worth), band)


@pytest.mark.parametrize(
    "bauer, ambulation, albumin, worth",
    [
        (3, "independent", 3.8, [1, 1, 1]),
        (2, "independent", 3.4, [0, 1, 0]),
        (4, "dependent", 3.5, [1, 0, 1]),
        (0, "non_ambulatory", 2.9, [0, 0, 0]),
    ],
)
def test_nesms(bauer: int, ambulation: str, albumin: float, worth: list[int]) -> None:
    expect(score("nesms", bauer=bauer, ambulation=ambulation, albumin=albumin), worth, sum(worth), str(sum(worth)))


@pytest.mark.parametrize(
    "sections, percent, band",
    [
        ([2, 2, 2, 2, 2, 2, 1, 1, 1, 1], 32.0, "moderate"),
        ([2, 2, 2, 2, 2, 2, 2, 1, 1, None], 35.5556, "moderate"),
        ([3, 2, 2, 2, 2, 2, 2, 2, 2, 2], 42.0, "severe"),
        ([0] * 10, 0.0, "minimal"),
        ([5] * 10, 100.0, "bed_bound"),
        ([4, 4, 4, 4, 4, 4, 3, 3, None, None], 75.0, "crippled"),
    ],
)
def test_odi(sections: list[int | None], percent: float, band: str) -> None:
    result = score("odi", **{f"section_{n}": value for n, value in enumerate(sections, 1)})
    assert result.total == pytest.approx(percent, abs=1e-4)
    assert result.band is not None
    assert result.band.id == band


@pytest.mark.parametrize("loss, grade", [(19, 0), (22, 1), (30, 2), (45, 3)])
def test_genant(loss: float, grade: int) -> None:
    expect(score("genant", loss_percent=loss), [grade], grade, str(grade))


def test_that_half_the_height_is_more_than_half_for_sins_and_grade_3_for_genant() -> None:
    genant = score("genant", anterior_mm=12, posterior_mm=24)
    assert genant.items["loss_percent"].value == 50.0
    assert genant.total == 3
    assert score("sins", collapse_percent=50.0).items["collapse"].value == "over_50"


@pytest.mark.parametrize(
    "level, involved, joint, posterior, band",
    [
        ("T8", 55, "no", "no", "alarm A"),
        ("T8", 28, "yes", "no", "alarm B"),
        ("L2", 22, "no", "yes", "alarm B"),
        ("L2", 22, "no", "no", "none"),
    ],
)
def test_taneichi(level: str, involved: float, joint: str, posterior: str, band: str) -> None:
    result = score(
        "taneichi", level=level, body_involvement_percent=involved, costovertebral=joint, posterior=posterior
    )
    assert result.band is not None
    assert result.band.id == band


@pytest.mark.parametrize("celsius, minutes, dose", [(45, 10, 40), (50, 2, 256), (55, 1, 4096), (42, 60, 15)])
def test_cem43(celsius: float, minutes: float, dose: float) -> None:
    result = score("cem43", steps=[{"temperature_c": celsius, "minutes": minutes}])
    assert result.total == pytest.approx(dose)
    assert result.band is not None
    assert result.band.id == ("necrosis" if dose >= 240 else "below")


def test_that_thermal_doses_add_up() -> None:
    steps = [{"temperature_c": 45, "minutes": 10}, {"temperature_c": 42, "minutes": 60}]
    assert score("cem43", steps=steps).total == pytest.approx(55)


@pytest.mark.parametrize(
    ("levels", "points"),
    [
        ("C1 C2", 3), ("C3 C4 C5 C6", 2), ("C7 T1 T2", 3), ("T3 T4 T5 T6 T7 T8 T9 T10", 1), ("T11 T12 L1", 3),
        ("L2 L3 L4", 2), ("L5 S1", 3), ("S2 S3 S4 S5", 0),
    ],
)  # fmt: skip
def test_that_every_level_has_the_points_of_its_place_in_sins(levels: str, points: int) -> None:
    for level in levels.split():
        assert evaluate_score("sins", {"location": level}).items["location"].points == points, level
