"""Every level side by side, in an order that the user sees and can change."""

from msgspec.structs import replace

from spineplan.clinical.case import Case, Computed, case_of
from spineplan.clinical.case_summary import score_sentences
from spineplan.clinical.metamer_radar import SPOKES, RadarLevel, metamer_radar, steps_aside
from spineplan.clinical.metamer_table import COLUMNS, Column, metamer_rows
from tests.support.cases import FIGURE_3, case, plan
from tests.support.full_plans import needle


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
    assert order(known, "lytic") == ["T9", "T8", "T10"]
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


def test_that_an_intact_wall_has_no_millimetres() -> None:
    (row,) = metamer_rows(case_of(plan(L4={"posterior_wall": "intact", "posterior_wall_bulge_mm": "0.2"})))
    assert row.cells["posterior_wall"].text == "intact"


def test_that_the_radar_shows_the_first_levels_of_which_enough_is_known() -> None:
    known = case(
        T8={"pain": "mechanical", "lytic_percent": "40", "escc": "2", "posterior_wall": "breached"},
        T9={"pain": "occasional", "lytic_percent": "60", "escc": "0"},
        T10={"pain": "none"},
        T11={"pain": "mechanical", "lytic_percent": "10", "escc": "1b", "uptake": "increased"},
        T12={"pain": "mechanical", "lytic_percent": "5", "escc": "1a"},
    )
    rows = metamer_rows(known)
    levels = metamer_radar(rows)
    first = [row.level.name for row in rows if row.level.name != "T10"]
    assert [level.name for level in levels] == first[:3]
    shares = dict(zip(SPOKES, next(x for x in levels if x.name == "T8").shares, strict=True))
    assert (shares["mechanical"], shares["posterior_wall"], shares["uptake"]) == (1.0, 1.0, None)
    assert shares["lytic"] == 0.4
    assert all(share is None or 0.0 <= share <= 1.0 for level in levels for share in level.shares)


def test_that_a_radar_of_nothing_is_no_picture() -> None:
    assert metamer_radar(metamer_rows(case(L1={}, L2={"pain": "none"}))) == ()


def test_that_points_of_equal_shares_stand_beside_each_other() -> None:
    def level(name: str, *first: float | None) -> RadarLevel:
        shares = (*first, *(0.5 + 0.1 * n for n in range(len(SPOKES) - len(first))))
        return RadarLevel(name, shares, ("",) * len(SPOKES))

    levels = (level("L1", 1.0, 0.0, None), level("L2", 1.0, 0.02, 0.3), level("L3", 1.0, 1.0, 0.3))
    aside = steps_aside(levels)
    assert [one[0] for one in aside] == [-1.0, 0.0, 1.0]
    assert [one[1] for one in aside] == [-0.5, 0.5, 0.0]
    assert [one[2] for one in aside] == [0.0, -0.5, 0.5]
