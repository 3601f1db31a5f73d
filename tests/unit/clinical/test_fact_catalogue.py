"""What may be known, and what is refused with the allowed answers named."""

import pytest

from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.fact_catalogue import fact_item, fact_items
from spineplan.errors import InputRefused
from spineplan.plan.model import Fact


def test_that_every_item_has_a_source_a_tag_and_an_answer() -> None:
    items = fact_items()
    assert len({item.id for item in items}) == len(items)
    for item in items:
        Fact(item=item.id, value="")
        assert item.title
        assert item.source
        confidence_words(item.confidence)
        assert bool(item.choices) == (item.kind in ("choice", "choices"))
        assert (item.range is not None) == (item.kind == "number")
        for choice in item.choices:
            assert item.checked(choice.value) == choice.value


def test_that_each_scope_has_its_items() -> None:
    assert {item.scope for item in fact_items()} == {"patient", "level", "lesion"}
    assert [item.id for item in fact_items("lesion")] == [
        "matrix", "matrix_mineral", "border", "expansile", "soft_tissue", "cortical_destruction", "longest_mm",
        "wbb", "signal_t1", "signal_stir",
    ]  # fmt: skip
    assert len([item for item in fact_items("patient") if item.group == "disability"]) == 11


@pytest.mark.parametrize(
    "item, given, stored",
    [
        ("albumin", "3.5", "3.5"),
        ("albumin", " 3,48 ", "3.48"),
        ("platelets", "90", "90"),
        ("frankel", "e", "E"),
        ("escc", "1A", "1a"),
        ("anticoagulants", "Aspirin,clopidogrel", "aspirin, clopidogrel"),
        ("labs_date", "2015-06-01", "2015-06-01"),
        ("wishes", "  no surgery ", "no surgery"),
    ],
)
def test_how_answers_are_stored(item: str, given: str, stored: str) -> None:
    assert fact_item(item).checked(given) == stored


@pytest.mark.parametrize(
    "item, given, named",
    [
        ("albumin", "38", "0.5 to 7 g/dL"),  # g/L taken for g/dL
        ("calcium", "2.4", "4 to 20 mg/dL"),  # mmol/L taken for mg/dL
        ("inr", "nan", "0.5 to 20"),
        ("inr", "1e1", "0.5 to 20"),
        ("spinal_metastases", "1.5", "whole number from 1 to 27"),
        ("kps", "0", "100, 90, 80"),
        ("escc", "1", "0, 1a, 1b, 1c, 2, 3"),
        ("odi_1", "6", "0, 1, 2, 3, 4, 5"),
        ("anticoagulants", "none, aspirin", "none excludes"),
        ("labs_date", "01.06.2015", "2015-06-01"),
        ("sex", "", "F, M, O"),
    ],
)
def test_that_wrong_answers_name_the_allowed_ones(item: str, given: str, named: str) -> None:
    with pytest.raises(InputRefused, match=named):
        fact_item(item).checked(given)


def test_that_answers_are_shown_in_words() -> None:
    assert fact_item("allergies").words("cement, latex") == "bone cement, latex"
    assert fact_item("ldh").words("250") == "250 IU/L"
