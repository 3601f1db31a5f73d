"""A plan in which every kind of value that a plan file of version 2 can hold is set."""

from spineplan.plan.digest import content_digest
from spineplan.plan.edits import (
    ConfirmLevels,
    DecideLevel,
    GiveOpinion,
    PutAblation,
    PutComment,
    PutStructures,
    SetCement,
    SetFact,
    SetGuidance,
    SetLevels,
    SignPlan,
)
from spineplan.plan.model import (
    AblationZone,
    Comment,
    Decision,
    DiscPlane,
    Ellipsoid,
    Fact,
    Level,
    NeedleShare,
    Opinion,
    PaneLook,
    PartMask,
    PedicleMark,
    Pin,
    Signature,
    StructureMask,
    Viewpoint,
)
from spineplan.session.session import Session
from tests.support.full_plans import CT, ball, full_session

UTC = "2026-11-22T20:00:00+00:00"


def whole_session() -> Session:
    """`full_session` with vertebrae, structures, facts, decisions, ablation, discussion and a signature."""
    session = full_session("Dr Verdi")
    _levels(session)
    session.apply(ConfirmLevels(("L3",), "Dr Verdi", UTC))
    session.apply(ConfirmLevels(("L3",), "Dr Rossa", UTC, second=True))
    session.apply(DecideLevel("L3", True, Decision(reason="concordant pain", by="Dr Verdi", utc=UTC)))
    session.apply(DecideLevel("L4", False, Decision(reason="painless", by="Dr Verdi", utc=UTC)))
    for scope, ref, item, value in (("patient", "", "kps", "70"), ("level", "L3", "vas_movement", "8"),
                                    ("lesion", "x1", "border", "moth-eaten")):  # fmt: skip
        fact = Fact(item=item, value=value, by="Dr Verdi", utc=UTC, computed="suggested")
        session.apply(SetFact(scope, ref, item, fact))  # type: ignore[arg-type]
    canal = session.masks.add(ball((20, 40, 33), 4), CT.series_uid)
    canal_mask = StructureMask(id="spinal_canal", kind="spinal_canal", mask=canal, source="painted", margin_mm=2.5)
    session.apply(PutStructures((canal_mask,)))
    session.apply(SetGuidance("robot"))
    session.apply(SetCement("L3", 3.5, (NeedleShare(needle_id="n1", volume_ml=3.5),), "high", "lytic void"))
    session.apply(PutAblation(_zone()))
    _talk(session)
    return session


def _levels(session: Session) -> None:
    whole = session.masks.add(ball((20, 30, 33), 9), CT.series_uid)
    body = session.masks.add(ball((20, 28, 33), 6), CT.series_uid)
    disc = DiscPlane(centre_mm=(0.0, -5.0, -790.0), normal_lps=(0.0, 0.0, 1.0))
    pedicle = PedicleMark(side="left", centre_mm=(12.0, 10.0, -774.0), axis_lps=(0.0, -1.0, 0.0), width_mm=7.5,
                          height_mm=13.0, measured_by="Dr Verdi")  # fmt: skip
    l3 = Level(
        name="L3", centre_mm=(0.0, -5.0, -776.0), state="proposed", disc_below=disc, mask=whole,
        body=Ellipsoid(centre_mm=(0.0, -5.0, -776.0), semi_axes_mm=(22.0, 15.0, 13.0)),
        parts=(PartMask(part="body", mask=body),), pedicles=(pedicle,), symptomatic=True,
    )  # fmt: skip
    l4 = Level(name="L4", centre_mm=(0.0, -4.0, -810.0), disc_above=disc)
    line = tuple((0.0, 12.0, -820.0 + 5.0 * n) for n in range(10))
    session.apply(SetLevels((l3, l4), "Find levels", line, "Counted from the sacrum."))


def _zone() -> AblationZone:
    return AblationZone(
        id="z1", level="L3", needle_id="n1", kind="rf-bipolar", device="Probe", setting="20 mm", length_mm=28.0,
        diameter_mm=20.0, centre_from_target_mm=4.0, minutes=7.5, temperature_c=70.0, entered_by="Dr Verdi",
        source="IFU, page 12",
    )  # fmt: skip


def _talk(session: Session) -> None:
    pane = PaneLook(pane="axial", centre_mm=(1.0, 2.0, -776.0), mm_per_px=0.5)
    look = Viewpoint(crosshair_mm=(1.0, 2.0, -776.0), series_uid=CT.series_uid, layout="four_up", window_width=2000.0,
                     window_centre=350.0, panes=(pane,))  # fmt: skip
    pin = Pin(kind="needle", ref="n1", point_mm=(2.0, -5.0, -777.0))
    session.apply(PutComment(Comment(id="c1", pin=pin, author="Dr Rossa", utc=UTC, text="Too medial?", viewpoint=look)))
    answer = Comment(id="c2", pin=pin, author="Dr Verdi", utc=UTC, text="4 mm to the canal.", reply_to="c1",
                     resolved_by="Dr Rossa", resolved_utc=UTC)  # fmt: skip
    session.apply(PutComment(answer))
    digest = content_digest(session.plan)
    session.apply(GiveOpinion(Opinion(by="Dr Rossa", role="surgeon", verdict="agree", utc=UTC, plan_digest=digest)))
    session.apply(SignPlan(Signature(by="Dr Verdi", role="operator", utc=UTC, plan_digest=digest)))
