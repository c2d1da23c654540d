"""What the API answers instead of what was asked for (www.twilio.com/docs/api/errors)."""

from __future__ import annotations

from aiohttp import web


class Refused(Exception):
    """A request that is not carried out. code: the API's own number for why."""

    def __init__(self, status: int, code: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}

    def response(self) -> web.Response:
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        body = {"code": self.code, "message": self.message, "more_info": more, "status": self.status}
        return web.json_response(body, status=self.status, headers=self.headers)


def not_found(uri: str) -> Refused:
    return Refused(404, 20404, f"The requested resource {uri} was not found")


def of_status(status: int, retry_after: int) -> Refused:
    """What a status alone says."""
    match status:
        case 401:
            return Refused(401, 20003, "Authenticate", {"WWW-Authenticate": 'Basic realm="Twilio API"'})
        case 403:
            return Refused(403, 20003, "Permission Denied")
        case 429:
            return Refused(429, 20429, "Too Many Requests", {"Retry-After": str(retry_after)})
        case 422:
            return Refused(422, 20422, "Unprocessable Entity")
        case 503:
            return Refused(503, 20503, "Service Unavailable")
        case _:
            return Refused(status, 20500, "An internal server error has occurred")
