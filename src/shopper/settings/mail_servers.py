"""Where the mailboxes of well-known providers send and listen, so that an owner need not look it up."""

from __future__ import annotations

# domain: (sends by, listens at); both with TLS from the first byte, on 465 and 993.
_KNOWN = {
    "gmail.com": ("smtp.gmail.com", "imap.gmail.com"),
    "googlemail.com": ("smtp.gmail.com", "imap.gmail.com"),
    "yahoo.com": ("smtp.mail.yahoo.com", "imap.mail.yahoo.com"),
    "onet.pl": ("smtp.poczta.onet.pl", "imap.poczta.onet.pl"),
    "o2.pl": ("poczta.o2.pl", "poczta.o2.pl"),
    "interia.pl": ("poczta.interia.pl", "poczta.interia.pl"),
}


def servers_of(address: str) -> tuple[str, str]:
    """(SMTP host, IMAP host) of a mailbox; smtp.… and imap.… of its domain, the common names, where not known."""
    domain = address.rpartition("@")[2].strip().lower()
    return _KNOWN.get(domain, (f"smtp.{domain}", f"imap.{domain}"))
