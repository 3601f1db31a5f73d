"""What `spineplan measure` says of lesions."""

from spineplan.cli.measure import plan_numbers
from spineplan.plan.edits import PutLesion, PutStructures, SetLevels
from spineplan.plan.model import Lesion, Level, PartMask, StructureMask
from spineplan.session.session import Session
from tests.support.phantom_levels import seen
from tests.support.plans import plan_of


def test_that_suggestions_and_sectors_are_measured_without_a_window() -> None:
    one = seen("figure3", "L4")
    masks, lesion = one.masks(), one.lesion(one.numbers[0])
    session = Session(plan_of(()), "Dr A")

    def kept(mask):
        return session.masks.add(mask, one.volume.series_uid)

    parts = tuple(PartMask(part=name, mask=kept(mask)) for name, mask in masks.parts.items())
    centre = tuple(float(v) for v in one.frame[:3, 3])
    session.apply(SetLevels((Level(name="L4", centre_mm=centre, mask=kept(masks.vertebra), parts=parts),)))
    canal = StructureMask(id="spinal_canal", kind="spinal_canal", mask=kept(masks.canal), source="found")
    session.apply(PutStructures((canal,)))
    session.apply(PutLesion(Lesion(id="a", level="L4", seed_mm=centre, mask=kept(lesion))))
    numbers = plan_numbers(session.plan, session.masks.used_by(session.plan), one.volume)
    level = numbers["morphology"]["L4"]
    assert level["lesions"]["a"]["wbb"] == "L4: 4-6 / B-C"
    assert level["suggestions"]["posterior_wall"]["value"] == "eroded"
    (row,) = numbers["clinical"]["levels"]
    assert row["answers"]["pedicle_left"]["value"] == "involved"
    without = plan_numbers(session.plan, session.masks.used_by(session.plan), None)
    assert without["morphology"]["L4"]["lesions"]["a"]["wbb"] == "L4: 4-6 / B-C"
    assert "matrix" not in without["morphology"]["L4"]["lesions"]["a"]["suggestions"]
