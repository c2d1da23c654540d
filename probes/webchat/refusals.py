"""Sites that want proof of a person, or turn shoppers away: told apart from pages without a chat, never got round.

What refuses us is looked for in what a person would see: a visible captcha, or a page that holds little but the words
of a refusal. A captcha elsewhere on an ordinary page (under a newsletter, in a corner) refuses nobody.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.async_api import Error, Frame, Page

from shopper.errors import OurFault

from .faults import host_of
from .frames import evaluate, is_seen

# Where the widgets of captchas live: the frame's host, and a part of its path. From the vendors' own documentation.
_FRAMES: tuple[tuple[str, str, str], ...] = (
    ("reCAPTCHA", r"(^|\.)(google\.com|recaptcha\.net)$", r"^/recaptcha/(api2|enterprise)/(anchor|bframe)"),
    ("hCaptcha", r"(^|\.)hcaptcha\.com$", r"^/(captcha/|.*hcaptcha)"),
    ("Cloudflare", r"^challenges\.cloudflare\.com$", r"^/"),
    ("DataDome", r"(^|\.)captcha-delivery\.com$", r"^/"),
    ("HUMAN (PerimeterX)", r"(^|\.)(px-cdn\.net|px-cloud\.net|perimeterx\.net|humansecurity\.com)$", r"captcha"),
    ("Arkose", r"(^|\.)(arkoselabs|funcaptcha)\.com$", r"^/"),
    ("GeeTest", r"(^|\.)geetest\.com$", r"^/"),
    ("AWS WAF", r"(^|\.)(awswaf\.com|captcha\.awswaf\.com)$", r"captcha"),
    ("SmartCaptcha", r"(^|\.)(smartcaptcha\.yandexcloud\.net|captcha-api\.yandex\.ru)$", r"^/"),
)
_ELEMENTS = (
    ".g-recaptcha:not([data-size=invisible])", ".h-captcha:not([data-size=invisible])", ".cf-turnstile", "#px-captcha",
    ".frc-captcha", ".smart-captcha", "#challenge-form", "#challenge-stage", "#captcha-container", "altcha-widget",
)  # fmt: skip
_LITTLE = 1500  # characters of a page that holds nothing but a refusal
_REFUSING = (401, 403, 405, 418, 429, 503)

_HUMAN = re.compile(
    r"""verify\s(that\s)?(you\sare|you're)\s(a\s)?(human|not\sa\s(ro)?bot)|(confirm|prove)\s(that\s)?(you\sare|you're)\s
    (a\s)?(human|person|not\sa\s(ro)?bot)|are\syou\s(a\s)?(human|robot|real\sperson)|(i\sam|i'm|you're|you\sare)\snot\s
    a\s(ro)?bot|press\s(&|and)\shold\sto\sconfirm|checking\s(if\sthe\ssite\sconnection\sis\ssecure|your\sbrowser)|
    enable\sjavascript\sand\scookies\sto\scontinue|needs\sto\sreview\sthe\ssecurity\sof\syour\sconnection|
    complete\s(the|this)\s(captcha|security\scheck)|just\sa\smoment\s*\.{3}|
    підтверд\w+,?\s(що\s)?ви\s(не\s(робот|бот)|людина)|я\sне\sробот|чи\sви\s(не\s)?(робот|людина)|ви\sне\sробот|
    перевір\w+\s(вашого\s)?(браузера|чи\sви)|пройдіть\s(перевірку|капчу)|
    подтверд\w+,?\s(что\s)?(вы|запросы)\s.{0,30}(не\s(робот|бот)|человек)|вы\s(не\s)?(робот|человек)\?|
    проверка\s(вашего\s)?браузера|пройдите\s(проверку|капчу)|
    potwierd\w+,?\s(że\s)?(nie\s)?(jesteś|jest\spani?|pan)\s.{0,20}(człowiekiem|robotem)|nie\sjestem\srobotem|
    czy\s(nie\s)?jesteś\s(człowiekiem|robotem)|(sprawdza\w+|weryfikacja)\s(twojej\s)?przeglądark""",
    re.IGNORECASE | re.VERBOSE,
)
_BLOCKED = re.compile(
    r"""access\s(to\sthis\s(page|site)\s)?(is\s|has\sbeen\s)?(temporarily\s)?(denied|restricted|blocked)|you\s(have\sbeen|
    are)\s(temporarily\s)?(blocked|banned|rate\slimited)|(unusual|suspicious|automated|bot)\s(traffic|activity|requests?|
    behaviou?r)|attention\srequired|pardon\sour\sinterruption|request\s(was\s)?(blocked|unsuccessful)|too\smany\s
    requests|(ro)?bots?\sare\snot\sallowed|
    доступ\s(до\s\w+\s)?(тимчасово\s)?(заборонен\w*|обмежен\w*|заблокован\w*)|(підозріл|незвич)\w+\s(трафік|активн\w+)|
    вас\sзаблоковано|забагато\sзапитів|автоматичні\sзапити|
    доступ\s(к\s\w+\s)?(временно\s)?(запрещ[её]н\w*|ограничен\w*|заблокирован\w*)|(подозрительн|необычн)\w+\s(трафик|
    активность)|вы\sзаблокированы|слишком\sмного\sзапросов|автоматические\sзапросы|
    dostęp\s(do\s\w+\s)?(został\s)?(tymczasowo\s)?(zabroniony|zablokowany|ograniczony)|odmowa\sdostępu|
    (podejrzany|nietypowy)\sruch|(podejrzana|nietypowa)\saktywność|zbyt\swiele\s(żądań|zapytań)""",
    re.IGNORECASE | re.VERBOSE,
)
_READ = "() => [document.title, document.body ? document.body.innerText.slice(0, 6000) : '']"
_SEEN = """signs => signs.some(sign => [...document.querySelectorAll(sign)].some(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return box.width > 30 && box.height > 20 && box.bottom > 0 && box.right > 0
    && style.visibility === "visible" && Number(style.opacity) > 0.01; }))"""


def captcha_of(address: str) -> str:
    """Whose captcha a frame of that address is, "" if none. One that shows nothing unless it doubts is none."""
    try:
        url = urlsplit(address)
    except ValueError:
        return ""
    if re.search(r"(^|[?&#])size=invisible(&|$)", f"{url.query}&{url.fragment}"):
        return ""
    for name, host, path in _FRAMES:
        if re.search(host, url.hostname or "") and re.search(path, f"{url.path}"):
            return name
    return ""


def refusal_in(text: str) -> str:
    """What words on a page that holds little else mean: "captcha", "blocked" or ""."""
    if _HUMAN.search(text):
        return "captcha"
    return "blocked" if _BLOCKED.search(text) else ""


async def captcha_on(page: Page) -> str:
    """Whose captcha a person sees on the page now, "" if none."""
    for frame in page.frames:
        name = captcha_of(frame.url)
        if name and await _in_sight(frame):
            return name
        if await evaluate(frame, _SEEN, list(_ELEMENTS)) and await is_seen(frame):
            return "a captcha"
    return ""


async def why_refused(page: Page, fault: OurFault, status: int = 0) -> OurFault:
    """The fault of a page on which no chat was found, or of a message that did not go out; or another, where what a
    person sees there turned us away. status: what the page was answered with, 0 where that is not known."""
    if fault.code in ("not_sent", "not_shown"):
        whose = await captcha_on(page)
        return captcha_fault(page.url, whose) if whose else fault
    if fault.code not in ("chat_not_found", "blocked", "site_error"):
        return fault
    if status == 401:
        return _locked_fault(page.url)
    title, body = await evaluate(page.main_frame, _READ) or ("", "")
    little = len(body) <= _LITTLE
    said = refusal_in(f"{title}\n{body}") if little or status in _REFUSING else ""
    whose = await captcha_on(page) if little or status in _REFUSING else ""
    if whose or said == "captcha":
        return captcha_fault(page.url, whose)
    if said == "blocked":
        return blocked_fault(page.url, status)
    return fault


def captcha_fault(address: str, whose: str = "") -> OurFault:
    """The fault for a site that wants proof of a person."""
    by = f" ({whose})" if whose and whose != "a captcha" else ""
    return OurFault(
        f"{host_of(address)} wants proof that a person is at the browser (a captcha{by}), and this shopper never gets"
        " round one. Ask the site's owner to let it through, by its address or by a header that you set under access:"
        " of the channel. The visit is not measured.",
        code="captcha",
    )


def blocked_fault(address: str, status: int = 0) -> OurFault:
    """The fault for a site that turns this shopper away."""
    how = f" (HTTP {status})" if status >= 400 else ""
    return OurFault(
        f"{host_of(address)} turned this shopper away{how}: its page says that access is blocked. Ask the site's owner"
        " to let it through, by its address or by a header that you set under access: of the channel. The visit is not"
        " measured.",
        code="blocked",
    )


def _locked_fault(address: str) -> OurFault:
    return OurFault(
        f"{host_of(address)} asks for a name and a password (HTTP 401). Write user: and password: under access: of the"
        " channel, or correct those that stand there. The visit is not measured.",
        code="blocked",
    )


async def _in_sight(frame: Frame) -> bool:
    """Whether the frame stands where a person sees it: captchas wait far outside the window until they are wanted."""
    try:
        element = await frame.frame_element()
        box = await element.bounding_box() if await is_seen(frame) else None
    except Error:
        return False
    return box is not None and box["x"] + box["width"] > 0 and box["y"] + box["height"] > 0
