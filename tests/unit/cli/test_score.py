"""`spineplan score`: the contract that scripts rely on."""

import json
from pathlib import Path
from typing import Any

import pytest

from spineplan.__main__ import main
from spineplan.clinical.score_definition import scores


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["score", *words])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def wrote(tmp_path: Path) -> Any:
    def write(content: object) -> str:
        path = tmp_path / "in.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def test_that_a_score_is_one_document(capsys: pytest.CaptureFixture[str], wrote: Any) -> None:
    inputs = {"location": "L4", "pain": {"value": "mechanical", "source": "asked at the bedside"}, "lesion": "lytic",
              "alignment": "normal", "collapse_percent": 10, "body_involvement_percent": 60,
              "posterolateral": "unilateral"}  # fmt: skip
    code, out, err = run(capsys, "sins", "--input", wrote(inputs), "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["items"]["pain"] == {"value": "mechanical", "points": 3, "source": "asked at the bedside"}
    assert document["items"]["collapse"] == {"value": "involved_over_50", "points": 1, "source": "computed"}
    assert (document["score"], document["total"], document["range"], document["band"]) == (
        "sins",
        9,
        [9, 9],
        "indeterminate",
    )
    assert document["citation"].startswith("Fisher CG")
    assert "less than 20 %" in document["warnings"][0]


def test_that_missing_inputs_give_a_range(capsys: pytest.CaptureFixture[str], wrote: Any) -> None:
    code, out, _ = run(capsys, "van_der_linden", "--input", wrote({"primary": "breast"}), "--json")
    document = json.loads(out)
    assert code == 0
    assert (document["total"], document["range"], document["band"]) == (None, [3, 6], None)
    assert document["bands_possible"] == ["A", "B", "C"]
    assert document["items"]["kps"] == {"value": None, "points": None, "source": "missing"}
    assert document["missing"] == ["kps", "visceral"]


@pytest.mark.parametrize(
    "name, inputs, named",
    [
        ("sins", {"pian": "none"}, "location, pain, lesion, alignment, collapse, posterolateral"),
        ("sins", {"pain": "bad"}, "mechanical, occasional, none"),
        ("apgar", {}, "sins, taneichi, genant"),
        ("sins", "[1]", "one JSON object"),
        ("sins", "{", "not a JSON file"),
        ("sins", '{"collapse_percent": NaN}', "0 to 100"),
        ("sins", '{"pain": "none", "pain": "mechanical"}', '"pain" is given twice'),
        ("sins", {"collapse": "none", "collapse_percent": 60}, "contradicts the measured numbers"),
    ],
)
def test_that_wrong_input_is_one_sentence_and_1(
    capsys: pytest.CaptureFixture[str], wrote: Any, name: str, inputs: object, named: str
) -> None:
    code, out, err = run(capsys, name, "--input", wrote(inputs), "--json")
    assert (code, out) == (1, "")
    assert named in err
    assert err.count("\n") == 1


def test_that_a_missing_file_is_one_sentence_and_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "sins", "--input", str(tmp_path / "none.json"))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["sins"], ["--input", "x.json"]])
def test_that_half_a_question_is_wrong_usage(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert "--list" in err


def test_that_the_list_says_everything(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--list", "--json")
    listed = {entry["score"]: entry for entry in json.loads(out)["scores"]}
    assert code == 0
    assert list(listed) == list(scores())
    for entry in listed.values():
        assert entry["citation"]
        assert entry["direction"] in ("higher is better", "higher is worse", "none")
        for item in entry["items"]:
            assert item["allowed_words"]
            assert item["allowed"] == [value["value"] for value in item["values"]]
            for value in item["values"]:
                assert value["confidence_words"]
    platelets = next(raw for raw in listed["katagiri"]["measured_inputs"] if raw["id"] == "platelets")
    assert (platelets["tier"], platelets["limits"]) == ("critical", {"below": 100})
    assert [(c["criterion"], c["low"], c["high"]) for c in listed["taneichi"]["criteria"]] == [
        ("A", 50, 60), ("B", 25, 30), ("A", 35, 40), ("B", 20, 25),
    ]  # fmt: skip
    assert listed["bauer"]["contradictions"][0]["why"] == "lung cancer is no favourable primary"
    pain = listed["sins"]["items"][1]
    assert {value["value"]: value["points"] for value in pain["values"]} == {
        "mechanical": 3,
        "occasional": 1,
        "none": 0,
    }
    assert [(band["id"], band["low"], band["high"]) for band in listed["sins"]["bands"]] == [
        ("stable", 0, 6), ("indeterminate", 7, 12), ("unstable", 13, 18),
    ]  # fmt: skip


def test_that_every_listed_value_is_accepted(capsys: pytest.CaptureFixture[str], wrote: Any) -> None:
    _, out, _ = run(capsys, "--list", "--json")
    for entry in json.loads(out)["scores"]:
        for item in entry["items"]:
            for value in item["values"]:
                for said in (value["value"], *value["also"], *value["numbers"]):
                    code, _, err = run(capsys, entry["score"], "--input", wrote({item["id"]: said}), "--json")
                    assert (code, err) == (0, ""), (entry["score"], item["id"], said)


ODD = ["unheard of", -1, float("nan"), 1e300, 10**400, ["a"], {"value": "unheard of"}, {"val": 1}, True, ""]


@pytest.mark.parametrize("name", list(scores()))
def test_that_odd_values_of_any_score_are_one_sentence_or_still_open(
    capsys: pytest.CaptureFixture[str], wrote: Any, name: str
) -> None:
    """Every item and measured input: an answer is refused in one line or taken; nothing else can happen."""
    score = scores()[name]
    entries: list[Any] = [*score.items, *score.raw]
    for entry in entries:
        for odd in ODD:
            code, out, err = run(capsys, name, "--input", wrote({entry.id: odd}), "--json")
            words = [option.value for option in getattr(entry, "options", ())]
            taken = odd == "" or (odd is True and "yes" in words) or (isinstance(odd, str) and _is_text(entry))
            taken = taken or (isinstance(odd, dict) and "value" in odd and _is_text(entry))
            assert code == (0 if taken else 1), (entry.id, odd, err)
            assert (bool(out), err.count("\n")) == ((True, 0) if taken else (False, 1)), (entry.id, odd, err)
    code, out, _ = run(capsys, name, "--input", wrote({}), "--json")
    empty = json.loads(out)
    assert (code, empty["total"], empty["band"]) == (0, None, None)
    assert len(empty["missing"]) == len([item for item in score.items if not item.optional])


def _is_text(entry: Any) -> bool:
    return bool(getattr(entry, "free_text", False))


def test_that_people_can_read_it(capsys: pytest.CaptureFixture[str], wrote: Any) -> None:
    code, out, _ = run(capsys, "tomita", "--input", wrote({"primary": "slow", "visceral": "none", "bone": "solitary"}))
    assert code == 0
    assert out.splitlines()[0] == "Tomita score: 2, long-term local control"
    code, out, _ = run(capsys, "tomita", "--list")
    assert "visceral: none, treatable, untreatable" in out
