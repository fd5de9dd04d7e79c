"""The words for computed things, the same on screen, on paper and on the command line."""

from dpia_wizard.wording.fixed_names import FixedNames
from dpia_wizard.wording.names import Names
from dpia_wizard.wording.sentences import Wording, credit, error

__all__ = ["FixedNames", "Names", "Wording", "credit", "error"]
