// The page of `shopper review`: one finding after the other, a word for each.
import { language, preferred, speak, words } from "./words.js";
import { recall, remember } from "./memory.js";
import { ask, make } from "./view.js";
import { reasonFor, shown } from "./finding.js";

const element = (id) => document.getElementById(id);
const main = element("main");
let state = { items: [], name: "" };
let at = 0;
let name = "";

async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ language: language(), by: name, ...body }),
    });
  } catch {
    element("network").textContent = words("offline");
    element("network").hidden = false;
    return null;
  }
  element("network").hidden = true;
  const data = await response.json();
  if (response.ok) return data;
  tell(data.message ?? words(data.why, data), true);
  return null;
}

function tell(text, wrong = false) {
  element("told").textContent = text;
  element("told").classList.toggle("error", wrong);
}

async function load() {
  const found = await post("/api/state", {});
  if (!found) return;
  state = found;
  document.title = `${words("title")} · ${words("wave_is", found)}`;
  at = Math.min(at, Math.max(0, state.items.length - 1));
}

function draw() {
  if (!name) return drawName();
  element("who").textContent = `${name} · ${words("wave_is", state)}`;
  element("who").hidden = false;
  element("others").hidden = !state.items.length;
  const item = state.items[at];
  main.replaceChildren(...(item ? shown(item, { say, rate, go }) : [make("p", { class: "nothing" }, words("nothing_found"))]));
  if (item) {
    element("previous").disabled = at === 0;
    element("next").disabled = at === state.items.length - 1;
  }
  drawList();
}

function drawName() {
  const field = make("input", { id: "name", maxlength: "60", autocomplete: "name", value: recall("review.name") ?? state.name });
  main.replaceChildren(
    ask(words, "name_ask", "name_why", field, "begin", () => {
      name = field.value.trim().replace(/\s+/g, " ");
      if (!name) return field.focus();
      remember("review.name", name);
      draw();
      main.focus();
    }),
  );
}

function drawList() {
  const open = state.items.filter((item) => !item.said).length;
  element("count").textContent = words("open_count", { count: open });
  element("list").replaceChildren(
    ...state.items.map((item, n) =>
      make(
        "li",
        {},
        make(
          "button",
          { type: "button", "aria-current": String(n === at), onclick: () => go(n - at) },
          `${item.failure}: ${item.scenario}`,
          make("small", {}, item.said ? words("said_before", { word: words(`word_${item.said.word}`), name: item.said.by }) : words("not_said")),
        ),
      ),
    ),
  );
}

function go(steps) {
  const next = at + steps;
  if (next < 0 || next >= state.items.length) return;
  at = next;
  tell("");
  draw();
  main.focus();
}

function say(word) {
  if (word === "agree") return keep(word, "", []);
  element("reason")?.remove();
  const form = reasonFor(state.items[at], word, (because, labels) => keep(word, because, labels), () => {
    form.remove();
    element(word).focus();
  });
  main.querySelector(".verdict").after(form);
  element("because").focus();
}

async function keep(word, because, labels) {
  const kept = await post("/api/say", { finding: state.items[at].id, word, because, labels });
  if (!kept) return;
  await load();
  draw();
  tell(words("kept"));
  element(word).focus();
}

async function rate(visit, stars) {
  if (!(await post("/api/rate", { visit: visit.id, stars }))) return;
  await load();
  draw();
  tell(words("kept"));
}

async function finish() {
  tell(words("finishing"));
  element("finish").disabled = true;
  const done = await post("/api/finish", {});
  element("finish").disabled = false;
  if (done) tell(words("finished", done));
}

function pressed(event) {
  const typing = event.target.closest("input, textarea, select");
  if (!name || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const item = state.items[at];
  const word = { KeyA: "agree", KeyW: "wrong", KeyO: "ours" }[event.code];
  if (event.key === "ArrowRight") go(1);
  else if (event.key === "ArrowLeft") go(-1);
  else if (item && word) say(word);
  else if (item?.visits.length && /^[1-5]$/.test(event.key)) rate(item.visits[0], Number(event.key));
  else return;
  event.preventDefault();
}

async function begin(code) {
  await speak(code, begin);
  await load();
  draw();
}

element("finish").addEventListener("click", finish);
document.addEventListener("keydown", pressed);
await begin(preferred());
