"""From the answers in a plan to scores: entered before computed, nothing guessed, every origin named."""

import pytest
from msgspec.structs import replace

from spineplan.clinical.case import Case, Computed, case_of, primaries
from spineplan.clinical.case_summary import contraindications, score_sentences
from spineplan.clinical.contradictions import contradictions
from spineplan.clinical.conventions import Policy, conventions
from spineplan.clinical.fact_catalogue import fact_item, fact_items
from spineplan.clinical.metamer_table import COLUMNS, Column, metamer_rows
from spineplan.clinical.rules import Fulfilled, accept_item, fulfilled, rules
from spineplan.clinical.score_definition import score_definition, scores
from spineplan.clinical.score_inputs import applies, score_of
from spineplan.clinical.score_result import ScoreResult
from spineplan.clinical.scoring import evaluate_score
from spineplan.errors import InputRefused
from spineplan.plan.model import AblationZone, Fact, Lesion, Level, Plan
from tests.support.full_plans import empty_plan, needle

FREE = {f"{part}_{side}": "free" for part in ("pedicle", "facet", "costovertebral") for side in ("left", "right")}


def facts(answers: dict[str, str], by: str = "reader") -> tuple[Fact, ...]:
    """Answers of one person."""
    return tuple(Fact(item=item, value=value, by=by) for item, value in answers.items())


def plan(patient: dict[str, str] | None = None, **levels: dict[str, str]) -> Plan:
    """A lesion at each level; "matrix" is the lesion's, everything else the level's."""
    made, lesions = [], []
    for number, (name, answers) in enumerate(levels.items()):
        matrix = {item: value for item, value in answers.items() if item == "matrix"}
        rest = {item: value for item, value in answers.items() if item != "matrix"}
        made.append(Level(name=name, centre_mm=(0.0, 0.0, -30.0 * number), facts=facts(rest)))
        lesions.append(Lesion(id=f"x{number}", level=name, seed_mm=(0.0, 0.0, 0.0), facts=facts(matrix)))
    return replace(empty_plan(), levels=tuple(made), lesions=tuple(lesions), facts=facts(patient or {}))


def case(patient: dict[str, str] | None = None, **levels: dict[str, str]) -> Case:
    return case_of(plan(patient, **levels))


def score(name: str, of: Case, level: str = "") -> ScoreResult:
    result = score_of(name, of, level)
    assert result is not None
    return result


def sources(result: ScoreResult) -> dict[str, str]:
    return {name: item.source for name, item in result.items.items()}


def test_that_age_and_sex_come_from_the_images() -> None:
    known = case()
    assert (known.value("age"), known.value("sex")) == ("65", "F")
    assert known.patient["age"].source == "image header"


def test_that_an_answer_comes_before_a_computed_one_and_both_are_kept() -> None:
    answered = plan(L3={"collapse_percent": "30"})
    computed = Computed(levels={"L3": {"collapse_percent": "12.5", "body_involvement_percent": "60"}})
    known = case_of(answered, computed).levels["L3"]
    assert (known["collapse_percent"].value, known["collapse_percent"].computed) == ("30", "12.5")
    assert (known["collapse_percent"].source, known["body_involvement_percent"].source) == ("entered", "computed")


def test_that_an_answer_nobody_confirmed_is_a_computed_one() -> None:
    level = Level(name="L3", centre_mm=(0.0, 0.0, 0.0), facts=facts({"escc": "1a"}, by=""))
    assert case_of(replace(empty_plan(), levels=(level,))).levels["L3"]["escc"].source == "computed"


def test_that_an_answer_out_of_the_catalogue_counts_nowhere_and_is_told() -> None:
    known = case({"albumin": "38", "shoe_size": "44"}, L3={"escc": "1"})
    assert known.value("albumin") is None
    assert known.unread == (("albumin", ""), ("shoe_size", ""), ("escc", "L3"))


FIGURE_3 = {"pain": "mechanical", "alignment": "normal", "collapse_percent": "0", "body_involvement_percent": "55",
            "matrix": "lytic", **FREE, "pedicle_left": "involved"}  # fmt: skip


def test_sins_of_a_level_as_in_figure_3() -> None:
    result = score("sins", case(L4=FIGURE_3), "L4")
    assert [item.points for item in result.items.values()] == [2, 3, 2, 0, 1, 1]
    assert result.total == 9
    assert sources(result) == {
        "location": "computed", "pain": "entered", "lesion": "entered", "alignment": "entered", "collapse": "computed",
        "posterolateral": "entered",
    }  # fmt: skip


def test_that_sins_of_an_unanswered_level_is_a_range() -> None:
    result = score("sins", case(L4={}), "L4")
    assert result.range == (2, 17)
    assert result.total is None


@pytest.mark.parametrize(
    "answers, value, span",
    [
        ({**FREE}, "none", (0, 0)),
        ({**FREE, "facet_right": "involved"}, "unilateral", (1, 1)),
        ({**FREE, "facet_right": "involved", "pedicle_left": "involved"}, "bilateral", (3, 3)),
        ({"pedicle_left": "involved"}, None, (1, 3)),
        ({"pedicle_left": "involved", "pedicle_right": "free"}, None, (1, 3)),
        ({"pedicle_left": "free"}, None, (0, 3)),
        ({"pedicle_left": "free", "facet_left": "free"}, None, (0, 1)),
    ],
)
def test_posterolateral_involvement_by_side(answers: dict[str, str], value: str | None, span: tuple[int, int]) -> None:
    """At L4 there is no costovertebral joint: pedicle and facet decide."""
    item = score("sins", case(L4=answers), "L4").items["posterolateral"]
    assert (item.value, item.span) == (value, span)


def test_that_the_costovertebral_joint_counts_in_the_thorax_only() -> None:
    joint = {**FREE, "costovertebral_left": "involved"}
    assert score("sins", case(T8=joint), "T8").items["posterolateral"].value == "unilateral"
    assert score("sins", case(L2=joint), "L2").items["posterolateral"].value == "none"


def test_that_several_lesions_of_a_level_make_one_kind() -> None:
    both = plan(L4={"matrix": "lytic"})
    second = Lesion(id="second", level="L4", seed_mm=(0.0, 0.0, 0.0), kind="blastic")
    assert score("sins", case_of(replace(both, lesions=(*both.lesions, second))), "L4").items["lesion"].value == "mixed"
    third = replace(second, kind="unknown")
    undecided = case_of(replace(both, lesions=(*both.lesions, third)))
    assert score("sins", undecided, "L4").items["lesion"].value is None


def test_that_the_kind_chosen_in_the_list_counts_and_a_confirmed_matrix_counts_more() -> None:
    base = plan(L4={})
    chosen = replace(base, lesions=(replace(base.lesions[0], kind="lytic"),))
    computed = Computed(lesions={"x0": {"matrix": "blastic"}})
    assert case_of(chosen, computed).lesions["x0"]["matrix"].value == "lytic"
    confirmed = replace(chosen.lesions[0], facts=facts({"matrix": "mixed"}))
    assert case_of(replace(chosen, lesions=(confirmed,)), computed).lesions["x0"]["matrix"].value == "mixed"


def test_that_a_kind_told_by_software_asks_to_look() -> None:
    known = case_of(plan(L4={}), Computed(lesions={"x0": {"matrix": "lytic"}}))
    result = score("sins", known, "L4")
    assert result.items["lesion"].source == "computed"
    assert any("only fairly" in warning for warning in result.warnings)


PATIENT = {
    "primary": "lung", "kps": "70", "frankel": "E", "visceral": "none", "spinal_metastases": "2",
    "extraspinal_metastases": "0", "ecog": "1", "chemotherapy": "no", "targeted_therapy": "no", "crp": "0.1",
    "ldh": "180", "albumin": "4.0", "platelets": "250", "calcium": "9.2", "bilirubin": "0.5",
    "ambulation": "independent",
}  # fmt: skip


@pytest.mark.parametrize(
    "name, total",
    [("tokuhashi", 8), ("tomita", 6), ("katagiri", 4), ("bauer", 1), ("van_der_linden", 3), ("nesms", 2)],
)
def test_the_prognosis_of_one_patient(name: str, total: int) -> None:
    """Lung, Karnofsky 70, 2 vertebrae, no organ, Frankel E: worked example T7 and M8; the others by hand.

    Katagiri: rapid 3 + multiple 1. Bauer: no visceral 1. van der Linden: 1 + 1 + 1. NESMS: walking 1, albumin 1.
    """
    result = score(name, case(PATIENT, L3={}, L4={}))
    assert (result.total, result.missing) == (total, ())


def test_that_marked_vertebrae_are_only_the_least_there_can_be() -> None:
    rest = {item: value for item, value in PATIENT.items() if item != "spinal_metastases"}
    two = score("tokuhashi", case(rest, L3={}, L4={}))
    assert (two.items["vertebral"].value, two.items["vertebral"].span, two.range) == (None, (0, 1), (7, 8))
    three = score("tokuhashi", case(rest, L2={}, L3={}, L4={}))
    assert (three.items["vertebral"].value, three.items["vertebral"].points) == (3, 0)
    assert score("tomita", case(rest, L3={}, L4={})).items["bone"].value == "multiple"
    assert score("tomita", case(rest, L3={})).items["bone"].value is None


@pytest.mark.parametrize(
    "answers, span",
    [
        ({"primary": "breast"}, (0, 2)),
        ({"primary": "breast", "hormone_dependent": "yes"}, (0, 0)),
        ({"primary": "prostate", "hormone_dependent": "no"}, (2, 2)),
        ({"primary": "lung"}, (2, 3)),
        ({"primary": "lung", "targeted_therapy": "yes"}, (2, 2)),
        ({"primary": "seminoma"}, (0, 3)),
        ({"primary": "colon"}, (3, 3)),
    ],
)
def test_that_katagiris_site_asks_for_what_decides(answers: dict[str, str], span: tuple[int, int]) -> None:
    assert score("katagiri", case(answers)).items["primary"].span == span


@pytest.mark.parametrize(
    "answers, points", [({"primary": "colon"}, 2), ({"primary": "colon", "colon_as_rectum": "yes"}, 4),
                        ({"primary": "rectum"}, 4), ({"primary": "myeloma"}, 2)]
)  # fmt: skip
def test_the_choice_for_colon(answers: dict[str, str], points: int) -> None:
    assert score("tokuhashi", case(answers)).items["primary"].points == points


def test_that_unlisted_primaries_ask_for_the_growth_grade() -> None:
    assert score("tomita", case({"primary": "myeloma"})).items["primary"].value is None
    assert score("tomita", case({"primary": "myeloma", "growth_grade": "slow"})).items["primary"].points == 1
    chosen = case({"primary": "kidney", "growth_grade": "rapid"})
    assert score("tomita", chosen).items["primary"].points == 4


@pytest.mark.parametrize("name, item, judged", [
    ("tokuhashi", "organs", ("visceral_removable", "removable", 1)),
    ("tomita", "visceral", ("visceral_treatable", "untreatable", 4)),
    ("katagiri", "visceral", ("visceral_spread", "disseminated", 2)),
])  # fmt: skip
def test_that_present_metastases_ask_for_each_scores_own_grade(
    name: str, item: str, judged: tuple[str, str, int]
) -> None:
    fact, value, points = judged
    present = score(name, case({"visceral": "present"})).items[item]
    assert present.value is None
    assert present.span is not None
    assert present.span[0] != present.span[1]
    assert score(name, case({"visceral": "present", fact: value})).items[item].points == points


def test_that_every_primary_fits_every_score() -> None:
    choices = {choice.value for choice in fact_item("primary").choices}
    assert choices == set(primaries())
    for primary in primaries().values():
        evaluate_score("tokuhashi", {"primary": primary.tokuhashi})
        evaluate_score("van_der_linden", {"primary": primary.van_der_linden})
        assert primary.bauer in ("lung", "favourable", "other")
        for name, group in (("tomita", primary.tomita), ("katagiri", primary.katagiri)):
            assert (
                group in ("", "depends") or evaluate_score(name, {"primary": group}).items["primary"].points is not None
            )
        assert primary.radiosensitivity in ("", "favourable", "intermediate", "resistant")


def test_the_oswestry_index_of_a_patient() -> None:
    sections = {f"odi_{n}": "2" for n in range(1, 11)}
    assert score("odi", case(sections)).total == 40.0
    assert score("odi", case()).range == (0.0, 100.0)


def test_that_impending_collapse_needs_only_what_counts_at_the_level() -> None:
    answers = {"body_involvement_percent": "28", "costovertebral_left": "involved", "matrix": "lytic"}
    result = score("taneichi", case(T8=answers), "T8")
    assert result.band is not None
    assert (result.band.id, result.missing) == ("alarm B", ())
    assert score_of("taneichi", case(C5=answers), "C5") is None
    assert not applies("taneichi", "S1")
    assert applies("sins", "T13")
    assert applies("sins", "L6")
    assert not applies("sins", "Co")


def test_noms_and_lmnop_of_a_level() -> None:
    known = case({**PATIENT, "fitness": "fit"}, L4={**FIGURE_3, "escc": "0", "myelopathy": "no"})
    noms = score("noms", known, "L4")
    assert noms.items["stability"].value == "indeterminate"
    assert [band.id for band in noms.possible] == ["srs", "stabilise_srs"]
    form = score("lmnop", known, "L4")
    assert {name: item.value for name, item in form.items.items() if item.value is not None} == {
        "columns": "both", "levels": 1, "contiguous": "yes", "mechanics": 9, "neurology": "no", "escc": "0",
        "histology": "Lung, non-small-cell", "radiosensitivity": "resistant", "fitness": "fit",
        "prognosis": "8, less than 6 months",
    }  # fmt: skip
    assert form.total is None


def test_that_the_thermal_dose_follows_from_one_planned_ablation() -> None:
    zone = AblationZone(id="a", level="L3", needle_id="n1", kind="rf", device="STAR", setting="", length_mm=20.0,
                        diameter_mm=15.0, minutes=2.0, temperature_c=50.0)  # fmt: skip
    base = replace(plan(L3={}), needles=(needle(),))
    assert score("cem43", case_of(replace(base, ablations=(zone,))), "L3").total == pytest.approx(256.0)
    two = (zone, replace(zone, id="b"))
    assert score("cem43", case_of(replace(base, ablations=two)), "L3").total is None


def test_that_every_score_can_be_worked_out_of_an_empty_case() -> None:
    known = case(T8={})
    for name in scores():
        result = score(name, known, "T8")
        assert result.total is None or name == "odi"
        assert len(result.possible) == len(score_definition(name).bands)


def held(known: Case, policy: Policy | None = None) -> dict[str, Fulfilled]:
    """Rules that hold, by id."""
    under = case_of(known.plan, known.computed, policy) if policy is not None else known
    return {rule.rule.id: rule for rule in fulfilled(under)}


@pytest.mark.parametrize(
    "patient, level, rule",
    [
        ({}, {"pain": "mechanical", "matrix": "lytic"}, "osteolysis"),
        ({"medical_therapy": "failed"}, {"pain": "occasional", "collapse_percent": "20"}, "refractory_fracture"),
        ({}, {"body_involvement_percent": "40", **FREE, "matrix": "lytic"}, "impending"),
        ({}, {"pain": "none", "collapse_percent": "30"}, "asymptomatic_fracture"),
        ({"medical_therapy": "improving"}, {}, "improving"),
        ({"infection": "spine"}, {}, "infection"),
        ({"infection": "systemic"}, {}, "infection"),
        ({"coagulopathy": "uncorrectable"}, {}, "coagulopathy"),
        ({"allergies": "latex, opacifier"}, {}, "allergy"),
        ({}, {"unstable_fracture": "yes"}, "unstable_fracture"),
        ({}, {"myelopathy": "yes"}, "myelopathy"),
        ({"position": "not_tolerated"}, {}, "position"),
        ({}, {"radicular": "yes"}, "radicular"),
        ({}, {"escc": "1a"}, "canal_tumour"),
        ({}, {"posterior_wall": "breached"}, "posterior_wall"),
        ({}, {"collapse_percent": "70.1"}, "deep_collapse"),
        ({}, {"canal_stenosis": "yes"}, "stenosis"),
        ({"spinal_metastases": "6"}, {}, "many_metastases"),
        ({"spinal_metastases": "3", "extraspinal_metastases": "3"}, {}, "many_metastases"),
        ({"surgical_backup": "missing"}, {}, "no_backup"),
        ({"primary": "kidney"}, {}, "radioresistant"),
        ({}, {"rt_limit": "limit"}, "after_radiotherapy"),
        ({"inr": "1.81"}, {}, "inr_high"),
        ({"inr": "1.51"}, {}, "inr_raised"),
        ({"inr": "1.8"}, {}, "inr_raised"),
        ({"platelets": "49"}, {}, "platelets_low"),
        ({"inr": "2.5", "liver_disease": "yes"}, {}, "liver_inr"),
        ({"platelets": "30", "liver_disease": "yes"}, {}, "liver_platelets"),
        ({"platelets": "31", "liver_disease": "yes"}, {}, "liver_platelets_middle"),
        ({"fibrinogen": "100", "liver_disease": "yes"}, {}, "liver_fibrinogen"),
        ({"anticoagulants": "aspirin, warfarin"}, {}, "drug-warfarin"),
        ({"anticoagulants": "other"}, {}, "drug-other"),
    ],
)
def test_that_a_rule_holds(patient: dict[str, str], level: dict[str, str], rule: str) -> None:
    found = held(case(patient, L3=level))
    assert rule in found
    assert found[rule].level == ("L3" if found[rule].rule.scope == "level" else "")
    assert found[rule].sentence.endswith(".")


@pytest.mark.parametrize(
    "patient, level, rule",
    [
        ({}, {"pain": "none", "matrix": "lytic"}, "osteolysis"),
        ({}, {"pain": "mechanical", "matrix": "blastic"}, "osteolysis"),
        ({}, {"pain": "none", "collapse_percent": "19.9"}, "asymptomatic_fracture"),
        ({}, {"body_involvement_percent": "39.9", **FREE, "matrix": "lytic"}, "impending"),
        ({}, {"escc": "0"}, "canal_tumour"),
        ({}, {"posterior_wall": "eroded"}, "posterior_wall"),
        ({}, {"collapse_percent": "70"}, "deep_collapse"),
        ({"spinal_metastases": "5"}, {}, "many_metastases"),
        ({"inr": "1.5"}, {}, "inr_raised"),
        ({"inr": "1.81"}, {}, "inr_raised"),
        ({"platelets": "50"}, {}, "platelets_low"),
        ({"platelets": "31", "liver_disease": "yes"}, {}, "platelets_low"),
        ({"anticoagulants": "warfarin", "anticoagulants_stopped": "yes"}, {}, "drug-warfarin"),
        ({"anticoagulants": "none"}, {}, "drug-none"),
        ({"implant": "yes"}, {}, "ablation_implant"),
        ({}, {}, "infection"),
    ],
)
def test_that_a_rule_does_not_hold(patient: dict[str, str], level: dict[str, str], rule: str) -> None:
    assert rule not in held(case(patient, L3=level))


def test_that_rules_of_ablation_speak_where_one_is_planned() -> None:
    zone = AblationZone(id="a", level="C5", needle_id="n1", kind="rf", device="OsteoCool RF-7", setting="",
                        length_mm=20.0, diameter_mm=15.0)  # fmt: skip
    base = plan({"implant": "yes", "spinal_metastases": "4"}, C5={})
    lesion = replace(base.lesions[0], facts=facts({"longest_mm": "30"}))
    ablated = replace(base, needles=(needle(level="C5"),), ablations=(zone,), lesions=(lesion,))
    found = held(case_of(ablated))
    assert {"ablation_cervical", "ablation_implant", "ablation_many", "ablation_large"} <= set(found)


def test_that_a_department_may_set_a_threshold_otherwise() -> None:
    known = case({"inr": "1.4"})
    assert "inr_high" not in held(known)
    assert "inr_high" in held(known, Policy({"inr_alarm": 1.3}))
    aspirin = held(case({"anticoagulants": "aspirin"}), Policy(holds={"aspirin": "not at all"}))
    assert "hold not at all" in aspirin["drug-aspirin"].sentence
    with pytest.raises(InputRefused, match="from 1 to 4"):
        Policy({"inr_alarm": 9.0})
    with pytest.raises(InputRefused, match="There is no threshold"):
        Policy({"inr": 1.3})


def test_that_every_rule_is_answerable() -> None:
    """Every fact and value that a rule names exists, and so does every threshold."""
    follows = {"level_matrix", "impending_collapse", "bone_metastases", "level_longest_mm", "level_region",
               "ablation_device"}  # fmt: skip
    known = {item.id: item for item in fact_items()}
    for rule in rules():
        for test in rule.when:
            if test.fact not in follows:
                values = {choice.value for choice in known[test.fact].choices}
                assert {*test.among, *test.has, *test.not_} <= values
            for name in (test.above, test.below, test.at_least, test.at_most):
                assert not name or name in conventions()
    assert len({rule.id for rule in rules()}) == len(rules())


def test_that_an_unverified_rule_says_so() -> None:
    assert "unverified" in held(case({"anticoagulants": "aspirin"}))["drug-aspirin"].sentence
    assert "unverified" not in held(case({"infection": "spine"}))["infection"].sentence


def test_that_a_relative_contraindication_can_be_accepted_with_a_reason_and_an_absolute_one_not() -> None:
    wall = next(rule for rule in rules() if rule.id == "posterior_wall")
    answers = {"posterior_wall": "breached", "myelopathy": "yes"}
    chosen = replace(plan(L3=answers).levels[0], treat=True)
    absolute, relative = contraindications(case_of(replace(plan(L3=answers), levels=(chosen,))))
    assert ("Posterior wall broken" in relative[0], "Myelopathy" in absolute[0]) == (True, True)
    more = facts({accept_item(wall): "high viscosity, CT guidance", accept_item(_rule("myelopathy")): "no"})
    accepted = replace(chosen, facts=(*chosen.facts, *more))
    absolute, relative = contraindications(case_of(replace(plan(L3=answers), levels=(accepted,))))
    assert relative == ()
    assert len(absolute) == 1


def _rule(rule_id: str) -> object:
    return next(rule for rule in rules() if rule.id == rule_id)


def test_that_levels_not_chosen_do_not_block() -> None:
    assert contraindications(case(L3={"myelopathy": "yes"})) == ((), ())


def test_the_sentences_for_the_checklist() -> None:
    full = {**FIGURE_3, "posterior_wall": "intact", "escc": "0"}
    base = plan(PATIENT, L4=full)
    chosen = replace(base, levels=(replace(base.levels[0], treat=True),))
    told = score_sentences(case_of(chosen))
    assert told["sins"] == "L4 SINS 9, indeterminate, potentially unstable."
    assert told["posterior_wall"] == "L4 posterior wall intact, ESCC 0."
    assert told["prognosis"].startswith("Revised Tokuhashi 8, less than 6 months; Tomita 6,")
    assert told["collapse"].startswith("L4 Impending collapse")
    assert score_sentences(case_of(base)).keys() == {"prognosis"}
    assert "sins" not in score_sentences(case_of(replace(chosen, levels=(replace(chosen.levels[0], facts=()),))))


def order(known: Case, *columns: Column) -> list[str]:
    return [row.level.name for row in metamer_rows(known, columns)]


def test_that_the_table_puts_the_painful_unstable_level_first() -> None:
    """Figure 1 of the review: everything is infiltrated, the pain comes from one level."""
    known = case(
        T10={"matrix": "blastic", "pain": "none"},
        T12={"matrix": "mixed", "pain": "occasional"},
        L1={"matrix": "mixed", "pain": "mechanical", "palpation": "yes", "collapse_percent": "30"},
        L2={"matrix": "blastic"},
    )
    rows = metamer_rows(known)
    assert [row.level.name for row in rows] == ["L1", "T12", "L2", "T10"]
    assert all(row.infiltrated for row in rows)
    assert set(rows[0].cells) == set(COLUMNS)


def test_that_the_user_chooses_what_the_order_goes_by() -> None:
    known = case(
        T8={"lytic_percent": "10", "escc": "2", "pain": "mechanical"},
        T9={"lytic_percent": "60", "escc": "0", "pain": "none"},
        T10={},
    )
    assert order(known, "lytic") == ["T9", "T10", "T8"]
    assert order(known, "escc") == ["T8", "T10", "T9"]
    assert order(known) == ["T8", "T9", "T10"]


def test_what_the_cells_say() -> None:
    answers = {
        **FIGURE_3, "vas_movement": "8", "oedema": "yes", "uptake": "increased", "uptake_ratio": "3.2",
        "lytic_percent": "42.4", "posterior_wall": "bulging", "posterior_wall_bulge_mm": "2.5", "escc": "1b",
        "escc_from": "ct", "myelopathy": "yes", "radicular": "yes",
    }  # fmt: skip
    reached = Computed(reachable={"L4": "left transpedicular"}, unreachable=frozenset({"L5"}))
    rows = {row.level.name: row for row in metamer_rows(case_of(plan(L4=answers, L5={}), reached))}
    said = {column: cell.text for column, cell in rows["L4"].cells.items()}
    assert said == {
        "symptomatic": "yes, 8/10", "palpation": "", "mechanical": "yes", "sins": "9", "impending": "B",
        "acute": "oedema", "uptake": "increased, 3.2 x", "lytic": "42 %", "posterior_wall": "bulging, 2.5 mm",
        "escc": "1b (CT)", "reachable": "left transpedicular", "contraindications": "1 absolute, 3 relative",
    }  # fmt: skip
    assert rows["L5"].cells["reachable"].text == "no route found"
    assert rows["L5"].cells["sins"].text == ""
    assert rows["L5"].cells["contraindications"].text == "none known"
    assert "Myelopathy" in rows["L4"].cells["contraindications"].tip


def test_that_a_planned_needle_is_a_route() -> None:
    planned = replace(plan(L3={}), needles=(needle(),))
    assert metamer_rows(case_of(planned))[0].cells["reachable"].text == "left transpedicular"


def test_that_sectors_reach_the_checklist() -> None:
    base = plan(L3={})
    chosen = replace(base, levels=(replace(base.levels[0], treat=True),))
    assert "wbb" not in score_sentences(case_of(chosen))
    known = Computed(lesions={"x0": {"wbb": "4-7 / B-C"}})
    assert score_sentences(case_of(chosen, known))["wbb"] == "L3: 4-7 / B-C."


def test_that_a_contradiction_is_shown_in_its_cell() -> None:
    row = metamer_rows(case(C5=FIGURE_3))[0]
    assert (row.cells["impending"].text, row.cells["impending"].tip) == ("–", "Not defined for this level.")


def test_that_a_needle_drag_keeps_what_was_worked_out_and_an_answer_does_not() -> None:
    base = replace(plan(PATIENT, L3=FIGURE_3), needles=(needle(),))
    known = case_of(base)
    first = score("sins", known, "L3")
    moved = known.with_plan(replace(base, needles=(needle(side="right"),)))
    assert moved is not None
    assert score("sins", moved, "L3") is first
    assert metamer_rows(moved)[0].cells["reachable"].text == "right transpedicular"
    assert known.with_plan(replace(base, facts=())) is None
    assert known.with_plan(replace(base, levels=(replace(base.levels[0], symptomatic=True),))) is None


def test_that_a_refusal_is_said_every_time_it_is_asked_for() -> None:
    known = case({"kps": "10"})
    for _ in range(2):
        with pytest.raises(InputRefused, match="20-40"):
            score_of("van_der_linden", known)


@pytest.mark.parametrize(
    "patient, level, said",
    [
        ({"visceral": "none", "visceral_spread": "nodular"}, {}, "but a spread is answered"),
        ({"visceral": "none", "visceral_removable": "removable"}, {}, "but removable is answered"),
        ({"kps": "90", "ecog": "2"}, {}, "two steps or more apart"),
        ({"kps": "40", "ecog": "1"}, {}, "two steps or more apart"),
        ({"primary": "prostate"}, {}, "does not go with the patient's sex"),
        ({}, {"pain": "none", "vas_movement": "6"}, "L3 is pain-free, but its pain is 6/10."),
        ({}, {"collapse_shape": "none", "collapse_percent": "20"}, "no collapse by shape, but 20 %"),
        ({}, {"prior_rt": "none", "prior_rt_dose": "30"}, "no radiotherapy, but a dose"),
        ({}, {"prior_rt": "none", "rt_limit": "recurrence"}, "no radiotherapy, but a recurrence"),
    ],
)
def test_that_answers_that_cannot_both_be_right_are_said(
    patient: dict[str, str], level: dict[str, str], said: str
) -> None:
    found = list(contradictions(case(patient, L3=level)))
    assert [place for place, _ in found] == ["L3" if level else ""]
    assert said in found[0][1]


@pytest.mark.parametrize(
    "patient, level",
    [
        ({"visceral": "present", "visceral_spread": "nodular"}, {}),
        ({"kps": "90", "ecog": "1"}, {}),
        ({"kps": "70", "ecog": "2"}, {}),
        ({"primary": "breast", "spinal_metastases": "1"}, {}),
        ({}, {"pain": "none", "vas_movement": "0"}),
        ({}, {"collapse_shape": "wedge", "collapse_percent": "20"}),
        ({}, {"prior_rt": "none", "prior_rt_dose": "0"}),
    ],
)
def test_that_answers_that_go_together_are_left_alone(patient: dict[str, str], level: dict[str, str]) -> None:
    assert list(contradictions(case(patient, L3=level))) == []


def test_that_fewer_vertebrae_than_marked_are_said() -> None:
    found = list(contradictions(case({"spinal_metastases": "1"}, L3={}, L4={})))
    assert found == [("", "1 vertebrae with metastases were entered, but lesions are marked at 2.")]
