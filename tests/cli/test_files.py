"""Reports, signatures and packs: files in and out of the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dpia_wizard.cli.program import run
from dpia_wizard.data import FORMS, RISK_MATRICES
from tests.cli.conftest import PASSPHRASE, Ask
from tests.report.reading import pages

FORM = "child-protection-case-management"


@pytest.fixture(scope="module")
def made(made_library: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report, a key, and the report signed by its author, all made once."""
    original, reference = made_library
    out = tmp_path_factory.mktemp("files")
    folder = shutil.copytree(original, out / "library")  # a report leaves something in it
    (out / "passphrase").write_text(PASSPHRASE + "\n")
    secret = ["--passphrase-file", str(out / "passphrase")]
    report, key, signed = (str(out / name) for name in ("report.pdf", "author.p12", "signed.pdf"))
    for words in (
        ["report", "--library", str(folder), reference, "--out", report],
        ["key", "new", "--out", key],
        ["sign", report, "--field", "author", "--key", key, "--out", signed, "--post", "Автор"],
    ):
        assert run([*words, *secret]) == 0
    return out


@pytest.fixture
def report(made: Path, tmp_path: Path) -> Path:
    """A report that nobody has signed."""
    return Path(shutil.copy(made / "report.pdf", tmp_path))


@pytest.fixture
def signed(made: Path, tmp_path: Path) -> Path:
    """The same report signed by its author, whose key lies beside it."""
    shutil.copy(made / "author.p12", tmp_path)
    return Path(shutil.copy(made / "signed.pdf", tmp_path))


def test_a_signed_report_is_unchanged_and_says_by_whom(ask: Ask, signed: Path) -> None:
    said = ask("verify", str(signed))
    assert said.code == 1  # nobody here has checked the key, and only one has signed
    others = "Supervisor, Head of office"  # and whom the record names, which is nobody
    assert said.out.splitlines()[:3] == [
        "Unchanged since it was signed.",
        "1 signature is with a key that you have not checked.",
        f"Not everybody has signed who should: {others}.",
    ]
    told = ask("verify", str(signed), "--json").json
    assert sorted(told) == ["complete", "problems", "signers", "unchanged"]
    assert (told["unchanged"], told["complete"]) == (True, False)
    (signer,) = told["signers"]
    assert sorted(signer) == ["fingerprint", "known", "name", "post", "role"]
    assert (signer["role"], signer["known"]) == ("author", False)
    key = signer["fingerprint"]
    assert key in said.out
    named = ask("verify", str(signed), "--known", f"{key}=The focal point", "--json")
    assert named.json["signers"][0] == signer | {
        "known": True,
        "name": "The focal point",
        "post": "",  # what the file says was not checked
    }


def test_who_is_known_nowhere_is_told_how_to_ask_the_library(ask: Ask, signed: Path) -> None:
    said = ask("verify", str(signed))
    *_before, sentence, command = said.out.splitlines()
    assert sentence.startswith("Nobody's key is known here, because only the file was looked at.")
    assert command.endswith(f"verify {signed} --contacts")
    assert said.code == 1
    key = ask("verify", str(signed), "--json").json["signers"][0]["fingerprint"]
    named = ask("verify", str(signed), "--known", f"{key}=Anna")
    assert "Nobody's key" not in named.out


def test_a_name_and_a_post_stand_apart(ask: Ask, signed: Path, passphrase_file: Path) -> None:
    out = signed.with_name("by-two.pdf")
    words = ["--field", "head", "--key", str(signed.with_name("author.p12")), "--out", str(out)]
    who = ["--name", "Müller, أحمد", "--post", "Head, Kyiv", "--agency", "B"]
    secret = ["--passphrase-file", str(passphrase_file)]
    assert ask("sign", str(signed), *words, *who, *secret).code == 0
    head = ask("verify", str(out), "--json").json["signers"][1]
    assert (head["name"], head["post"]) == ("Müller, أحمد", "Head, Kyiv")
    assert "\u2068Müller, أحمد\u2069, Head, Kyiv" in ask("verify", str(out)).out
    arabic = ask("verify", str(out), "--language", "ar").out
    assert "\u2068Müller, أحمد\u2069، \u2068Head, Kyiv\u2069" in arabic


def test_the_exit_code_is_0_only_when_all_three_answers_are_yes(
    ask: Ask, signed: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    report, known = signed, []
    for role in ("supervisor", "adviser", "owner", "head"):
        key, out = tmp_path / f"{role}.p12", tmp_path / f"by-{role}.pdf"
        secret = ["--passphrase-file", str(passphrase_file)]
        assert ask("key", "new", "--out", str(key), *secret).code == 0
        words = ["--field", role, "--key", str(key), "--out", str(out), "--name", role, *secret]
        assert ask("sign", str(report), *words).code == 0
        assert ask("verify", str(out)).code == 1
        report = out
    told = ask("verify", str(report), "--json").json
    assert (told["unchanged"], told["complete"]) == (True, True)
    assert [found["role"] for found in told["signers"]][1:] == [
        found["name"] for found in told["signers"]
    ][1:]
    for found in told["signers"]:
        assert ask("verify", str(report), *known).code == 1
        known += ["--known", f"{found['fingerprint']}={found['role']}"]
    whole = ask("verify", str(report), *known, "--json")
    assert (whole.code, whole.json["problems"]) == (0, [])
    said = ask("verify", str(report), *known)
    assert said.code == 0
    assert said.out.splitlines()[:3] == [
        "Unchanged since the last of its 5 signatures.",
        "Each of the 5 signatures is with a key that you have checked.",
        "Everybody who should sign has signed, as far as this file can tell.",
    ]


def test_a_signature_that_was_cut_off_is_missed_by_who_knows_of_it(ask: Ask, signed: Path) -> None:
    told = ask("verify", str(signed), "--signed", "supervisor", "--json").json
    assert not told["complete"]
    assert any("missing: Supervisor" in problem for problem in told["problems"])


def test_a_changed_report_is_told(ask: Ask, signed: Path) -> None:
    pdf = bytearray(signed.read_bytes())
    pdf[200] ^= 1
    signed.write_bytes(pdf)
    said = ask("verify", str(signed))
    assert said.code == 1
    assert not said.out.startswith("Unchanged")


def test_a_report_that_nobody_signed_is_told(ask: Ask, report: Path) -> None:
    said = ask("verify", str(report))
    assert said.code == 1
    assert said.out.startswith("Nobody has signed")


def test_a_numbered_copy_and_the_page_to_sign_alone(
    ask: Ask, library: list[str], reference: str, tmp_path: Path
) -> None:
    out = tmp_path / "page.pdf"
    words = ["report", *library, reference, "--out", str(out), "--sign-page"]
    assert ask(*words, "--copy", "2/5").code == 0
    (page,) = pages(out.read_bytes(), body=False)
    assert "COPY 2 OF 5" in page
    for wrong in ("5/2", "0/5", "2", "a/b", "-1/2"):
        assert ask(*words, "--copy", wrong, "--force").code == 2


def test_signing_leaves_what_was_signed_before(
    ask: Ask, signed: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "twice.pdf"
    words = ["--key", str(tmp_path / "author.p12"), "--passphrase-file", str(passphrase_file)]
    assert ask("sign", str(signed), "--field", "head", "--out", str(out), *words).code == 0
    assert out.read_bytes().startswith(signed.read_bytes())
    again = ask("sign", str(out), "--field", "head", "--out", str(tmp_path / "x"), *words)
    assert again.code == 1
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("field", ["nobody", "", "author\x00"])
def test_a_place_that_is_not_there_is_told(
    ask: Ask, signed: Path, passphrase_file: Path, tmp_path: Path, field: str
) -> None:
    words = ["--key", str(tmp_path / "author.p12"), "--passphrase-file", str(passphrase_file)]
    said = ask("sign", str(signed), "--field", field, "--out", str(tmp_path / "x"), *words)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert not (tmp_path / "x").exists()


def test_a_key_is_never_written_over(ask: Ask, passphrase_file: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.p12"
    key.write_bytes(b"mine")
    said = ask("key", "new", "--out", str(key), "--passphrase-file", str(passphrase_file))
    assert said.code == 1
    assert key.read_bytes() == b"mine"


def test_a_report_takes_the_place_of_another_only_by_force(
    ask: Ask, library: list[str], reference: str, signed: Path
) -> None:
    before = signed.read_bytes()
    words = ["report", *library, reference, "--out", str(signed)]
    said = ask(*words)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "--force" in said.err
    assert signed.read_bytes() == before
    assert ask(*words, "--force").code == 0
    assert signed.read_bytes() != before


def test_a_key_is_lost_to_no_report_even_by_force(
    ask: Ask, library: list[str], reference: str, signed: Path, tmp_path: Path
) -> None:
    key = tmp_path / "author.p12"
    before = key.read_bytes()
    said = ask("report", *library, reference, "--out", str(key), "--force")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert key.read_bytes() == before


@pytest.mark.parametrize("out", ["author.p12", "signed.pdf", "link.pdf"])
def test_signing_writes_over_nothing_that_it_reads(
    ask: Ask, signed: Path, passphrase_file: Path, tmp_path: Path, out: str
) -> None:
    (tmp_path / "link.pdf").hardlink_to(signed)
    key = tmp_path / "author.p12"
    before = [key.read_bytes(), signed.read_bytes()]
    secret = ["--passphrase-file", str(passphrase_file)]
    words = ["--field", "head", "--key", str(key), "--out", str(tmp_path / out), "--force"]
    said = ask("sign", str(signed), *words, *secret)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert [key.read_bytes(), signed.read_bytes()] == before


def test_an_extract_is_two_files_or_none(
    ask: Ask, library: list[str], reference: str, tmp_path: Path
) -> None:
    both = tmp_path / "both"
    for xlsx in (both, tmp_path / "nowhere" / "x.xlsx", tmp_path / "." / "both"):
        said = ask("extract", *library, reference, "--pdf", str(both), "--xlsx", str(xlsx))
        assert (said.code, said.err.count("\n")) == (1, 1)
        assert not both.exists()


def test_reports_come_in_both_languages_and_papers(
    ask: Ask, library: list[str], reference: str, tmp_path: Path
) -> None:
    import pypdf

    out = tmp_path / "ar.pdf"
    words = ["--language", "ar", "--paper", "Letter", "--grey"]
    said = ask("report", *library, reference, "--out", str(out), *words)
    assert (said.code, said.out.strip()) == (0, str(out))
    page = pypdf.PdfReader(out).pages[0]
    assert (page.mediabox.width, page.mediabox.height) == (612, 792)
    assert any("\u0600" < c < "\u06ff" or "\ufb50" < c < "\ufeff" for c in page.extract_text())


def test_the_extract_comes_as_page_and_workbook(
    ask: Ask, library: list[str], reference: str, tmp_path: Path
) -> None:
    pdf, xlsx = tmp_path / "extract.pdf", tmp_path / "extract.xlsx"
    said = ask("extract", *library, reference, "--pdf", str(pdf), "--xlsx", str(xlsx))
    assert said.code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert xlsx.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_for_caseworkers_is_one_page(
    ask: Ask, library: list[str], reference: str, tmp_path: Path, language: str
) -> None:
    import pypdf

    out = tmp_path / "tomorrow.pdf"
    said = ask("caseworker", *library, reference, "--out", str(out), "--language", language)
    assert (said.code, said.out.strip()) == (0, str(out))
    (page,) = pypdf.PdfReader(out).pages
    assert round(page.mediabox.height) == 842
    assert ask("caseworker", *library, reference, "--out", str(out)).code == 1


def test_an_extract_of_nothing_is_bad_use(ask: Ask, library: list[str], reference: str) -> None:
    assert ask("extract", *library, reference).code == 2


def test_a_place_that_cannot_be_written_is_told(
    ask: Ask, library: list[str], reference: str, tmp_path: Path
) -> None:
    for out in (tmp_path, tmp_path / "nowhere" / "report.pdf"):
        said = ask("report", *library, reference, "--out", str(out))
        assert (said.code, said.err.count("\n")) == (1, 1)


def test_another_kind_of_file_is_told_as_that(
    ask: Ask, signed: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "notes.md"
    other.write_text("# Notes\n")
    key = tmp_path / "author.p12"
    end = ["--field", "head", "--out", str(tmp_path / "x"), "--passphrase-file"]
    end += [str(passphrase_file)]
    for words in (
        ["verify", str(other)],
        ["sign", str(other), "--key", str(key), *end],
        ["sign", str(signed), "--key", str(other), *end],
    ):
        said = ask(*words)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
        assert f"{other} is no" in said.err


def test_a_place_that_is_not_there_is_told_with_those_that_are(
    ask: Ask, signed: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    words = ["--key", str(tmp_path / "author.p12"), "--passphrase-file", str(passphrase_file)]
    said = ask("sign", str(signed), "--field", "bogus", "--out", str(tmp_path / "x"), *words)
    assert "supervisor, adviser, owner, head" in said.err


def test_a_report_that_ends_too_early_is_told(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    said = ask("verify", str(file))
    assert (said.code, said.err) == (1, "")
    missing = ask("verify", str(tmp_path / "missing.pdf"))
    assert (missing.code, missing.err.count("\n")) == (1, 1)


def test_the_shipped_pack_is_sound(ask: Ask) -> None:
    said = ask("check-pack", str(FORMS / FORM))
    assert (said.code, said.err) == (0, "")
    matrix = ask("check-pack", str(RISK_MATRICES / "child-protection-4x4.yaml"))
    assert matrix.code == 0


def test_a_file_beside_us_is_told_by_its_own_name(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "matrix.yaml").write_text("levels: [")
    monkeypatch.chdir(tmp_path)
    assert ask("check-pack", "matrix.yaml").out.startswith("matrix.yaml: ")


def test_every_fault_of_a_broken_pack_is_told_at_once(ask: Ask, tmp_path: Path) -> None:
    pack = tmp_path / FORM
    shutil.copytree(FORMS / FORM, pack)
    section = pack / "sections" / "01-screening.yaml"
    text = section.read_text(encoding="utf-8")
    for old, new in (
        ("kind: ypnu", "kind: ypnuu"),
        ("choices: number_bands", "choices: number_band"),
        ("is: [change]", "is: [chang]"),
        ("question: screening.covered,", "question: screening.cover,"),
        ("compute: depth", "compute: deep"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    section.write_text(text, encoding="utf-8")
    said = ask("check-pack", str(pack))
    assert said.code == 1
    faults = said.out.splitlines()
    assert len(faults) >= 5
    assert all("01-screening.yaml: " in fault or ".yaml" in fault for fault in faults)
    assert said.err.startswith(str(len(faults)))


def test_a_pack_that_is_not_there_is_told(ask: Ask, tmp_path: Path) -> None:
    said = ask("check-pack", str(tmp_path / "none"))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
