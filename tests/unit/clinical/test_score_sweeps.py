"""Every score over its whole input space: totals, direction, bands, and what missing inputs leave open.

The points are transcribed here a second time, from the papers' tables, and summed by the test itself.
"""

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.clinical.score_definition import SHOWN_ORDER, score_definition, scores
from spineplan.clinical.scoring import evaluate_score
from spineplan.resource_files import resources_root

TABLES: dict[str, dict[str, dict[object, int]]] = {
    "sins": {
        "location": {"junctional": 3, "mobile": 2, "semi_rigid": 1, "rigid": 0},
        "pain": {"mechanical": 3, "occasional": 1, "none": 0},
        "lesion": {"lytic": 2, "mixed": 1, "blastic": 0},
        "alignment": {"subluxation": 4, "deformity": 2, "normal": 0},
        "collapse": {"over_50": 3, "under_50": 2, "involved_over_50": 1, "none": 0},
        "posterolateral": {"bilateral": 3, "unilateral": 1, "none": 0},
    },
    "tokuhashi": {
        "kps": {40: 0, 50: 1, 70: 1, 80: 2},
        "extraspinal": {3: 0, 2: 1, 1: 1, 0: 2},
        "vertebral": {3: 0, 2: 1, 1: 2},
        "organs": {"unremovable": 0, "removable": 1, "none": 2},
        "primary": {"lung": 0, "liver": 1, "other": 2, "kidney": 3, "rectum": 4, "breast": 5},
        "palsy": {"A": 0, "B": 0, "C": 1, "D": 1, "E": 2},
    },
    "tomita": {
        "primary": {"slow": 1, "moderate": 2, "rapid": 4},
        "visceral": {"none": 0, "treatable": 2, "untreatable": 4},
        "bone": {"solitary": 1, "multiple": 2},
    },
    "katagiri": {
        "primary": {"slow": 0, "moderate": 2, "rapid": 3},
        "visceral": {"none": 0, "nodular": 1, "disseminated": 2},
        "laboratory": {"normal": 0, "abnormal": 1, "critical": 2},
        "ecog": {2: 0, 3: 1},
        "chemotherapy": {"no": 0, "yes": 1},
        "skeletal": {"no": 0, "yes": 1},
    },
    "bauer": {
        "visceral": {"none": 1, "present": 0},
        "lung_cancer": {"no": 1, "yes": 0},
        "favourable_primary": {"yes": 1, "no": 0},
        "skeletal": {"solitary": 1, "multiple": 0},
    },
    "van_der_linden": {
        "kps": {80: 2, 100: 2, 50: 1, 70: 1, 20: 0, 40: 0},
        "primary": {"breast": 3, "prostate": 2, "lung": 1, "other": 0},
        "visceral": {"none": 1, "present": 0},
    },
    "nesms": {
        "bauer": {0: 0, 2: 0, 3: 1, 4: 1},
        "ambulation": {"independent": 1, "dependent": 0, "non_ambulatory": 0},
        "albumin": {3.49: 0, 3.5: 1},
    },
}
BANDS: dict[str, list[tuple[int, int, str]]] = {
    "sins": [(0, 6, "stable"), (7, 12, "indeterminate"), (13, 18, "unstable")],
    "tokuhashi": [(0, 8, "< 6 months"), (9, 11, ">= 6 months"), (12, 15, ">= 12 months")],
    "tomita": [(2, 3, "2-3"), (4, 5, "4-5"), (6, 7, "6-7"), (8, 10, "8-10")],
    "katagiri": [(0, 3, "0-3"), (4, 6, "4-6"), (7, 10, "7-10")],
    "bauer": [(0, 1, "0-1"), (2, 2, "2"), (3, 4, "3-4")],
    "van_der_linden": [(0, 3, "A"), (4, 5, "B"), (6, 6, "C")],
    "nesms": [(0, 0, "0"), (1, 1, "1"), (2, 2, "2"), (3, 3, "3")],
}


def band_at(name: str, total: int) -> str:
    """By the test's own table."""
    return next(band for low, high, band in BANDS[name] if low <= total <= high)


def allowed(name: str, inputs: dict[str, Any]) -> bool:
    """Lung cancer is no favourable primary; everything else goes together."""
    return name != "bauer" or (inputs.get("lung_cancer"), inputs.get("favourable_primary")) != ("yes", "yes")


def every_input(name: str) -> list[dict[str, Any]]:
    """The whole input space."""
    table = TABLES[name]
    every = [dict(zip(table, values, strict=True)) for values in product(*table.values())]
    return [inputs for inputs in every if allowed(name, inputs)]


def worth(name: str, inputs: dict[str, Any]) -> int:
    """The sum by the test's own table."""
    return sum(TABLES[name][item][value] for item, value in inputs.items())


@pytest.mark.parametrize("name", TABLES)
def test_that_every_input_has_the_hand_made_total_and_band(name: str) -> None:
    reached = set()
    for inputs in every_input(name):
        result = evaluate_score(name, inputs)
        total = worth(name, inputs)
        assert (result.total, result.range) == (total, (total, total)), inputs
        assert result.band is not None
        assert result.band.id == band_at(name, total)
        reached.add(total)
    low, high = BANDS[name][0][0], BANDS[name][-1][1]
    assert reached == set(range(low, high + 1))  # no band is empty, none has a hole, both sides of each edge are met


@pytest.mark.parametrize("name", TABLES)
def test_that_a_worse_answer_never_betters_a_score(name: str) -> None:
    """One answer changed at a time: the total moves by exactly the difference of the two answers' points."""
    definition = score_definition(name)
    for item, values in TABLES[name].items():
        base = every_input(name)[0]
        for value in values:
            changed = base | {item: value}
            if not allowed(name, changed):
                continue
            difference = values[value] - values[base[item]]
            one, other = evaluate_score(name, base).total, evaluate_score(name, changed).total
            assert one is not None
            assert other is not None
            assert other - one == difference
    order = [band.severity for band in definition.bands]
    worst_last = sorted(order, key=["ok", "caution", "danger"].index)
    assert order == (worst_last if definition.direction == "higher is worse" else worst_last[::-1])


@pytest.mark.parametrize("name", ["tomita", "bauer", "van_der_linden", "nesms"])
def test_that_missing_inputs_leave_exactly_what_they_can_still_become(name: str) -> None:
    """Brute force: the least and greatest total and the bands over every completion."""
    table, every = TABLES[name], every_input(name)
    for count in range(len(table) + 1):
        for kept in combinations(table, count):
            known = every[len(every) // 2]
            inputs = {item: known[item] for item in kept}
            totals = {worth(name, inputs | rest) for rest in _completions(name, inputs) if allowed(name, inputs | rest)}
            _expect_open(name, inputs, totals)


def _completions(name: str, inputs: dict[str, Any]) -> list[dict[str, Any]]:
    missing = {item: values for item, values in TABLES[name].items() if item not in inputs}
    return [dict(zip(missing, values, strict=True)) for values in product(*missing.values())]


def _expect_open(name: str, inputs: dict[str, Any], totals: set[int]) -> None:
    result = evaluate_score(name, inputs)
    assert result.range == (min(totals), max(totals)), inputs
    assert {band.id for band in result.possible} == {band_at(name, total) for total in totals}
    assert result.total == (min(totals) if len(totals) == 1 else None)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), name=st.sampled_from(["sins", "tokuhashi", "katagiri"]))
def test_that_large_scores_keep_the_same_promise(data: st.DataObject, name: str) -> None:
    table = TABLES[name]
    kept = data.draw(st.sets(st.sampled_from(sorted(table)), min_size=2))
    inputs = {item: data.draw(st.sampled_from(list(table[item]))) for item in kept}
    totals = {worth(name, inputs)}
    for item, values in table.items():
        if item not in kept:
            totals = {total + points for total in totals for points in values.values()}
    _expect_open(name, inputs, totals)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.none() | st.integers(0, 5), min_size=10, max_size=10))
def test_the_oswestry_index(sections: list[int | None]) -> None:
    answered = [value for value in sections if value is not None]
    result = evaluate_score("odi", {f"section_{n}": value for n, value in enumerate(sections, 1)})
    if len(answered) < 8:
        assert result.total is None
        assert result.range == (2 * sum(answered), 2 * (sum(answered) + 5 * (10 - len(answered))))
        assert "no total" in result.warnings[-1]
        return
    percent = 100 * sum(answered) / (5 * len(answered))
    limits = [(20, "minimal"), (40, "moderate"), (60, "severe"), (80, "crippled"), (100, "bed_bound")]
    assert result.total == pytest.approx(percent)
    assert result.band is not None
    assert result.band.id == next(band for limit, band in limits if percent <= limit)


@pytest.mark.parametrize(
    "total, band",
    [(10, "minimal"), (11, "moderate"), (20, "moderate"), (21, "severe"), (30, "severe"), (31, "crippled"),
     (40, "crippled"), (41, "bed_bound")],
)  # fmt: skip
def test_both_sides_of_every_oswestry_edge(total: int, band: str) -> None:
    sections = [min(5, max(0, total - 5 * n)) for n in range(10)]
    result = evaluate_score("odi", {f"section_{n}": value for n, value in enumerate(sections, 1)})
    assert result.band is not None
    assert (result.total, result.band.id) == (2 * total, band)


@pytest.mark.parametrize(
    "loss, grade",
    [(0, 0), (19.99, 0), (20, 1), (25, 1), (25.01, 2), (40, 2), (40.01, 3), (100, 3)],
)
def test_both_sides_of_every_genant_edge(loss: float, grade: int) -> None:
    assert evaluate_score("genant", {"loss_percent": loss}).total == grade


@settings(max_examples=200, deadline=None)
@given(st.floats(0, 100), st.floats(0, 100))
def test_that_more_collapse_is_never_a_lower_grade(one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, second = (evaluate_score("genant", {"loss_percent": loss}).total for loss in (low, high))
    assert first is not None
    assert second is not None
    assert first <= second


@pytest.mark.parametrize(
    "heights, loss",
    [
        ({"anterior_mm": 19.2, "middle_mm": 20, "posterior_mm": 24}, 20.0),
        ({"anterior_mm": 18, "middle_mm": 17, "posterior_mm": 24}, 29.166667),
        ({"anterior_mm": 12, "middle_mm": 12, "posterior_mm": 12, "reference_mm": 24}, 50.0),
        ({"anterior_mm": 25, "middle_mm": 25, "posterior_mm": 24}, 0.0),
    ],
)
def test_lost_height_from_heights(heights: dict[str, float], loss: float) -> None:
    assert evaluate_score("genant", heights).items["loss_percent"].value == pytest.approx(loss)


def expected_collapse(level: str, involved: float, joint: bool, posterior: bool) -> set[tuple[str, str]]:
    """Taneichi by hand: every criterion that is met, and whether its upper number is."""
    thoracic, lumbar = level in THORACIC, level in LUMBAR
    rows = [("A", 50, 60, thoracic), ("B", 25, 30, thoracic and joint), ("A", 35, 40, lumbar),
            ("B", 20, 25, lumbar and posterior)]  # fmt: skip
    return {
        (f"alarm {c}", "danger" if involved >= high else "caution")
        for c, low, high, on in rows
        if on and involved >= low
    }


THORACIC = [f"T{n}" for n in range(1, 11)]
LUMBAR = ["T10", "T11", "T12", "T13", *(f"L{n}" for n in range(1, 6))]


@pytest.mark.parametrize("level", list(dict.fromkeys(THORACIC + LUMBAR)))
def test_impending_collapse_over_its_whole_space(level: str) -> None:
    edges = [0, 19.9, 20, 24.9, 25, 29.9, 30, 34.9, 35, 39.9, 40, 49.9, 50, 59.9, 60, 100]
    for involved, joint, posterior in product(edges, (True, False), (True, False)):
        inputs = {"level": level, "body_involvement_percent": involved, "costovertebral": joint, "posterior": posterior}
        result = evaluate_score("taneichi", inputs)
        met = expected_collapse(level, involved, joint, posterior)
        assert result.band is not None
        if not met:
            assert result.band.id == "none"
            continue
        assert (result.band.id, result.band.severity) in met
        assert result.band.severity == ("danger" if any(s == "danger" for _, s in met) else "caution")


def test_that_impending_collapse_is_not_said_of_a_blastic_lesion() -> None:
    inputs = {"level": "T8", "body_involvement_percent": 90, "costovertebral": "no", "posterior": "no"}
    result = evaluate_score("taneichi", inputs | {"lesion": "blastic"})
    assert result.band is None
    assert "not from blastic" in result.warnings[0]


def test_what_an_unknown_involvement_leaves_open() -> None:
    result = evaluate_score("taneichi", {"level": "T8", "costovertebral": "yes", "posterior": "no"})
    assert [band.id for band in result.possible] == ["none", "alarm B"]
    open_ended = evaluate_score("taneichi", {})
    assert [band.id for band in open_ended.possible] == ["none", "alarm A", "alarm B"]


NOMS = {
    "escc": ["low", "high"], "myelopathy": ["no", "yes"], "radiosensitivity": ["sensitive", "resistant"],
    "stability": ["stable", "unstable"], "fitness": ["fit", "not_fit"],
}  # fmt: skip


@pytest.mark.parametrize("values", list(product(*NOMS.values())), ids=" ".join)
def test_that_every_row_of_noms_has_one_answer(values: tuple[str, ...]) -> None:
    """The ten printed rows; low-grade compression with myelopathy is in none of them."""
    escc, myelopathy, sensitivity, stability, fitness = values
    result = evaluate_score("noms", dict(zip(NOMS, values, strict=True)))
    if escc == "low" and myelopathy == "yes":
        assert result.possible == ()
        assert "no row" in result.warnings[-1]
        return
    stabilise = "stabilise_" if stability == "unstable" else ""
    if sensitivity == "sensitive":
        wanted = f"{stabilise}radiotherapy"
    elif escc == "low":
        wanted = f"{stabilise}srs"
    else:
        wanted = "decompress_srs" if fitness == "fit" else f"{stabilise}radiotherapy"
    assert [band.id for band in result.possible] == [wanted]


def _open_and_completed(name: str, table: dict[str, list[Any]], fixed: tuple[Any, ...]) -> tuple[set[str], set[str]]:
    """Bands left open by the answers that are not None, and the bands of every completion of them."""
    known = {item: value for item, value in zip(table, fixed, strict=True) if value is not None}
    spread = [[known[item]] if item in known else values for item, values in table.items()]
    completed = [evaluate_score(name, dict(zip(table, values, strict=True))).possible for values in product(*spread)]
    return {band.id for band in evaluate_score(name, known).possible}, {b.id for bands in completed for b in bands}


@pytest.mark.parametrize("missing", [kept for count in range(6) for kept in combinations(NOMS, count)], ids=str)
def test_that_missing_answers_leave_every_row_of_noms_open_that_they_can_reach(missing: tuple[str, ...]) -> None:
    for values in product(*NOMS.values()):
        fixed = tuple(None if item in missing else value for item, value in zip(NOMS, values, strict=True))
        left, completed = _open_and_completed("noms", NOMS, fixed)
        assert left == completed, fixed


TANEICHI: dict[str, list[Any]] = {
    "level": ["T4", "T10", "L2"], "body_involvement_percent": [0, 20, 25, 30, 35, 40, 50, 60, 100],
    "costovertebral": ["no", "yes"], "posterior": ["no", "yes"],
}  # fmt: skip


def test_that_missing_answers_leave_every_warning_of_collapse_open_that_they_can_reach() -> None:
    for fixed in product(*([None, *values] for values in TANEICHI.values())):
        left, completed = _open_and_completed("taneichi", TANEICHI, fixed)
        assert left == completed, fixed


@settings(max_examples=100, deadline=None)
@given(st.floats(37, 90), st.floats(0, 20), st.floats(0, 600), st.floats(0, 600))
def test_that_hotter_and_longer_is_never_less_thermal_dose(
    celsius: float, hotter: float, minutes: float, longer: float
) -> None:
    def dose(*steps: tuple[float, float]) -> float:
        told = [{"temperature_c": one, "minutes": other} for one, other in steps]
        total = evaluate_score("cem43", {"steps": told}).total
        assert total is not None
        return float(total)

    base = dose((celsius, minutes))
    assert dose((celsius + hotter, minutes)) >= base
    assert dose((celsius, minutes + longer)) >= base
    assert dose((celsius, minutes), (celsius, longer)) == pytest.approx(dose((celsius, minutes + longer)))


def test_that_what_fits_two_rows_is_left_to_the_user() -> None:
    inputs = {
        "escc": "1a",
        "myelopathy": False,
        "radiosensitivity": "intermediate",
        "stability": "stable",
        "fitness": "fit",
    }
    result = evaluate_score("noms", inputs)
    assert [band.id for band in result.possible] == ["radiotherapy", "srs"]
    assert "decide" in result.warnings[0]


def test_that_grade_1c_keeps_its_warning() -> None:
    assert "contested" in evaluate_score("escc", {"grade": "1c"}).warnings[0]
    assert "contested" in evaluate_score("noms", {"escc": "1c"}).warnings[-1]


@pytest.mark.parametrize(
    "grade, band",
    [("0", "low"), ("1a", "low"), ("1b", "low"), ("1c", "low, contested"), ("2", "high"), ("3", "high")],
)
def test_the_grades_of_compression(grade: str, band: str) -> None:
    result = evaluate_score("escc", {"grade": grade, "read_on": "mr", "level": "T8"})
    assert result.band is not None
    assert (result.band.id, result.warnings == (), result.total) == (
        band,
        grade != "1c",
        ["0", "1a", "1b", "1c", "2", "3"].index(grade),
    )


def test_that_a_ct_estimate_and_the_conus_are_told() -> None:
    said = " ".join(evaluate_score("escc", {"grade": "2", "read_on": "ct", "level": "L3"}).warnings)
    assert "CT estimate" in said
    assert "Below the conus" in said


@pytest.mark.parametrize("celsius", [37.0, 42.9, 43.0, 43.1, 60.0])
def test_the_thermal_dose_on_both_sides_of_43_degrees(celsius: float) -> None:
    base = 0.5 if celsius >= 43 else 0.25
    result = evaluate_score("cem43", {"steps": [{"temperature_c": celsius, "minutes": 3}]})
    assert result.total == pytest.approx(3 * base ** (43 - celsius))


@pytest.mark.parametrize("minutes, band", [(239.99, "below"), (240.0, "necrosis")])
def test_both_sides_of_the_dose_of_necrosis(minutes: float, band: str) -> None:
    result = evaluate_score("cem43", {"steps": [{"temperature_c": 43, "minutes": minutes}]})
    assert result.band is not None
    assert result.band.id == band


@pytest.mark.parametrize(
    "collapse, involved, value, span",
    [
        (50.0, None, "over_50", (3, 3)),
        (49.9, None, "under_50", (2, 2)),
        (20.0, None, "under_50", (2, 2)),
        (19.9, 50.1, "involved_over_50", (1, 1)),
        (19.9, 50.0, "none", (0, 0)),
        (19.9, None, None, (0, 1)),
        (None, 60.0, None, (1, 3)),
        (None, 10.0, None, (0, 3)),
    ],
)
def test_the_collapse_item_from_measured_numbers(
    collapse: float | None, involved: float | None, value: str | None, span: tuple[int, int]
) -> None:
    inputs = {"collapse_percent": collapse, "body_involvement_percent": involved}
    item = evaluate_score("sins", inputs).items["collapse"]
    assert (item.value, item.span) == (value, span)
    if value is not None:
        assert item.source == "computed"


@pytest.mark.parametrize(
    "laboratory, span",
    [
        ({}, (0, 2)),
        ({"crp": 0.39}, (0, 2)),
        ({"crp": 0.4}, (1, 2)),
        ({"ldh": 249, "crp": 0, "albumin": 3.7}, (0, 2)),
        ({"ldh": 250, "platelets": 100, "calcium": 10.2, "bilirubin": 1.3}, (1, 1)),
        ({"albumin": 3.69, "platelets": 100, "calcium": 10.29, "bilirubin": 1.39}, (1, 1)),
        ({"platelets": 99}, (2, 2)),
        ({"calcium": 10.3}, (2, 2)),
        ({"bilirubin": 1.4, "crp": 5}, (2, 2)),
        ({"platelets": 100, "calcium": 10.2, "bilirubin": 1.3}, (0, 1)),
        ({"crp": 0.39, "ldh": 249, "albumin": 3.7, "platelets": 100, "calcium": 10.2, "bilirubin": 1.3}, (0, 0)),
    ],
)
def test_both_sides_of_every_laboratory_limit(laboratory: dict[str, float], span: tuple[int, int]) -> None:
    assert evaluate_score("katagiri", laboratory).items["laboratory"].span == span


MISSED = [
    ([None] * 3 + [0] * 7, (0, 30), ["minimal", "moderate"]),
    ([5, 5, None, None, None, None] + [0] * 4, (20, 60), ["minimal", "moderate", "severe"]),
    ([5, 5, 1, None, None, None] + [0] * 4, (22, 52), ["moderate", "severe"]),
    ([5, 5, 5, 5, None, None, None] + [0] * 3, (40, 70), ["moderate", "severe", "crippled"]),
    ([5] * 7 + [None] * 3, (70, 100), ["crippled", "bed_bound"]),
    ([5] * 5 + [None] * 3 + [0] * 2, (50, 80), ["severe", "crippled"]),
    ([None] * 4 + [0] * 6, (0, 40), ["minimal", "moderate"]),
]


@pytest.mark.parametrize(("sections", "reach", "bands"), MISSED)
def test_which_bands_missing_oswestry_sections_leave_open(
    sections: list[int | None], reach: tuple[int, int], bands: list[str]
) -> None:
    """A band ends with its upper number: 20 is still minimal, 80 still crippled."""
    result = evaluate_score("odi", {f"section_{n}": value for n, value in enumerate(sections, 1)})
    assert (result.total, result.range) == (None, reach)
    assert [band.id for band in result.possible] == bands


def test_that_what_was_observed_is_tagged_as_its_source_is() -> None:
    tags = {
        name: {band.survival.observed_confidence for band in score_definition(name).bands if band.survival is not None}
        for name in ("tokuhashi", "tomita", "bauer", "van_der_linden")
    }
    assert tags == {"tokuhashi": {"V-11"}, "tomita": {"K"}, "bauer": {"K?"}, "van_der_linden": {"V-28"}}


def test_that_every_score_file_is_shown_and_every_word_has_a_source() -> None:
    files = {path.stem for path in (resources_root() / "clinical" / "scores").glob("*.json")}
    assert files == set(SHOWN_ORDER) == set(scores())
    for score in scores().values():
        assert score.citation
        tags = [score.confidence, *(b.confidence for b in score.bands), *(s.confidence for s in score.reliability)]
        tags += [option.confidence for item in score.items for option in item.options]
        for tag in tags:
            confidence_words(tag)
        assert len({item.id for item in score.items}) == len(score.items)
        for item in score.items:
            assert not item.answered_by or fact_item(item.answered_by).title
