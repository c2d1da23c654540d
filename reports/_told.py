"""The head of a scorecard in plain sentences, for readers without a page: the mail, a CI job, a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shopper.scoring.odm.grades import UNGRADED, shown, shown_up

from . import _trend
from ._wording import visible
from ._words import Words

Card = Mapping[str, Any]


def degree(card: Card, words: Words) -> str:
    """“Degree of omnichannel 46 of 100, D (between 36 and 57 …)”; what there is to be said where it has no letter yet;
    "" for a scorecard without a degree."""
    if "degree" not in card:
        return ""
    overall = card["degree"]["score"]["overall"]
    if overall["grade"] == UNGRADED:
        share = words.percent(card["degree"]["score"]["evidence"])
        return f"{words.plain('deg_none')}. {words.plain('deg_none_lead', share=share, need=words.percent(0.7))}"
    low, high = words.number(shown(overall["lo"])), words.number(shown_up(overall["hi"]))
    number = f"{words.number(overall['shown'])} {words.plain('deg_of')}"
    limits = words.plain("deg_limits", lo=low, hi=high)
    return f"{words.plain('deg_h')}: {number}, {overall['grade']} ({limits})."


def reasons(card: Card, words: Words) -> list[str]:
    """Why the letter is no better, the worst first; at most three."""
    if "degree" not in card or card["degree"]["score"]["overall"]["grade"] == UNGRADED:
        return []
    raw = card["degree"]["score"]["overall"]["raw_grade"]
    caps = [cap for cap in card["degree"]["caps"] if cap["letter"] > raw][:3]
    return [words.plain("deg_because", letter=cap["letter"], why=why(cap, words)) for cap in caps]


def why(cap: Mapping[str, Any], words: Words) -> str:
    """What caps the letter."""
    values: dict[str, Any] = {key: visible(cap.get(key, "")) for key in ("channel", "subject")}
    return words.plain(f"cap_{cap['kind']}", **values)


def changes(card: Card, words: Words) -> list[str]:
    """What changed: states first, then the verdict on the whole; why nothing is compared, where nothing is."""
    changed = card.get("changed")
    if not changed:
        return []
    if changed["against"] is None:
        return [words.plain(f"chg_why_{changed['why_not']}")]
    told = [state(one, words) for one in changed["states"]]
    against = words.plain(
        "chg_against", len(changed["against"]["waves"]), visits=words.number(changed["against"]["visits"])
    )
    overall = changed["overall"]
    return [*told, f"{against} {_total(overall, changed['sees'], words)}"] if overall else [*told, against]


def _total(overall: Mapping[str, Any], sees: int, words: Words) -> str:
    values: dict[str, Any] = {
        "diff": words.signed(_trend.signed(overall["diff"])),
        "lo": words.signed(_trend.signed(overall["lo"], "down")),
        "hi": words.signed(_trend.signed(overall["hi"], "up")),
    }
    if overall["verdict"] == "no_evidence":
        return words.plain("chg_total_no_evidence", sees=words.number(sees), **values)
    way = "better" if overall["diff"] > 0 else "worse"
    return words.plain(f"chg_total_{overall['verdict']}_{way}", **values)


def state(one: Mapping[str, Any], words: Words) -> str:
    """One state that changed, as a sentence without its point."""
    kind = one["kind"]
    if "title" in one:
        key = {"answers_changed": "answers_better" if one["better"] else "answers_worse"}.get(kind, kind)
        (k, n), (k0, n0) = one["after"], one["before"]
        counts: dict[str, Any] = {
            name: words.number(value) for name, value in (("k", k), ("n", n), ("k0", k0), ("n0", n0))
        }
        return words.plain(f"chg_{key}", title=visible(one["title"]), **counts)
    if "n" in one:
        return words.plain(f"chg_{kind}", one["n"])
    if "cap" in one:
        return words.plain(f"chg_{kind}", letter=one["cap"]["letter"], why=why(one["cap"], words))
    return words.plain(f"chg_{kind}", subject=visible(one["subject"]))


def fixes(card: Card, words: Words, most: int = 3) -> list[str]:
    """What to mend first, each with what it gains where that is known."""
    found = card["degree"]["fixes"][:most] if "degree" in card else []
    return [f"{fix(one, words)}{_gain(one, words)}" for one in found]


def fix(one: Mapping[str, Any], words: Words) -> str:
    """One thing to mend."""
    if one["kind"] in ("loop", "stranded"):
        return words.plain(f"fix_{one['kind']}", one["visits"], way=visible(" → ".join(one["way"])))
    if one["kind"] == "reach":
        late = one["replied"] == one["watched"]
        key = "fix_dead" if one["because"] == "dead" else "fix_late" if late else "fix_reach"
        counts: dict[str, Any] = {name: words.number(one[name]) for name in ("replied", "watched")}
        return words.plain(key, channel=visible(one["channel"]), **counts)
    if one["kind"] == "fact":
        return words.plain("fix_fact", subject=visible(one["subject"]))
    return words.plain(f"fix_{one['kind']}")


def alarms(card: Card, words: Words) -> list[str]:
    """The channels that use up far more than their promise allows, a sentence each."""
    budget = card.get("budget")
    return [_alarm(row, budget["target"], words) for row in budget["channels"] if row["alarm"]] if budget else []


def _alarm(row: Mapping[str, Any], target: float, words: Words) -> str:
    week, month = row["week"], row["month"]
    return words.plain(
        "budget_alarm",
        week["n"],
        title=visible(row["title"]),
        bad=words.number(week["bad"]),
        month=words.number(month["bad"]),
        all=words.number(month["n"]),
        allowed=words.percent(1 - target),
        share=words.percent(week["bad"] / week["n"]),
    )


def _gain(one: Mapping[str, Any], words: Words) -> str:
    if one["gain"] is None:
        return ""
    points = round(one["gain"] * 100)
    gained = words.plain("gain", points) if points else words.plain("gain_less")
    then = f", {words.plain('then', letter=one['grade'])}" if one["grade"] != UNGRADED else ""
    return f" ({gained}{then})"
