"""The catalogues of the reports: the same in all languages, whole, and each text used."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

from shopper.judges import JUDGES
from shopper.model import Origin, Side, TurnKind
from shopper.programme import Programme, loading, stock_root
from shopper.programme.loading import load_stock
from shopper.scoring.matrix import STAGES
from shopper.scoring.odm.journeys import STATES

words = load_stock("reports._words")
page = load_stock("reports.page")
LANGUAGES = ("en", "uk", "ru", "pl")
CATALOGUES = {language: load_stock(f"reports._words_{language}").TEXTS for language in LANGUAGES}
REPORTS = Path(str(page.__file__)).parent
METHOD = importlib.import_module("shopper.scoring.odm.method")
STEPS_OWN = ("effort", "incomplete")  # verdicts of steps that no judge gives
WAYS = [
    "webchat",
    "phone",
    "email",
    "telegram",
    "whatsapp",
    "viber",
    "facebook",
    "instagram",
    "vk",
    "twitter",
    "sms",
    "app",
    "website_form",
    "callback",
]
CHANGES = [
    *("died", "revived", "answers_better", "answers_worse", "loop_appeared", "loop_gone"),
    *("contradiction_appeared", "contradiction_gone", "cap_new", "cap_lifted"),
]
# Keys that are put together of a beginning and a value, and all values that there are.
COMPOSED = {
    "state_": set(page.GLYPHS),
    "channel_": {"good", "slow", "partly", "silent", "unmeasured"},
    "judge_": set(STEPS_OWN),
    "origin_": {o.value for o in Origin},
    "kind_": {k.value for k in TurnKind} - {"message"},
    "quote_": {"auto", "bounce"},
    "row_": {*METHOD.WEIGHTS, "unmeasured", "not_applicable"},
    "need_": {*METHOD.WEIGHTS, "visits"},
    "cap_": {"dead_channel", "closed_loop", "critical_contradiction", "unvisited", "wide"},
    "warn_": {"suspect_dead", "trapped"},
    "says_": {"yes", "no"},
    "stage_": set(STAGES),
    "review_": {"confirmed", "disputed", "corrected"},
    "lane_": {"customer", "bot", "person"},
    "method_cap_": {"dead", "loop", "contradiction", "unvisited", "low"},
    "tone_": {"address", "greeting", "closing", "language"},
    "tone_address_": {"V", "T", "mixed"},
    "tone_language_": {"asked", *LANGUAGES},
    "fix_": {"history", "repeats", "parallel", "loop", "stranded", "fact"},
    "way_": set(WAYS),
    "where_": {"top", "menu", "main", "footer", "chat", "corner", "data", "unseen"},
    "ff_h_": {"answered", "silent", "stopped", "unmeasured", "not_asked", "no_chat"},
    "ff_": {"is_vendor", "is_perhaps", "is_own", "no_chat"},
    "ff_picture_": {"before", "after", "said", "failed"},
    "chg_": set(CHANGES),
    "chg_why_": {"first", "open", "nothing", "scripts", "terms", "method"},
    "chg_total_": {f"{sure}_{way}" for sure in ("changed", "perhaps") for way in ("better", "worse")},
    "chg_v_": {"changed", "perhaps", "no_evidence"},
    "trend_break_": {"scripts", "terms", "method"},
    "trend_m_": {f"{sure}_{way}" for sure in ("changed", "perhaps") for way in ("better", "worse")}
    | {"no_evidence", "too_few", "not_yet", "nothing_before"},
    "ff_week_": set(load_stock("reports.first_findings").WEEK),
    "": {side.value for side in Side} | {"answered", "as_promised", "median", "p90", "longest"},
}


def forms(text: str | dict[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def sources() -> Iterator[str]:
    for path in [*REPORTS.glob("*.py"), *REPORTS.glob("templates/*.j2")]:
        if not re.fullmatch(r"_(words|degree|history|beside)_\w+\.py", path.name):
            yield path.read_text(encoding="utf-8")


def said() -> set[str]:
    """Every key that a report says outright, composed ones by all their values."""
    literal = {key for source in sources() for key in re.findall(r'"([a-z0-9_]+)"', source)}
    return literal | {start + value for start, values in COMPOSED.items() for value in values}


@pytest.mark.parametrize("language", ["uk", "ru", "pl"])
def test_all_languages_say_the_same_things_in_the_same_order(language: str) -> None:
    assert list(CATALOGUES[language]) == list(CATALOGUES["en"])


@pytest.mark.parametrize("language", ["uk", "ru", "pl"])
def test_a_text_has_the_same_places_for_values_in_all_languages_and_all_forms(language: str) -> None:
    for key, text in CATALOGUES["en"].items():
        wanted = places(forms(text)[0])
        for form in [*forms(text), *forms(CATALOGUES[language][key])]:
            assert places(form) == wanted, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_with_a_number_has_every_form_that_whole_numbers_have(language: str) -> None:
    plural = Locale.parse(language).plural_form
    needed = {plural(n) for n in range(200)}
    for key, text in CATALOGUES[language].items():
        if isinstance(text, dict):
            assert set(text) == needed, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_holds_what_has_a_meaning_in_html(language: str) -> None:
    for key, text in CATALOGUES[language].items():
        for form in forms(text):
            assert form.strip() == form != "", key
            assert not set(form) & set('<>&"'), key


def test_no_text_is_unused_and_none_is_missing() -> None:
    assert set(CATALOGUES["en"]) <= said()
    composed = {start + value for start, values in COMPOSED.items() for value in values}
    called = {key for source in sources() for key in re.findall(r'(?<!\w)(?:t|plain)\("([a-z0-9_]+)"[,)]', source)}
    assert called | composed <= set(CATALOGUES["en"])
    assert called > {"skip", "not_lead", "junit_ours"}


def test_every_state_of_a_cell_has_a_sign() -> None:
    assert set(STATES) | {"unmeasured", "not_tried", "not_applicable"} == set(page.GLYPHS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_judge_and_every_verdict_of_a_step_has_a_name(language: str) -> None:
    catalogue = words.Words(language)
    names = [catalogue.judge(name) for name in (*JUDGES, *STEPS_OWN)]
    assert len(set(names)) == len(names)
    if language != "en":
        assert not set(names) & {words.Words("en").judge(name) for name in (*JUDGES, *STEPS_OWN)}


def test_verdicts_of_an_owners_own_judge_have_its_name() -> None:
    assert words.Words("uk").judge("rude_words") == "Rude words"


def test_the_verdicts_that_steps_note_are_those_that_have_names() -> None:
    noted = set()
    for path in (REPORTS.parent / "src" / "shopper" / "engine").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "note" and len(node.args) > 1:
                noted |= {n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)}
    assert noted >= {"silence", "effort", "incomplete"}
    assert noted - {"offered"} <= {*JUDGES, *STEPS_OWN}  # that a service is offered never fails


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            ["1 conversation,", "2 conversations,", "5 conversations,", "21 conversations,", "1,200 conversations,"],
        ),
        ("uk", ["1 розмова,", "2 розмови,", "5 розмов,", "21 розмова,", "1\xa0200 розмов,"]),
        ("ru", ["1 разговор,", "2 разговора,", "5 разговоров,", "21 разговор,", "1\xa0200 разговоров,"]),
        ("pl", ["1 rozmowa,", "2 rozmowy,", "5 rozmów,", "21 rozmów,", "1\xa0200 rozmów,"]),
    ],
)
def test_a_number_decides_the_form_of_its_noun(language: str, texts: list[str]) -> None:
    told = [words.Words(language).plain("method_talks", n, valid=1) for n in (1, 2, 5, 21, 1200)]
    assert [text[: len(begins)] for text, begins in zip(told, texts, strict=True)] == texts


def test_a_value_is_escaped_for_html_and_never_read_as_a_place() -> None:
    catalogue = words.Words("uk")
    assert catalogue("in_folder", folder="<b>{n}</b>") == "знайдено в папці «&lt;b&gt;{n}&lt;/b&gt;»"
    assert catalogue.plain("in_folder", folder="<b>{n}</b>") == "знайдено в папці «<b>{n}</b>»"


def test_an_owner_can_say_one_thing_differently_or_add_a_language(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "_words_uk.py").write_text('TEXTS = {"failed_h": "Наші негаразди"}')
    (folder / "_words_de.py").write_text('TEXTS = {"failed_h": "Was nicht gut ging"}')
    loading.mount(Programme(root=tmp_path, stock=stock_root()))
    try:
        owners = loading.load("reports._words")
        ukrainian, german = owners.Words("uk"), owners.Words("de")
    finally:
        loading.mount(Programme(root=stock_root(), stock=stock_root()))
    assert (ukrainian.plain("failed_h"), ukrainian.plain("never")) == ("Наші негаразди", "ніколи")
    assert (german.language, german.plain("failed_h"), german.plain("never")) == ("de", "Was nicht gut ging", "never")
    assert german.plain("method_talks", 1, valid=1).startswith("1 conversation,")


@pytest.mark.parametrize("language", ["de", "", "../x", "__main__", "words_en", "EN"])
def test_a_language_without_a_catalogue_is_told_in_english(language: str) -> None:
    catalogue = words.Words(language)
    assert catalogue.language == "en"
    assert catalogue.plain("never") == "never"
