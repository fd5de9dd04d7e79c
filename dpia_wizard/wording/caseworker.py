"""What a caseworker does by a control of the catalogue, in plain words: one sentence for each.

They stand for the controls of the shipped catalogue only, told by id and English title; a control
of another catalogue under the same id is another control, and is not told: a title of the catalogue
would tell staff by its date what is missing today, and one of a team's own is free text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dpia_wizard.texts import Words
    from dpia_wizard.wording import Wording


class Plain(NamedTuple):
    """What to do, or with ``is_not`` what to leave; ``title`` is the control's in English."""

    title: str
    sentence: str
    is_not: bool = False


def carries_out(wording: Wording, control: str) -> bool:
    """Whether caseworkers carry out *control* themselves."""
    return _plain(wording, control) is not None


def told(wording: Wording, control: str) -> Plain:
    """What to do by *control*, which caseworkers carry out."""
    found = _plain(wording, control)
    if found is None:
        raise ValueError(f"no plain sentence stands for the control {control}")
    return found


def _plain(wording: Wording, control: str) -> Plain | None:
    known = wording.pack.control.get(control)
    found = plain_sentences(wording.words).get(control)
    if known is None or found is None or known.title != found.title:
        return None
    return found


def plain_sentences(words: Words) -> dict[str, Plain]:
    """The sentences by the id of the control."""
    return {**_with_children(words), **_with_papers(words), **_with_devices(words)}


def _with_children(words: Words) -> dict[str, Plain]:
    """Talking with children and families, and what they decide."""
    _ = words
    return {
        "M09": Plain(
            "Vetted and suitable interpreters",
            _("Use only interpreters from the list. A child may ask for another one."),
        ),
        "M13": Plain(
            "Check before acting on identity or age",
            _(
                "Before tracing a family or handing over a child, let a second person or source"
                " confirm who somebody is."
            ),
        ),
        "M54": Plain(
            "A private place to talk",
            _("Talk with children only where nobody can listen or see the screen."),
        ),
        "M68": Plain(
            "An explanation a child understands",
            _("Explain with the script and the pictures, and ask the child to say it back."),
        ),
        "M69": Plain(
            "Separate choices, and no is free",
            _(
                "Ask for consent apart for each purpose and each receiver. A no never costs the"
                " child help."
            ),
        ),
        "M70": Plain(
            "Acting without consent is written down",
            _("Where you must act without consent, note why and let your supervisor agree."),
        ),
        "M71": Plain(
            "The child's limits and safe contact",
            _("Ask the child whom not to tell, and which number, time and words are safe."),
        ),
        "M72": Plain(
            "Reading the file with the child",
            _("Read the file back with the child at the review, and correct what is wrong."),
        ),
        "M75": Plain(
            "Limits explained first",
            _("Before a child tells you anything, say what you cannot keep secret, and why."),
        ),
        "M76": Plain(
            "Ask once",
            _("Pass on with consent what the child has told, so that nobody asks again."),
        ),
        "M78": Plain(
            "Safety check before contact, visit or report",
            _("Before you call, visit or report, ask who is near and agree what to say."),
        ),
    }


def _with_papers(words: Words) -> dict[str, Plain]:
    """Writing, papers, and sharing with others."""
    _ = words
    return {
        "M03": Plain(
            "Confidentiality undertaking",
            _("Sign the undertaking before you see any file: it says what you may tell to whom."),
        ),
        "M04": Plain(
            "Training by role",
            _("Come to the training for your role, with questions from your own work."),
        ),
        "M10": Plain(
            "Clear desks and safe talk",
            _("Do not leave papers out, or talk about cases in cars, corridors or cafés."),
            is_not=True,
        ),
        "M12": Plain(
            "Neutral words, no labels",
            _("Use neutral words. What happened to a child stands on no cover, list or subject."),
        ),
        "M14": Plain(
            "Five questions before sharing",
            _(
                "Before you share, ask who needs it, what is the least, why, on what basis, and how"
                " to send it safely."
            ),
        ),
        "M15": Plain(
            "A second pair of eyes before release",
            _("Let a colleague check every list, export or mailing before it leaves."),
        ),
        "M16": Plain(
            "Restricted cases",
            _("In restricted cases use the code name, and ask your supervisor before you share."),
        ),
        "M17": Plain(
            "Agreed minimum sets for referral and transfer",
            _("For a referral send the agreed fields, never the whole file."),
        ),
        "M18": Plain(
            "Incident plan and log",
            _("Report a loss, a leak or a wrong message at once, also when you are not sure."),
        ),
        "M45": Plain(
            "Places kept apart and coarse",
            _("Write the area only. The exact address has one field of its own."),
        ),
        "M46": Plain(
            "Sharing follows consent, withdrawals are relayed",
            _("Share only what the child agreed to, and pass on a withdrawal the same day."),
        ),
        "M51": Plain(
            "Steel cabinet and key control",
            _("Lock files in the steel cabinet, and give the key back to the post that holds it."),
        ),
        "M52": Plain(
            "Coded covers, consent forms apart",
            _("Write no name on a folder, and put signed consent forms in their own cabinet."),
        ),
        "M53": Plain(
            "Signed out, carried by hand",
            _("Sign for every paper you take out, carry it in a sealed envelope, get a receipt."),
        ),
        "M55": Plain(
            "Carry as little as possible",
            _("Carry only today’s pages, coded, and bring them back the same day."),
        ),
        "M58": Plain(
            "Careful printing",
            _("Print only in your office, fetch the pages at once, and never reuse the back."),
        ),
        "M62": Plain(
            "Procedure for requests by authorities",
            _("Do not give names or lists to anybody who asks. Take the request and pass it up."),
            is_not=True,
        ),
        "M63": Plain(
            "Rule for donors, media and research",
            _("Do not show a child’s case to donors, media or researchers."),
            is_not=True,
        ),
    }


def _with_devices(words: Words) -> dict[str, Plain]:
    """Phones, laptops, messages and pictures."""
    _ = words
    return {
        "M29": Plain(
            "Own accounts with a second step",
            _("Do not lend your account or tell anybody your passphrase."),
            is_not=True,
        ),
        "M32": Plain(
            "Encrypted files, secret sent another way",
            _("Lock every attachment with a passphrase, and send the passphrase another way."),
        ),
        "M33": Plain(
            "Only registered, encrypted memory sticks",
            _("Do not use private memory sticks. Wipe those of the office after each transfer."),
            is_not=True,
        ),
        "M34": Plain(
            "Screens lock by themselves", _("Lock the screen whenever you turn away from it.")
        ),
        "M35": Plain(
            "Lost-device action", _("Report a lost phone or laptop at once, also at night.")
        ),
        "M38": Plain(
            "Codes instead of names, key kept apart",
            _("Write codes instead of names in files, lists and messages."),
        ),
        "M39": Plain(
            "List of approved channels",
            _("Do not write about children from private accounts. Use the approved apps."),
            is_not=True,
        ),
        "M40": Plain(
            "Safe forms on phones and tablets",
            _("Send mobile forms as soon as you can, so that nothing stays on the device."),
        ),
        "M43": Plain(
            "Photo rules",
            _("Do not take a photo without a consent of its own, or with a school or place in it."),
            is_not=True,
        ),
    }
