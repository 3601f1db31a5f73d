"""What scores refuse, what one answer rules out in another, and numbers written otherwise."""

from typing import Any

import pytest

from spineplan.clinical.scoring import evaluate_score
from spineplan.errors import InputRefused


@pytest.mark.parametrize(
    "name, inputs, named",
    [
        ("sins", {"pains": "mechanical"}, "its items are location, pain, lesion"),
        ("sins", {"pain": "severe"}, "mechanical, occasional, none"),
        ("sins", {"location": "Co"}, "junctional"),
        ("sins", {"collapse": "none", "collapse_percent": 60}, "contradicts the measured numbers"),
        ("sins", {"collapse_percent": 101}, "0 to 100 %"),
        ("sins", {"pain": ["mechanical"]}, "mechanical, occasional, none"),
        ("sins", {"pain": {"value": "none", "from": "me"}}, "give a value"),
        ("tokuhashi", {"kps": 0}, "poor (10, 20, 30, 40)"),
        ("tokuhashi", {"kps": 75}, "moderate (50, 60, 70)"),
        ("tokuhashi", {"vertebral": 0}, "1"),
        ("tokuhashi", {"extraspinal": 3.5}, ">=3"),
        ("tomita", {"primary": "myeloma"}, "slow, moderate, rapid"),
        ("katagiri", {"laboratory": "normal", "platelets": 90}, "contradicts"),
        ("katagiri", {"primary": "breast"}, "slow, moderate, rapid"),
        ("katagiri", {"crp": float("nan")}, "0 to 70"),
        ("katagiri", {"crp": 200}, "0 to 70 mg/dL"),  # 200 mg/L is 20 mg/dL
        ("bauer", {"lung_cancer": "yes", "favourable_primary": "yes"}, "lung cancer is no favourable primary"),
        ("van_der_linden", {"kps": 10}, "20-40 (20, 30, 40)"),
        ("nesms", {"albumin": 35}, "a number from 0.5 to 7 g/dL"),
        ("genant", {"loss_percent": -1}, "a number from 0 to 100 %"),
        ("lmnop", {"levels": 1, "contiguous": "no"}, "one level has no gap"),
        ("lmnop", {"levels": 2.5}, "a whole number from 1 to 27"),
        ("nesms", {"bauer": 5}, ">=3 (3, 4)"),
        ("odi", {"section_1": 6}, "0, 1, 2, 3, 4, 5"),
        ("odi", {"section_1": 2.5}, "0, 1, 2, 3, 4, 5"),
        ("odi", {"section_1": True}, "0, 1, 2, 3, 4, 5"),
        ("katagiri", {"ecog": 5}, "yes (3, 4)"),
        ("genant", {"loss_percent": 20, "anterior_mm": 12, "posterior_mm": 24}, "contradicts"),
        ("genant", {"anterior_mm": 12, "posterior_mm": 0}, "more than 0 mm"),
        ("escc", {"grade": 1}, "0, 1a, 1b, 1c, 2, 3"),
        ("taneichi", {"level": "C5"}, "T1-T10"),
        ("cem43", {"steps": []}, "temperature_c"),
        ("cem43", {"steps": [{"temperature_c": 43, "minutes": -1}]}, "0 to 1440 minutes"),
        ("cem43", {"steps": [{"temperature_c": 43}]}, "temperature_c"),
        ("cem43", {"steps": [{"temperature_c": 200, "minutes": 1}]}, "0 to 150"),
        ("lmnop", {"wishes": 3}, "any text"),
        ("sofa", {}, "there are sins, taneichi"),
    ],
)
def test_that_wrong_inputs_are_refused_with_what_is_allowed(name: str, inputs: dict[str, Any], named: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        evaluate_score(name, inputs)
    assert named in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_that_lung_cancer_leaves_no_favourable_primary_open() -> None:
    lung = evaluate_score("bauer", {"lung_cancer": "yes"})
    assert lung.range == (0, 2)  # visceral and skeletal only
    assert (lung.items["favourable_primary"].value, lung.items["favourable_primary"].source) == ("no", "computed")
    breast = evaluate_score("bauer", {"favourable_primary": "breast"})
    assert breast.range == (2, 4)
    assert (breast.items["lung_cancer"].value, breast.items["lung_cancer"].points) == ("no", 1)
    kidney = evaluate_score("bauer", {"favourable_primary": "no"})
    assert kidney.range == (0, 3)
    assert kidney.missing == ("visceral", "lung_cancer", "skeletal")


def test_that_a_whole_number_written_with_a_point_is_that_number() -> None:
    assert evaluate_score("odi", {f"section_{n}": 3.0 for n in range(1, 11)}).total == 60.0
    assert evaluate_score("tokuhashi", {"vertebral": 2.0}).items["vertebral"].points == 1
