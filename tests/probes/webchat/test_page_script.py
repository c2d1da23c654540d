"""The script inside the page by itself: what it takes for a button, for a field, for a form."""

# ruff: noqa: E501
from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from shopper.programme.loading import load_stock

script = load_stock("probes.webchat.script")

CHIPS = {
    "<button>Price</button>": True,
    "<button disabled>Price</button>": False,
    "<button style='display:none'>Price</button>": False,
    "<button aria-label='Copy'></button>": False,
    "<span role=button>Price</span>": True,
    "<input type=button value=Price>": True,
    "<input type=text value=Price>": False,
    "<label><input type=radio>Price</label>": True,
    "<label>Price</label>": False,
    "<div style='cursor:pointer' tabindex=0>Price</div>": True,
    "<div style='cursor:pointer' class='quick-reply'>Price</div>": True,
    # A message that can be pressed to see when it came.
    "<div style='cursor:pointer'>It costs 100 UAH.</div>": False,
    "<div>Price</div>": False,
    "<a href='#'>Price</a>": True,
    "<a href='https://shop.example/price'>Price</a>": False,
    "<p>See <a href='#'>the price</a> here.</p>": False,
}
FIELDS = {
    "name": ("Your name", "Як вас звати?", "Ваше ім'я *", "Имя", "Imię"),
    "surname": ("Last name", "Прізвище", "Фамилия", "Nazwisko"),
    "email": ("E-mail", "Email *", "Електронна пошта", "Электронная почта", "Adres e-mail"),
    "phone": ("Phone", "Номер телефону", "Мобильный", "Telefon"),
    "order_number": ("Order number", "Номер замовлення", "Номер заказа", "Numer zamówienia"),
    "message": ("Your question", "Ваше повідомлення", "Ваш вопрос", "Treść wiadomości"),
    "other": ("Company", "Місто"),
}
TICKS = {
    "consent": ("I agree to the privacy policy", "Даю згоду на обробку даних", "Согласен с условиями", "Akceptuję regulamin"),
    "news": ("Send me news", "Отримувати новини", "Подписаться на рассылку", "Zgadzam się na newsletter"),
    "tick": ("I am a customer already",),
}  # fmt: skip


@pytest.fixture
def page(runner: asyncio.Runner, one_browser: tuple[Any, Any], serve: Any) -> Any:
    """Shows a body with the script in it, and gives the result of an expression there."""
    made: list[Any] = []

    async def show(body: str, expression: str) -> Any:
        context = await (await one_browser[1]._browsers.living()).browser.new_context()
        made.append(context)
        await context.add_init_script(script.page_script())
        shown = await context.new_page()
        await shown.set_content(f"<!doctype html>{body}")
        await shown.evaluate(script.page_script())  # once more, as in a frame that is written anew
        return await shown.evaluate(expression)

    yield lambda body, expression: runner.run(show(body, expression))
    for context in made:
        runner.run(context.close())


Show = Callable[[str, str], Any]


def test_nothing_of_it_is_seen_by_the_page_but_one_name(page: Show) -> None:
    plain = set(page("<p>x</p>", "() => Object.getOwnPropertyNames(window)"))
    assert "__shopper" in plain
    assert plain.isdisjoint({"eyes", "units", "report", "words", "deep", "region", "formFields", "kids"})


@pytest.mark.parametrize("shadow", [False, True])
def test_the_caret_of_a_chat_that_waits_is_not_drawn_again_and_again(page: Show, shadow: bool) -> None:
    body = "<div id=host></div>"
    where = 'document.getElementById("host")' + ('.attachShadow({ mode: "open" })' if shadow else "")
    how = f"""(() => {{
      const root = {where}; root.innerHTML = "<div role=log>Hello</div><textarea></textarea>";
      const box = root.querySelector("textarea");
      __shopper.watch(box, [], 0); __shopper.rebox(box);
      return getComputedStyle(box).caretAnimation;
    }})()"""
    assert page(body, how) == "manual"


def test_what_can_be_pressed_is_told_from_what_is_said(page: Show) -> None:
    body = '<div role=log style="height:600px;overflow:auto;width:500px"><p>Hello</p>' + "".join(
        f"<section>{html}</section>" for html in CHIPS
    )
    body += '</div><textarea placeholder="Type a message"></textarea>'
    found = page(
        body,
        """() => {
          __shopper.watch(document.querySelector("textarea"), [], 0);
          return [...document.querySelectorAll("section")].map((s) => {
            const others = [...document.querySelectorAll("section")].filter((o) => o !== s);
            others.forEach((o) => { o.hidden = true; });
            const seen = __shopper.chips();
            others.forEach((o) => { o.hidden = false; });
            return seen.length > 0;
          });
        }""",
    )
    assert dict(zip(CHIPS, found, strict=True)) == CHIPS


def test_the_newest_button_of_a_text_is_pressed_whatever_stands_around_its_words(page: Show) -> None:
    body = """<div role=log style="height:200px;width:400px;overflow:auto"><p>Hello</p>
      <button id=a>🚚 Delivery</button><button id=b>DELIVERY!</button><button id=c>Delivery time</button></div>
      <textarea placeholder="Type a message"></textarea>"""
    watch = '__shopper.watch(document.querySelector("textarea"), [], 0);'
    assert page(body, f'() => {{ {watch} return __shopper.chip("delivery").id; }}') == "b"
    assert page(body, f'() => {{ {watch} return __shopper.chip("deliver"); }}') is None


def test_a_form_s_fields_are_known_by_what_is_written_beside_them(page: Show) -> None:
    wanted = [(kind, name) for kind, names in FIELDS.items() for name in names]
    ticked = [(kind, name) for kind, names in TICKS.items() for name in names]
    body = '<form style="position:fixed;inset:0" class=chat>' + "".join(f"<label>{n}<input></label>" for _, n in wanted)
    body += (
        "".join(f"<label><input type=checkbox>{name}</label>" for _, name in ticked) + "<button>Send</button></form>"
    )
    fields = page(body, "() => __shopper.form().fields.map((f) => [f.kind, f.name, f.required])")
    expected = [[kind, name.removesuffix(" *"), name.endswith("*")] for kind, name in [*wanted, *ticked]]
    assert fields == expected


@pytest.mark.parametrize(
    "body",
    [
        "<form><input placeholder=Name><input placeholder=E-mail><textarea></textarea><button>Send</button></form>",
        '<div style="position:fixed"><input type=email placeholder=E-mail> Our newsletter <button>Subscribe</button></div>',
        '<div style="position:fixed">Call me back <input type=tel placeholder=Phone><button>Send</button></div>',
        '<div style="position:fixed" role=dialog><input placeholder=E-mail><input type=password><button>Log in</button></div>',
        '<div style="position:fixed" class=chat><textarea placeholder="Type a message"></textarea><button>Send</button></div>',
    ],
    ids=["a form of the page", "a newsletter", "a call back", "a log-in", "a chat"],
)
def test_what_is_no_chat_s_form_is_left_alone(page: Show, body: str) -> None:
    assert page(body, "() => __shopper.form()") is None
