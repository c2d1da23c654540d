"""What the first conversation of all met, as one self-contained HTML page: no grade, nothing counted over.

It is made of a wave that began with a look at the company's page (`shopper try`): the scorecard with `found`, what
engine.first_look keeps of that look, its pictures and those of the conversation inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ._html import environment_of, policy, style_of
from ._words import Words

META = {"id": "first_findings", "file": "first-findings.html", "media_type": "text/html", "needs": "first_look"}
_SURE = 0.75
WEEK = ("answered", "times", "agree", "sent", "again")


def render(scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The page, in the scorecard's language, the same to the byte for the same input."""
    environment = environment_of(template_dirs, Words(scorecard.get("language", "en")))
    style = style_of(environment, "page.css", "first_findings.css")
    found = scorecard["found"]
    visit = next(iter(scorecard["visits"]), None)
    return environment.get_template("first_findings.html.j2").render(
        card=scorecard,
        found=found,
        visit=visit,
        heading=heading_of(found, visit),
        made_by=_made_by(found["chat"]),
        ways=[way for way in found["ways"] if way["kind"] != "webchat"],
        noticed=[f["sentence"] for f in scorecard["findings"] if f["judge"] != "silence"],
        week=WEEK,
        style=style,
        csp=policy(style),
    )


def heading_of(found: Mapping[str, Any], visit: Mapping[str, Any] | None) -> tuple[str, float | None]:
    """What the page says first: the last part of a text's key, ff_h_…, and the seconds that it names."""
    if visit is None:
        return ("not_asked" if found["chat"]["state"] in ("open", "form") else "no_chat"), None
    if not visit["valid"]:
        return "unmeasured", None
    if visit["reply_s"] is not None:
        return "answered", visit["reply_s"]
    if visit["outcome"] == "no_answer":
        return "silent", visit["observed_s"]
    if not any(turn["side"] == "customer" for turn in visit["turns"]):
        return "not_asked", None
    return "stopped", visit["observed_s"] or found["watched_s"] or 0.0


def _made_by(chat: Mapping[str, Any]) -> str:
    if chat["state"] not in ("open", "form"):
        return "no_chat"
    if not chat["title"] or not chat["vendor"]:
        return "is_own"
    return "is_vendor" if chat["sure"] >= _SURE else "is_perhaps"
