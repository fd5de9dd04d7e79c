"""Histories of several people over several days, kept as the window keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import Answer, Decision, Record, Risk
from dpia_wizard.workspace.library import Library

OFFICER = "Case management officer"
SUPERVISOR = "مسؤولة حماية الطفل · Супервізорка"


class Writer:
    """Writes entries into the history of one assessment, each at a moment and by somebody."""

    def __init__(self, library: Library, title: str) -> None:
        self.library = library
        self.id = library.new(title, by=OFFICER)
        begun = library.store.load(self.id).answers.values()
        self._kept: dict[tuple[type[Record], str], Record] = {
            (Answer, answer.id): answer for answer in begun
        }

    def put(self, record: Record, *, at: str, by: str = OFFICER, name: str = "answer") -> None:
        """Keep *record* in one entry."""
        key = type(record), record.id
        step = Step(name, (Change(self._kept.get(key), record),))
        self.library.store.commit(self.id, step, at=at, by=by)
        self._kept[key] = record

    def type(self, question: str, words: str, *, day: str, hour: int, by: str = OFFICER) -> None:
        """Type *words* one after the other, which keeps several entries."""
        typed = ""
        for number, word in enumerate(words.split()):
            typed = f"{typed} {word}".strip()
            at = f"{day}T{hour:02}:{number % 60:02}:00.000000+00:00"
            self.put(Answer(question, typed), at=at, by=by)


def worked_on(library: Library) -> str:
    """Four entries of the officer, then a risk by another person, then the sending, then a rating
    that brings the risk to another level."""
    writer = Writer(library, "Referrals in the north")
    writer.type("record.area", "Two districts in the north", day="2026-11-19", hour=8)
    risk = Risk("R04", likelihood="remote", severity="grave")
    day = "2026-11-20"
    writer.put(risk, at=f"{day}T09:00:00+00:00", by=SUPERVISOR, name="rate a risk")
    sent = Decision("d1", "sent", OFFICER, f"{day}T10:00:00+00:00")
    writer.put(sent, at=sent.at, name="decide")
    back = Decision("d2", "returned", SUPERVISOR, f"{day}T11:00:00+00:00", reason="Rate R04 anew")
    writer.put(back, at=back.at, by=SUPERVISOR, name="decide")
    worse = replace(risk, likelihood="almost_certain", likelihood_reason="Two cases <b>seen</b>")
    writer.put(worse, at=f"{day}T12:00:00+00:00", name="rate a risk")
    return writer.id


def many(library: Library, entries: int, *, people: int = 3) -> str:
    """So many entries, by several people in turn."""
    writer = Writer(library, "A very long history")
    for answer, at, by in _answers(entries, people):
        writer.put(answer, at=at, by=by)
    return writer.id


def _answers(entries: int, people: int) -> Iterator[tuple[Answer, str, str]]:
    questions = ("record.area", "record.title", "record.changed", "record.adviser_reason")
    for number in range(entries):
        day, minute = divmod(number, 700)
        at = f"2026-10-{1 + day:02}T{minute // 60:02}:{minute % 60:02}:00+00:00"
        answer = Answer(questions[number // 5 % 4], f"answer {number}")
        yield answer, at, f"Person {number // 20 % people}"
