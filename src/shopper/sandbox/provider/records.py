"""Messages, calls and recordings as the provider keeps and shows them."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from secrets import token_hex
from typing import Any

from ...settings.phone_rest import segments_of

API = "/2010-04-01/Accounts"
# A message's way through the networks: how long it is queued, then on its way.
_QUEUED_US = 100_000
_SENT_US = 300_000


def new_sid(kind: str) -> str:
    """An id as Twilio's: two letters and 32 digits."""
    return kind + token_hex(16)


def now_us() -> int:
    return time.time_ns() // 1000


def rfc2822(at_us: int | None, skew_us: int = 0) -> str | None:
    """A moment as the API dates it: whole seconds, GMT."""
    if at_us is None:
        return None
    return format_datetime(datetime.fromtimestamp((at_us + skew_us) // 1_000_000, UTC))


@dataclass(slots=True)
class Message:
    """A text message. at_us: when it was taken (outbound), or was there to be read (inbound). error: why it cannot be
    delivered; 0 where it can."""

    sid: str
    account: str
    sender: str
    to: str
    body: str
    direction: str
    at_us: int
    error: int = 0
    error_words: str = ""

    def status(self, at_us: int) -> str:
        """What has become of it by then."""
        if self.direction == "inbound":
            return "received"
        if at_us - self.at_us < _QUEUED_US:
            return "queued"
        if at_us - self.at_us < _SENT_US:
            return "sent"
        return "undelivered" if self.error else "delivered"

    def shown(self, skew_us: int = 0) -> dict[str, Any]:
        """The resource as the API shows it now."""
        status = self.status(now_us())
        failed = status == "undelivered"
        uri = f"{API}/{self.account}/Messages/{self.sid}"
        at = rfc2822(self.at_us, skew_us)
        return {
            "account_sid": self.account,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": at,
            "date_sent": None if status == "queued" else at,
            "date_updated": at,
            "direction": self.direction,
            "error_code": self.error if failed else None,
            "error_message": self.error_words if failed else None,
            "from": self.sender,
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": str(segments_of(self.body).count),
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


@dataclass(slots=True)
class Call:
    """A call, with all its moments as they were planned (UTC µs). answered_us: None where nobody takes it. outcome:
    what it has become at ended_us. recorded: "", "mono" or "dual". sounds: what the other side plays once it was
    answered, as JSON (see sounds.py)."""

    sid: str
    account: str
    sender: str
    to: str
    direction: str
    made_us: int
    ringing_us: int
    answered_us: int | None
    ended_us: int
    outcome: str
    recorded: str = ""
    sounds: str = "[]"

    def status(self, at_us: int) -> str:
        if at_us >= self.ended_us:
            return self.outcome
        if at_us < self.ringing_us:
            return "queued"
        return "in-progress" if self.answered_us is not None and at_us >= self.answered_us else "ringing"

    def shown(self, skew_us: int = 0) -> dict[str, Any]:
        """The resource as the API shows it now."""
        now = now_us()
        ended = now >= self.ended_us
        started = self.answered_us if self.answered_us is not None else self.ended_us
        uri = f"{API}/{self.account}/Calls/{self.sid}"
        length = self.ended_us - self.answered_us if self.answered_us is not None else 0
        return {
            "account_sid": self.account,
            "answered_by": None,
            "api_version": "2010-04-01",
            "caller_name": None,
            "date_created": rfc2822(self.made_us, skew_us),
            "date_updated": rfc2822(min(now, self.ended_us), skew_us),
            "direction": self.direction,
            "duration": str(round(length / 1e6)) if ended else None,
            "end_time": rfc2822(self.ended_us, skew_us) if ended else None,
            "forwarded_from": None,
            "from": self.sender,
            "parent_call_sid": None,
            "phone_number_sid": None,
            "price": None,
            "price_unit": "USD",
            "queue_time": "0",
            "sid": self.sid,
            "start_time": rfc2822(started, skew_us) if now >= started else None,
            "status": self.status(now),
            "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }

    @property
    def recording(self) -> str:
        """The id of its recording."""
        return "RE" + self.sid[2:]

    def recording_shown(self, skew_us: int = 0) -> dict[str, Any]:
        """Its recording, as the API shows it now."""
        assert self.answered_us is not None
        done = now_us() >= self.ended_us
        return {
            "account_sid": self.account,
            "api_version": "2010-04-01",
            "call_sid": self.sid,
            "channels": 2 if self.recorded == "dual" else 1,
            "date_created": rfc2822(self.answered_us, skew_us),
            "date_updated": rfc2822(min(now_us(), self.ended_us), skew_us),
            "duration": str(round((self.ended_us - self.answered_us) / 1e6)) if done else "-1",
            "error_code": None,
            "media_url": f"{API}/{self.account}/Recordings/{self.recording}",
            "price": None,
            "price_unit": "USD",
            "sid": self.recording,
            "source": "OutboundAPI" if self.direction == "outbound-api" else "DialVerb",
            "start_time": rfc2822(self.answered_us, skew_us),
            "status": "completed" if done else "in-progress",
            "track": "both",
            "uri": f"{API}/{self.account}/Recordings/{self.recording}.json",
        }


def dump(record: Message | Call) -> str:
    """As it is kept."""
    return json.dumps(asdict(record), ensure_ascii=False)
