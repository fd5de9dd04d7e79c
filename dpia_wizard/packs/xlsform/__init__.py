"""A pack's questions out to and in from an XLSForm workbook, and what could not be carried."""

from dpia_wizard.packs.xlsform.come_in import Arrived, pack_from_workbook
from dpia_wizard.packs.xlsform.left import Left
from dpia_wizard.packs.xlsform.write import Sent, workbook_of

__all__ = ["Arrived", "Left", "Sent", "pack_from_workbook", "workbook_of"]
