"""The catalogues follow their schemas, carry a source for every number, and give the worked examples."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from spineplan.clinical.approaches import approach, approaches, approaches_for
from spineplan.clinical.cement import cement_band, fill_percent, session_load
from spineplan.clinical.checklist import template
from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.needles import default_needle, needle_model, needle_models, pedicle_fit
from spineplan.plan.levels import ALL_LEVELS
from spineplan.resource_files import resources_root

FILES = [
    path
    for folder in ("catalogues", "checklists")
    for path in sorted((resources_root() / folder).glob("*.json"))
    if not path.name.endswith(".schema.json")
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_that_the_file_follows_its_schema(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads((path.parent / document["$schema"]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_that_every_number_has_a_known_confidence_tag(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    tags = set(_tags(document))
    assert tags
    for tag in tags:
        confidence_words(tag)
        if "sources" in document:
            assert tag in document["sources"]


def _tags(value: Any) -> list[str]:
    if isinstance(value, list):
        return [tag for entry in value for tag in _tags(entry)]
    if not isinstance(value, dict):
        return []
    own = [v for k, v in value.items() if k.endswith("confidence")]
    own += value["sources"] if isinstance(value.get("sources"), list) else []
    return own + [tag for entry in value.values() for tag in _tags(entry)]


def test_that_conventions_are_called_unverified() -> None:
    assert "unverified" in confidence_words("CONV")
    assert "unverified" in confidence_words("K?")
    assert "unverified" not in confidence_words("V-55")
    with pytest.raises(ValueError):
        confidence_words("sure")


def test_the_standard_gauges() -> None:
    table = {model.gauge: model.outer_diameter_mm for model in needle_models()}
    assert table == {
        "8G": 4.19, "10G": 3.40, "11G": 3.05, "12G": 2.77, "13G": 2.41, "14G": 2.11, "15G": 1.83, "16G": 1.65,
        "17G": 1.47, "18G": 1.27, "20G": 0.91, "22G": 0.72,
    }  # fmt: skip


def test_that_needles_are_found_by_id_and_gauge() -> None:
    assert [m.length_mm for m in needle_models() if m.gauge == "11G"] == [100.0, 120.0, 125.0, 150.0]
    assert [m.length_mm for m in needle_models() if m.gauge == "13G"] == [100.0, 125.0, 150.0]
    assert needle_model("11G 120").name == "11G × 120 mm"
    assert default_needle() in needle_models()
    assert len({model.id for model in needle_models()}) == len(needle_models())
    with pytest.raises(KeyError):
        needle_model("9G 1")


@pytest.mark.parametrize(
    "diameter, width, clearance, severity",
    [
        (3.05, 4.5, 1.45, "amber"),  # worked example F2
        (3.05, 3.0, -0.05, "red"),  # worked example F3
        (3.05, 5.05, 2.0, "ok"),
        (3.05, 5.04, 1.99, "amber"),
        (3.05, 3.05, 0.0, "amber"),
    ],
)
def test_the_pedicle_rule(diameter: float, width: float, clearance: float, severity: str) -> None:
    fit = pedicle_fit(diameter, width)
    assert (fit.clearance_mm, fit.severity) == (pytest.approx(clearance), severity)


@pytest.mark.parametrize("sizes", [(0.0, 5.0), (3.0, -1.0), (float("nan"), 5.0)])
def test_that_impossible_pedicles_are_refused(sizes: tuple[float, float]) -> None:
    with pytest.raises(ValueError):
        pedicle_fit(*sizes)


def test_that_the_band_is_15_to_30_percent_with_the_published_marks() -> None:
    band = cement_band(20.0)
    assert (band.low_ml, band.high_ml) == (pytest.approx(3.0), pytest.approx(6.0))
    assert [(mark.percent, round(mark.ml, 2)) for mark in band.marks] == [
        (15, 3.0), (16.2, 3.24), (24, 4.8), (29.8, 5.96), (30, 6.0), (30.5, 6.1), (40.3, 8.06),
    ]  # fmt: skip
    assert all(mark.source and mark.confidence for mark in band.marks)
    assert band.confidence == "CONV"
    assert band.lytic_lesion_ml is None
    assert [band.holds(v) for v in (2.9, 3.0, 6.0, 6.1)] == [False, True, True, False]


def test_the_worked_fill() -> None:
    assert fill_percent(4.1, 27.4) == pytest.approx(15.0, abs=0.05)
    assert cement_band(27.4).holds(4.1)


def test_that_filling_a_small_lytic_lesion_is_enough() -> None:
    band = cement_band(20.0, 2.0)
    assert (band.low_ml, band.high_ml, band.lytic_lesion_ml) == (2.0, pytest.approx(6.0), 2.0)
    large = cement_band(20.0, 4.0)
    assert (large.low_ml, large.high_ml, large.lytic_lesion_ml) == (pytest.approx(3.0), pytest.approx(6.0), None)
    with pytest.raises(ValueError):
        cement_band(20.0, 0.0)


@pytest.mark.parametrize("volume", [0.0, -1.0, float("nan")])
def test_that_a_body_without_volume_is_refused(volume: float) -> None:
    with pytest.raises(ValueError):
        cement_band(volume)
    with pytest.raises(ValueError):
        fill_percent(1.0, volume)


@pytest.mark.parametrize(
    "volumes, severity, reasons",
    [
        ([], "ok", 0),
        ([6.0, 7.0, 7.0], "ok", 0),
        ([1.0] * 4, "amber", 1),
        ([10.0, 10.1], "amber", 1),
        ([5.1] * 4, "amber", 2),
        ([1.0] * 6, "red", 1),
        ([15.0, 15.1], "red", 1),
        ([0.0] * 9, "ok", 0),
    ],
)
def test_the_limits_of_a_session(volumes: list[float], severity: str, reasons: int) -> None:
    load = session_load(volumes)
    assert (load.severity, len(load.reasons)) == (severity, reasons)
    assert load.total_ml == pytest.approx(sum(volumes))
    assert load.confidence == "CONV"


def test_that_every_level_but_the_coccyx_and_the_last_sacral_ones_has_an_approach() -> None:
    without = [name for name in ALL_LEVELS if not approaches_for(name)]
    assert without == ["S4", "S5", "Co"]
    assert [a.id for a in approaches_for("C1")] == ["trans-oral", "direct-lateral-c1"]
    assert {a.id for a in approaches_for("L3")} == {"transpedicular", "transpedicular-unilateral", "posterolateral"}


def test_that_approaches_are_found_by_id() -> None:
    assert approach("trans-oral") is not None
    assert approach("through the roof") is None
    assert len({a.id for a in approaches()}) == len(approaches())
    assert [a.id for a in approaches() if a.through_pedicle] == [
        "transpedicular", "transpedicular-unilateral", "posterior-cervical",
    ]  # fmt: skip


def test_that_the_template_has_the_51_items() -> None:
    items = template("review-2015").items
    assert [item.id for item in items] == list(range(1, 52))
    assert [sum(item.level == level for item in items) for level in "ROI"] == [43, 8, 0]
    assert [item.id for item in items if item.condition == "rf"] == [37, 41]
    assert [item.id for item in items if item.phase == "after"] == [47, 48, 49, 50, 51]
    groups = list(dict.fromkeys(item.group for item in items))
    assert groups == [
        "Clinical", "Imaging", "Oncologic", "Stability", "MDT", "Safety", "Technique", "Equipment", "Time-out",
        "Sign in", "Intra", "Sign out", "Post",
    ]  # fmt: skip
