"""A summary in Markdown, for what a CI job shows of itself or a comment on a pull request.

All foreign text is one line in which nothing means anything: no picture is fetched, nobody is called, no link leads
anywhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import _told
from ._wording import Wording, visible
from ._words import Words

META = {"id": "markdown", "file": "summary.md", "media_type": "text/markdown"}
SHOWN = 10
_LONGEST = 300
_MEANS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>])")
# What GitHub makes a link of although nobody wrote one: addresses, mentions, numbers of issues.
_LINKS = re.compile(r"(?i)(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)|(?<=gh)(?=-\d)|(?<=[0-9a-f]{6})(?=[0-9a-f])")
_APART = "\u200b"


def render(scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The summary, in the scorecard's language."""
    words = Words(scorecard.get("language", "en"))
    say = words.plain
    wave = scorecard["wave"]
    lines = [
        f"## {inert(scorecard['company']['name'])}: {inert(scorecard['headline']['text'])}",
        "",
        inert(" · ".join(filter(None, (Wording(words).span(wave["began"], wave["ended"]), wave["name"])))),
        "",
    ]
    if line := _told.degree(scorecard, words):
        lines += [f"**{inert(line)}**", "", *(f"{inert(why)}  " for why in _told.reasons(scorecard, words)), ""]
    lines += _list(say("chg_h"), _told.changes(scorecard, words))
    lines += _list(say("fixes_h"), _told.fixes(scorecard, words), numbered=True)
    lines += _channels(scorecard, words)
    lines += [f"{line}\n" for line in map(inert, _told.alarms(scorecard, words))]
    lines += _findings(scorecard, words)
    unmeasured = sum(1 for row in scorecard["unmeasured"] if row["ours"])
    if unmeasured:
        lines += [inert(say("mail_unmeasured", unmeasured)), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def inert(text: str, longest: int = 0) -> str:
    """Foreign text as one line of Markdown that is shown as it was written, and does nothing."""
    one_line = " ".join(visible(text).split())
    if longest and len(one_line) > longest:
        one_line = one_line[: longest - 1] + "…"
    escaped = html.escape(_LINKS.sub(_APART, one_line), quote=False)
    # An entity's own “&…;” is left as it is; the rest loses its meaning.
    return _MEANS.sub(r"\\\1", escaped)


def _list(head: str, told: Sequence[str], *, numbered: bool = False) -> list[str]:
    if not told:
        return []
    marks = [f"{n}." for n in range(1, len(told) + 1)] if numbered else ["-"] * len(told)
    return [f"### {inert(head)}", "", *(f"{mark} {inert(line)}" for mark, line in zip(marks, told, strict=True)), ""]


def _channels(scorecard: Mapping[str, Any], words: Words) -> list[str]:
    heads = [words.plain(key) for key in ("channel", "answered", "as_promised", "median")]
    lines = ["| " + " | ".join(map(inert, heads)) + " |", "|---|---|---|---|"]
    wording = Wording(words)
    for channel in scorecard["channels"]:
        k, n = channel["answered"]["k"], channel["answered"]["n"]
        of = words.plain("of", n)
        median = wording.short(channel["median_s"]) if channel["median_s"] is not None else "–"
        if channel["median_s"] is None and channel["watched_s"] is not None:
            median = words.plain("over", time=wording.short(channel["watched_s"]))
        cells = [channel["title"], f"{k} {of}", f"{channel['within_sla']['k']} {of}", median]
        lines.append("| " + " | ".join(inert(cell) for cell in cells) + " |")
    return [*lines, ""] if scorecard["channels"] else []


def _findings(scorecard: Mapping[str, Any], words: Words) -> list[str]:
    findings = scorecard["findings"]
    if not findings:
        return [inert(words.plain("nothing_failed")), ""] if scorecard["counts"]["valid"] else []
    lines = [f"### {inert(words.plain('failed_h'))}", ""]
    rows = {row["id"]: row for row in scorecard["journeys"]}
    for finding in findings[:SHOWN]:
        lines.append(f"- **{inert(finding['sentence'])}**")
        if finding["quotes"]:
            theirs = [quote for quote in finding["quotes"] if quote["side"] == "company"] or finding["quotes"]
            said = words.plain("quoted", text=" ".join(theirs[-1]["text"].split()))
            lines.append(f"  {inert(theirs[-1]['channel_title'])}: {inert(said, _LONGEST)}  ")
        if (row := rows.get(finding["journey"])) is not None:
            place = f"{row['feature']}:{row['line']}"
            lines.append(f"  {inert(words.plain('scenario', title=finding['scenario']))} ({inert(place)})")
    if len(findings) > SHOWN:
        more = words.plain("md_more", len(findings) - SHOWN)
        lines.append(f"- {inert(more)}")
    return [*lines, ""]
