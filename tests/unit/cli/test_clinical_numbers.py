"""`spineplan measure` tells every answer, score and rule of a plan."""

import json

from msgspec.structs import replace

from spineplan.cli.clinical_numbers import clinical_numbers
from spineplan.plan.model import Decision, Fact
from tests.support.full_plans import full_session


def test_that_answers_scores_and_rules_are_told() -> None:
    plan = full_session().committed
    facts = (
        Fact(item="pain", value="mechanical", by="reader"),
        Fact(item="posterior_wall", value="breached", by="reader"),
    )
    levels = tuple(
        replace(level, facts=facts, decision=Decision(reason="pain", by="reader")) if level.name == "L3" else level
        for level in plan.levels
    )
    patient = (Fact(item="kps", value="10", by="reader"),)
    found = clinical_numbers(replace(plan, levels=levels, facts=patient))
    json.dumps(found, allow_nan=False)
    assert found["patient"]["answers"]["kps"]["value"] == "10"
    assert "20-40" in found["patient"]["scores"]["van_der_linden"]["refused"]
    first = found["levels"][0]
    assert (first["name"], first["treat"], first["decision"]["reason"]) == ("L3", True, "pain")
    assert first["scores"]["sins"]["items"]["pain"] == {"value": "mechanical", "points": 3, "source": "entered"}
    assert first["scores"]["sins"]["range"] == [7, 17]
    assert first["table"]["mechanical"] == "yes"
    assert found["levels"][1]["table"]["mechanical"] is None
    assert [rule["id"] for rule in found["rules"]] == ["osteolysis", "posterior_wall"]
