"""Writes the small programmes that the benches shop."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# Waits for a file, so that a bench can say when the scenarios after it begin; takes the moment when a step is reached.
SENTENCES = """
import os
import time
from pathlib import Path

from pytest_bdd import given, then

from shopper.programme.sentences import sentence

FOLDER = Path(os.environ["BENCH_FOLDER"])


@given(
    sentence(
        en="the bench has let me begin", uk="мені дозволено почати", ru="мне разрешили начать", pl="mogę zacząć"
    )
)
def begin():
    while not (FOLDER / "begin").exists():
        time.sleep(0.02)


LAST = [0.0]


@given(
    sentence(
        en="a second has passed since another began", uk="минула секунда після попереднього",
        ru="прошла секунда после предыдущего", pl="minęła sekunda od poprzedniego",
    )
)
def begin_apart(visit):
    if visit.replaying:
        return
    begin()
    time.sleep(max(0.0, LAST[0] + 1.0 - time.monotonic()))
    LAST[0] = time.monotonic()


@then(sentence(en="the moment is noted", uk="момент записано", ru="момент записан", pl="chwila jest zapisana"))
def noted(visit):
    now = time.monotonic_ns()
    with (FOLDER / "moments.txt").open("a") as file:
        file.write(f"{visit.current.said[-1].key} {now}\\n")
"""


def persona(name: str, *, smtp: int | str, imap: int | str, password: str) -> str:
    """A persona of the sandbox's mail server, as YAML."""
    return f"""personas:
  {name}:
    name: Mark Bell
    languages: [en]
    pace: 60
    email:
      address: {name}@shopper.example
      password: {password}
      smtp: {{host: 127.0.0.1, port: {smtp}, security: plain}}
      imap: {{host: 127.0.0.1, port: {imap}, security: plain}}
    facts: {{product: Aurora, order_number: "48213", phone: "+380440000025", email: {name}@shopper.example}}
"""


def company(channels: Mapping[str, str], *, sandbox: bool) -> str:
    """A company with these channels (id -> settings as YAML flow), shopped without limits of number."""
    lines = "\n".join(f"  {name}: {{{settings}}}" for name, settings in channels.items())
    return (
        f"name: Bench Shop\nzone: Europe/Kyiv\nlanguages: [en]\nsandbox: {str(sandbox).lower()}\nchannels:\n{lines}\n"
        "guard_rails: {authorised_by: the bench, visits_per_day: 1000000, persona_visits_per_week: 1000000, "
        "same_question_per_week: 1000000, gap: 0 s, rest: 0 s}\n"
    )


def write_programme(root: Path, files: Mapping[str, str]) -> Path:
    """Write the files of a programme (path inside it -> text); its root."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
