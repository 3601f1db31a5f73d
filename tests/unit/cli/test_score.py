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


def test_that_people_can_read_it(capsys: pytest.CaptureFixture[str], wrote: Any) -> None:
    code, out, _ = run(capsys, "tomita", "--input", wrote({"primary": "slow", "visceral": "none", "bone": "solitary"}))
    assert code == 0
    assert out.splitlines()[0] == "Tomita score: 2, long-term local control"
    code, out, _ = run(capsys, "tomita", "--list")
    assert "visceral: none, treatable, untreatable" in out
