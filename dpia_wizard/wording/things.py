"""What each record is called in a sentence: a question, a risk, a link, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.model import (
    Action,
    Answer,
    Attachment,
    Control,
    Decision,
    Link,
    Pin,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
    SignOff,
)
from dpia_wizard.core.seal import PURPOSE, SIGNED_PAGE
from dpia_wizard.core.workflow import MATRIX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dpia_wizard.texts import Words
    from dpia_wizard.wording import Wording

_LONGEST = 60
_MARKS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def thing(wording: Wording, record: Record, beside: Iterable[Record] = ()) -> str:
    """What *record* is called: "the answer to question 3.2", "the link of R49 with M39". The
    records *beside* it tell whose sealed content a file is."""
    _ = wording.words
    match record:
        case Answer(id):
            return _("the answer to {place}").format(place=place(wording, id))
        case Row(_id, question):
            return _("a row of {place}").format(place=place(wording, question))
        case Risk(id):
            return _("risk {id}").format(id=whole(_, id))
        case Control(id):
            return _("control {id}").format(id=whole(_, id))
        case Link(risk=risk, control=control):
            sentence = _("the link of {risk} with {control}")
            return sentence.format(risk=whole(_, risk), control=whole(_, control))
        case Action(text=text):
            return _("the action “{text}”").format(text=own(_, text)) if text else _("an action")
        case Remark(place=about):
            return _("a remark on {place}").format(place=place(wording, about))
        case Decision(kind=kind, about=about):
            said = decided(_, kind)
            if not about or about == MATRIX:
                return _("the decision “{decision}”").format(decision=said)
            sentence = _("the decision “{decision}” on {place}")
            return sentence.format(decision=said, place=place(wording, about))
        case Rating(risk=risk, by=by):
            sentence = _("the rating of {risk} by {who}")
            return sentence.format(risk=whole(_, risk), who=own(_, by))
        case SignOff(name=name):
            return _("the sign-off of {who}").format(who=own(_, name))
        case Attachment(sha256=sha256, purpose=purpose) if purpose == PURPOSE:
            return _sealed(_, sha256, beside)
        case Attachment(name=name, purpose=purpose) if purpose == SIGNED_PAGE:
            return _("the page signed in ink, {name}").format(name=own(_, name))
        case Attachment(name=name):
            return _("the file {name}").format(name=own(_, name))
        case Pin(id, pack, edition):
            made = {"form": _("the form"), "matrix": _("the matrix"), "protocol": _("the protocol")}
            return f"{made.get(id, id)} {whole(_, f'{pack} {edition}')}"


def _sealed(words: Words, sha256: str, beside: Iterable[Record]) -> str:
    """What the file is called that keeps the content which somebody signed."""
    _ = words
    signed = [one for one in beside if isinstance(one, SignOff) and one.covers == sha256]
    if not signed:
        return _("the sealed content of a sign-off")
    who = _(", ").join(own(_, one.name) for one in signed)
    return _("the sealed content of the sign-off by {who}").format(who=who)


def place(wording: Wording, id: str) -> str:
    """What the place *id* is called: "question 3.2", "section 3", "risk R49", "control M39"."""
    _ = wording.words
    form = wording.pack.form
    question, section = form.by_id.get(id), form.section(id)
    if question is not None:
        return _("question {number}").format(number=whole(_, question.number))
    if section is not None:
        return _("section {number}").format(number=whole(_, str(section.number)))
    if id in wording.pack.risk:
        return _("risk {id}").format(id=whole(_, id))
    if id in wording.pack.control:
        return _("control {id}").format(id=whole(_, id))
    return whole(_, id) if id else _("the assessment")


def decided(words: Words, kind: str) -> str:
    """What a kind of decision is called; one of a newer program as it stands."""
    _ = words
    return {
        "sent": _("sent for review"),
        "returned": _("returned"),
        "approved": _("approved"),
        "approved_with_conditions": _("approved with conditions"),
        "approved_in_emergency": _("approved in an emergency"),
        "rejected": _("rejected"),
        "reopened": _("opened again"),
        "closed": _("closed again"),
        "confirmed": _("level confirmed"),
        "raised": _("level raised"),
        "lowered": _("level lowered"),
        "accepted": _("risk accepted"),
        "withdrawn": _("acceptance withdrawn"),
        "talked_through": _("difference talked through"),
        "agreed": _("agreed on together"),
        "matrix_changed": _("another matrix"),
    }.get(kind, kind.replace("_", " "))


def own(words: Words, text: str, *, most: int = _LONGEST) -> str:
    """Somebody's own words, not too long, in their own direction inside one of our sentences."""
    clean = " ".join(text.translate(_MARKS).split())
    if len(clean) > most:
        clean = f"{clean[: most - 1].rstrip()}…"
    mixed = words.is_right_to_left or any("\u0590" <= letter <= "\u08ff" for letter in clean)
    return f"\u2068{clean}\u2069" if clean and mixed else clean


def whole(words: Words, text: str) -> str:
    """An id, a number or a date, kept whole inside a right-to-left line."""
    clean = text.translate(_MARKS)
    return f"\u2066{clean}\u2069" if clean and words.is_right_to_left else clean
