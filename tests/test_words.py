"""The words of every language that ships: whole, true to the English, and printable."""

from __future__ import annotations

import gettext
import importlib.util
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from types import ModuleType

import polib
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.data import FORMS, RESOURCES, RISK_MATRICES
from dpia_wizard.packs.load import DEFAULT_FORM, load_pack
from dpia_wizard.packs.source import FolderSource
from dpia_wizard.packs.words import form_words, matrix_words, protocol_words
from dpia_wizard.texts import LANGUAGES, PSEUDO_LANGUAGE, SOURCE_LANGUAGE, Words, pseudo, words_for

TRANSLATED = sorted(set(LANGUAGES) - {SOURCE_LANGUAGE})
FORM = FORMS / DEFAULT_FORM
PACKS = tuple(map(FolderSource, (FORM, RISK_MATRICES, RESOURCES / "dpisp")))
FILES = sorted(
    path
    for folder in (RESOURCES, FORMS, RISK_MATRICES)
    for path in folder.rglob("*.po")
    if "examples" not in path.parts  # a country group's, which check-pack looks through
)
ARABIC = "\u0621-\u064a"
AGAIN = "run resources/translations/update.py and translate what is new"


def load_update() -> ModuleType:
    """The script that brings the PO files up to date."""
    path = RESOURCES / "translations" / "update.py"
    specification = importlib.util.spec_from_file_location("update_translations", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    before = list(sys.path)
    specification.loader.exec_module(module)
    sys.path[:] = before
    return module


UPDATE = load_update()


@cache
def catalogues(language: str) -> dict[Path, list[tuple[str, str, str]]]:
    found: dict[Path, list[tuple[str, str, str]]] = UPDATE.catalogues(language)
    return found


@cache
def opened(path: Path) -> polib.POFile:
    return polib.pofile(str(path), encoding="utf-8", check_for_duplicates=True)


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def said(entry: polib.POEntry) -> Iterator[str]:
    """Everything an entry says in its language."""
    yield from entry.msgstr_plural.values() if entry.msgid_plural else (entry.msgstr,)


def is_whole(entry: polib.POEntry) -> bool:
    return all(text.strip() for text in said(entry))


def places(text: str) -> Counter[str]:
    """The named places of a sentence, such as ``{risk}``, with how often each stands there."""
    found = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    return Counter(found)


def rule(path: Path) -> str:
    return str(opened(path).metadata["Plural-Forms"])


def numbers(path: Path) -> dict[int, list[int]]:
    """For each plural form the numbers below 1000 that take it."""
    which = gettext.c2py(rule(path).split("plural=")[1].rstrip(";"))
    found: dict[int, list[int]] = {}
    for n in range(1000):
        found.setdefault(which(n), []).append(n)
    return found


def whole_catalogues(language: str) -> tuple[Path, ...]:
    """The files in which nothing may be missing; the form may still fall back here and there."""
    return (
        RESOURCES / "translations" / f"{language}.po",
        RISK_MATRICES / "lang" / f"{language}.po",
        RESOURCES / "dpisp" / "lang" / f"{language}.po",
    )


@cache
def in_arabic() -> Words:
    return words_for("ar", packs=PACKS)


# Every PO file


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_translation_has_the_places_of_its_sentence_and_no_others(path: Path) -> None:
    wrong = []
    forms = numbers(path)
    for entry in opened(path):
        if not entry.msgid_plural:
            if entry.msgstr and places(entry.msgstr) != places(entry.msgid):
                wrong.append((entry.msgid, entry.msgstr))
            continue
        asked = set(places(entry.msgid)) | set(places(entry.msgid_plural))
        for form, text in entry.msgstr_plural.items():
            may_leave_out = {"n"} if len(forms[form]) == 1 else set()
            if text and not asked - may_leave_out <= set(places(text)) <= asked:
                wrong.append((entry.msgid_plural, text))
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=str)
def test_no_translation_is_blank_or_loses_the_blanks_at_its_ends(path: Path) -> None:
    wrong = []
    for entry in opened(path):
        for text in said(entry):
            if not text:
                continue
            ends = (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace())
            if not text.strip() or (text[:1].isspace(), text[-1:].isspace()) != ends:
                wrong.append((entry.msgid, text))
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=str)
def test_counted_sentences_have_every_form_of_their_language_or_none(path: Path) -> None:
    count = int(rule(path).split("nplurals=")[1].split(";")[0])
    assert sorted(numbers(path)) == list(range(count))
    for entry in opened(path):
        if entry.msgid_plural:
            assert sorted(entry.msgstr_plural) == list(range(count)), entry.msgid
            assert is_whole(entry) or not any(said(entry)), entry.msgid


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_po_file_is_in_the_language_of_its_name_and_keeps_no_old_sentences(path: Path) -> None:
    file = opened(path)
    assert file.metadata["Language"] == path.stem
    assert not [entry.msgid for entry in file if entry.obsolete or entry.fuzzy]


# Every language that ships


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_po_files_have_just_what_the_program_and_its_packs_say(language: str) -> None:
    for path, messages in catalogues(language).items():
        wanted = set(messages)
        here = {key(entry) for entry in opened(path)}
        assert not wanted - here, f"{path.name} lacks sentences: {AGAIN}"
        assert not here - wanted, f"{path.name} has sentences nobody says: {AGAIN}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_program_matrix_and_protocol_are_translated_whole(language: str) -> None:
    for path in whole_catalogues(language):
        missing = [entry.msgid for entry in opened(path) if not is_whole(entry)]
        assert not missing, f"{path}: {AGAIN}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_of_the_form_all_that_is_asked_and_chosen_is_translated(language: str) -> None:
    parts = ("title", "summary", "label", "add", "none", "text", "lifts", "harm", "event")
    missing = [
        entry.msgctxt
        for entry in opened(FORM / "lang" / f"{language}.po")
        if entry.msgctxt.rsplit(".", 1)[-1] in parts and not is_whole(entry)
    ]
    assert not missing


def test_the_packs_name_each_address_once() -> None:
    pack = load_pack()
    for texts in (form_words(pack), matrix_words(pack.matrix), protocol_words(pack)):
        by_address: dict[str, str] = {}
        for address, text in texts:
            assert by_address.setdefault(address, text) == text, address


# Arabic


@pytest.mark.parametrize(
    ("n", "sentence"),
    [
        (0, "لا مخاطر"),
        (1, "خطر واحد"),
        (2, "خطران"),
        (3, "3 مخاطر"),
        (10, "10 مخاطر"),
        (11, "11 خطرًا"),
        (99, "99 خطرًا"),
        (100, "100 خطر"),
        (102, "102 خطر"),
        (103, "103 مخاطر"),
        (111, "111 خطرًا"),
    ],
)
def test_arabic_counts_in_six_forms(n: int, sentence: str) -> None:
    assert in_arabic().count("{n} risk", "{n} risks", n) == sentence


def test_the_levels_and_scales_have_the_words_of_the_glossary() -> None:
    words = in_arabic()
    names = {
        "level.low": ("Low", "منخفض"),
        "level.medium": ("Medium", "متوسط"),
        "level.high": ("High", "مرتفع"),
        "level.critical": ("Critical", "حرج"),
        "likelihood.remote": ("Remote", "مستبعد جدًا"),
        "likelihood.possible": ("Possible", "ممكن"),
        "likelihood.likely": ("Likely", "مرجّح"),
        "likelihood.almost_certain": ("Almost certain", "شبه مؤكد"),
        "severity.low_distress": ("Low distress", "ضيق طفيف"),
        "severity.limited": ("Limited harm", "ضرر محدود"),
        "severity.serious": ("Serious harm", "ضرر خطير"),
        "severity.grave": ("Grave or irreversible", "ضرر جسيم أو لا رجعة فيه"),
    }
    for address, (english, arabic) in names.items():
        assert words.pack(f"{address}.name", english) == arabic


def test_statuses_and_the_words_of_the_rule_are_those_of_the_glossary() -> None:
    words = in_arabic()
    glossary = {
        "Draft": "مسودة",
        "In review": "قيد المراجعة",
        "Returned": "مُعاد للتعديل",
        "Approved": "معتمد",
        "Approved with conditions": "معتمد بشروط",
        "Rejected": "مرفوض",
        "Not applicable": "لا ينطبق",
        "Not answered": "لم تتم الإجابة بعد",
        "Unknown": "غير معروف",
        "Likelihood": "الاحتمالية",
        "Severity": "الشدة",
        "Control": "التدبير",
        "Evidence": "الإثبات",
        "Precaution": "احتراز",
        "Planned": "مخطَّط له",
        "Not in place": "غير مطبَّق",
        "Verified": "متحقَّق منه",
        "weak": "ضعيف",
        "moderate": "متوسط القوة",
        "strong": "قوي",
    }
    assert {english: words(english) for english in glossary} == glossary


def test_unknown_not_answered_and_not_applicable_are_three_different_words() -> None:
    words = in_arabic()
    three = {words("Unknown"), words("Not answered"), words("Not applicable")}
    assert len(three) == 3


def test_likelihood_and_severity_fall_with_verbs_of_their_own() -> None:
    words = in_arabic()
    for verb in ("falls from {before} to {after} (sum {sum}).", "stays {rank} (sum {sum})."):
        likelihood, severity = words(f"Likelihood {verb}"), words(f"Severity {verb}")
        assert "الاحتمالية" in likelihood
        assert "الشدة" in severity


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("a stretched line", "\u0640"),
        ("Arabic digits", "[\u0660-\u0669\u06f0-\u06f9]"),
        ("a Latin comma after Arabic", f"[{ARABIC}],"),
        ("a Latin semicolon after Arabic", f"[{ARABIC}];(?!;)"),
        ("a Latin question mark after Arabic", f"[{ARABIC}]\\?"),
        ("Latin or straight quotes", '["“”]'),
        ("severity called gravity, which sounds like risk", "الخطورة"),
        ("a control called a check", "الضوابط|ضابط|رقابة"),
        ("a likelihood that some read as possible, some as likely", f"(?<![{ARABIC}])محتمل"),
    ],
)
def test_arabic_has_none_of(fault: str, pattern: str) -> None:
    found = [
        text
        for path in catalogues("ar")
        for entry in opened(path)
        for text in said(entry)
        if re.search(pattern, text)
    ]
    assert not found, fault


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_written_with_composed_characters(language: str) -> None:
    for path in catalogues(language):
        for entry in opened(path):
            for text in said(entry):
                assert unicodedata.is_normalized("NFC", text), text


# What has no translation


def test_what_is_not_translated_is_shown_in_english_and_remembered() -> None:
    words = words_for("ar", packs=PACKS)
    assert words("Nobody ever says this.") == "Nobody ever says this."
    assert words.count("{n} nobody", "{n} nobodies", 3) == "3 nobodies"
    assert words.pack("question.no.such.label", "No such question") == "No such question"
    assert words.missing == {"Nobody ever says this.", "{n} nobodies", "No such question"}


def test_a_changed_text_of_a_pack_falls_back_until_it_is_translated_anew() -> None:
    words = words_for("ar", packs=PACKS)
    address, text = next(iter(form_words(load_pack())))
    assert words.pack(address, text) != text
    assert not words.missing
    assert words.pack(address, f"{text}, changed") == f"{text}, changed"
    assert words.missing == {f"{text}, changed"}


def test_english_is_never_missing() -> None:
    words = words_for(SOURCE_LANGUAGE, packs=PACKS)
    assert words("Likelihood") == "Likelihood"
    assert words.count("{n} risk", "{n} risks", 1) == "1 risk"
    assert words.count("{n} risk", "{n} risks", 2) == "2 risks"
    assert not words.missing


def test_a_language_nobody_translated_says_everything_in_english() -> None:
    words = words_for("xx")
    assert words("Likelihood") == "Likelihood"
    assert words.missing == {"Likelihood"}


# The language for tests


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["{risk}", "{n}", "{other_name}"]),
            st.text(st.characters(codec="utf-8", exclude_characters="{}"), max_size=12),
        ),
        min_size=1,
    ).map("".join)
)
def test_the_made_up_language_keeps_places_and_is_longer(text: str) -> None:
    shown = pseudo(text)
    assert places(shown) == places(text)
    assert len(shown) >= len(text) + len(text) // 2
    assert shown != text


def test_the_made_up_language_needs_no_file_and_misses_nothing() -> None:
    words = words_for(PSEUDO_LANGUAGE, packs=PACKS)
    assert words.is_right_to_left
    assert words("Risks") == pseudo("Risks")
    assert words.count("{n} risk", "{n} risks", 2) == pseudo("{n} risks").replace("{n}", "2")
    assert not words.missing


# Fonts


@cache
def characters(name: str) -> frozenset[int]:
    """The characters that the font *name* has a glyph for."""
    with TTFont(RESOURCES / "fonts" / f"{name}.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def everything_said() -> Iterator[str]:
    pack = load_pack()
    for texts in (form_words(pack), matrix_words(pack.matrix), protocol_words(pack)):
        for _, text in texts:
            yield text
    for path in FILES:
        for entry in opened(path):
            yield entry.msgid
            yield entry.msgid_plural or ""
            yield from said(entry)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_shipped_fonts_have_a_glyph_for_every_character(weight: str) -> None:
    has = characters(f"NotoSans-{weight}") | characters(f"NotoNaskhArabic-{weight}")
    lacking = {
        f"U+{ord(character):04X} in {text!r}"
        for text in everything_said()
        for character in text
        if ord(character) not in has and character != "\n"
    }
    assert not lacking
