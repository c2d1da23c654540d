"""What a program is told of the degree: the letter with its limits, what changed, what to mend, in the mail's words."""

from __future__ import annotations

import json
from typing import Any

from shopper.delivery.hooks import Sentences, payload
from shopper.programme.loading import load_stock

from .. import samples

told = load_stock("reports._told")
words = load_stock("reports._words")


def posted(card: dict[str, Any]) -> dict[str, Any]:
    say = words.Words(card["language"])
    said = Sentences(
        told.degree(card, say), told.reasons(card, say), told.changes(card, say), told.fixes(card, say)
    )  # fmt: skip
    body: dict[str, Any] = json.loads(json.dumps(payload(card, "text", "", said)))
    return body


def test_the_letter_goes_with_its_limits_and_with_why_it_is_no_better() -> None:
    card = samples.sample_scorecard()
    overall = card["degree"]["score"]["overall"]
    degree = posted(card)["degree"]
    assert (degree["letter"], degree["points"]) == (overall["grade"], overall["shown"])
    assert degree["lo"] <= degree["points"] <= degree["hi"]
    assert degree["letter"] in degree["text"] and str(degree["points"]) in degree["text"]
    assert len(posted(card)["fixes"]) == 3


def test_what_changed_goes_as_states_with_channels_and_as_sentences() -> None:
    changed = {
        "against": {"waves": ["w1", "w2"], "began": "2026-11-02", "ended": "2026-11-09", "visits": 50},
        "why_not": None,
        "visits": 25,
        "states": [
            {
                "kind": "revived",
                "better": True,
                "channel": "email",
                "title": "E-mail",
                "before": [0, 6],
                "after": [6, 6],
            }
        ],
        "overall": {"diff": 0.136, "lo": -0.016, "hi": 0.274, "verdict": "no_evidence"},
        "sees": 16,
        "categories": [],
        "left_out": [],
    }
    body = posted({**samples.sample_scorecard(), "changed": changed})["changed"]
    assert (body["against"], body["verdict"], body["points"]) == (["w1", "w2"], "no_evidence", 13.6)
    assert body["states"] == [{"kind": "revived", "better": True, "channel": "email"}]
    assert "E-mail" in body["text"][0] and len(body["text"]) == 2


def test_a_scorecard_without_a_degree_or_a_past_says_null() -> None:
    card = {key: value for key, value in samples.sample_scorecard().items() if key not in ("degree", "changed")}
    body = posted(card)
    assert (body["degree"], body["changed"], body["fixes"]) == (None, None, [])
