// One finding as it is shown: what was found, what it rests on, and what can be said of it.
import { words, language } from "./words.js";
import { make } from "./view.js";

const WORDS = [["agree", "A"], ["wrong", "W"], ["ours", "O"]];

const time = (at) =>
  new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${at.slice(0, 19)}Z`), // the company's own time, as it was written down
  );

function talk(lines) {
  return make(
    "ol",
    { class: "talk" },
    ...lines.map((line) =>
      make(
        "li",
        { class: `${line.mine ? "ours" : "theirs"}${line.quoted ? " quoted" : ""}`, lang: line.language },
        make("small", { lang: language() }, `${line.mine ? words("customer") : line.who} · ${time(line.at)}`),
        line.text,
      ),
    ),
  );
}

// The ways in which messages may have been misread, each a box to tick.
function misread(item) {
  const readable = item.lines.filter((line) => line.ways.length);
  if (!readable.length) return null;
  return make(
    "fieldset",
    { class: "misread" },
    make("legend", {}, words("misread")),
    ...readable.map((line) =>
      make(
        "details",
        { open: line.quoted },
        make("summary", { lang: line.language }, line.text.slice(0, 120)),
        ...line.ways.map((way) =>
          make(
            "label",
            {},
            make("input", { type: "checkbox", "data-correction": JSON.stringify({ ...way, visit: line.visit, turn: line.turn }) }),
            words(way.key),
          ),
        ),
      ),
    ),
  );
}

// The form that asks for a reason. said: called with the reason and what was put right.
export function reasonFor(item, word, said, cancel) {
  const field = make("textarea", { id: "because", rows: "3", maxlength: "1000" });
  const form = make(
    "form",
    { id: "reason" },
    make("label", { for: "because" }, words(`${word}_ask`)),
    field,
    word === "ours" && make("p", { class: "hint" }, words("ours_hint")),
    word === "wrong" ? misread(item) : null,
    make("button", { class: "main", id: "save" }, words("save")),
    make("button", { type: "button", id: "cancel", onclick: cancel }, words("cancel")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    said(field.value, corrections(form));
  });
  return form;
}

// One correction for each message.
function corrections(form) {
  const found = new Map();
  for (const box of form.querySelectorAll("[data-correction]:checked")) {
    const { visit, turn, labels } = JSON.parse(box.dataset.correction);
    const key = `${visit} ${turn}`;
    if (!found.has(key)) found.set(key, { visit, turn, labels: {} });
    Object.assign(found.get(key).labels, labels);
  }
  return [...found.values()];
}

function stars(visit, rate) {
  return make(
    "fieldset",
    {},
    make("legend", {}, `${visit.title}: ${words("stars_ask")}`),
    make(
      "div",
      { class: "stars" },
      ...[1, 2, 3, 4, 5].map((n) =>
        make(
          "button",
          { type: "button", "aria-pressed": String(visit.stars === n), "aria-label": words("star", { n }), onclick: () => rate(visit, n) },
          String(n),
        ),
      ),
    ),
  );
}

// The whole finding. act: what happens on each press.
export function shown(item, act) {
  const quoted = item.lines.filter((line) => line.quoted);
  return [
    make("p", { class: "judge" }, item.failure),
    make("h2", { class: "sentence", id: "sentence" }, item.sentence),
    make("p", { class: "about" }, item.scenario),
    item.said &&
      make(
        "p",
        { class: "said", id: "said" },
        words("said_before", { name: item.said.by, word: words(`word_${item.said.word}`) }) +
          (item.said.because ? `: ${item.said.because}` : ""),
      ),
    quoted.length ? make("h3", {}, words("because_of")) : null,
    quoted.length ? talk(quoted) : null,
    item.lines.length > quoted.length ? make("details", {}, make("summary", {}, words("whole")), talk(item.lines)) : null,
    item.why ? make("details", {}, make("summary", {}, words("why")), make("p", {}, item.why)) : null,
    make(
      "div",
      { class: "verdict" },
      ...WORDS.map(([word, key]) =>
        make(
          "button",
          { type: "button", id: word, "aria-pressed": String(item.said?.word === word), "aria-keyshortcuts": key, onclick: () => act.say(word) },
          words(word),
          " ",
          make("kbd", { "aria-hidden": "true" }, key),
        ),
      ),
    ),
    ...item.visits.map((visit) => stars(visit, act.rate)),
    make(
      "div",
      { class: "steps" },
      make("button", { type: "button", id: "previous", onclick: () => act.go(-1) }, words("previous")),
      make("button", { type: "button", id: "next", onclick: () => act.go(1) }, words("next")),
    ),
  ].filter(Boolean);
}
