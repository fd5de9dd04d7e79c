"""Facts that the program computes for stop conditions; a pack may name these and no others."""

FACTS = (
    "critical_not_accepted",
    "grave_unknown_without_action",
    "opinion_overruled_without_reason",
)
