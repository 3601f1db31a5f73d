"""Comments with the view they were made in, threads, evidence, and the words of the time-out."""

import json
from dataclasses import replace as changed

import pytest
from msgspec.structs import replace

from spineplan.clinical.checklist import evaluate, offered_templates, template
from spineplan.clinical.facts import Facts
from spineplan.errors import EditRefused, PlanRefused
from spineplan.imaging.volume import Window
from spineplan.plan.edits import PutComment, PutLevel, SetFact
from spineplan.plan.model import Comment, Fact, Pin
from spineplan.session.discussing import comment, opinion, pins, reopening, reply, resolve, signature, threads
from spineplan.session.evidence import evidence_of
from spineplan.session.time_out import NOT_RECORDED, time_out
from spineplan.session.view_state import PaneCamera, ViewState
from spineplan.session.viewpoints import view_at, viewpoint_of
from tests.support.full_plans import full_session

VIEW = ViewState(
    crosshair_mm=(1.0, 2.0, 3.0), series_uid="1.2.3", layout="trajectory", windows={"1.2.3": Window(2000.0, 350.0)},
    cameras={"axial": PaneCamera((4.0, 5.0, 6.0), 0.4), "sagittal": PaneCamera(None, 0.3)},
)  # fmt: skip


def test_that_a_view_comes_back_as_it_was_seen() -> None:
    back = view_at(viewpoint_of(VIEW), ViewState(maximised="axial", slab_mode="mip"), frozenset({"1.2.3"}))
    for name in ("crosshair_mm", "frame", "series_uid", "layout", "windows"):
        assert getattr(back, name) == getattr(VIEW, name)
    assert back.cameras == {"axial": VIEW.cameras["axial"]}
    assert (back.maximised, back.slab_mode) == (None, "off")


def test_that_what_is_not_known_here_of_a_view_is_left_as_it_is() -> None:
    seen = replace(viewpoint_of(VIEW), layout="hologram", series_uid="9.9")
    back = view_at(seen, changed(VIEW, layout="one_up"), frozenset({"1.2.3"}))
    assert (back.layout, back.series_uid, back.crosshair_mm) == ("one_up", "1.2.3", (1.0, 2.0, 3.0))


def test_that_a_comment_is_pinned_to_what_is_selected() -> None:
    session = full_session("Dr A")
    session.look(crosshair_mm=(2.0, -5.0, -777.0), selected=("needle", "n1"))
    words = [text for _, text in pins(session)]
    assert words == ["L3 left needle", "L3", "Point at the crosshair", "Whole plan"]
    session.apply(comment(session, " Why? ", pins(session)[0][0], "u"))
    said = session.plan.comments[0]
    assert (said.text, said.pin.kind, said.viewpoint.crosshair_mm) == ("Why?", "needle", (2.0, -5.0, -777.0))


def test_that_threads_gather_answers_of_answers_and_show_open_ones_first() -> None:
    session = full_session("Dr A")
    for text in ("first", "second"):
        session.apply(comment(session, text, Pin(), "u"))
    first = session.plan.comments[0]
    session.apply(reply(session, first, "answer", "u"))
    session.apply(reply(session, session.plan.comments[2], "answer to the answer", "u"))
    session.apply(resolve(session, first, "u"))
    found = threads(session.plan.comments)
    assert [(one.first.text, len(one.replies), one.resolved) for one in found] == [
        ("second", 0, False),
        ("first", 2, True),
    ]


def test_that_answers_that_point_at_each_other_do_not_hang() -> None:
    circle = [Comment(id=a, pin=Pin(), author="A", utc="u", text="t", reply_to=b) for a, b in (("a", "b"), ("b", "a"))]
    assert {one.first.id for one in threads(circle)} == {"a", "b"}
    lost = Comment(id="c", pin=Pin(), author="A", utc="u", text="t", reply_to="gone")
    assert [one.first.id for one in threads([lost])] == ["c"]


@pytest.mark.parametrize("who, text", [("", "Why?"), ("Dr A", "  ")])
def test_that_nobody_and_nothing_are_no_comment(who: str, text: str) -> None:
    session = full_session(who)
    with pytest.raises(EditRefused):
        comment(session, text, Pin(), "u")


def test_that_a_verdict_against_the_plan_and_a_reopening_need_a_reason() -> None:
    session = full_session("Dr A")
    with pytest.raises(EditRefused, match="Say why"):
        opinion(session, "surgeon", "disagree", "", "u")
    session.apply(opinion(session, "surgeon", "agree", "", "u"))
    session.apply(signature(session, "operator", "u"))
    with pytest.raises(EditRefused, match="Say why"):
        reopening(session, " ", "u")
    session.apply(reopening(session, "needle", "u"))
    assert session.plan.reopenings[0].reason == "needle"


def test_that_every_evidence_leads_to_a_stage_and_a_place() -> None:
    plan = full_session().committed
    states = {state.item.id: state for state in evaluate(template("review-2015"), plan, Facts())}
    needle = evidence_of(states[33], plan)
    assert (needle.stage, needle.selection, needle.point_mm) == ("plan", ("needle", "n1"), (2.0, -5.0, -777.0))
    assert evidence_of(states[15], plan).selection == ("lesion", "x1")
    assert evidence_of(states[9], plan).selection == ("level", "L3")
    assert evidence_of(states[42], plan) is None


def test_that_the_time_out_shouts_what_is_missing_or_dangerous() -> None:
    plan = full_session().committed
    told = time_out(plan, {})
    assert [line.value for line in told.patient] == ["ROSSI ANNA", "A1", "1950-01-02"]
    (site,) = told.sites
    assert (site.level, site.needles[0].label, site.cement.value) == ("L3", "LEFT", "3.5 mL")
    assert [(line.label, line.value, line.tone) for line in told.safety] == [
        ("Allergies", NOT_RECORDED, "danger"),
        ("INR", NOT_RECORDED, "danger"),
    ]
    for item, value in (("allergies", "latex"), ("inr", "1.6"), ("anticoagulants", "warfarin")):
        plan = SetFact("patient", "", item, Fact(item=item, value=value)).apply(plan)
    safety = {line.label: (line.value, line.tone) for line in time_out(plan, {}).safety}
    assert safety["Allergies"] == ("LATEX", "danger")
    assert safety["INR"] == ("1.6", "caution")
    assert safety["Anticoagulant"][1] == "danger"
    assert "NOT STOPPED" in safety["Anticoagulant"][0]


@pytest.mark.parametrize("inr, tone", [("1.5", "ok"), ("1.51", "caution"), ("1.8", "caution"), ("1.81", "danger")])
def test_that_the_inr_is_judged_by_its_limits(inr: str, tone: str) -> None:
    plan = SetFact("patient", "", "inr", Fact(item="inr", value=inr)).apply(full_session().committed)
    assert time_out(plan, {}).safety[1].tone == tone


def test_that_a_second_reader_is_named_in_the_time_out() -> None:
    plan = full_session().committed
    level = replace(plan.level("L3"), confirmed_by="Dr A", second_by="Dr B")
    assert time_out(PutLevel(level).apply(plan), {}).sites[0].confirmed == "Counted by Dr A and Dr B"


def test_that_hospitals_bring_their_own_versioned_templates(tmp_path, monkeypatch) -> None:
    item = {"id": 1, "group": "A", "text": "Do", "fill": "manual", "level": "R", "phase": "before", "sources": ["K"]}

    def text(name: str, version: int) -> str:
        return json.dumps({"id": name, "title": "Ours", "version": version, "sources": {}, "items": [item]})

    (tmp_path / "ours@2.json").write_text(text("ours@2", 2))
    (tmp_path / "lying@3.json").write_text(text("lying@3", 2))
    (tmp_path / "broken.json").write_text("{")
    monkeypatch.setenv("SPINEPLAN_CHECKLISTS", str(tmp_path))
    template.cache_clear()
    names = [one.id for one in offered_templates()]
    assert names == ["review-2015-required", "review-2015", "ours@2"]
    assert template("ours@2").version == 2
    for name in ("lying@3", "broken", "../secret", "ours"):
        with pytest.raises(PlanRefused):
            template(name)
    template.cache_clear()


def test_that_a_removed_comment_takes_its_answers_along() -> None:
    from spineplan.plan.edits import RemoveComment

    session = full_session("Dr A")
    session.apply(PutComment(Comment(id="a", pin=Pin(), author="A", utc="u", text="t")))
    session.apply(PutComment(Comment(id="b", pin=Pin(), author="B", utc="u", text="t", reply_to="a")))
    session.apply(RemoveComment("a"))
    assert session.plan.comments == ()
