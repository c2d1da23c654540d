"""A new programme that begins well."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopper.errors import Refused
from shopper.programme import Programme, find_programme, stock_root
from shopper.programme.sentences import Sentence, sentence
from shopper.settings import load_settings
from shopper.settings.scaffold import write_programme

ANSWERS: dict[str, Any] = {
    "name": "Teapot & Sons",
    "language": "en",
    "site": "https://teapot.example",
    "mail": "help@teapot.example",
    "authorised_by": "J. Teapot, owner",
}


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_a_new_programme_loads_and_knows_the_answers(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "shopping"
    files = write_programme(folder, **{**ANSWERS, "language": language})
    found = find_programme([folder / "scenarios"])
    assert found is not None
    loaded = load_settings(found, kinds=["webchat", "email"])
    assert loaded.company.name == "Teapot & Sons"
    assert loaded.company.languages[0] == language
    assert {c.kind: c.address for c in loaded.company.channels.values()} == {
        "webchat": "https://teapot.example",
        "email": "help@teapot.example",
    }
    assert loaded.company.guard_rails.authorised_by == "J. Teapot, owner"
    assert "hours" in loaded.services
    assert all(path.is_file() for path in files)


@pytest.mark.parametrize("left_out", ["site", "mail"])
def test_a_company_may_have_no_chat_or_no_mail(tmp_path: Path, left_out: str) -> None:
    write_programme(tmp_path, **{**ANSWERS, left_out: ""})
    loaded = load_settings(Programme(root=tmp_path, stock=stock_root()))
    assert len(loaded.company.channels) == 1
    assert (loaded.personas["customer"].email is None) == (left_out == "mail")


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_the_first_scenario_is_made_of_sentences_there_are_in_a_language_a_customer_speaks(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_programme(tmp_path, **{**ANSWERS, "language": language})
    document: Any = Parser().parse((tmp_path / "scenarios" / "first.feature").read_text(encoding="utf-8"))["feature"]
    loaded = load_settings(Programme(root=tmp_path, stock=stock_root()))
    assert document["language"] in loaded.personas["customer"].languages
    known = _sentences(monkeypatch)
    steps = [step["text"] for child in document["children"] for step in child["scenario"]["steps"]]
    assert len(steps) == 3
    for step in steps:
        assert sum(one.is_matching(step) for one in known) == 1, step


def _sentences(monkeypatch: pytest.MonkeyPatch) -> list[Sentence]:
    made: list[Sentence] = []

    def noted(**forms: Any) -> Sentence:
        made.append(sentence(**forms))
        return made[-1]

    monkeypatch.setattr("shopper.programme.sentences.sentence", noted)
    for file in sorted((stock_root() / "scenarios" / "sentences").glob("*.py")):
        runpy.run_path(str(file))
    return made


def test_files_that_are_there_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "personas.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match=r"config/personas\.yaml"):
        write_programme(tmp_path, **ANSWERS)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["personas.yaml"]
    assert (tmp_path / "config" / "personas.yaml").read_text(encoding="utf-8") == "mine"


def test_what_git_ignores_already_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("secret.txt", encoding="utf-8")
    write_programme(tmp_path, **ANSWERS)
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "secret.txt\n.shopper/\n"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"language": "ua"}, "not a language"),
        ({"site": "", "mail": " "}, "no way to reach"),
        ({"site": "teapot"}, "not the address of a page"),
        ({"mail": "teapot"}, "not an e-mail address"),
        ({"authorised_by": " "}, "authorised"),
        ({"name": ""}, "name of the company"),
        ({"zone": "Kiev"}, "Did you mean “Europe/Kyiv”"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_before_anything_is_written(
    tmp_path: Path, answer: dict[str, str], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        write_programme(tmp_path / "new", **{**ANSWERS, **answer})
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be written"):
        write_programme(tmp_path / "file" / "new", **ANSWERS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(min_size=1, max_size=30, alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])))
def test_any_name_comes_back_from_the_config_as_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("named")
    if not text.strip():
        return
    write_programme(folder, **{**ANSWERS, "name": text})
    assert load_settings(Programme(root=folder, stock=stock_root())).company.name == text.strip()
