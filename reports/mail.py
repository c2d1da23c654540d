"""The scorecard as a mail: its subject, the letter as HTML that mail programs show, and the same as plain text.

Mail programs know little of HTML and fetch nothing: tables, styles on the elements themselves, no picture, no script.
What is dark and light follows the reader's own setting where the program knows of it (a style sheet in the head), and
is dark on light where it does not.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import _told
from ._html import environment_of, style_of
from ._wording import Wording, visible
from ._words import Words

META = {"id": "mail", "file": "mail.html", "media_type": "text/html", "needs": "delivery"}
SHOWN = 5  # findings; who reads on opens the page
QUOTES = 2
_QUOTE_LENGTH = 280
_LINE = 76


def subject(scorecard: Mapping[str, Any]) -> str:
    """The result in a line: “Bright Shop: 22 of 24 answered, 8 problems”. Never more than one line."""
    words = Words(scorecard.get("language", "en"))
    counts = scorecard["counts"]
    company = " ".join(visible(scorecard["company"]["name"]).split())
    if not counts["valid"]:
        return words.plain("mail_subject_none", company=company)
    answered, watched = words.number(counts["answered"]), words.number(counts["watched"])
    if not counts["failed_journeys"]:
        return words.plain("mail_subject_fine", company=company, answered=answered, watched=watched)
    n = counts["failed_journeys"]
    return words.plain("mail_subject", n, company=company, answered=answered, watched=watched)


def render(
    scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = (), *, link: str = "", attached: str = ""
) -> str:
    """The letter as HTML. link: where its page can be opened, "" nowhere. attached: the attachment's name, "" none."""
    words = Words(scorecard.get("language", "en"))
    environment = environment_of(template_dirs, words)
    environment.filters["shortened"] = shortened
    return environment.get_template("mail.html.j2").render(
        card=scorecard,
        subject=subject(scorecard),
        figures=figures_of(scorecard, words),
        degree=_told.degree(scorecard, words),
        reasons=_told.reasons(scorecard, words),
        lists=lists_of(scorecard, words),
        findings=[{**f, "known_line": known_of(f, words)} for f in news_first(scorecard["findings"])[:SHOWN]],
        more=len(scorecard["findings"]) - SHOWN,
        quotes=QUOTES,
        unmeasured=unmeasured_of(scorecard),
        link=link,
        attached=attached,
        style=style_of(environment, "mail.css"),
    )


def plain(scorecard: Mapping[str, Any], *, link: str = "", attached: str = "") -> str:
    """The letter as plain text, with the same words in the same order."""
    words = Words(scorecard.get("language", "en"))
    say, wording = words.plain, Wording(words)
    wave = scorecard["wave"]
    parts = [f"{visible(scorecard['company']['name'])}, {wording.span(wave['began'], wave['ended'])}"]
    parts.append(_folded(scorecard["headline"]["text"]))
    parts.append(
        "\n".join(f"{label}: {figure} {rest}".rstrip() for label, figure, rest, _ in figures_of(scorecard, words))
    )
    parts += [_folded(line) for line in (_told.degree(scorecard, words), *_told.reasons(scorecard, words)) if line]
    for head, lines in lists_of(scorecard, words):
        parts.append("\n".join([head.upper(), "", *("- " + _folded(line, "  ").lstrip() for line in lines)]))
    findings = news_first(scorecard["findings"])
    if findings:
        parts.append(say("failed_h").upper())
    parts += [_finding(n, finding, words) for n, finding in enumerate(findings[:SHOWN], start=1)]
    if len(findings) > SHOWN:
        parts.append(say("mail_more", len(findings) - SHOWN))
    if not findings and scorecard["counts"]["valid"]:
        parts.append(say("nothing_failed"))
    asides = [say("mail_unmeasured", unmeasured_of(scorecard))] if unmeasured_of(scorecard) else []
    asides += [say("mail_missed", len(scorecard["missed"]))] if scorecard.get("missed") else []
    asides += [say("mail_link") + f"\n{link}"] if link else []
    asides += [say("mail_attached", file=attached)] if attached else []
    parts += [_folded(aside) if "\n" not in aside else aside for aside in asides]
    about = scorecard.get("about", {})
    foot = [say(key, who=visible(about[key])) for key in ("ordered_by", "scripts_by") if about.get(key)]
    foot += [say("competitor_names")] if about.get("competitor") else []
    foot += [say("not_for_discipline"), say("mail_why")]
    parts.append("-- \n" + _folded(" ".join(foot)))
    return "\n\n".join(parts) + "\n"


def figures_of(scorecard: Mapping[str, Any], words: Words) -> list[tuple[str, str, str, bool]]:
    """The four figures at the head: (what it counts, the figure, “of 24” or "", whether it is bad news)."""
    counts = scorecard["counts"]
    of = words.plain("of", counts["watched"])
    return [
        (words.plain("customers"), words.number(counts["journeys"]), "", False),
        (words.plain("with_problem"), words.number(counts["failed_journeys"]), "", counts["failed_journeys"] > 0),
        (words.plain("talks_answered"), words.number(counts["answered"]), of, False),
        (words.plain("talks_in_time"), words.number(counts["in_time"]), of, False),
    ]


def lists_of(scorecard: Mapping[str, Any], words: Words) -> list[tuple[str, list[str]]]:
    """What changed since the waves before, and the three things to mend first, each with its head."""
    told = [("chg_h", _told.changes(scorecard, words)), ("fixes_h", _told.fixes(scorecard, words))]
    return [(words.plain(key), lines) for key, lines in told if lines]


def news_first(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The findings with those behind that are known and not overdue; else in their order, the worst first."""
    return sorted(findings, key=lambda finding: not finding.get("known", {"expired": True})["expired"])


def known_of(finding: Mapping[str, Any], words: Words) -> str:
    """Until when a finding is known, and by which ticket; "" for one that is new."""
    known = finding.get("known")
    if not known:
        return ""
    key = "known_expired" if known["expired"] else "known_until"
    return words.plain(key, ticket=visible(known["ticket"]), until=known["until"])


def unmeasured_of(scorecard: Mapping[str, Any]) -> int:
    """How many conversations our own fault kept from being measured."""
    return sum(1 for row in scorecard["unmeasured"] if row["ours"])


def shortened(text: str, most: int = _QUOTE_LENGTH) -> str:
    """The text, or its beginning up to a word's end and an ellipsis where it is long."""
    text = text.strip()
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(None, 1)[0] if " " in text[:most] else text[:most]
    return cut.rstrip(" ,;:–-") + "…"


def _finding(n: int, finding: Mapping[str, Any], words: Words) -> str:
    lines = [f"{n}. {words.judge(finding['judge'])}", _folded(visible(finding["sentence"]), "   ")]
    if known := known_of(finding, words):
        lines.append(_folded(known, "   "))
    for quote in finding["quotes"][:QUOTES]:
        who = words.plain("the_customer") if quote["side"] == "customer" else visible(quote["channel_title"])
        lines += [_folded(shortened(visible(quote["text"])), "   > "), f"     {who}"]
    return "\n".join(lines)


def _folded(text: str, indent: str = "") -> str:
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, _LINE - len(indent)) or [""]]
    return "\n".join((indent + line).rstrip() for line in lines)
