"""Side effects of somebody else's conftest: once for each visit, not once for each time it is resumed."""

from __future__ import annotations

from tests.foreign.repository import PATIENT, Repository, scenario

CONFTEST = """\
from pathlib import Path

import pytest

from shopper.pytest_plugin import replaying

LOG = Path(__file__).resolve().parent / "effects.log"


def note(text):
    with LOG.open("a") as file:
        print(text, file=file)


def pytest_shopper_visit_begins(item, visit):
    note(f"begins {visit.identity.scenario}")


def pytest_bdd_before_step(request, scenario, step):
    if not replaying(request.node):
        note(f"step {scenario.name}: {step.name}")


@pytest.fixture(autouse=True)
def crm(request):
    if "shopping" in str(request.path):
        visit = request.getfixturevalue("visit")
        number = visit.once("crm", lambda: note(f"crm {visit.identity.scenario}") or 17)
        assert number == 17
    note("fixture")
"""
STEPS = [
    "I ask about the price in {}",
    "someone replies within 60 s",
    "my own thing is done",
    "I say “Thank you, and the delivery?”",
]
MINE = (
    "from pytest_bdd import then, when\n\n@then('my own thing is done')\ndef mine():\n    pass\n\n"
    "@when('I say “Thank you, and the delivery?”')\ndef more(visit):\n"
    "    visit.say('Thank you, and the delivery?')\n    assert visit.hear() is not None\n"
)


def told(name: str, place: str) -> str:
    """A scenario that waits twice, with a step of theirs between."""
    return scenario(name, place, "And my own thing is done", "When I say “Thank you, and the delivery?”")


def effects(theirs: Repository, kind: str) -> list[str]:
    """What their conftest noted of one kind, in order of the text."""
    return sorted(line for line in theirs.lines("effects.log") if line.startswith(kind))


def expected_steps(*names_and_places: tuple[str, str]) -> list[str]:
    """Every step of these scenarios, once."""
    return sorted(f"step {name}: {step.format(place)}" for name, place in names_and_places for step in STEPS)


def test_side_effects_happen_once_for_each_visit_however_often_it_is_resumed(theirs: Repository) -> None:
    theirs.write("conftest.py", CONFTEST)
    theirs.write("shopping/scenarios/sentences/mine.py", MINE)
    theirs.feature(told("one", "quick"), told("two", "late"))
    theirs.write("tests/cart.feature", "Feature: Cart\n  Scenario: cart\n    Given a cart\n")
    theirs.write(
        "tests/test_cart.py",
        "from pytest_bdd import given, scenarios\n\nscenarios('cart.feature')\n\n"
        "@given('a cart')\ndef cart():\n    pass\n",
    )
    theirs.pytest().expect(0, "4 passed")
    assert "step cart: a cart" in theirs.lines("effects.log")
    theirs.write("effects.log", "\n".join(line for line in theirs.lines("effects.log") if "cart" not in line))
    assert effects(theirs, "begins") == ["begins one", "begins two"]
    assert effects(theirs, "crm") == ["crm one", "crm two"]
    assert effects(theirs, "step") == expected_steps(("one", "quick"), ("two", "late"))
    assert len(effects(theirs, "fixture")) > 3, "fixtures are run at every resumption, which is why there is once"


def test_side_effects_are_not_repeated_by_the_process_that_takes_a_wave_up_again(theirs: Repository) -> None:
    theirs.write("shopping/config/company.yaml", PATIENT.replace('"0.6 s:', '"5 s:'))
    theirs.write("conftest.py", CONFTEST)
    theirs.write("shopping/scenarios/sentences/mine.py", MINE)
    theirs.feature(told("one", "late"))
    theirs.pytest("shopping", "--detach").expect(0, "1 waiting")
    assert effects(theirs, "begins") == ["begins one"]
    theirs.pytest("shopping", "--resume").expect(0, "1 passed")
    assert effects(theirs, "begins") == ["begins one"]
    assert effects(theirs, "crm") == ["crm one"]
    assert effects(theirs, "step") == expected_steps(("one", "late"))
    theirs.said_once(2)
