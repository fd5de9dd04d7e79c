"""A file that somebody names is opened in one way, and what is wrong is told in the same words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dpia_wizard.cli import score
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole
from dpia_wizard.packs.check import any_pack, check_path
from dpia_wizard.packs.protocol_file import read_protocol_file
from dpia_wizard.packs.unpack import MOST_ARCHIVE_BYTES
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.xlsform import questions_in

Open = Callable[[Path], object]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("strange") / "library"
    with Library.create(folder, "marmalade otter lighthouse quietly")[0] as found:
        yield found


@pytest.fixture(params=["any", "score", "workbook", "form", "protocol"])
def opener(request: pytest.FixtureRequest, library: Library, tmp_path: Path) -> Open:
    """Each place of the program where a file is opened that anybody may have made."""
    openers: dict[str, Open] = {
        "any": lambda path: read_whole(path, 1_000_000),
        "score": score._read,
        "workbook": lambda path: questions_in(path, tmp_path / "made"),
        "form": lambda path: library.shelf.install(path),
        "protocol": read_protocol_file,
    }
    return openers[request.param]


def missing(folder: Path) -> Path:
    return folder / "gone.zip"


def lost_link(folder: Path) -> Path:
    (folder / "link.zip").symlink_to(folder / "gone.zip")
    return folder / "link.zip"


def a_folder(folder: Path) -> Path:
    (folder / "x.zip").mkdir()
    return folder / "x.zip"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.zip")  # opening it would wait for ever
    return folder / "pipe.zip"


def name_without_end(folder: Path) -> Path:
    return folder / ("x" * 300)


def too_large(folder: Path) -> Path:
    path = folder / "large.zip"
    with path.open("wb") as file:
        file.truncate(MOST_ARCHIVE_BYTES + 1)
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (missing, "gone.zip is not there."),
        (lost_link, "link.zip is not there."),
        (a_folder, "x.zip is a folder; name a file."),
        (pipe, "pipe.zip is not a file."),
        (name_without_end, "cannot be read."),
        (too_large, ", so it was not read."),
    ],
)
def test_what_is_no_file_to_read_is_told_in_the_same_words_everywhere(
    opener: Open, make: Callable[[Path], Path], sentence: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    with pytest.raises(UserError) as told:
        opener(path)
    assert str(told.value).endswith(sentence)
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_an_archive_to_check_is_opened_in_the_same_way(tmp_path: Path) -> None:
    for look in (check_path, any_pack):
        with pytest.raises(UserError, match="larger than 16 MB, so it was not read"):
            look(too_large(tmp_path))


def test_a_file_of_just_the_most_bytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 2048)
    assert read_whole(path, 2048) == b"x" * 2048
    with pytest.raises(UserError, match="larger than 1 kB"):
        read_whole(path, 2047)
