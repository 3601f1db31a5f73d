"""Edits of registrations: propose, confirm, remove."""

from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.edit_base import EditBase, changed, put, without
from spineplan.plan.model import Plan, Registration
from spineplan.plan.registration import standing


class PutRegistration(EditBase, frozen=True):
    """Propose how another series lies in the plan's frame, or change it; whatever was confirmed of it no longer is."""

    registration: Registration
    label: str = "Register"

    def apply(self, plan: Plan) -> Plan:
        proposed = replace(self.registration, state="proposed", confirmed_by="", confirmed_utc="")
        return changed(plan, registrations=put(plan.registrations, proposed))


class ConfirmRegistration(EditBase, frozen=True):
    """A person has looked, and vouches for it."""

    registration_id: str
    by: str
    utc: str
    label: str = "Confirm registration"

    def apply(self, plan: Plan) -> Plan:
        if not self.by:
            raise EditRefused("Say who you are before you confirm a registration.")
        found = plan.registration(self.registration_id)
        if found is None:
            raise EditRefused("There is no such registration.")
        now = standing(found, plan.levels, plan.reference.frame_of_reference_uid)
        if now == "stale":
            raise EditRefused("The levels have changed since this registration was made; make it again.")
        if now == "open":
            raise EditRefused("The registration has no result yet; pair more points or levels.")
        confirmed = replace(found, state="confirmed", confirmed_by=self.by, confirmed_utc=self.utc)
        return changed(plan, registrations=put(plan.registrations, confirmed))


class RemoveRegistration(EditBase, frozen=True):
    """The two series are not aligned any more."""

    registration_id: str
    label: str = "Remove registration"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, registrations=without(plan.registrations, self.registration_id))
