"""Tells a program of a wave's end: one POST of JSON, signed where there is a secret.

Format: docs/operations.md, "The webhook". Delivered at least once: an answer that got lost makes us post again, with
the same Idempotency-Key; whoever must not act twice looks at it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from .. import __version__
from ..scoring.odm.grades import UNGRADED, shown, shown_up
from ..settings.delivery import WebhookDelivery, check_hook
from ..settings.secrets import resolve
from .sending import NotDelivered

SCHEMA = "shopper-webhook/1"
TIMEOUT_S = 15.0
_MOST_PATIENT_S = 60.0  # so long at most is waited because a server asks for it
_SETTING = "config/reports.yaml: webhook"
_FINDINGS = 10


@dataclass(frozen=True, slots=True)
class Sentences:
    """What the mail says of the degree, in the language of the scorecard; "" or none where there is nothing to say."""

    degree: str = ""
    reasons: Sequence[str] = ()
    changes: Sequence[str] = ()
    fixes: Sequence[str] = ()


def payload(scorecard: Mapping[str, Any], text: str, link: str, said: Sentences) -> dict[str, Any]:
    """What is posted: the scorecard's summary without its transcripts. text: one paragraph for a person, under the name
    by which chat programs (Slack, Mattermost, Rocket.Chat) show it."""
    keys = ("name", "began", "ended")
    return {
        "schema": SCHEMA,
        "text": text,
        "language": scorecard["language"],
        "company": scorecard["company"]["name"],
        "wave": {key: scorecard["wave"][key] for key in keys},
        "headline": dict(scorecard["headline"]),
        "counts": dict(scorecard["counts"]),
        "degree": _degree(scorecard, said),
        "changed": _changed(scorecard, said),
        "fixes": list(said.fixes),
        "channels": [
            {
                key: channel[key]
                for key in ("id", "title", "kind", "state", "answered", "within_sla", "median_s", "p90_s")
            }
            for channel in scorecard["channels"]
        ],
        "findings": [
            {
                "judge": finding["judge"],
                "sentence": finding["sentence"],
                "scenario": finding["scenario"],
                "known": bool(finding.get("known")) and not finding["known"]["expired"],
                "quotes": [{key: q[key] for key in ("text", "side", "channel", "at")} for q in finding["quotes"]],
            }
            for finding in scorecard["findings"][:_FINDINGS]
        ],
        "findings_total": len(scorecard["findings"]),
        "unmeasured": len(scorecard["unmeasured"]),
        "link": link,
    }


def _degree(scorecard: Mapping[str, Any], said: Sentences) -> dict[str, Any] | None:
    if "degree" not in scorecard:
        return None
    score = scorecard["degree"]["score"]
    overall = score["overall"]
    measured = overall["grade"] != UNGRADED  # a number that rests on too little is not handed on without its warning
    return {
        "method": scorecard["method"],
        "letter": overall["grade"],
        "points": overall["shown"] if measured else None,
        "lo": shown(overall["lo"]) if measured else None,
        "hi": shown_up(overall["hi"]) if measured else None,
        "evidence": score["evidence"],
        "text": said.degree,
        "because": list(said.reasons),
    }


def _changed(scorecard: Mapping[str, Any], said: Sentences) -> dict[str, Any] | None:
    changed = scorecard.get("changed")
    if not changed:
        return None
    overall = changed["overall"]
    return {
        "against": changed["against"]["waves"] if changed["against"] else [],
        "why_not": changed["why_not"],
        "verdict": overall["verdict"] if overall else None,
        "points": round(overall["diff"] * 100, 1) if overall else None,
        "states": [
            {"kind": state["kind"], "better": state["better"], "channel": state.get("channel", "")}
            for state in changed["states"]
        ],
        "text": list(said.changes),
    }


def post(hook: WebhookDelivery, body: Mapping[str, Any], key: str) -> None:
    """Post it once. key: the same for the same delivery. Raises NotDelivered, and OurFault for a missing secret."""
    data = json.dumps(body, ensure_ascii=False).encode()
    headers = {name: _secret(value, f"headers.{name}") for name, value in hook.headers.items()}
    headers |= {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"mystery-shopper/{__version__}",
        "Idempotency-Key": key,
    }
    if hook.secret:
        headers["Shopper-Signature"] = signature(_secret(hook.secret, "secret"), data)
    url = _url(hook)
    try:
        # No redirect is followed: the body and its headers are meant for this address alone.
        with httpx.Client(timeout=TIMEOUT_S, follow_redirects=False) as client:
            answer = client.post(url, content=data, headers=headers)
    except httpx.TimeoutException:
        raise NotDelivered(f"the webhook at {hook.name} gave no answer within {TIMEOUT_S:.0f} s.", soon=True) from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
        why = str(error) if isinstance(error, httpx.TransportError) else type(error).__name__
        raise NotDelivered(
            f"the webhook at {hook.name} cannot be reached ({why}); check {_SETTING}.url and the network.", soon=True
        ) from None
    _check(answer, hook)


def signature(secret: str, data: bytes) -> str:
    """What the header Shopper-Signature holds for a body."""
    return "sha256=" + hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()


def _check(answer: httpx.Response, hook: WebhookDelivery) -> None:
    code = answer.status_code
    if 200 <= code < 300:
        return
    if 300 <= code < 400:
        raise NotDelivered(
            f"the webhook at {hook.name} answered {code}, a redirect, which is not followed; write the address that it "
            f"leads to into {_SETTING}.url."
        )
    said = " ".join(answer.text.split())[:200]
    told = f"{code} {answer.reason_phrase}".strip() + (f": “{said}”" if said else "")
    soon = code >= 500 or code in (408, 425, 429)
    raise NotDelivered(f"the webhook at {hook.name} answered {told}.", soon=soon, after_s=_asked_for(answer))


def _asked_for(answer: httpx.Response) -> float:
    """Seconds of Retry-After (RFC 9110 §10.2.3), where it is a number; never longer than we are willing to wait."""
    value = answer.headers.get("Retry-After", "").strip()
    return min(float(value), _MOST_PATIENT_S) if value.isascii() and value.isdigit() else 0.0


def _url(hook: WebhookDelivery) -> str:
    if not hook.url.startswith(("env:", "keyring:")):
        return hook.url
    try:
        return check_hook(_secret(hook.url, "url").strip())
    except ValueError as error:
        raise NotDelivered(f"{_SETTING}.url: what {hook.url} holds cannot be used: {error}.") from None


def _secret(reference: str, key: str) -> str:
    return resolve(reference, f"the webhook ({_SETTING}.{key})")
