"""JUnit XML for CI: a suite for each channel with the scores as properties, a case for each scenario, and a skipped one
for each service that nobody tried there.

failure = the company's; error = our own side's (accounts, network, browser); skipped = nothing that could be judged,
never tried (type "not_tried"), not to be had there (type "not_applicable"), or all that failed is known and not
overdue (type "known"): CI is to be told of it, and not to be red.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ._words import Words

META = {"id": "junit", "file": "junit.xml", "media_type": "application/xml"}
# Characters that XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The XML document as text, in the scorecard's language."""
    words = Words(scorecard.get("language", "en"))
    titles = {c["id"]: c["title"] for c in scorecard["matrix"]["channels"]}
    played: dict[str, list[Mapping[str, Any]]] = {}
    for journey in scorecard["journeys"]:
        played.setdefault(journey["channel"], []).append(journey)
        titles.setdefault(journey["channel"], journey["channel_title"])
    untried = {channel: _untried(scorecard, channel) for channel in titles}
    name, skipped = _clean(scorecard["company"]["name"]), sum(map(len, untried.values()))
    root = ElementTree.Element("testsuites", {"name": name, **_counts(scorecard["journeys"], skipped)})
    for channel in dict.fromkeys([*played, *titles]):
        journeys, left_out = played.get(channel, []), untried[channel]
        if not journeys and not left_out:
            continue
        title = _clean(titles[channel] or words.plain("no_channel"))
        suite = ElementTree.SubElement(root, "testsuite", {"name": title, **_counts(journeys, len(left_out))})
        if scorecard["wave"]["began"]:
            suite.set("timestamp", scorecard["wave"]["began"][:19])
        _properties(suite, _figures(scorecard, channel))
        for journey in journeys:
            _case(suite, journey, words)
        for service, state in left_out:
            case = ElementTree.SubElement(
                suite, "testcase", {"classname": title, "name": _clean(service), "time": "0.000"}
            )
            ElementTree.SubElement(case, "skipped", {"type": state, "message": words.plain(f"state_{state}")})
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _figures(scorecard: Mapping[str, Any], channel: str) -> dict[str, str]:
    """The wave's scores, 0 to 1, and the channel's own; what was not measured is not there."""
    told: dict[str, Any] = {}
    if "degree" in scorecard:
        score = scorecard["degree"]["score"]
        overall = score["overall"]
        told = {"method": scorecard["method"], "grade": overall["grade"], "evidence": score["evidence"]}
        told |= {"degree": overall["score"], "degree.lo": overall["lo"], "degree.hi": overall["hi"]}
        for name, category in score["categories"].items():
            told |= {name: category["score"], f"{name}.lo": category["lo"], f"{name}.hi": category["hi"]}
        told["channel.reach"] = score["channels"].get(channel, {}).get("score")
    for row in scorecard["channels"]:
        if row["id"] == channel:
            told |= {"channel.answered": row["answered"]["k"], "channel.watched": row["answered"]["n"]}
    return {name: f"{value:.6g}" if isinstance(value, float) else str(value) for name, value in told.items()
            if value is not None}  # fmt: skip


def _untried(scorecard: Mapping[str, Any], channel: str) -> list[tuple[str, str]]:
    """(title, not_tried or not_applicable) of each service that no customer began to ask about in a channel."""
    matrix = scorecard["matrix"]
    columns = [n for n, column in enumerate(matrix["channels"]) if column["id"] == channel]
    return [
        (service["title"], cells[n]["state"])
        for n in columns
        for service, cells in zip(matrix["services"], matrix["cells"], strict=True)
        if cells[n]["state"] in ("not_tried", "not_applicable")
    ]


def _properties(suite: ElementTree.Element, values: Mapping[str, str]) -> None:
    if not values:
        return
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in values.items():
        ElementTree.SubElement(properties, "property", {"name": name, "value": _clean(value)})


def _counts(journeys: Sequence[Mapping[str, Any]], untried: int) -> dict[str, str]:
    results = ["skipped" if j.get("known") else j["result"] for j in journeys]
    return {
        "tests": str(len(results) + untried),
        "failures": str(results.count("failed")),
        "errors": str(results.count("error")),
        "skipped": str(results.count("skipped") + untried),
        "time": f"{sum(j['seconds'] for j in journeys):.3f}",
    }


def _case(suite: ElementTree.Element, journey: Mapping[str, Any], words: Words) -> None:
    example = f" [{journey['example']}]" if journey["example"] else ""
    case = ElementTree.SubElement(
        suite,
        "testcase",
        {
            "classname": _clean(journey["feature"]),
            "name": _clean(f"{journey['title']}{example}"),
            "file": _clean(journey["feature"]),
            "line": str(journey["line"]),
            "time": f"{journey['seconds']:.3f}",
        },
    )
    if journey.get("known"):
        _known(case, journey, words)
    elif journey["result"] == "failed":
        first = journey["failures"][0]
        failure = ElementTree.SubElement(
            case, "failure", {"type": first["judge"], "message": _clean(first["sentence"])}
        )
        failure.text = _clean("\n".join(_told(f, words) for f in journey["failures"]))
    elif journey["result"] == "error":
        error = ElementTree.SubElement(case, "error", {"type": "our_fault", "message": _clean(journey["fault"])})
        error.text = words.plain("junit_ours")
    elif journey["result"] == "skipped":
        why = journey.get("skipped") or words.plain("junit_skipped")
        ElementTree.SubElement(case, "skipped", {"message": _clean(why)})


def _known(case: ElementTree.Element, journey: Mapping[str, Any], words: Words) -> None:
    marks = [failure["known"] for failure in journey["failures"]]
    told = dict.fromkeys(words.plain("known_until", ticket=k["ticket"], until=k["until"]) for k in marks)
    skipped = ElementTree.SubElement(case, "skipped", {"type": "known", "message": _clean("; ".join(told))})
    skipped.text = _clean("\n".join(_told(f, words) for f in journey["failures"]))


def _told(failure: Mapping[str, Any], words: Words) -> str:
    quoted = ["    " + words.plain("quoted", text=text) for text in failure["quotes"]]
    known = failure.get("known")
    overdue = (
        [words.plain("known_expired", ticket=known["ticket"], until=known["until"])]
        if known and known["expired"]
        else []
    )
    return "\n".join([failure["sentence"], *quoted, *overdue])


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
