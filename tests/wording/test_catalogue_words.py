"""The catalogue in words: nothing that the pack says is left out, in English and in Arabic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dpia_wizard.core.condition import All, Answered, Any, AtLeast, Chosen, DepthIs, Fact, Not
from dpia_wizard.core.facts import FACTS
from dpia_wizard.core.form import KINDS as QUESTION_KINDS
from dpia_wizard.core.uses import KINDS, Item
from dpia_wizard.packs.load import load_matrix, load_pack, shipped_matrices
from dpia_wizard.packs.words import form_words, matrix_words, protocol_words
from dpia_wizard.texts import words_for
from dpia_wizard.wording.catalogue import CatalogueWords
from dpia_wizard.wording.catalogue_details import answer_kind, details
from dpia_wizard.wording.conditions import condition_text
from dpia_wizard.workspace.reports import report_words

PACK = load_pack()
MATRICES = tuple(map(load_matrix, shipped_matrices()))


@pytest.fixture(params=["en", "ar"])
def say(request: pytest.FixtureRequest) -> CatalogueWords:
    return CatalogueWords(report_words(PACK, request.param), PACK, matrices=MATRICES)


def test_every_text_of_the_pack_is_told(say: CatalogueWords) -> None:
    told = "\n".join(
        text for kind in KINDS for item in say.items(kind) for text in details(say, item).texts()
    )
    # What only the form itself says: of its phases, of pages without questions, of empty tables.
    apart = ("pack.", "phase.", "matrix.", "protocol.", "element.other.")
    silent = (".add", ".none", ".summary")
    addressed = (*form_words(PACK), *protocol_words(PACK), *matrix_words(PACK.matrix))
    for address, text in addressed:
        if not text or address.startswith(apart) or address.endswith(silent):
            continue
        if address.startswith("section.") and not any(
            address == f"section.{section.id}.title" and section.questions
            for section in PACK.form.sections
        ):
            continue
        assert say.words.pack(address, text) in told, address


def test_source_and_confidence_are_told(say: CatalogueWords) -> None:
    for risk in PACK.risks:
        last = details(say, Item("risk", risk.id)).parts[-1]
        assert risk.source in last.text
        assert last.text != risk.source
        assert last.quiet


def test_links_lead_to_what_is_there(say: CatalogueWords) -> None:
    for kind in KINDS:
        for item in say.items(kind):
            found = details(say, item)
            for part in (*found.parts, *found.used):
                assert part.label
                assert all(say.is_here(link.item) and link.words for link in part.links)


def test_where_something_is_used_it_is_linked_back(say: CatalogueWords) -> None:
    def linked(item: Item) -> set[Item]:
        found = details(say, item)
        return {link.item for part in (*found.parts, *found.used) for link in part.links}

    for risk in say.items("risk"):
        for other in linked(risk):
            assert risk in linked(other), (risk, other)


@pytest.mark.parametrize("kind", KINDS)
def test_each_filter_finds_something_and_every_trait_has_a_name(
    say: CatalogueWords, kind: str
) -> None:
    known = next(k for k in KINDS if k == kind)
    entries = say.entries(known)
    for offered in say.filters(known):
        assert offered.every
        for trait, words in offered.options:
            assert words
            fits = [e for e in entries if trait in e.traits[offered.id]]
            assert 0 < len(fits) <= len(entries)


def test_the_filters_suit_their_kind() -> None:
    say = CatalogueWords(words_for("en"), PACK)
    found = {kind: [f.id for f in say.filters(kind)] for kind in KINDS}
    assert found == {
        "risk": ["group", "mark"], "control": ["family", "axis", "format"],
        "clause": ["part", "basis"], "element": ["sensitivity"], "stop": [],
        "question": ["section", "mark"], "matrix": [],
    }  # fmt: skip
    marks = {id for filter_ in say.filters("risk") for id, _words in filter_.options}
    assert {"mandatory", "irreversible"} <= marks


def test_every_kind_of_answer_has_words() -> None:
    say = CatalogueWords(words_for("en"), PACK)
    question = next(iter(PACK.form.by_id.values()))
    said = {answer_kind(say, replace(question, kind=kind)) for kind in QUESTION_KINDS}
    assert len(said) == len(QUESTION_KINDS)


def test_another_matrix_is_told_in_its_own_words(say: CatalogueWords) -> None:
    for matrix in MATRICES:
        told = details(say, Item("matrix", matrix.id))
        text = "\n".join(told.texts())
        assert told.title == say.words.pack("matrix.title", matrix.title)
        for point in (*matrix.likelihoods, *matrix.severities):
            scale = "likelihood" if point in matrix.likelihoods else "severity"
            assert say.words.pack(f"{scale}.{point.id}.anchor", point.anchor) in text


QUESTION = "flows.channels"


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (Chosen(QUESTION, ("paper_form",)), ": Paper form"),
        (Chosen(QUESTION, ("paper_form", "notebook")), ": Paper form or Notebook"),
        (Chosen("inventory.elements", ("D16",), "element"), "in the column “Kind of information”"),
        (Answered(QUESTION), ": answered"),
        (Answered(QUESTION, False), ": not answered"),
        (AtLeast(QUESTION, 3), ": 3 or more"),
        (DepthIs("full"), "at least this deep: Full depth"),
        (Not(Answered(QUESTION)), "Not this:\n"),
        (All((Answered(QUESTION), DepthIs("full"))), "All of these:\n"),
        (Any((Answered(QUESTION), DepthIs("full"))), "One of these:\n"),
        (Any((Answered(QUESTION),)), ": answered"),
        (Chosen("gone.question", ("gone",)), "gone.question: gone"),
        *((Fact(name), ".") for name in FACTS),
    ],
)
def test_a_condition_is_told_in_words(condition: object, said: str) -> None:
    say = CatalogueWords(words_for("en"), PACK)
    text = condition_text(say.names, condition)  # type: ignore[arg-type]  # any of the tree
    assert said in text
    assert not any(name in text for name in FACTS)


def test_what_belongs_together_is_set_in() -> None:
    say = CatalogueWords(words_for("en"), PACK)
    inner = Any((Answered(QUESTION), DepthIs("full")))
    lines = condition_text(say.names, All((DepthIs("standard"), inner))).split("\n")
    steps = [len(line) - len(line.lstrip("\u00a0")) for line in lines]
    assert steps == [0, 3, 3, 6, 6]
