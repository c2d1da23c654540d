"""A certificate authority of a company's own, trusted by one browser and by nothing else on this machine.

Chromium on Linux trusts, besides its own list, what stands in the NSS database of the user. So the browser of such a
site is given a home of its own, with a database that holds that authority, and checks every certificate as it always
does: names, dates, signatures. Nothing is ignored, and the machine's own trust is not touched.
"""

from __future__ import annotations

import asyncio
import base64
import ctypes
import ctypes.util
import re
import sys
from pathlib import Path

_WITHIN_S = 30.0
_TRUSTED_CA = 0b11000  # CERTDB_VALID_CA | CERTDB_TRUSTED_CA, for TLS servers (NSS certdb.h)
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)


async def home_that_trusts(ca: str, home: Path) -> dict[str, str]:
    """Make `home` one in which a browser trusts the authorities of a PEM file; the environment that leads there.

    Raises OurFault "ca" where this machine's browser cannot be told so.
    """
    from shopper.errors import OurFault

    database = home / ".pki" / "nssdb"
    database.mkdir(parents=True)
    # In a process of its own: NSS keeps one database for each process, and ends it where it is misused.
    child = await asyncio.create_subprocess_exec(
        sys.executable, __file__, str(database), ca, stderr=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(_WITHIN_S):
            _, said = await child.communicate()
    except BaseException:
        child.kill()
        await child.wait()
        raise
    if child.returncode:
        why = (said.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[-1]
        raise OurFault(
            f"The browser could not be told to trust the certificates in {ca} ({why}). On Linux the library libnss3 is"
            " needed; elsewhere, add them to the system's own keychain and take ca: out of the channel's access:.",
            code="ca",
        )
    return {"HOME": str(home), "XDG_DATA_HOME": str(home / ".local" / "share")}


class _Item(ctypes.Structure):
    _fields_ = (("type", ctypes.c_int), ("data", ctypes.c_char_p), ("len", ctypes.c_uint))


class _Trust(ctypes.Structure):
    _fields_ = (("ssl", ctypes.c_uint), ("email", ctypes.c_uint), ("signing", ctypes.c_uint))


def _write(database: str, pem: str) -> None:
    """Put the certificates of a PEM file into a new NSS database. Raises OSError."""
    nss = ctypes.CDLL(ctypes.util.find_library("nss3") or "libnss3.so")
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for name, result, arguments in (
        ("NSS_InitReadWrite", ctypes.c_int, (text,)),
        ("PK11_GetInternalKeySlot", pointer, ()),
        ("PK11_NeedUserInit", ctypes.c_int, (pointer,)),
        ("PK11_InitPin", ctypes.c_int, (pointer, text, text)),
        ("CERT_GetDefaultCertDB", pointer, ()),
        ("CERT_NewTempCertificate", pointer, (pointer, ctypes.POINTER(_Item), text, ctypes.c_int, ctypes.c_int)),
        ("PK11_ImportCert", ctypes.c_int, (pointer, pointer, ctypes.c_ulong, text, ctypes.c_int)),
        ("CERT_ChangeCertTrust", ctypes.c_int, (pointer, pointer, ctypes.POINTER(_Trust))),
        ("CERT_DestroyCertificate", None, (pointer,)),
        ("PK11_FreeSlot", None, (pointer,)),
        ("NSS_Shutdown", ctypes.c_int, ()),
    ):
        function = getattr(nss, name)
        function.restype, function.argtypes = result, arguments
    _done(nss.NSS_InitReadWrite(f"sql:{database}".encode()) == 0, "no database could be made")
    slot = nss.PK11_GetInternalKeySlot()
    if nss.PK11_NeedUserInit(slot):
        _done(nss.PK11_InitPin(slot, None, b"") == 0, "the database could not be begun")
    known = nss.CERT_GetDefaultCertDB()
    for n, found in enumerate(_PEM.findall(Path(pem).read_text("ascii"))):
        der = base64.b64decode(found)
        certificate = nss.CERT_NewTempCertificate(known, ctypes.byref(_Item(0, der, len(der))), None, 0, 1)
        _done(bool(certificate), f"certificate {n + 1} cannot be read")
        _done(nss.PK11_ImportCert(slot, certificate, 0, b"authority %d" % n, 0) == 0, "it was not taken in")
        trust = _Trust(_TRUSTED_CA, 0, 0)
        _done(nss.CERT_ChangeCertTrust(known, certificate, ctypes.byref(trust)) == 0, "it could not be trusted")
        nss.CERT_DestroyCertificate(certificate)
    nss.PK11_FreeSlot(slot)
    _done(nss.NSS_Shutdown() == 0, "the database could not be ended")


def _done(worked: bool, otherwise: str) -> None:
    if not worked:
        raise OSError(otherwise)


if __name__ == "__main__":
    try:
        _write(sys.argv[1], sys.argv[2])
    except (OSError, ValueError, AttributeError) as error:
        sys.exit(str(error))
