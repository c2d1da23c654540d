"""JUnit XML for CI: a suite for each channel, a case for each scenario.

failure = the company's; error = our own side's (accounts, network, browser); skipped = nothing that could be judged, or
all that failed is known and not overdue (type "known"): CI is to be told of it, and not to be red.
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
    suites: dict[str, list[Mapping[str, Any]]] = {}
    for journey in scorecard["journeys"]:
        suites.setdefault(journey["channel_title"] or words.plain("no_channel"), []).append(journey)
    root = ElementTree.Element(
        "testsuites", {"name": _clean(scorecard["company"]["name"]), **_counts(scorecard["journeys"])}
    )
    for title, journeys in suites.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(title), **_counts(journeys)})
        if scorecard["wave"]["began"]:
            suite.set("timestamp", scorecard["wave"]["began"][:19])
        for journey in journeys:
            _case(suite, journey, words)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _counts(journeys: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    results = ["skipped" if j.get("known") else j["result"] for j in journeys]
    return {
        "tests": str(len(results)),
        "failures": str(results.count("failed")),
        "errors": str(results.count("error")),
        "skipped": str(results.count("skipped")),
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
