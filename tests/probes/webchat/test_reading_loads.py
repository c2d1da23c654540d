"""The reading script by itself on chats and pages that are too big or too busy. Work is counted, never timed."""

# ruff: noqa: E501
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from .reading import BOX, Eyes, chat, sides

BUBBLES = """
  const row = (side, text) => { const r = document.createElement("div"); r.className = "m " + side;
    r.style.cssText = "display:flex;justify-content:flex-" + (side === "me" ? "end" : "start");
    r.innerHTML = `<span style="padding:8px;background:${side === "me" ? "#cfe" : "#eee"}"></span>`; r.firstChild.textContent = text; return r; };
  const them = (text) => list.append(row("them", text)), me = (text) => list.append(row("me", text));
"""
HISTORY = """
  for (let n = 0; n < 5000; n++) list.append(row(n % 3 ? "them" : "me", `Line ${n}: ` + "some words of it ".repeat(5)));
"""


@pytest.fixture(scope="module")
def eyes(runner: asyncio.Runner, plain_browser: Any) -> Iterator[Eyes]:
    made = Eyes(runner, plain_browser)
    yield made
    made.close()


def test_after_a_long_history_only_what_is_new_is_looked_at(eyes: Eyes) -> None:
    happens = f"""{BUBBLES}{HISTORY} await drawn(); watch(); await drawn();
      const told = seen.length, opened = __shopper.work().rows;
      await say("Do you have a kettle?"); them("We have it."); await drawn(); them("It costs 100."); await drawn();"""
    found = eyes.see(
        chat(),
        happens,
        "({ told, opened, rows: __shopper.work().rows, seen, own: seen.map((e) => e.type).includes('own') })",
    )
    # All of it is known; what a person would still read is told.
    assert (found["opened"], found["told"]) == (5000, 60)
    new = [e for e in found["seen"][found["told"] :] if e["type"] == "new"]
    assert sides(new) == [("me", "Do you have a kettle?"), ("them", "We have it."), ("them", "It costs 100.")]
    assert found["own"]
    assert found["rows"] - found["opened"] <= 12


def test_a_page_that_changes_all_the_time_elsewhere_costs_no_reading(eyes: Eyes) -> None:
    body = f'<div id="app"><p id="ticker">0</p><div id="l" style="height:200px;overflow-y:auto;width:400px"></div>{BOX}</div>'
    happens = f"""{BUBBLES} watch(); them("Hello!"); await say("Do you have a kettle?"); const before = __shopper.work();
      for (let n = 0; n < 200; n++) {{ $("#ticker").textContent = n; $("#ticker").style.left = n + "px"; $("#app").style.transform = `translateX(${{n % 2}}px)`;
        const spark = document.createElement("i"); $("#app").prepend(spark); await new Promise((d) => setTimeout(d)); spark.remove(); }}
      await drawn(); const after = __shopper.work(); them("We have it."); await drawn();"""
    found = eyes.see(body, happens, "({ before, after, units: __shopper.units() })")
    assert found["after"]["rows"] - found["before"]["rows"] == 0
    assert found["after"]["looks"] - found["before"]["looks"] <= 1
    assert sides(found["units"])[-1] == ("them", "We have it.")


def test_words_that_grow_fast_are_reported_together_and_their_last_moment_is_kept(eyes: Eyes) -> None:
    happens = f"""{BUBBLES} watch(); await say("Do you have a kettle?"); them("We"); await drawn(); const word = list.lastElementChild.firstChild;
      let last = 0; for (let n = 0; n < 200; n++) {{ word.textContent += " and"; last = performance.now(); await new Promise((d) => queueMicrotask(d)); }}
      await drawn(); await until(() => seen.at(-1).text === word.textContent);"""
    found = eyes.see(chat(), happens, "({ seen, last, units: __shopper.units() })")
    assert len([e for e in found["seen"] if e["type"] == "changed"]) <= 20
    assert found["units"][-1]["changed"] >= found["last"] - 1


def test_a_message_of_200_kilobytes_is_read_whole(eyes: Eyes) -> None:
    happens = f"""{BUBBLES} watch(); await say("Do you have a kettle?"); const long = "word ".repeat(41000).trim(); them(long); await drawn();"""
    found = eyes.see(chat(), happens, "({ text: seen.at(-1).text, length: long.length })")
    assert len(found["text"]) == found["length"] > 200_000


def test_our_message_is_found_below_more_text_than_anybody_reads(eyes: Eyes) -> None:
    happens = f"""{BUBBLES} for (let n = 0; n < 300; n++) list.append(row("them", "word ".repeat(1000))); await drawn(); watch(); await say("Do you have a kettle?");"""
    assert eyes.see(chat(attributes=""), happens, "seen.filter((e) => e.type === 'own').length") == 1


def test_nothing_is_looked_at_while_nothing_changes(eyes: Eyes) -> None:
    happens = f"""{BUBBLES} watch(); them("Hello!"); await say("Do you have a kettle?"); const before = __shopper.work().looks; for (let n = 0; n < 60; n++) await frame();"""
    assert eyes.see(chat(), happens, "__shopper.work().looks - before") == 0
