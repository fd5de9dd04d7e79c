"""A program that keeps one numbered answer after the other and says each number once it is kept.

It runs until it is killed. With the word "early" it says a number before it is kept.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from dpia_wizard.core.change import put, step
from dpia_wizard.core.model import Answer, Risk
from dpia_wizard.storage.store import Store

folder, key, id = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
is_early = "early" in sys.argv


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


store = Store.open(folder, key)
state = store.load(id)
first = int(state.text("number") or "0") + 1
for number in count(first):
    answer = Answer("number", str(number), note="long " * (number % 400))
    made = step("answer", [put(state, answer), put(state, Risk(f"risk-{number}", str(number)))])
    assert made is not None
    if is_early:
        say(number)
    store.commit(id, made, at="2026-01-01", by="Writer")
    if not is_early:
        say(number)
    if number % 7 == 0:
        store.index()
