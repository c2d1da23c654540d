"""What is new between two scorecards."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.scoring.difference import GROUPS, difference

JUDGES = ("silence", "slow", "dead_end")


def card(*rows: dict[str, Any], wave: str = "w", environment: str = "", company: str = "Shop") -> dict[str, Any]:
    """A scorecard of journeys: {name, judges, known, result, closing, valid}."""
    journeys, visits, findings = [], [], []
    for row in rows:
        journey, visit = f"{wave}-{row['name']}", f"{wave}-{row['name']}.1"
        judges = row.get("judges", ())
        failures = [{"judge": j, "sentence": f"{j} there", "quotes": [f"{j} text"], "visit": visit} for j in judges]
        known = row.get("known", {})
        journeys.append(
            {
                "id": journey, "feature": "en/a.feature", "scenario": row["name"], "title": row["name"], "example": "",
                "line": row.get("line", 3), "service": "price", "channel": "chat", "channel_title": "Chat",
                "result": row.get("result", "failed" if judges else "passed"), "failures": failures, "visits": [visit],
            }
        )  # fmt: skip
        picture = {"href": f"../../evidence/{row['name']}", "media_type": "image/png"}
        visits.append(
            {
                "id": visit, "channel": "chat", "service": "price", "valid": row.get("valid", True),
                "closing": row.get("closing", "quiet"), "turns": [{"evidence": [picture]}],
            }
        )  # fmt: skip
        parts = [
            {**f, **({"known": known[f["judge"]]} if f["judge"] in known else {}), "quotes": [
                {"side": "company", "channel_title": "Chat", "text": f"{f['judge']} text"}]}
            for f in failures
        ]  # fmt: skip
        if parts:
            findings.append({**parts[0], "journey": journey, "also": parts[1:]})
    named = {"name": wave, **({"environment": environment} if environment else {})}
    head = {"schema": "shopper-scorecard/1", "language": "en", "company": {"name": company}, "wave": named}
    return {**head, "journeys": journeys, "visits": visits, "findings": findings}


def groups(old: dict[str, Any], new: dict[str, Any]) -> dict[str, list[str]]:
    found = difference(old, new).groups
    return {group: [f"{f.scenario} {f.judge}" for f in found[group]] for group in GROUPS if found[group]}


TICKET = {"ticket": "T-1", "until": "2026-12-31", "expired": False}


def test_every_finding_is_in_its_group() -> None:
    old = card(
        {"name": "stays", "judges": ["slow"]},
        {"name": "mended", "judges": ["silence"]},
        {"name": "broken", "judges": []},
        {"name": "excused", "judges": ["slow"]},
        {"name": "overdue", "judges": ["slow"]},
        {"name": "not played", "judges": ["dead_end"]},
        {"name": "not measured", "judges": ["dead_end"]},
        {"name": "not over", "judges": ["dead_end"]},
        wave="a",
    )
    new = card(
        {"name": "stays", "judges": ["slow", "dead_end"]},
        {"name": "mended"},
        {"name": "broken", "judges": ["silence"]},
        {"name": "excused", "judges": ["slow"], "known": {"slow": TICKET}},
        {"name": "overdue", "judges": ["slow"], "known": {"slow": TICKET | {"expired": True}}},
        {"name": "not measured", "result": "error", "valid": False},
        {"name": "not over", "closing": None},
        wave="b",
    )
    assert groups(old, new) == {
        "new": ["broken silence", "stays dead_end"],
        "expired": ["overdue slow"],
        "known": ["excused slow"],
        "fixed": ["mended silence"],
        "still": ["stays slow"],
        "unseen": ["not measured dead_end", "not over dead_end", "not played dead_end"],
    }


def test_what_is_found_again_and_a_person_overruled_is_not_told_as_mended() -> None:
    old = card({"name": "stays", "judges": ["slow"]}, {"name": "mended", "judges": ["slow"]}, wave="a")
    new = card({"name": "stays", "judges": ["slow"]}, {"name": "mended"}, wave="b")
    [finding] = new["findings"]
    new["findings"], new["reviewed"] = [], [finding, {**finding, "journey": ""}]
    new["journeys"][0] |= {"result": "passed", "failures": []}
    assert groups(old, new) == {"fixed": ["mended slow"], "unseen": ["stays slow"]}


def test_a_finding_has_its_quote_place_and_picture() -> None:
    [found] = difference(card(), card({"name": "a", "judges": ["slow"], "line": 7})).groups["new"]
    assert found.quote == ("Chat", "slow text")
    assert (found.feature, found.line) == ("en/a.feature", 7)
    assert found.picture == "../../evidence/a"


def test_two_waves_without_findings_are_empty() -> None:
    assert difference(card({"name": "a"}), card({"name": "a"})).empty


@pytest.mark.parametrize(("old", "new"), [("", "staging"), ("staging", ""), ("staging", "live")])
def test_waves_of_two_environments_are_not_compared(old: str, new: str) -> None:
    with pytest.raises(ValueError, match="these are not compared"):
        difference(card(environment=old), card(environment=new))
    assert difference(card(environment=new), card(environment=new)).environment == new


def test_waves_of_two_companies_are_not_compared() -> None:
    with pytest.raises(ValueError, match="two companies, Shop and Other"):
        difference(card(), card(company="Other"))


rows = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from("abcdef"), "judges": st.lists(st.sampled_from(JUDGES), unique=True, max_size=3)},
        optional={"valid": st.booleans(), "line": st.integers(1, 9)},
    ),
    unique_by=lambda row: row["name"],
    max_size=6,
)


@given(rows, rows, st.randoms())
def test_nothing_is_lost_doubled_or_told_in_another_order(
    before: list[dict[str, Any]], after: list[dict[str, Any]], chance: random.Random
) -> None:
    lines = {row["name"]: row.get("line", 3) for row in (*before, *after)}
    before, after = ([{**row, "line": lines[row["name"]]} for row in rows] for rows in (before, after))
    found = groups(card(*before, wave="a"), card(*after, wave="b"))
    told = [name for names in found.values() for name in names]
    wanted = {f"{row['name']} {judge}" for row in (*before, *after) for judge in row["judges"]}
    assert sorted(told) == sorted(wanted)
    shuffled = [chance.sample(rows, len(rows)) for rows in (before, after)]
    assert groups(card(*shuffled[0], wave="a"), card(*shuffled[1], wave="b")) == found


@given(rows)
def test_a_wave_against_itself_has_nothing_new_and_nothing_fixed(same: list[dict[str, Any]]) -> None:
    assert set(groups(card(*same, wave="a"), card(*same, wave="b"))) <= {"still"}
