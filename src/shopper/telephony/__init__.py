"""Telephone lines: SIP accounts that register, call, are called, and are kept up. The stack has its own processes."""

from .account import SipAccount
from .call import Call
from .events import (
    Answered,
    AudioChunk,
    CallEvent,
    Closed,
    Down,
    Dtmf,
    EarlyMedia,
    Incoming,
    LineDown,
    LineEvent,
    LineUp,
    Played,
    Proof,
    Registered,
    RegistrationFailed,
    Ringing,
    Unregistered,
)
from .faults import LineFault
from .line import SipLine
from .moments import Moment
from .recording import StereoRecorder

__all__ = [
    "Answered",
    "AudioChunk",
    "Call",
    "CallEvent",
    "Closed",
    "Down",
    "Dtmf",
    "EarlyMedia",
    "Incoming",
    "LineDown",
    "LineEvent",
    "LineFault",
    "LineUp",
    "Moment",
    "Played",
    "Proof",
    "Registered",
    "RegistrationFailed",
    "Ringing",
    "SipAccount",
    "SipLine",
    "StereoRecorder",
    "Unregistered",
]
