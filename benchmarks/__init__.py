"""How fast the wizard is: every figure beside its own floor, measured in turns in one run."""
