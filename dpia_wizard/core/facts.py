"""Facts that the program computes for the rules of a pack, which may name these and no others."""

FACTS = (
    "critical_not_accepted",
    "grave_unknown_without_action",
    "opinion_overruled_without_reason",
)
"""What stop conditions may name."""

OF_VALIDITY = ("risk_above_tolerance",)
"""What the rule for how long an approval holds may name."""
