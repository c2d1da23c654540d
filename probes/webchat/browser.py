"""Which browser, started how: an ordinary customer's Chromium, without its calls home."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
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
# What Chrome itself says since it froze these parts of its name.
_USER_AGENT = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) {}"
_SYSTEMS = {
    "linux": "X11; Linux x86_64",
    "darwin": "Macintosh; Intel Mac OS X 10_15_7",
    "win32": "Windows NT 10.0; Win64; x64",
}
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


def flags() -> list[str]:
    """The arguments that every browser of ours is started with."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*_FLAGS, *(["--no-sandbox"] if is_root else [])]


async def launch(playwright: Playwright, environment: Mapping[str, str] | None = None) -> Browser:
    """Start the shared browser: headless unless SHOPPER_HEADED is set. Its environment is ours and `environment`.

    Raises OurFault (code "no_browser")."""
    program = find_browser(playwright.chromium.executable_path)
    arguments = flags()
    from playwright.async_api import Error

    try:
        return await playwright.chromium.launch(
            executable_path=program,
            headless=not os.environ.get(ENV_HEADED),
            args=arguments,
            env={**os.environ, **environment} if environment else None,
            chromium_sandbox="--no-sandbox" not in arguments,
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


def languages(conversation: Conversation) -> list[str]:
    """The languages that the customer's browser asks for, best first: the one spoken here, the persona's others, and
    English, which browsers everywhere come with."""
    first = _LOCALES.get(conversation.language, conversation.language)
    others = (language for language in (*conversation.persona.languages, "en") if language != conversation.language)
    return list(dict.fromkeys((first, first.partition("-")[0], *others)))


def context_options(conversation: Conversation, version: str) -> dict[str, Any]:
    """How the persona's browser presents itself: language, zone, device and window.

    `version` is the browser's own version. The user agent is that of an ordinary Chrome of that version, with which
    Playwright makes the client hints agree: a chat may not be served to a browser that calls itself headless.
    """
    persona = conversation.persona
    chrome = f"Chrome/{version.split('.', 1)[0]}.0.0.0"
    wanted = enumerate(languages(conversation))
    options: dict[str, Any] = {
        "locale": _LOCALES.get(conversation.language, conversation.language),
        "timezone_id": persona.zone or conversation.company.zone,
        "viewport": dict(_DESKTOP),
        "accept_downloads": False,
        "user_agent": _USER_AGENT.format(_SYSTEMS.get(sys.platform, _SYSTEMS["linux"]), f"{chrome} Safari/537.36"),
        "extra_http_headers": {
            "Accept-Language": ",".join(f"{name};q={1 - n / 10:.1f}" if n else name for n, name in wanted)
        },
    }
    if persona.device == "mobile":
        options |= {
            "viewport": dict(_MOBILE),
            "device_scale_factor": 2,
            "is_mobile": True,
            "has_touch": True,
            "user_agent": _USER_AGENT.format("Linux; Android 10; K", f"{chrome} Mobile Safari/537.36"),
        }
    return options
