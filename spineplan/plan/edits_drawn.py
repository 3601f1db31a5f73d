"""Edits of measurements and key images."""

from spineplan.plan.edit_base import EditBase, changed, put, without
from spineplan.plan.model import KeyImage, Measurement, Plan


class PutMeasurement(EditBase, frozen=True):
    """Draw or move a length, angle or region."""

    measurement: Measurement

    @property
    def label(self) -> str:
        return f"Measure {self.measurement.kind}"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, measurements=put(plan.measurements, self.measurement))


class RemoveMeasurement(EditBase, frozen=True):
    """Remove a measurement."""

    measurement_id: str
    label: str = "Remove measurement"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, measurements=without(plan.measurements, self.measurement_id))


class PutKeyImage(EditBase, frozen=True):
    """Keep a picture."""

    key_image: KeyImage
    label: str = "Key image"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, key_images=put(plan.key_images, self.key_image))


class RemoveKeyImage(EditBase, frozen=True):
    """Drop a key image."""

    key_image_id: str
    label: str = "Remove key image"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, key_images=without(plan.key_images, self.key_image_id))
