"""What is new between two scorecards: findings that came, went, stayed, are known, or were not looked at again.

A finding is the same one where scenario, row, channel and judge are; the journey's id is another one in every wave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

GROUPS = ("new", "expired", "known", "fixed", "still", "unseen")
_PICTURES = ("image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one scorecard.

    channel: where the scenario began; found_in: where this was found. quote: (who, text) or None. picture: a link
    beside the scorecard, "" for none. known: {ticket, until, why, expired} or None. again: selects the scenario.
    """

    feature: str
    scenario: str
    example: str
    channel: str
    judge: str
    found_in: str
    sentence: str = field(compare=False)
    line: int = field(compare=False, default=0)
    title: str = field(compare=False, default="")
    service: str = field(compare=False, default="")
    quote: tuple[str, str] | None = field(compare=False, default=None)
    picture: str = field(compare=False, default="")
    known: Mapping[str, Any] | None = field(compare=False, default=None)

    @property
    def place(self) -> tuple[str, str, str, str]:
        """The journey it is of, in whichever wave."""
        return self.feature, self.scenario, self.example, self.channel


@dataclass(frozen=True, slots=True)
class Difference:
    """Two waves of one company, and the findings by group; every finding is in one group, in a stable order.

    new: in the new wave only. expired: known, but overdue, in the new wave. known: in the new wave and excused. fixed:
    in the old wave, and the new one looked. still: in both. unseen: in the old one, and the new one could not look.
    """

    company: str
    old: str
    new: str
    environment: str
    language: str
    groups: Mapping[str, tuple[Finding, ...]]

    @property
    def empty(self) -> bool:
        """Neither wave has a finding."""
        return not any(self.groups.values())


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    """Compare two scorecards. Raises ValueError, with a sentence, for two that cannot be compared."""
    _check(old, new)
    before, after = _findings(old), _findings(new)
    looked = _measured(new)
    groups: dict[str, list[Finding]] = {group: [] for group in GROUPS}
    for finding in after:
        groups[_group(finding, before)].append(finding)
    overruled = _overruled(new)  # found again, and a person says that it is not so: nobody knows that it was mended
    for finding in before:
        if finding not in after:
            looked_at = finding.place in looked and finding not in overruled
            groups["fixed" if looked_at else "unseen"].append(finding)
    return Difference(
        company=str(new["company"]["name"]),
        old=str(old["wave"]["name"]),
        new=str(new["wave"]["name"]),
        environment=str(new["wave"].get("environment", "")),
        language=str(new.get("language", "en")),
        groups={group: tuple(found) for group, found in groups.items()},
    )


def _check(old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    theirs = [_named(str(card["wave"].get("environment", ""))) for card in (old, new)]
    if theirs[0] != theirs[1]:
        raise ValueError(
            f"{old['wave']['name']} was shopped in {theirs[0]}, {new['wave']['name']} in {theirs[1]}: these are not "
            "compared. Compare waves of one environment."
        )
    companies = [card["company"]["name"] for card in (old, new)]
    if companies[0] != companies[1]:
        raise ValueError(f"these are waves of two companies, {companies[0]} and {companies[1]}: they are not compared.")


def _named(environment: str) -> str:
    return f"the environment “{environment}”" if environment else "no environment"


def _group(finding: Finding, before: Sequence[Finding]) -> str:
    if finding.known is not None:
        return "expired" if finding.known["expired"] else "known"
    return "still" if finding in before else "new"


def _measured(card: Mapping[str, Any]) -> set[tuple[str, str, str, str]]:
    """The journeys that were played and could be measured to their end."""
    visits = {visit["id"]: visit for visit in card["visits"]}
    return {
        _place(row)
        for row in card["journeys"]
        if row["result"] in ("passed", "failed")
        and all(visits[v]["valid"] and visits[v]["closing"] is not None for v in row["visits"] if v in visits)
    }


def _place(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return row["feature"], row["scenario"], row["example"], row["channel"]


def _findings(card: Mapping[str, Any]) -> list[Finding]:
    """Every finding once, by file and line, as they follow each other there; what a worse one implies is left out."""
    rows = {row["id"]: row for row in card["journeys"]}
    visits = {visit["id"]: visit for visit in card["visits"]}
    found: dict[Finding, None] = {}
    for finding in card["findings"]:
        row = rows[finding["journey"]]
        for part in (finding, *finding["also"]):
            found.setdefault(_finding(row, part, finding, visits))
    return sorted(found, key=lambda f: (f.feature, f.line, f.scenario, f.example, f.channel, f.judge, f.found_in))


def _overruled(card: Mapping[str, Any]) -> list[Finding]:
    """What was found and counts no more, since a person said that it is wrong or our own mistake."""
    rows = {row["id"]: row for row in card["journeys"]}
    visits = {visit["id"]: visit for visit in card["visits"]}
    parts = [part for part in card.get("reviewed", ()) if part["journey"] in rows]
    return [_finding(rows[part["journey"]], part, part, visits) for part in parts]


def _finding(
    row: Mapping[str, Any], part: Mapping[str, Any], lead: Mapping[str, Any], visits: Mapping[str, Mapping[str, Any]]
) -> Finding:
    visit = visits.get(part["visit"], {})
    return Finding(
        *_place(row),
        judge=part["judge"],
        found_in=visit.get("channel", row["channel"]),
        sentence=part["sentence"],
        line=row["line"],
        title=row["title"],
        service=row["service"],
        quote=_quote(row, part, lead),
        picture=_picture(visit),
        known=part.get("known"),
    )


def _quote(row: Mapping[str, Any], part: Mapping[str, Any], lead: Mapping[str, Any]) -> tuple[str, str] | None:
    """What it rests on last: the company's words, where there are any."""
    if part is lead and lead["quotes"]:
        theirs = [quote for quote in lead["quotes"] if quote["side"] == "company"] or lead["quotes"]
        return str(theirs[-1]["channel_title"]), str(theirs[-1]["text"])
    for failure in row["failures"]:
        if (failure["judge"], failure["sentence"]) == (part["judge"], part["sentence"]) and failure["quotes"]:
            return str(row["channel_title"]), str(failure["quotes"][-1])
    return None


def _picture(visit: Mapping[str, Any]) -> str:
    """The last screenshot of the conversation."""
    pictures = [
        str(evidence["href"])
        for turn in visit.get("turns", ())
        for evidence in turn["evidence"]
        if evidence["media_type"] in _PICTURES
    ]
    return pictures[-1] if pictures else ""
