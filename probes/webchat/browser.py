"""Which browser, started how: an ordinary customer's Chromium, without its calls home."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopper.errors import OurFault

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

    from shopper.engine.probe import Conversation

ENV_BROWSER = "SHOPPER_BROWSER"
ENV_HEADED = "SHOPPER_HEADED"
_ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# The last --disable-features wins over Playwright's own list, which names ThirdPartyStoragePartitioning: with it, in a
# build that blocks third-party cookies, a chat in another site's frame has no storage at all and stays blank. An
# ordinary browser gives it partitioned storage.
_DISABLED_FEATURES = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "PaintHolding",
    "OptimizationHints",
    "OptimizationGuideModelDownloading",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "Translate",
    "CertificateTransparencyComponentUpdater",
    "InterestFeedContentSuggestions",
)
_FLAGS = (
    f"--disable-features={','.join(_DISABLED_FEATURES)}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-default-apps",
    "--disable-sync",
    "--no-pings",
    "--no-first-run",
    "--safebrowsing-disable-auto-update",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
)
_LOCALES = {"en": "en-GB", "uk": "uk-UA", "ru": "ru-RU", "pl": "pl-PL"}
_DESKTOP = {"width": 1366, "height": 768}
_MOBILE = {"width": 390, "height": 844}


def find_browser(own: str = "") -> str:
    """The browser's program: SHOPPER_BROWSER, else Playwright's own (`own`), else one on PATH.

    Raises OurFault (code "no_browser") that says how to get one.
    """
    wanted = os.environ.get(ENV_BROWSER, "")
    if wanted:
        found = shutil.which(wanted)
        if found is None:
            raise OurFault(
                f"{ENV_BROWSER} names {wanted}, which is not a program here. Correct it, or unset it to use the browser"
                " that is installed.",
                code="no_browser",
            )
        return found
    if own and Path(own).is_file():
        return own
    for name in _ON_PATH:
        found = shutil.which(name)
        if found is not None:
            return found
    raise OurFault(
        "No browser was found for the web chat. Run “playwright install chromium”, or install Chromium from your system"
        f" (Debian, Ubuntu: “apt install chromium”), or name one in {ENV_BROWSER}.",
        code="no_browser",
    )


async def launch(playwright: Playwright) -> Browser:
    """Start the shared browser: headless unless SHOPPER_HEADED is set. Raises OurFault (code "no_browser")."""
    program = find_browser(playwright.chromium.executable_path)
    flags = [*_FLAGS]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    from playwright.async_api import Error

    try:
        return await playwright.chromium.launch(
            executable_path=program,
            headless=not os.environ.get(ENV_HEADED),
            args=flags,
            chromium_sandbox="--no-sandbox" not in flags,
            # The engine decides what Ctrl-C means; the browser ends when the probe is closed.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
    except Error as error:
        first = str(error).strip().splitlines()[0]
        raise OurFault(
            f"The browser {program} did not start: {first}. Try it by hand, or name another in {ENV_BROWSER}.",
            code="no_browser",
        ) from error


def context_options(conversation: Conversation, version: str) -> dict[str, Any]:
    """How the persona's browser presents itself: language, zone, device and window.

    `version` is the browser's own version; a mobile user agent is built with it, so that the page is served as a
    telephone of today would be.
    """
    persona = conversation.persona
    options: dict[str, Any] = {
        "locale": _LOCALES.get(conversation.language, conversation.language),
        "timezone_id": persona.zone or conversation.company.zone,
        "viewport": dict(_DESKTOP),
        "accept_downloads": False,
    }
    if persona.device == "mobile":
        major = version.split(".", 1)[0]
        options |= {
            "viewport": dict(_MOBILE),
            "device_scale_factor": 2,
            "is_mobile": True,
            "has_touch": True,
            "user_agent": (
                f"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
                f" Chrome/{major}.0.0.0 Mobile Safari/537.36"
            ),
        }
    return options
