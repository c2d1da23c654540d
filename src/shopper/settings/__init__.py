"""The config of a programme: read, checked and handed on as frozen records."""

from .loading import load_settings
from .mailing import MailServer
from .models import Channel, Company, GuardRails, MailAccount, Persona, Rubric, Rule, Service, Settings
from .secrets import resolve
from .wording import questions

__all__ = [
    "Channel",
    "Company",
    "GuardRails",
    "MailAccount",
    "MailServer",
    "Persona",
    "Rubric",
    "Rule",
    "Service",
    "Settings",
    "load_settings",
    "questions",
    "resolve",
]
