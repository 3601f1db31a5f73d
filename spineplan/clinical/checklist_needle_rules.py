"""What the planned needles already answer of the checklist."""

from spineplan.clinical.approaches import approach
from spineplan.clinical.checklist_verdict import Verdict, judged, listed
from spineplan.clinical.facts import Facts, Structure
from spineplan.clinical.needles import PEDICLE_MARGIN_MM, pedicle_fit
from spineplan.plan.levels import level_rank, region
from spineplan.plan.model import Needle, Plan


def approach_named(plan: Plan, facts: Facts) -> Verdict:
    """33: every metamer to treat has a needle with approach and side, and no needle lies elsewhere than planned."""
    misplaced = [sentence for needle in plan.needles for sentence in facts.of_needle(needle.id).misplaced]
    if misplaced:
        return Verdict("problem", " ".join(misplaced))
    wanted = [level.name for level in plan.levels if level.treat]
    if not wanted:
        return Verdict("open", "No metamer is chosen for treatment.")
    missing = [name for name in wanted if all(needle.level != name for needle in plan.needles)]
    if missing:
        return Verdict("open", f"No needle for {listed(missing)}.")
    extra = sorted({needle.level for needle in plan.needles} - set(wanted), key=level_rank)
    if extra:
        return Verdict("problem", f"A needle is planned for {listed(extra)}, not chosen for treatment.")
    return Verdict("done", f"{listed(f'{n.level} {n.approach} {n.side}' for n in plan.needles)}.")


def pedicle(plan: Plan, facts: Facts) -> Verdict:
    """34: needle diameter against pedicle width."""
    through = [needle for needle in plan.needles if _through_pedicle(needle)]
    if not plan.needles:
        return Verdict("open", "No needle is planned.")
    if not through:
        return Verdict("not_applicable", "No needle passes a pedicle.")
    tight, known = [], []
    for needle in through:
        width = facts.of_needle(needle.id).pedicle_width_mm
        if width is None or width <= 0:
            continue
        fit = pedicle_fit(needle.outer_diameter_mm, width)
        text = f"{_name(needle)} {needle.outer_diameter_mm:.2f} mm in {width:.1f} mm"
        known.append(text)
        if fit.severity != "ok":
            why = "wider than the pedicle" if fit.severity == "red" else f"less than {PEDICLE_MARGIN_MM:g} mm to spare"
            tight.append(f"{text}, {why}")
    return judged(tight, known, len(through) - len(known), "pedicle width")


def clearance(plan: Plan, facts: Facts) -> Verdict:
    """35: distance of every needle from canal, foramen, vessels, and pleura where there is one."""
    if not plan.needles:
        return Verdict("open", "No needle is planned.")
    close: list[str] = []
    known: list[str] = []
    unknown = 0
    for needle in plan.needles:
        measured = facts.of_needle(needle.id).clearance_mm
        unknown += any(structure not in measured for structure in _structures(needle.level))
        for structure, distance in measured.items():
            text = f"{_name(needle)} {structure} {distance:.1f} mm"
            (known if distance >= PEDICLE_MARGIN_MM else close).append(text)
    return judged(close, known, unknown, "clearance")


def c_arm(plan: Plan, facts: Facts) -> Verdict:
    """38: the en-face view of every needle can be reached."""
    if not plan.needles:
        return Verdict("open", "No needle is planned.")
    reach = {needle: facts.of_needle(needle.id).c_arm_reachable for needle in plan.needles}
    beyond = [f"{_name(needle)} en face is beyond the C-arm" for needle, ok in reach.items() if ok is False]
    known = [f"{_name(needle)} en face" for needle, ok in reach.items() if ok]
    return judged(beyond, known, sum(ok is None for ok in reach.values()), "C-arm angle")


def needle_length(plan: Plan, facts: Facts) -> Verdict:
    """39: every needle reaches its target with its hub outside the skin."""
    if not plan.needles:
        return Verdict("open", "No needle is planned.")
    spare = {needle: facts.of_needle(needle.id).spare_length_mm for needle in plan.needles}
    short = [f"{_name(n)} {n.gauge} is {-mm:.0f} mm too short" for n, mm in spare.items() if mm is not None and mm < 0]
    known = [f"{_name(n)} {n.gauge} × {n.length_mm:g} mm" for n, mm in spare.items() if mm is not None and mm >= 0]
    return judged(short, known, sum(mm is None for mm in spare.values()), "depth from the skin")


def _through_pedicle(needle: Needle) -> bool:
    found = approach(needle.approach)
    return found is None or found.through_pedicle


def _structures(level: str) -> tuple[Structure, ...]:
    """Pleura reaches from T1 to L1."""
    near_lung = region(level) == "T" or level == "L1"
    return ("canal", "foramen", "vessels", "pleura") if near_lung else ("canal", "foramen", "vessels")


def _name(needle: Needle) -> str:
    return f"{needle.level} {needle.side}"
