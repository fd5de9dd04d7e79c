"""The groups of the recovery sheet: made, read back, and the mistyped one named."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from itertools import combinations

from dpia_wizard.errors import UserError

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS = 8
_LENGTH = 4
_SECRET_GROUPS = 6

# A group is a number of 20 bits. Six are drawn (120 bits); the seventh is the sum of those six,
# each weighted by its place, and the eighth is the plain sum of all seven, both in the field with
# 2**20 elements. The two sums of a sheet copied right are zero, and one wrong group is found by
# the place whose weight takes the first sum to the second.
_FIELD = (1 << 20) | 0b1001  # x^20 + x^3 + 1
_SHIFTS = (1, 2, 3, 4, 5, 6, 0)


def new_groups() -> str:
    """Eight new groups of four characters, with a space between."""
    numbers = [secrets.randbits(20) for _ in range(_SECRET_GROUPS)]
    numbers.append(_weighted(numbers))
    numbers.append(_plain(numbers))
    return " ".join(_written(number) for number in numbers)


def split_groups(typed: str) -> tuple[str, ...]:
    """The groups in what a person typed: any case, with spaces, dashes or nothing between."""
    groups = [group for group in re.split(r"[\W_]+", typed.upper()) if group]
    together = "".join(groups)
    if len(groups) != GROUPS and len(together) == GROUPS * _LENGTH:
        groups = [together[at : at + _LENGTH] for at in range(0, len(together), _LENGTH)]
    return tuple(groups)


def secret_in(typed: str) -> bytes:
    """What the groups stand for; raises `UserError` that names the group typed wrong."""
    groups = split_groups(typed)
    if len(groups) != GROUPS:
        raise UserError(
            "The recovery sheet has {wanted} groups of four characters, and {found} were typed."
            " Nothing was changed.",
            wanted=GROUPS,
            found=len(groups),
        )
    for place, group in enumerate(groups, start=1):
        if len(group) != _LENGTH or not set(group) <= set(ALPHABET):
            raise UserError(
                "Group {place} is not as on the sheet: a group has four characters, and 0, O, 1 and"
                " I are never used.",
                place=place,
            )
    _check([_read(group) for group in groups])
    return "-".join(groups).encode("ascii")


def _check(numbers: Sequence[int]) -> None:
    if _is_as_made(numbers):
        return
    for first, second in combinations(range(GROUPS), 2):
        swapped = list(numbers)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        if _is_as_made(swapped):
            raise UserError(
                "Groups {first} and {second} have changed places.",
                first=first + 1,
                second=second + 1,
            )
    for place in range(GROUPS):
        mended = list(numbers)
        mended[place] ^= _plain(numbers)
        if _is_as_made(mended):
            raise UserError("Group {place} is not as on the sheet.", place=place + 1)
    raise UserError("More than one group is not as on the sheet. Compare them one by one.")


def _is_as_made(numbers: Sequence[int]) -> bool:
    return _plain(numbers) == 0 and _weighted(numbers) == 0


def _plain(numbers: Sequence[int]) -> int:
    total = 0
    for number in numbers:
        total ^= number
    return total


def _weighted(numbers: Sequence[int]) -> int:
    """The sum of the first seven, each times x to the power of its place; the last is left out."""
    total = 0
    for number, shift in zip(numbers, _SHIFTS, strict=False):
        product = number
        for _ in range(shift):
            product <<= 1
            if product >> 20:
                product ^= _FIELD
        total ^= product
    return total


def _written(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))


def _read(group: str) -> int:
    number = 0
    for character in group:
        number = number << 5 | ALPHABET.index(character)
    return number
