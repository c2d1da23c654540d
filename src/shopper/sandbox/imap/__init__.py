"""An IMAP4rev1 server (RFC 3501) with IDLE (2177), UIDPLUS (4315), MOVE (6851), LITERAL+ (7888) and SPECIAL-USE (6154).

Honest to what it says, but not complete: no ENVELOPE, no BODYSTRUCTURE, no MIME parts, no CREATE; those are refused.
"""

from .server import ImapServer

__all__ = ["ImapServer"]
