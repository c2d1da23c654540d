"""What there is to choose from: listed, read, taken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import QUESTIONS, Shopper
from .test_init import options


@pytest.fixture
def shop(tmp_path: Path, shopper: Shopper, library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A programme with a chat alone and the errand “provider_questions” not in it; the current folder."""
    folder = tmp_path / "shop"
    done = shopper("init", str(folder), "--lang", "uk", "--yes", *options(mail="", mailbox=""))
    assert done.code == 0, done.err
    monkeypatch.chdir(folder)
    return folder


def rows(out: str) -> dict[str, list[str]]:
    """The lines of a piped list, by the errand's name."""
    return {line.split("\t")[0]: line.split("\t") for line in out.splitlines() if "\t" in line}


@pytest.mark.usefixtures("shop")
def test_the_list_tells_each_errands_title_needs_and_whether_it_is_taken(shopper: Shopper) -> None:
    done = shopper("scenarios")
    assert done.code == 0, done.err
    listed = rows(done.out)
    assert listed["orders"] == ["orders", "Моє замовлення", "1", "чат", "для магазинів, справжнє замовлення", ""]
    library_line = next(line for line in done.out.splitlines() if line.startswith("questions\t"))
    assert library_line.split("\t") == [
        "questions", "Звичайні питання", "3", "кожен канал, чат, пошта", "для магазинів", "так",
    ]  # fmt: skip
    assert "provider_questions" not in listed, "it is for another trade"


@pytest.mark.usefixtures("shop")
def test_scenarios_of_ones_own_are_listed_with_their_tags_as_written(shopper: Shopper, shop: Path) -> None:
    (shop / "scenarios" / "mine.feature").write_text(
        "Feature: My own\n\n  @monday\n  Scenario: One\n    When I ask about the price in the chat\n", encoding="utf-8"
    )
    listed = rows(shopper("scenarios").out)
    assert listed["mine"] == ["mine", "My own", "1", "чат", "@monday"]


@pytest.mark.usefixtures("library")
def test_without_a_programme_the_library_is_listed_in_the_language_asked_for(
    shopper: Shopper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert set(rows(shopper("scenarios").out)) == {"questions"}
    assert set(rows(shopper("scenarios", "--lang", "uk").out)) == {"orders", "provider_questions", "questions"}
    assert "w bibliotece nic nie ma" in shopper("scenarios", "--lang", "pl").out


@pytest.mark.usefixtures("library")
def test_one_is_printed_as_it_is_written(shopper: Shopper) -> None:
    assert shopper("scenarios", "questions", "--lang", "uk").out == QUESTIONS


@pytest.mark.usefixtures("library")
def test_a_name_that_there_is_not_is_answered_with_the_nearest(shopper: Shopper) -> None:
    done = shopper("scenarios", "question", "--lang", "uk")
    assert done.code == 12
    assert "“questions”" in done.err


def test_one_that_is_taken_holds_the_scenarios_that_fit_the_company(shopper: Shopper, shop: Path) -> None:
    (shop / "scenarios" / "uk" / "questions.feature").unlink()
    done = shopper("scenarios", "--take", "questions", "orders")
    assert done.code == 0, done.err
    text = (shop / "scenarios" / "uk" / "questions.feature").read_text(encoding="utf-8")
    assert text == QUESTIONS.partition("\n  # Поштою")[0]
    assert not (shop / "scenarios" / "uk" / "orders.feature").exists()
    assert "orders: жоден сценарій не підходить" in done.out
    assert done.out.count("Пропущено сценаріїв: 1") == 2


def test_scenarios_that_take_long_are_taken_only_when_asked_for(shopper: Shopper, shop: Path, library: Path) -> None:
    text = QUESTIONS.replace("  Сценарій: Ціна в чаті", "  @library\n  Сценарій: Ціна в чаті")
    (library / "uk" / "slow.feature").write_text(text, encoding="utf-8")
    path = shop / "scenarios" / "uk" / "slow.feature"
    done = shopper("scenarios", "--take", "slow")
    assert "shopper scenarios --long --take" in done.out
    assert "Ціна в чаті" not in path.read_text(encoding="utf-8")
    assert shopper("scenarios", "--long", "--take", "slow").code == 0
    assert "Ціна в чаті" in path.with_stem("slow_2").read_text(encoding="utf-8")


def test_one_that_is_there_whole_is_left_as_it_is(shopper: Shopper, shop: Path) -> None:
    before = {path: path.read_bytes() for path in (shop / "scenarios").rglob("*") if path.is_file()}
    done = shopper("scenarios", "--take", "questions")
    assert done.code == 0
    assert "нічого не змінено" in done.out
    assert {path: path.read_bytes() for path in (shop / "scenarios").rglob("*") if path.is_file()} == before


def test_what_fits_only_now_is_taken_into_a_file_of_its_own(shopper: Shopper, shop: Path) -> None:
    config = shop / "config"
    company = (config / "company.yaml").read_text(encoding="utf-8")
    (config / "company.yaml").write_text(
        company.replace("channels:\n", "channels:\n  mail: {kind: email, address: help@teapot.example}\n"),
        encoding="utf-8",
    )
    personas = (config / "personas.yaml").read_text(encoding="utf-8")
    box = re.sub(r"^    # (email:|  \w+:)", r"    \1", personas, flags=re.MULTILINE)
    (config / "personas.yaml").write_text(box, encoding="utf-8")
    first = shop / "scenarios" / "uk" / "questions.feature"
    before = first.read_bytes()
    done = shopper("scenarios", "--take", "questions")
    assert done.code == 0, done.err
    again = shopper("scenarios", "--take", "questions")
    assert "нічого не змінено" in again.out
    second = first.with_stem("questions_2").read_text(encoding="utf-8")
    assert "Сценарій: Ціна поштою" in second
    assert "Ціна в чаті" not in second
    assert first.read_bytes() == before
    assert len(list(first.parent.iterdir())) == 2


@pytest.mark.usefixtures("library")
def test_outside_a_programme_nothing_is_taken(
    shopper: Shopper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = shopper("scenarios", "--take", "questions", "--lang", "uk")
    assert done.code == 12
    assert "shopper init" in done.err
