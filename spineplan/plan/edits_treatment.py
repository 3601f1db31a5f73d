"""Edits of lesions, needles, cement and ablations."""

from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.edit_base import EditBase, changed, put, without
from spineplan.plan.levels import level_rank
from spineplan.plan.model import AblationZone, CementTarget, GuidanceError, Lesion, Needle, NeedleShare, Plan


class PutLesion(EditBase, frozen=True):
    """Add or change a lesion (a brush stroke changes its mask)."""

    lesion: Lesion
    verb: str = "Mark lesion"

    @property
    def label(self) -> str:
        return f"{self.verb} {self.lesion.level}"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, lesions=put(plan.lesions, self.lesion))


class PutLesions(EditBase, frozen=True):
    """Several lesions at once, as imported."""

    lesions: tuple[Lesion, ...]
    label: str = "Import lesions"

    def apply(self, plan: Plan) -> Plan:
        kept = plan.lesions
        for lesion in self.lesions:
            kept = put(kept, lesion)
        return changed(plan, lesions=kept)


class RemoveLesion(EditBase, frozen=True):
    """Remove a lesion."""

    lesion_id: str
    label: str = "Remove lesion"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, lesions=without(plan.lesions, self.lesion_id))


class PutNeedle(EditBase, frozen=True):
    """Place or move a needle."""

    needle: Needle
    verb: str = "Place needle"

    @property
    def label(self) -> str:
        return f"{self.verb} {self.needle.level} {self.needle.side}"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, needles=put(plan.needles, self.needle))


class PutNeedles(EditBase, frozen=True):
    """Several needles in one step, as proposed together."""

    needles: tuple[Needle, ...]

    @property
    def label(self) -> str:
        return f"Place {len(self.needles)} needles"

    def apply(self, plan: Plan) -> Plan:
        kept = plan.needles
        for needle in self.needles:
            kept = put(kept, needle)
        return changed(plan, needles=kept)


class RemoveNeedle(EditBase, frozen=True):
    """Remove a needle, with its ablations and its share of the cement."""

    needle_id: str
    label: str = "Remove needle"

    def apply(self, plan: Plan) -> Plan:
        return changed(
            plan,
            needles=without(plan.needles, self.needle_id),
            ablations=tuple(x for x in plan.ablations if self.needle_id not in (x.needle_id, x.partner_id)),
            cement=tuple(replace(x, shares=()) if self._fed(x) else x for x in plan.cement),
        )

    def _fed(self, target: CementTarget) -> bool:
        """Shares sum to the level's volume, so without one needle they must be chosen anew."""
        return any(share.needle_id == self.needle_id for share in target.shares)


class SetCement(EditBase, frozen=True):
    """Choose a level's cement; volume None removes the choice."""

    level: str
    volume_ml: float | None
    shares: tuple[NeedleShare, ...] = ()
    material: str = ""
    reason: str = ""

    @property
    def label(self) -> str:
        return f"Cement {self.level}"

    def apply(self, plan: Plan) -> Plan:
        others = [target for target in plan.cement if target.level != self.level]
        if self.volume_ml is None:
            return changed(plan, cement=tuple(others))
        if not 0.0 <= self.volume_ml <= 50.0:
            raise EditRefused(f"The cement of {self.level} must lie between 0 and 50 mL.")
        try:
            chosen = CementTarget(
                level=self.level,
                volume_ml=self.volume_ml,
                shares=self.shares,
                material=self.material,
                reason=self.reason,
            )
        except ValueError as error:
            raise EditRefused(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
        others.append(chosen)
        return changed(plan, cement=tuple(sorted(others, key=lambda target: level_rank(target.level))))


class PutAblation(EditBase, frozen=True):
    """Place or move an ablation zone."""

    zone: AblationZone
    verb: str = "Ablation"

    @property
    def label(self) -> str:
        return f"{self.verb} {self.zone.level}"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, ablations=put(plan.ablations, self.zone))


class SetAblations(EditBase, frozen=True):
    """All zones of one level at once, as suggested."""

    level: str
    zones: tuple[AblationZone, ...]

    @property
    def label(self) -> str:
        return f"Ablation {self.level}"

    def apply(self, plan: Plan) -> Plan:
        others = tuple(zone for zone in plan.ablations if zone.level != self.level)
        return changed(plan, ablations=(*others, *self.zones))


class RemoveAblation(EditBase, frozen=True):
    """Remove an ablation zone."""

    zone_id: str
    label: str = "Remove ablation"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, ablations=without(plan.ablations, self.zone_id))


class PutGuidanceError(EditBase, frozen=True):
    """Enter an operator's own error of a way of guiding."""

    error: GuidanceError
    label: str = "Error of guidance"

    def apply(self, plan: Plan) -> Plan:
        others = tuple(one for one in plan.guidance_errors if one.guidance != self.error.guidance)
        return changed(plan, guidance_errors=(*others, self.error))


class RemoveGuidanceError(EditBase, frozen=True):
    """Back to the published mean."""

    guidance: str
    label: str = "Published error"

    def apply(self, plan: Plan) -> Plan:
        others = tuple(one for one in plan.guidance_errors if one.guidance != self.guidance)
        return changed(plan, guidance_errors=others)


class SetGuidance(EditBase, frozen=True):
    """Choose the error envelope of needles that name none."""

    guidance: str
    label: str = "Guidance"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, guidance=self.guidance)
