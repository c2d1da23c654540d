"""Why a letter is no better, and what will soon lower it: told beside it, in every language."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.programme.loading import load_stock
from shopper.scoring.degree import degree, score_wave

from .. import samples
from ..scoring.odm.tables import silent, table, visit

page = load_stock("reports.page")
markdown = load_stock("reports.markdown")


def card_of(document: dict[str, Any], language: str = "en") -> dict[str, Any]:
    """The sample week's scorecard with the degree of another table."""
    told = degree(score_wave(document), samples.context(), {"price": "Price", "return": "Return"})
    return {**samples.sample_scorecard(), "degree": told, "language": language}


def good(n: int) -> list[dict[str, Any]]:
    """Everything is in order in both channels, n times, so that nothing but their number keeps them from an A."""
    same = {"reply_s": 1, "facts": {"form": {"v": "5"}}, "history_probe": True, "parallel_probe": True}
    return [visit(i, **same, channel=("chat", "email")[i % 2]) for i in range(n)]


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "No better than B, because there are too few conversations to rule out fewer than 65 points."),
        ("uk", "Не краще за B, бо розмов замало, щоб виключити менше ніж 65 балів."),
        ("ru", "Не лучше B, потому что разговоров слишком мало, чтобы исключить меньше 65 баллов."),
        ("pl", "Nie lepiej niż B, bo rozmów jest za mało, by wykluczyć mniej niż 65 punktów."),
    ],
)
def test_an_a_that_so_few_conversations_cannot_carry_is_a_b_and_the_page_says_why(language: str, why: str) -> None:
    rows = good(4)
    for row in rows[:2]:
        row |= {"reply_s": 240, "history_probe": False}
    card = card_of(table(*rows), language)
    overall = card["degree"]["score"]["overall"]
    assert (overall["raw_grade"], overall["grade"]) == ("A", "B")
    assert why in page.render(card)
    assert "65" in markdown.render(card)


def test_an_a_that_is_carried_has_no_reason_against_it() -> None:
    card = card_of(table(*good(60)))
    assert card["degree"]["score"]["overall"]["grade"] == "A"
    assert card["degree"]["caps"] == []


def test_a_channel_that_three_customers_got_no_answer_from_is_announced_before_it_costs_the_letter() -> None:
    rows = [
        *(visit for visit in good(60) if visit["channel"] == "chat"),
        *(silent(100 + n, channel="email") for n in range(3)),
    ]
    card = card_of(table(*rows))
    assert card["degree"]["score"]["overall"]["warnings"] == ["suspect_dead:email"]
    [warning] = card["degree"]["warnings"]
    assert (warning["kind"], warning["n"], warning["letter"]) == ("suspect_dead", 2, "C")
    worse = card["degree"]["score"]["overall"]["grade"] >= "C"
    assert ("2 more customers without an answer, and it is no better than C." in page.render(card)) is not worse


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Nobody has answered yet: Mail. 1 more customer without an answer, and it is no better than C."),
        ("uk", "Поки що ніхто не відповів: Mail. Ще 1 клієнт без відповіді – і буде не краще за C."),
        ("ru", "Пока никто не ответил: Mail. Ещё 1 клиент без ответа – и будет не лучше C."),
        ("pl", "Na razie nikt nie odpowiedział: Mail. Jeszcze 1 klient bez odpowiedzi i będzie nie lepiej niż C."),
    ],
)
def test_what_one_more_silence_costs_is_told_in_every_language(language: str, told: str) -> None:
    card = card_of(table(*good(60)), language)
    warning = {"kind": "suspect_dead", "letter": "C", "channel": "Mail", "n": 1}
    card["degree"]["warnings"] = [warning, {"kind": "trapped", "letter": "C", "n": 1}]
    html = page.render(card)
    assert told in html
    assert html.count("C.</p>") >= 2


def test_one_customer_who_was_sent_in_a_circle_warns_of_the_second() -> None:
    sent = [
        visit(900, journey="J", outcome="deflected", redirect_to="email"),
        visit(901, journey="J", seq=2, origin="redirect", channel="email", outcome="deflected", redirect_to="chat"),
    ]
    card = card_of(table(*good(60), *sent))
    assert [one["kind"] for one in card["degree"]["warnings"]] == ["trapped"]
    assert "If it happens to another, it is no better than C." in page.render(card)
