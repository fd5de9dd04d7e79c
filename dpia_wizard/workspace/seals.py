"""How the sign-offs of an assessment stand: what was signed, read back, beside what is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from dpia_wizard.core.form import Form
from dpia_wizard.core.model import Assessment
from dpia_wizard.core.seal import SealStanding, standing
from dpia_wizard.errors import UserError
from dpia_wizard.sealing import read_sealed


def standings(
    assessment: Assessment, form: Form, read_file: Callable[[str], bytes] | None
) -> Mapping[str, SealStanding]:
    """How each sign-off stands for *assessment*, by its id.

    One whose content is not here, or is not what it covers, is left out: nobody can tell.
    """
    if read_file is None:
        return {}
    found = {}
    for sign_off in assessment.sign_offs.values():
        try:
            content = read_file(sign_off.covers)
            if hashlib.sha256(content).hexdigest() != sign_off.covers:
                continue
            then = read_sealed(content)
        except UserError:
            continue
        if then.assessment.id == assessment.id:
            found[sign_off.id] = standing(then, sign_off, assessment, form)
    return found
