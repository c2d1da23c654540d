"""Ports that nobody uses yet."""

from __future__ import annotations

import socket


def free_port(interface: str) -> int:
    """A port that is free now, for UDP and TCP, and the next one for TLS."""
    for _ in range(50):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.bind((interface or "0.0.0.0", 0))
            port: int = udp.getsockname()[1]
            if _both_free(interface, port):
                return port
    raise OSError("no free port for SIP was found")


def _both_free(interface: str, port: int) -> bool:
    try:
        for number in (port, port + 1):
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
                tcp.bind((interface or "0.0.0.0", number))
    except (OSError, OverflowError):
        return False
    return True
