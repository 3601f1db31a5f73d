"""The department's thresholds in the user's settings."""

import json

from spineplan.clinical.conventions import Policy, conventions
from spineplan.errors import InputRefused
from spineplan.planning.margins.carm import CArmLimits
from spineplan.ui.settings import Settings


def policy_of(settings: Settings) -> Policy:
    """What the user's settings say; the defaults where they cannot be read or are out of range."""
    try:
        kept = json.loads(settings.thresholds or "{}")
        own = {str(name): float(value) for name, value in kept.get("own", {}).items()}
        holds = {str(drug): str(text) for drug, text in kept.get("holds", {}).items()}
        return Policy(own, holds)
    except (ValueError, TypeError, AttributeError, InputRefused):
        return Policy()


def c_arm_of(policy: Policy) -> CArmLimits:
    """What the department's C-arm reaches."""
    return CArmLimits(policy["c_arm_oblique_deg"], policy["c_arm_tilt_deg"])


def keep_policy(settings: Settings, policy: Policy) -> None:
    """Write them down; what is as by default is not kept."""
    own = {name: value for name, value in policy.own.items() if value != conventions()[name].value}
    holds = {drug: text for drug, text in policy.holds.items() if text}
    settings.thresholds = json.dumps({"own": own, "holds": holds}) if own or holds else ""
