"""Staff by a script, who answer in the company's place where a staging site has no agents. The fixture `staff`:

    @pytest.fixture(scope="session", autouse=True)
    def agents(staff):
        staff.script("config/staff.yaml")
        staff.answer(HttpDesk("https://staging.shop.example/agent/messages"), desk="chat")

The script is the sandbox company's (shopper.sandbox.staff): rules, replies, how long each takes. A desk carries words
between it and the site: HttpDesk asks by HTTP, CallbackDesk is told by HTTP, PageDesk works in the page where agents
answer, and a class of yours with the methods of Desk does anything else.
"""

from __future__ import annotations

from .desk import Desk, Message
from .http import CallbackDesk, HttpDesk
from .page import PageDesk
from .working import StaffAtWork

__all__ = ["CallbackDesk", "Desk", "HttpDesk", "Message", "PageDesk", "StaffAtWork"]
