"""Plans for the tests of the window."""

from typing import Any

from spineplan.plan.model import Identity, Plan, SeriesRef

WHO = Identity(patient_name="ROSSI^ANNA", patient_id="77", birth_date="19500102", sex="F")
SERIES = SeriesRef(
    series_uid="1.2.3", study_uid="1.2", modality="CT", description="spine", study_date="20240309",
    frame_of_reference_uid="1.2.9", instances_digest="d" * 64, slices=40,
)  # fmt: skip


def plan_with(**fields: Any) -> Plan:
    """A plan of an invented patient."""
    return Plan(identity=WHO, reference=SERIES, series=(SERIES,), **fields)
