"""A new programme that begins well."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopper.engine.naming import service_named
from shopper.errors import Refused
from shopper.programme import Programme, find_programme, stock_root
from shopper.programme.library import read_errand
from shopper.settings import load_settings
from shopper.settings.scaffold import (
    NOTICE,
    Answers,
    FirstTry,
    OtherWay,
    first_question,
    settle_company,
    write_programme,
)
from shopper.settings.zones import zone_of_this_computer

ANSWERS = Answers(
    name="Teapot & Sons",
    language="en",
    site="https://teapot.example",
    mail="help@teapot.example",
    mailbox="mary@gmail.com",
    authorised_by="J. Teapot, owner",
)


@pytest.mark.parametrize("trade", ["shop", "provider"])
@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_a_new_programme_loads_and_knows_the_answers(tmp_path: Path, language: str, trade: str) -> None:
    folder = tmp_path / "shopping"
    files = write_programme(folder, replace(ANSWERS, language=language, trade=trade))
    found = find_programme([folder / "scenarios"])
    assert found is not None
    loaded = load_settings(found, kinds=["webchat", "email"])
    assert loaded.company.name == "Teapot & Sons"
    assert (loaded.company.languages, loaded.company.trade) == ((language,), trade)
    assert {c.kind: c.address for c in loaded.company.channels.values()} == {
        "webchat": "https://teapot.example",
        "email": "help@teapot.example",
    }
    assert loaded.company.guard_rails.authorised_by == "J. Teapot, owner"
    assert "hours" in loaded.services
    assert all(path.is_file() for path in files)


@pytest.mark.parametrize("left_out", ["site", "mail"])
def test_a_company_may_have_no_chat_or_no_mail(tmp_path: Path, left_out: str) -> None:
    none: dict[str, Any] = {left_out: ""}
    write_programme(tmp_path, replace(ANSWERS, **none))
    loaded = load_settings(Programme(root=tmp_path, stock=stock_root()))
    assert len(loaded.company.channels) == 1


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_without_a_mailbox_the_mail_address_is_known_and_nobody_is_sent_there(tmp_path: Path, language: str) -> None:
    write_programme(tmp_path, replace(ANSWERS, language=language, mailbox=""))
    loaded = load_settings(Programme(root=tmp_path, stock=stock_root()))
    assert not loaded.company.channels["email"].shopped
    assert all(persona.email is None for persona in loaded.personas.values())


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_the_example_in_the_comments_can_be_used_as_it_stands(tmp_path: Path, language: str) -> None:
    write_programme(tmp_path, replace(ANSWERS, language=language))
    path = tmp_path / "config" / "services.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    [first] = [n for n, line in enumerate(lines) if line == "# services:"]
    example = itertools.takewhile(lambda line: line != "#", lines[first:])
    path.write_text("\n".join(line.removeprefix("# ") for line in example), encoding="utf-8")
    loaded = load_settings(Programme(root=tmp_path, stock=stock_root()))
    assert language in loaded.services["gift_wrapping"].question
    sentence = lines[-3].rpartition(": ")[2]
    named = next(
        name for name in loaded.services["gift_wrapping"].names[loaded.company.languages[0]] if name in sentence
    )
    assert service_named(loaded, named) == "gift_wrapping"


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_the_comments_are_in_the_owners_language(tmp_path: Path, language: str) -> None:
    write_programme(tmp_path, replace(ANSWERS, language=language))
    word = {"en": "Languages that", "uk": "Мови", "ru": "Языки", "pl": "Języki"}[language]
    assert f"# {word}" in (tmp_path / "config" / "company.yaml").read_text(encoding="utf-8")


def test_a_mailbox_of_a_known_provider_has_its_servers_another_the_common_names(tmp_path: Path) -> None:
    for mailbox, host in (("mary@gmail.com", "imap.gmail.com"), ("mary@shopper.example", "imap.shopper.example")):
        folder = tmp_path / mailbox
        write_programme(folder, replace(ANSWERS, mailbox=mailbox))
        email = load_settings(Programme(root=folder, stock=stock_root())).personas["customer"].email
        assert email is not None
        assert (email.imap.host, email.imap.port, email.imap.security) == (host, 993, "tls")


def test_features_are_written_beside_the_config(tmp_path: Path) -> None:
    write_programme(tmp_path, ANSWERS, {"scenarios/uk/мої.feature": "# language: uk\n"})
    assert (tmp_path / "scenarios" / "uk" / "мої.feature").read_text(encoding="utf-8") == "# language: uk\n"


def test_a_disk_that_fills_up_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_text

    def full(path: Path, *args: Any, **how: Any) -> int:
        if path.name == "services.yaml":
            path.touch()
            raise OSError(28, "No space left on device", str(path))
        return real(path, *args, **how)

    monkeypatch.setattr(Path, "write_text", full)
    (tmp_path / "kept.txt").touch()
    with pytest.raises(Refused, match="No space left"):
        write_programme(tmp_path / "a" / "b", ANSWERS)
    assert [path.name for path in tmp_path.rglob("*")] == ["kept.txt"]


def test_files_that_are_there_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "personas.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match=r"config/personas\.yaml"):
        write_programme(tmp_path, ANSWERS)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["personas.yaml"]
    assert (tmp_path / "config" / "personas.yaml").read_text(encoding="utf-8") == "mine"


def test_what_git_ignores_already_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("secret.txt", encoding="utf-8")
    write_programme(tmp_path, ANSWERS)
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "secret.txt\n.shopper/\n"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"language": "ua"}, "not a language"),
        ({"trade": "circus"}, "not a trade"),
        ({"site": "", "mail": " "}, "no way to reach"),
        ({"site": "", "mailbox": ""}, "a mailbox of the customer's own"),
        ({"mailbox": "mary"}, "not an e-mail address"),
        ({"site": "teapot"}, "not the address of a page"),
        ({"mail": "teapot"}, "not an e-mail address"),
        ({"authorised_by": " "}, "authorised"),
        ({"name": ""}, "name of the company"),
        ({"zone": "Kiev"}, "Did you mean “Europe/Kyiv”"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_before_anything_is_written(
    tmp_path: Path, answer: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        write_programme(tmp_path / "new", replace(ANSWERS, **answer))
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be written"):
        write_programme(tmp_path / "file" / "new", ANSWERS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(min_size=1, max_size=30, alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])))
def test_any_name_comes_back_from_the_config_as_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("named")
    if not text.strip():
        return
    write_programme(folder, replace(ANSWERS, name=text))
    assert load_settings(Programme(root=folder, stock=stock_root())).company.name == text.strip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(text=st.text(min_size=1, max_size=40, alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])))
def test_whatever_a_site_calls_its_ways_they_come_back_from_the_config(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("ways")
    if not text.strip():
        return
    ways = (
        OtherWay("hotline", text, text),
        OtherWay("hotline", "+380441234567"),
        OtherWay("email", "b@teapot.example"),
    )
    write_programme(folder, replace(ANSWERS, others=ways))
    channels = load_settings(Programme(root=folder, stock=stock_root())).company.channels
    assert list(channels) == ["chat", "email", "hotline", "hotline_2", "email_2"]
    assert (channels["hotline"].address, channels["hotline"].shopped) == (text.strip(), False)


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_the_first_question_is_written_in_its_language_and_asks_about_the_opening_hours(
    tmp_path: Path, language: str
) -> None:
    text = first_question(language)
    path = tmp_path / "first_question.feature"
    path.write_text(text, encoding="utf-8")
    errand = read_errand(path)
    assert errand is not None
    assert errand.language == language
    assert len(errand.scenes) == 1
    assert len(errand.scenes[0].steps) == 2


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_the_config_of_a_first_try_gives_way_to_the_lasting_one(tmp_path: Path, language: str) -> None:
    answers = replace(ANSWERS, language=language, hours="mon-fri 9:00-18:00")
    write_programme(tmp_path, answers, first_try=FirstTry(wait_s=20, at_night=True))
    programme = Programme(root=tmp_path, stock=stock_root())
    first = load_settings(programme).company
    assert (first.channels["chat"].patience, first.channels["chat"].sla) == (20, 20)
    assert first.guard_rails.quiet_hours is None
    settle_company(tmp_path, answers)
    lasting = load_settings(programme).company
    assert (lasting.channels["chat"].patience, lasting.channels["chat"].sla) == (1800, 60)
    assert str(lasting.channels["chat"].hours) == "mon-fri 09:00-18:00"
    assert lasting.guard_rails.quiet_hours is not None


@pytest.mark.parametrize("customers", ["en", "uk", "ru", "pl"])
def test_customers_may_write_in_another_language_than_the_owner(tmp_path: Path, customers: str) -> None:
    write_programme(tmp_path, replace(ANSWERS, language="uk", speaks=customers))
    loaded = load_settings(Programme(root=tmp_path, stock=stock_root()))
    assert (loaded.company.languages, loaded.company.language) == ((customers,), "uk")
    assert {language for persona in loaded.personas.values() for language in persona.languages} == {customers}


@pytest.mark.parametrize(("set_to", "zone"), [("Europe/Kyiv", "Europe/Kyiv"), (":Europe/Warsaw", "Europe/Warsaw")])
def test_the_zone_of_this_computer_is_known_by_its_name(
    monkeypatch: pytest.MonkeyPatch, set_to: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", set_to)
    assert zone_of_this_computer() == zone


@pytest.mark.parametrize("set_to", ["UTC", "Etc/GMT+3", "EET-2EEST", "../x/y"])
def test_a_zone_that_is_no_places_is_not_taken_for_the_companys(monkeypatch: pytest.MonkeyPatch, set_to: str) -> None:
    monkeypatch.setenv("TZ", set_to)
    assert zone_of_this_computer() == ""


# -- the notice for the staff ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_the_staff_are_told_who_ordered_it_whom_to_ask_and_never_when(tmp_path: Path, language: str) -> None:
    write_programme(tmp_path, replace(ANSWERS, language=language, authorised_by="J. *Teapot*, owner"))
    notice = (tmp_path / NOTICE).read_text(encoding="utf-8")
    assert "Teapot & Sons" in notice
    assert "J. \\*Teapot\\*, owner" in notice
    assert "$" not in notice
    assert not any(day in notice for day in ("9:00", "weekly", "mon", "пн", "pon"))
