"""The SIP stack as this project sets it up. Imported only in a line's own process: the stack is one per process."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import Any

from baresip import Account, Config, Runtime

from .moments import Moment

PROOF_HEADER = "X-Shopper-Proof"
TOLD_HEADERS = ("From", "P-Asserted-Identity", "Remote-Party-ID", "Diversion", PROOF_HEADER)


class StampedRuntime(Runtime):  # type: ignore[misc, unused-ignore]
    """Knows when the stack told each event: taken on the stack's own thread, before the hop to ours.

    It leans on two methods that the library keeps to itself; the version is pinned, and a test holds it to them.
    """

    stamp = Moment(0, 0)

    def _on_native_event(self, ev: int, handle: int, payload: bytes | None) -> None:
        self._call_threadsafe(self._dispatch_stamped, Moment.now(), ev, handle, payload)

    def _dispatch_stamped(self, stamp: Moment, ev: int, handle: int, payload: bytes | None) -> None:
        self.stamp = stamp
        self._dispatch(ev, handle, payload)


def stack_config(told: dict[str, Any], port: int, instance: str) -> Config:
    """The stack's settings from what the client told about the account."""
    first, last = told["rtp_ports"]
    lines = [
        f"sip_listen {told['interface'] or '0.0.0.0'}:{port}",
        f"rtp_ports {first}-{last}",
        # The default one adapts itself, and moves what is heard by up to 100 ms.
        "audio_jitter_buffer_type fixed",
        "audio_jitter_buffer_ms 20-40",
        "audio_buffer 20-160",
    ]
    if told["on_loopback"]:
        # A name is never asked of another machine; localhost is known to this one.
        lines += ["dns_server 127.0.0.1:9", "dns_getaddrinfo yes"]
    if told["transport"] == "tls":
        # Without both lines the stack takes any certificate.
        lines += [f"sip_cafile {_path(told['ca_file'])}", "sip_verify_server yes"]
    if told["certificate"]:
        lines.append(f"sip_certificate {_path(told['certificate'])}")
    return Config(
        net_interface=told["interface"] or None,
        max_concurrent_calls=told["max_calls"],
        rtp_timeout=told["no_voice_s"],
        expose_headers=TOLD_HEADERS,
        instance_id=instance,
        extra_config_text="\n".join(lines) + "\n",
    )


def _path(path: str) -> str:
    """A path as the stack's settings can hold it: they end a value at white space."""
    if not any(c.isspace() for c in path):
        return path
    folder = tempfile.mkdtemp(prefix="shopper-sip-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    link = Path(folder) / "file.pem"
    link.symlink_to(path)
    return str(link)


def address_of_record(told: dict[str, Any], port: int) -> str:
    """The account's line for the stack; holds the password."""
    registers = bool(told["registrar"])
    registrar = told["registrar"]
    if registers and told["transport"] != "udp" and ";transport=" not in registrar:
        registrar += f";transport={told['transport']}"
    account = Account(
        user=told["user"],
        domain=told["domain"] or f"{told['interface']}:{port + (told['transport'] == 'tls')}",
        password=told["password"],
        registrar=registrar or None,
        reg_interval=max(60, round(2 * told["register_every_s"])) if registers else 0,
        transport=told["transport"],
        auth_user=told["auth_user"] or None,
        extra_params=("mediaenc=srtp-mand",) if told["srtp"] else (),
    )
    line = account.aor()
    return line.replace("answermode=manual", "answermode=early") if told["early_media"] else line
