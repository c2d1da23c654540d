"""Scripted staff answer where a site has no agents: by HTTP, told by HTTP, and in the page where agents answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopper.errors import ConfigError, OurFault, Refused
from shopper.staff import CallbackDesk, Desk, HttpDesk, PageDesk, StaffAtWork
from shopper.staff.http import FIELDS, message_of
from tests.programmes import make_programme

from .site import Site, running_site

SCRIPT = """\
company: Staging shop
domain: staging.example
chats:
  chat:
    as: Iryna
    rules:
      - {words: [price], asks_order: [], replies: [{after: 0.05 s, text: "A kettle costs 42 UAH."}]}
      - {words: [order], asks_order: [{text: "Which order?"}], replies: [{text: "Order {order} is on its way."}]}
    default: {replies: [{text: "How can I help?"}]}
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[StaffAtWork]:
    (tmp_path / "staff.yaml").write_text(SCRIPT, encoding="utf-8")
    staff = StaffAtWork(tmp_path).script("staff.yaml")
    yield staff
    staff.end()


def page_of(site: Site, desk: str = "one") -> PageDesk:
    return PageDesk(
        f"{site.url}/agents?desk={desk}",
        messages_at="#open .message",
        customer=".customer",
        box="#reply",
        send="#go",
        conversations="nav .conversation",
        id="data-id",
    )


@pytest.mark.parametrize("how", ["http", "page"])
def test_customers_are_answered_by_the_rules_and_each_in_their_own_conversation(
    site: Site, staff: StaffAtWork, how: str
) -> None:
    desk: Desk = page_of(site) if how == "page" else HttpDesk(f"{site.url}/messages", say=f"{site.url}/answered")
    staff.answer(desk)
    site.customer_says("anna", "Where is my order?")
    site.customer_says("mark", "What is the price?")
    assert site.answers("anna", 1) == ["Which order?"]
    assert site.answers("mark", 1) == ["A kettle costs 42 UAH."]
    site.customer_says("anna", "It is 48213")
    assert site.answers("anna", 2)[1] == "Order 48213 is on its way."


def test_what_is_told_by_a_callback_is_answered_once(site: Site, staff: StaffAtWork) -> None:
    desk = CallbackDesk(f"{site.url}/answered")
    staff.answer(desk)
    site.hook = desk.url
    site.customer_says("anna", "What is the price?")
    site.customer_says("anna", "Hello?")
    assert site.answers("anna", 2) == ["How can I help?", "A kettle costs 42 UAH."]


def test_who_comes_to_a_chat_that_goes_on_answers_only_what_nobody_answered(site: Site, staff: StaffAtWork) -> None:
    site.customer_says("anna", "Where is my order?")
    site.add("one", "anna", "Which order?", "agent")
    site.customer_says("anna", "48213, and its price?")
    site.customer_says("mark", "Hello!")
    staff.answer(HttpDesk(f"{site.url}/messages", say=f"{site.url}/answered"))
    assert site.answers("mark", 1) == ["How can I help?"]
    assert site.answers("anna", 2) == ["Which order?", "Order 48213 is on its way."]


def test_a_site_that_is_away_for_a_while_gets_its_answers_when_it_is_back(site: Site, staff: StaffAtWork) -> None:
    shift = staff.answer(HttpDesk(f"{site.url}/messages", say=f"{site.url}/answered"))
    site.customer_says("anna", "Hello!")
    site.answers("anna", 1)
    site.down = True
    site.customer_says("anna", "The price?")
    while not shift.trouble:
        shift._ending.wait(0.02)
    site.down = False
    assert site.answers("anna", 2)[1] == "A kettle costs 42 UAH."


def test_a_site_that_stays_away_is_told_at_the_end_as_ours(site: Site, tmp_path: Path) -> None:
    (tmp_path / "staff.yaml").write_text(SCRIPT, encoding="utf-8")
    staff = StaffAtWork(tmp_path).script("staff.yaml")
    shift = staff.answer(HttpDesk(f"{site.url}/messages"))
    site.down = True
    while not shift.trouble:
        shift._ending.wait(0.02)
    with pytest.raises(OurFault, match="503"):
        staff.end()


def test_a_desk_that_the_script_has_not_and_one_without_a_script_are_refused(
    staff: StaffAtWork, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="Did you mean “chat”"):
        staff.answer(HttpDesk("http://127.0.0.1:1/"), desk="chatt")
    with pytest.raises(Refused, match="choose the script first"):
        StaffAtWork(tmp_path).answer(HttpDesk("http://127.0.0.1:1/"))
    with pytest.raises(ConfigError, match="cannot be read"):
        staff.script("nowhere.yaml")


def test_what_only_the_sandbox_can_do_is_refused(tmp_path: Path) -> None:
    text = SCRIPT.replace('text: "How can I help?"', 'text: "Choose.", buttons: [One, Two]')
    (tmp_path / "staff.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="buttons: in the staff's script"):
        StaffAtWork(tmp_path).script("staff.yaml").answer(HttpDesk("http://127.0.0.1:1/"))


def test_a_page_that_is_not_there_is_ours(staff: StaffAtWork) -> None:
    with pytest.raises(OurFault, match=r"the agents' page http://127\.0\.0\.1:1/ cannot be used"):
        staff.answer(PageDesk("http://127.0.0.1:1/", messages_at="li", customer=".c", box="textarea"))


def test_fields_of_another_shape_are_named_with_dots_and_a_missing_one_is_told() -> None:
    fields = {**FIELDS, "text": "body.plain", "from": "author.type"}
    row = {"conversation": 7, "id": "a", "body": {"plain": "Hi"}, "author": {"type": "user"}}
    message = message_of(row, fields, "user")
    assert (message.conversation, message.text, message.ours) == ("7", "Hi", False)
    with pytest.raises(OurFault, match=r"no “author\.type”"):
        message_of({**row, "author": {}}, fields, "user")


def test_the_fixture_answers_for_a_whole_session_in_somebodys_own_conftest(site: Site, tmp_path: Path) -> None:
    programme = make_programme(tmp_path)
    times = "sla: 20 s, tolerable: 30 s, patience: 60 s, quiet: 1 s"
    programme.write(
        "config/company.yaml",
        f"""\
name: Staging shop
zone: Europe/Kyiv
languages: [en]
channels:
  chat: {{kind: webchat, title: Chat, address: "{site.url}/", {times}}}
  other: {{kind: webchat, title: Other, address: "{site.url}/?desk=two", {times}}}
guard_rails: {{authorised_by: the test, gap: 0, rest: 0}}
""",
    )
    personas = (tmp_path / "config" / "personas.yaml").read_text(encoding="utf-8")
    programme.write("config/personas.yaml", personas.replace("name: Olena,", "name: Olena, pace: 60,"))
    programme.write("config/staff.yaml", SCRIPT)
    programme.write(
        "conftest.py",
        f"""\
import pytest
from shopper.staff import HttpDesk, PageDesk

@pytest.fixture(scope="session", autouse=True)
def agents(staff):
    staff.script("config/staff.yaml")
    staff.answer(HttpDesk("{site.url}/messages", say="{site.url}/answered"), desk="chat")
    staff.answer(PageDesk("{site.url}/agents?desk=two", messages_at="#open .message", customer=".customer",
                          box="#reply", send="#go", conversations="nav .conversation", id="data-id"))
""",
    )
    programme.feature(
        """\
  Scenario: chat
    When I ask about the price in Chat
    Then someone replies
  Scenario: other
    When I ask about the price in Other
    Then someone replies
"""
    )
    done = programme.shopper("run")
    assert done.code == 0, done.out
    assert "2 of 2 answered" in done.out
    said = [row["text"] for rows in site.messages.values() for row in rows if row["from"] == "agent"]
    assert len(said) >= 2
    assert set(said) <= {"A kettle costs 42 UAH.", "How can I help?"}


def test_under_xdist_the_fixture_is_refused_where_it_would_answer_twice(tmp_path: Path) -> None:
    programme = make_programme(tmp_path)
    programme.write("config/staff.yaml", SCRIPT)
    programme.write(
        "conftest.py",
        "import pytest\n@pytest.fixture(scope='session', autouse=True)\ndef agents(staff):\n    staff.script('x')\n",
    )
    programme.feature("  Scenario: one\n    When I ask about the price in quick\n    Then someone replies\n")
    done = programme.pytest("scenarios", "-n", "1")
    assert "would answer once in every worker of pytest-xdist" in done.out
    assert done.code == 12, done.out
    assert programme.received() == []
