"""What is wrong with a config, told in plain words with the place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.settings import load_settings
from shopper.settings.yaml_reader import read_yaml

from .conftest import COMPANY, PERSONAS, Write, refused

Change = Callable[[str], str]


def swap(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


COMPANY_MISTAKES: list[tuple[str, Change, int, str, str]] = [
    ("a zone by its city", swap("Europe/Warsaw", "Kiev"), 2, "zone", "Did you mean “Europe/Kyiv”?"),
    ("a zone misspelt", swap("Europe/Warsaw", "Europe/Warsav"), 2, "zone", "“Europe/Warsaw”"),
    ("a zone of no place", swap("Europe/Warsaw", "Mars/Olympus"), 2, "zone", "like Europe/Kyiv"),
    ("a language by its country", swap("[pl, en]", "[ua]"), 3, "languages[0]", "Did you mean “uk”?"),
    ("a language we do not speak", swap("[pl, en]", "[pl, de]"), 3, "languages[1]", "Known here: en, pl, ru, uk."),
    ("a language that is no list", swap("[pl, en]", "pl"), 3, "languages", "a list is expected, found “pl”."),
    ("no language", swap("[pl, en]", "[]"), 3, "languages", "at least one entry"),
    ("no name", swap("name: Teapot & Sons\n", ""), 1, "name", "“name” is missing."),
    ("a misspelt key", swap("zone:", "zona:"), 2, "zona", "Did you mean “zone”?"),
    ("a misspelt key of a channel", swap("    address", "    adress"), 7, "channels.chat.adress", "“address”"),
    (
        "a channel of nothing",
        swap("chat:\n    kind: webchat\n    address: https://teapot.example", "chat:"),
        *(5, "channels.chat", "a block of keys is expected, found nothing."),
    ),
    ("a channel without a kind", swap("    kind: webchat\n", ""), 5, "channels.chat.kind", "“kind” is missing."),
    ("a kind no probe drives", swap("kind: webchat", "kind: webcaht"), 6, "channels.chat.kind", "“webchat”"),
    ("a page that is none", swap("https://teapot.example", "teapot"), 7, "channels.chat.address", "address of a page"),
    (
        "a password in an address",
        swap("https://teapot", "https://me:hunter2@teapot"),
        *(7, "channels.chat.address", "secrets do not belong"),
    ),
    ("an e-mail that is none", swap("help@teapot", "help.teapot"), 10, "channels.email.address", "not an e-mail"),
    (
        "a promise longer than the patience",
        swap("kind: webchat", "kind: webchat\n    sla: 1 h\n    tolerable: 1 h"),
        *(5, "channels.chat.patience", "30 min is shorter than the promised time (sla: 1 h)"),
    ),
    (
        "a promise longer than what is tolerable",
        swap("kind: webchat", "kind: webchat\n    sla: 2 min\n    tolerable: 90 s"),
        *(8, "channels.chat.tolerable", "1 min 30 s is shorter than the promised time (sla: 2 min)"),
    ),
    (
        "a duration that is none",
        swap("kind: webchat", "kind: webchat\n    sla: soon"),
        *(7, "channels.chat.sla", "“soon” is not a duration"),
    ),
    (
        "a duration without an end",
        swap("kind: webchat", "kind: webchat\n    sla: 9" + "9" * 400),
        *(7, "channels.chat.sla", "more than ten years"),
    ),
    (
        "a negative duration",
        swap("kind: webchat", "kind: webchat\n    quiet: -5"),
        *(7, "channels.chat.quiet", "the least is 0"),
    ),
    (
        "hours without days",
        swap("kind: webchat", "kind: webchat\n    hours: 9:00-18:00"),
        *(7, "channels.chat.hours", "mon-fri 9:00-18:00"),
    ),
    (
        "hours of a day that is none",
        swap("kind: webchat", "kind: webchat\n    hours: {moon: 9:00-18:00}"),
        *(7, "channels.chat.hours", "“moon” is not a day"),
    ),
    ("nobody's consent", swap("J. Teapot, owner", "''"), 12, "guard_rails.authorised_by", "who at the company"),
    ("no guard rails", swap("guard_rails:\n  authorised_by: J. Teapot, owner\n", ""), 1, "guard_rails", "missing"),
    ("real orders", lambda text: text + "  real_orders: true\n", 13, "guard_rails.real_orders", "only false can"),
    ("no visits at all", lambda text: text + "  visits_per_day: 0\n", 13, "guard_rails.visits_per_day", "least is 1"),
    (
        "a word for a number",
        lambda text: text + "  visits_per_day: many\n",
        *(13, "guard_rails.visits_per_day", "a whole number is expected, found “many”."),
    ),
    (
        "quiet hours at no time",
        lambda text: text + "  quiet_hours:\n    from: 22:00\n    to: late\n",
        *(15, "guard_rails.quiet_hours.to", "“late” is not a time of day"),
    ),
    (
        "quiet hours that end as they begin",
        lambda text: text + "  quiet_hours: {from: 22:00, to: 22:00}\n",
        *(13, "guard_rails.quiet_hours.to", "hold no time"),
    ),
    (
        "half of the quiet hours",
        lambda text: text + "  quiet_hours: {from: 22:00, until: 8:00}\n",
        *(13, "guard_rails.quiet_hours.until", "Known here: from, to."),
    ),
    (
        "a key twice",
        lambda text: text + "zone: Europe/Kyiv\n",
        13,
        "zone",
        "stands twice in this block, first in line 2",
    ),
    (
        "a channel twice",
        swap("guard_rails", "  chat: {kind: webchat, address: 'https://b.example'}\nguard_rails"),
        *(11, "channels.chat", "stands twice"),
    ),
]


@pytest.mark.parametrize("case", COMPANY_MISTAKES, ids=lambda case: case[0])
def test_a_mistake_in_the_company_is_told_with_line_key_and_remedy(
    write: Write, case: tuple[str, Change, int, str, str]
) -> None:
    _, change, line, key, says = case
    mistakes = refused(write(company=change(COMPANY)), kinds=["webchat", "email", "telegram"])
    found = [m for m in mistakes if (m.file, m.line, m.key) == ("config/company.yaml", line, key)]
    assert found, mistakes
    assert says in str(found[0])


PERSONA_MISTAKES: list[tuple[str, Change, int, str, str]] = [
    (
        "a password in the config",
        swap("env:ANNA_PASSWORD", "hunter2"),
        *(7, "personas.anna.email.password", "write env:NAME instead; secrets do not belong in the config"),
    ),
    (
        "a password of digits",
        swap("env:ANNA_PASSWORD", "0042"),
        *(7, "personas.anna.email.password", "write env:NAME instead"),
    ),
    (
        "a password in brackets",
        swap("env:ANNA_PASSWORD", "[hunter2]"),
        *(7, "personas.anna.email.password", "text is expected."),
    ),
    ("no name after env:", swap("env:ANNA_PASSWORD", "'env:'"), 7, "personas.anna.email.password", "after env:"),
    (
        "a keyring without a user",
        swap("env:ANNA_PASSWORD", "keyring:mail"),
        7,
        "personas.anna.email.password",
        "keyring:",
    ),
    ("a port that is none", swap("port: 465", "port: 70000"), 8, "personas.anna.email.smtp.port", "the most is 65535"),
    (
        "an unprotected server elsewhere",
        swap("port: 465", "port: 25, security: plain"),
        *(8, "personas.anna.email.smtp.security", "unprotected"),
    ),
    (
        "a security that is none",
        swap("port: 465", "port: 25, security: startls"),
        *(8, "personas.anna.email.smtp.security", "“starttls”"),
    ),
    (
        "a fact that is a list",
        swap("00123", "[1, 2]"),
        11,
        "personas.anna.facts.order_number",
        "a block of keys is expected, found a list. Known here: value",
    ),
    (
        "a mailbox for nobody",
        lambda text: text[: text.index("    email:")],
        *(1, "personas", "no persona has a mailbox, and the channel email is e-mail."),
    ),
    ("nobody", lambda _: "personas: {}\n", 1, "personas", "at least one entry"),
    (
        "a typist who never types",
        swap("    languages", "    pace: 0\n    languages"),
        4,
        "personas.anna.pace",
        "more than 0",
    ),
]


@pytest.mark.parametrize("case", PERSONA_MISTAKES, ids=lambda case: case[0])
def test_a_mistake_in_the_personas_is_told_with_line_key_and_remedy(
    write: Write, case: tuple[str, Change, int, str, str]
) -> None:
    _, change, line, key, says = case
    mistakes = refused(write(personas=change(PERSONAS)))
    assert [(m.file, m.line, m.key) for m in mistakes] == [("config/personas.yaml", line, key)]
    assert says in str(mistakes[0])
    assert "hunter2" not in str(mistakes)
    assert "0042" not in str(mistakes)


SERVICE_MISTAKES = [
    ("question: {en: [Hello?], xx: [Hello?]}", "services.tea.question.xx", "“xx” is not known here."),
    (
        "question: {uk: [Добрий день?]}",
        "services.tea.question",
        "no wording in any of the company's languages (pl, en)",
    ),
    ("question: {}", "services.tea.question", "no wording"),
    ("question: {en: ['']}", "services.tea.question.en[0]", "an empty wording"),
    ("question: {en: Hello?}", "services.tea.question.en", "a list is expected, found “Hello?”."),
    ("question: {en: ['Where is {parcel}?']}", "services.tea.question.en[0]", "no persona knows {parcel}."),
    ("question: {en: ['Where is {my parcel}?']}", "services.tea.question.en[0]", "is not the name of a fact"),
    ("question: {en: ['Where is {parcel?']}", "services.tea.question.en[0]", "a brace stands alone"),
    ("kind: buy\n    question: {en: [Hello?]}", "services.tea.kind", "“buy” is not known here."),
    ("title: Tea", "services.tea.question", "“question” is missing."),
]


@pytest.mark.parametrize(("block", "key", "says"), SERVICE_MISTAKES, ids=[case[2] for case in SERVICE_MISTAKES])
def test_a_mistake_in_the_services_is_told_with_key_and_remedy(write: Write, block: str, key: str, says: str) -> None:
    mistakes = refused(write(services=f"services:\n  tea:\n    {block}\n"))
    assert [(m.file, m.key) for m in mistakes] == [("config/services.yaml", key)]
    assert says in str(mistakes[0])


def test_a_judge_that_there_is_not_is_refused_with_the_nearest(write: Write) -> None:
    mistakes = refused(write(rubric="judges:\n  silense: {counts: false}\n"), judges=["silence", "slow"])
    own = [m for m in mistakes if m.file == "config/rubric.yaml"]
    assert [(m.line, m.key) for m in own] == [(2, "judges.silense")]
    assert "“silence”" in own[0].hint


def test_a_channel_whose_languages_no_customer_speaks_is_refused(write: Write) -> None:
    mistakes = refused(write(company=COMPANY.replace("kind: webchat", "kind: webchat\n    languages: [en]")))
    assert [(m.line, m.key) for m in mistakes] == [(7, "channels.chat.languages")]


def test_a_persona_without_a_mailbox_is_no_mistake_while_another_has_one(write: Write) -> None:
    personas = PERSONAS + "  jan: {name: Jan, languages: [pl, en]}\n"
    assert load_settings(write(personas=personas)).personas["jan"].email is None


def test_a_channel_that_is_only_recognised_needs_no_probe_and_no_mailbox(write: Write) -> None:
    company = COMPANY.replace("kind: email", "kind: email\n    shopped: false")
    personas = PERSONAS[: PERSONAS.index("    email:")]
    settings = load_settings(write(company=company, personas=personas), kinds=["webchat"])
    assert not settings.company.channels["email"].shopped


BROKEN: list[tuple[str, int | None, str]] = [
    ("name: a: b\n", 1, "cannot stand here"),
    ("name:\n\tzone: x\n", 2, "a tab is used"),
    ("name: x\nzone: 'y\nlanguages: [pl]\n", 2, "a quote is opened and never closed"),
    ("name: x\nlanguages: [pl, en\nzone: y\n", 3, "brackets"),
    ("- name\nzone: y\n", 2, "does not fit"),
    ("name: @x\n", 1, "cannot begin with “@”"),
    ("name: *x\n", 1, "alias"),
    ("name: x\n---\nname: y\n", 2, "a second document"),
    ('name: "\\d"\n', 1, "backslash"),
    ("name: x\nzone: \x01\n", 2, "control character"),
    ("", None, "the file is empty"),
    ("# nothing yet\n", None, "the file is empty"),
    ("just text\n", 1, "a block of keys is expected"),
    ("- a\n- b\n", 1, "a block of keys is expected, found a list"),
    ("name: &a [*a]\n", 1, "leads back to itself"),
    ("name: !!python/name:os.system\n", 1, "means nothing here"),
    ("? [a]\n: b\n", 1, "a key is one word"),
]


@pytest.mark.parametrize(("text", "line", "says"), BROKEN, ids=[case[2] for case in BROKEN])
def test_broken_yaml_is_told_in_plain_words(write: Write, text: str, line: int | None, says: str) -> None:
    found = [m for m in refused(write(company=text)) if m.file == "config/company.yaml" and says in m.what]
    assert [m.line for m in found] == [line]


def test_text_that_is_not_utf_8_is_told_with_its_line(write: Write) -> None:
    mistakes = refused(write(company="name: x\nzone: Київ\n".encode("cp1251")))
    assert (mistakes[0].line, mistakes[0].hint) == (2, "Save the file as UTF-8.")


def test_a_byte_order_mark_is_no_mistake(write: Write) -> None:
    assert load_settings(write(company=b"\xef\xbb\xbf" + COMPANY.encode())).company.name == "Teapot & Sons"


def test_a_block_can_be_taken_over_from_another(write: Write) -> None:
    company = COMPANY.replace("  chat:\n", "  chat: &chat\n    sla: 30 s\n").replace(
        "  email:", "  app:\n    <<: *chat\n    address: https://app.teapot.example\n  email:"
    )
    app = load_settings(write(company=company)).company.channels["app"]
    assert (app.kind, app.sla, app.address) == ("webchat", 30, "https://app.teapot.example")


def test_aliases_that_multiply_are_refused_before_they_fill_the_memory() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    document = read_yaml("company.yaml", "\n".join(rows).encode())
    assert len(document.mistakes) == 1
    assert "far too many" in document.mistakes[0].what


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_never_crash(data: bytes) -> None:
    document = read_yaml("company.yaml", data)
    assert document.mistakes or not document.broken


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@`\t\n ,?<~0.", max_size=60))
def test_any_text_made_of_yamls_own_signs_is_read_or_refused(text: str) -> None:
    document = read_yaml("company.yaml", text.encode())
    assert document.mistakes or not document.broken
    assert all(m.line is None or m.line <= text.count("\n") + 2 for m in document.mistakes)


def test_a_service_that_stands_in_two_files_is_refused_with_both_places(write: Write, tmp_path: Path) -> None:
    (tmp_path / "config" / "services").mkdir(parents=True)
    again = tmp_path / "config" / "services" / "more.yaml"
    again.write_text("services:\n\n  price: {question: {pl: [Ile to kosztuje?]}}\n", encoding="utf-8")
    [mistake] = refused(write(services="services:\n  price: {question: {pl: [Ile kosztuje imbryk?]}}\n"))
    assert str(mistake).startswith("config/services/more.yaml:3: services.price: a service of this name stands in")
    assert "config/services.yaml:2 already" in mistake.what


def test_a_mistake_in_a_file_below_services_is_told_with_its_place(write: Write, tmp_path: Path) -> None:
    (tmp_path / "config" / "services").mkdir(parents=True)
    (tmp_path / "config" / "services" / "more.yaml").write_text(
        "services:\n  repair: {question: {pl: ['{what} się zepsuło']}}\n", encoding="utf-8"
    )
    (tmp_path / "config" / "services" / "other.yml").write_text("services: {}\n", encoding="utf-8")
    places = [(m.file, m.line, m.what) for m in refused(write())]
    assert places[0] == ("config/services/other.yml", None, "only files that end in .yaml are read.")
    assert places[1] == ("config/services/more.yaml", 2, "no persona knows {what}.")


PERSONA_FACTS: list[tuple[str, Change, int, str, str]] = [
    (
        "a fact that is perhaps real",
        swap("order_number: 00123", "order_number: {value: 00123, real: perhaps}"),
        *(11, "personas.anna.facts.order_number.real", "true or false is expected, found “perhaps”."),
    ),
    (
        "real beside the fact",
        swap("order_number: 00123", "order_number: 00123\n      real: true"),
        *(12, "personas.anna.facts.real", "Write it like phone: {value: …, real: true}."),
    ),
    (
        "a fact that is said in a language we do not speak",
        swap("order_number: 00123", "city: {value: Kyiv, said: {ua: Київ}}"),
        *(11, "personas.anna.facts.city.said.ua", "Did you mean “uk”?"),
    ),
    (
        "a fact that has no value",
        swap("order_number: 00123", "city: {said: {uk: Київ}}"),
        *(11, "personas.anna.facts.city.value", "“value” is missing."),
    ),
    (
        "a misspelt key of a fact",
        swap("order_number: 00123", "city: {value: Kyiv, reel: true}"),
        *(11, "personas.anna.facts.city.reel", "Did you mean “real”"),
    ),
    (
        "a fact that is a list",
        swap("order_number: 00123", "city: [Kyiv, Lviv]"),
        *(11, "personas.anna.facts.city", "a block of keys is expected, found a list."),
    ),
]


@pytest.mark.parametrize(("change", "line", "key", "said"), [pytest.param(*m[1:], id=m[0]) for m in PERSONA_FACTS])
def test_a_mistake_in_a_personas_facts_is_told_where_it_is(
    change: Change, line: int, key: str, said: str, write: Write
) -> None:
    mistakes = refused(write(personas=change(PERSONAS)))
    assert [(m.file, m.line, m.key) for m in mistakes] == [("config/personas.yaml", line, key)]
    assert said in str(mistakes[0])


POOLS: list[tuple[str, str, str, str]] = [
    ("nobody of that name", "[anne]", "personas[0]", "there is no persona “anne”. Did you mean “anna”"),
    ("somebody who speaks another language", "[olha, anna]", "personas[0]", "olha speaks none of the languages"),
    ("somebody without a mailbox", "[jan]", "personas[0]", "jan has no mailbox, and this channel is e-mail."),
]
MORE_PERSONAS = PERSONAS + "  olha: {name: Olha, languages: [uk]}\n  jan: {name: Jan, languages: [pl]}\n"


@pytest.mark.parametrize(("pool", "key", "said"), [pytest.param(*m[1:], id=m[0]) for m in POOLS])
def test_a_pool_names_only_personas_who_can_use_the_channel(pool: str, key: str, said: str, write: Write) -> None:
    company = COMPANY.replace("address: help@", f"personas: {pool}\n    address: help@")
    [mistake] = refused(write(company=company, personas=MORE_PERSONAS))
    assert (mistake.file, mistake.line, mistake.key) == ("config/company.yaml", 10, f"channels.email.{key}")
    assert said in str(mistake)


def test_a_name_that_two_services_share_in_one_language_is_refused(write: Write) -> None:
    services = (
        "services:\n"
        "  repair: {question: {pl: [Ile trwa naprawa?]}, names: {pl: [naprawa], en: [the Repair]}}\n"
        "  mending: {question: {pl: [Co naprawiacie?]}, names: {pl: [cerowanie], uk: [naprawa], en: [repair]}}\n"
        "  other: {question: {pl: [Co jeszcze?]}, names: {pl: [Naprawa]}}\n"
    )
    mistakes = refused(write(services=services))
    assert [(m.line, m.key) for m in mistakes] == [
        (3, "services.mending.names.en[0]"),
        (4, "services.other.names.pl[0]"),
    ]
    assert "“repair” means the service “repair” already." in str(mistakes[0])


def test_a_name_that_two_facts_of_a_service_share_is_refused(write: Write) -> None:
    facts = "facts: {cost: {kind: money, names: {pl: [ile]}}, time: {kind: duration, names: {pl: [ile]}}}"
    [mistake] = refused(write(services=f"services:\n  repair: {{question: {{pl: [Ile?]}}, {facts}}}\n"))
    assert mistake.key == "services.repair.facts.time.names.pl[0]"
    assert "“ile” means the fact “cost” already." in mistake.what


def test_a_name_that_two_channels_share_is_refused(write: Write) -> None:
    company = COMPANY.replace("address: help@", "names: {en: [Chat]}\n    address: help@")
    [mistake] = refused(write(company=company))
    assert (mistake.line, mistake.key) == (10, "channels.email.names.en[0]")
    assert "“Chat” means the channel “chat” already." in mistake.what


def test_a_kind_of_fact_that_there_is_not_is_refused_with_the_nearest(write: Write) -> None:
    for written in ("mony", "{kind: mony}"):
        services = f"services:\n  repair: {{question: {{pl: [Ile?]}}, facts: {{cost: {written}}}}}\n"
        [mistake] = refused(write(services=services))
        assert mistake.key.startswith("services.repair.facts.cost")
        assert "“mony” is not known here. Did you mean “money”?" in str(mistake)
