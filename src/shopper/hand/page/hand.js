// The page for a person who shops by hand: one task at a time.
import { compare, reading, serverNowUs } from "./clock.js";
import * as queue from "./queue.js";
import { address, clockTime, copy, make, spell } from "./view.js";

const LANGUAGES = ["en", "uk", "ru", "pl"];
const PHOTO_MOST = 15 * 1024 * 1024;
const TEXT_MOST = 1048576;
const LOOK_MS = 1500;
const SAY_KINDS = ["branch", "hotline"];
const $ = (id) => document.getElementById(id);

let texts = {};
let language = "en";
let person = null;
let tasks = [];
let current = ""; // the id of the task that is shown
let form = null; // {kind: "reply" | "failed", task, at}: what is being filled in
let connected = true;
let everSeen = new Set();
let warned = new Set();
let drawn = "";
const told = new Map(); // what was pressed here and the server may not know yet: task -> Set of message ids that were sent
const putAside = new Set();

const words = (key, values = {}) => (texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const recall = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const remember = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // it is only forgotten with the page
  }
};

// -- the connection --------------------------------------------------------------------------------------------------
async function send(path, body) {
  const isFile = body instanceof Blob;
  const asked = reading();
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": isFile ? "application/octet-stream" : "application/json" },
    body: isFile ? body : JSON.stringify({ ...body, person }),
    cache: "no-store",
    signal: AbortSignal.timeout(isFile ? 120000 : 15000),
  });
  const answered = reading();
  let data = {};
  try {
    data = await response.json();
  } catch {
    data = {};
  }
  if (path === "/api/state" && data.server_us) compare(asked, answered, data.server_us);
  return { status: response.status, data };
}

let looking = 0;
async function look() {
  clearTimeout(looking);
  try {
    if (person) {
      await deliver();
      const held = tasks.filter((task) => task.mine).map((task) => task.id);
      const { status, data } = await send("/api/state", { held });
      network(true);
      if (status === 401) return askCode(data.why === "code_locked" ? words("code_locked") : "");
      if (status === 200) take(data.tasks);
      if (queue.waiting().length) await deliver();
    }
  } catch {
    network(false);
  }
  draw();
  looking = setTimeout(look, document.hidden ? LOOK_MS * 6 : LOOK_MS);
}

async function deliver() {
  const before = queue.waiting().length;
  if (!before) return;
  await queue.deliver(send, ended);
  if (!connected && !queue.waiting().length) say(words("delivered"));
}

function network(there) {
  const count = queue.waiting().length;
  connected = there;
  const line = $("network");
  line.hidden = there;
  const text = there ? "" : count ? words("offline", { count }) : words("offline_none");
  if (line.textContent !== text) line.textContent = text;
}

function ended(press, answer, lost) {
  if (answer.status === 200) {
    if (lost) warn(words(lost === true ? "photo_lost" : lost));
    return;
  }
  told.get(press.task)?.delete(press.message);
  const { why, person: who } = answer.data;
  warn(words(why === "others" && !who ? "others_nobody" : why || "unknown", { person: who }));
}

// -- what is asked ---------------------------------------------------------------------------------------------------
function take(fresh) {
  tasks = fresh.map(overlaid);
  const unseen = tasks.filter((task) => !everSeen.has(mark(task)) && !task.holder && task.wants !== "watch");
  if (everSeen.size && unseen.length) say(words("new_task", { title: heading(unseen[0]) }));
  for (const task of tasks) everSeen.add(mark(task));
  if (form && !tasks.some((task) => task.id === form.task)) form = null;
  if (!tasks.some((task) => task.id === current && !task.holder)) choose();
}

const mark = (task) => `${task.id} ${task.wants} ${task.message?.id}`;

// The task as it stands once what waits here is delivered.
function overlaid(task) {
  const sent = new Set(told.get(task.id) || []);
  for (const press of queue.waiting()) if (press.task === task.id && press.what === "sent") sent.add(press.message);
  if (task.wants !== "write" || !sent.has(task.message.id)) return task;
  return { ...task, wants: "watch", due_us: 0, until_us: 0 };
}

function choose() {
  form = null;
  const free = tasks.filter((task) => !task.holder);
  const now = serverNowUs();
  const wanted =
    free.find((task) => task.wants !== "watch" && !putAside.has(mark(task))) ||
    free.find((task) => task.mine && !putAside.has(mark(task))) ||
    free.find((task) => !putAside.has(mark(task))) ||
    free.sort((a, b) => (a.due_us || now * 2) - (b.due_us || now * 2))[0];
  show(wanted ? wanted.id : "", false);
}

async function show(id, byPerson) {
  current = id;
  form = null;
  drawn = "";
  draw();
  if (byPerson) $("main").focus();
  const task = tasks.find((one) => one.id === id);
  if (!task) return;
  try {
    const { status, data } = await send("/api/take", { task: id });
    if (status === 200) {
      task.mine = true;
      task.shown_us = data.shown_us;
      draw();
    } else if (status === 409) {
      if (byPerson) warn(words(data.why === "others" && !data.person ? "others_nobody" : data.why, data));
      if (data.why === "others") task.holder = data.person || "…";
      if (current === id) choose();
    }
  } catch {
    network(false);
  }
}

function heading(task) {
  const places = { company: task.company, channel: task.title };
  if (task.wants === "watch") return words("watch_title", places);
  if (task.wants === "confirm") return words("confirm_title", places);
  if (task.message.press) return words("press_title", places);
  if (SAY_KINDS.includes(task.kind)) return words("say_title", places);
  return words(task.kind === "callback" ? "ask_title" : "write_title", places);
}

// -- what is told ----------------------------------------------------------------------------------------------------
function press(task, what, at, more = {}, photos = []) {
  const random = crypto.getRandomValues(new Uint8Array(12));
  const id = Array.from(random, (b) => b.toString(16).padStart(2, "0")).join("");
  const message = task.message ? task.message.id : "";
  const one = { id, task: task.id, what, message, shown_us: task.shown_us || 0, ...at, ...more };
  if (!queue.add(one, photos)) warn(words("not_kept"));
  if (what === "sent") {
    if (!told.has(task.id)) told.set(task.id, new Set());
    told.get(task.id).add(message);
    tasks = tasks.map(overlaid);
  }
  say(words("noted", { what: words(what), time: clockTime(serverNowUs(), language) }));
  drawn = "";
  network(connected);
  look();
}

function saveReply(task, at, fields) {
  const text = fields.text.value.trim();
  const photos = [...fields.photo.files];
  if (!text && !photos.length) return wrong(fields, "empty");
  if ([...text].length > TEXT_MOST) return wrong(fields, "too_long");
  for (const photo of photos) {
    const size = Math.ceil(photo.size / 1024 / 1024);
    if (photo.size > PHOTO_MOST) return wrong(fields, "photo_big", { size });
  }
  let moment = { mono_ms: at.mono_ms, wall_ms: at.wall_ms };
  if (fields.earlier.checked && fields.time.value) {
    const came = new Date(at.wall_ms);
    const [hours, minutes] = fields.time.value.split(":").map(Number);
    came.setHours(hours, minutes, 30, 0);
    if (came.getTime() > at.wall_ms + 60000) came.setDate(came.getDate() - 1);
    const ago = Math.max(0, at.wall_ms - came.getTime());
    moment = { mono_ms: at.mono_ms - ago, wall_ms: at.wall_ms - ago, looked_up: true };
  }
  remember(`hand.draft.${task.id}`, null);
  form = null;
  press(task, "reply", moment, { text }, photos);
  $("main").focus();
}

function wrong(fields, key, values) {
  fields.error.textContent = words(key, values);
  fields.error.hidden = false;
  fields.text.focus();
}

// -- what is seen ----------------------------------------------------------------------------------------------------
function draw() {
  if (!person) return;
  drawList();
  const task = tasks.find((one) => one.id === current);
  const main = $("main");
  main.dataset.mine = task && task.mine ? "yes" : "";
  countDown(task);
  const state = JSON.stringify([task && { ...task, mine: 0, shown_us: 0, due_us: 0 }, form, language]);
  if (state === drawn) return;
  if (form && drawn) return; // nothing is taken from under somebody's fingers
  drawn = state;
  const had = main.contains(document.activeElement) ? document.activeElement.id : "";
  main.dataset.task = task ? task.id : "";
  main.replaceChildren(...(task ? card(task) : [make("p", { class: "nothing" }, words("nothing"))]));
  if (had) ($(had) || main).focus();
  countDown(task);
}

function card(task) {
  const parts = [make("h2", { id: "task" }, heading(task)), make("p", { id: "left", class: "left" })];
  if (task.wants === "confirm") parts.push(make("p", { class: "hint" }, words("confirm_hint")));
  parts.push(make("p", { class: "as" }, words("as_customer", { persona: task.persona })));
  parts.push(make("p", { class: "where" }, make("b", {}, `${words("where")}: `), address(task.address)));
  if (task.said.length) parts.push(course(task));
  if (task.wants === "write") parts.push(...writing(task));
  else if (form && form.task === task.id && form.kind === "reply") parts.push(replyForm(task));
  else parts.push(...watching(task));
  if (form && form.task === task.id && form.kind === "failed") parts.push(failedForm(task));
  return parts;
}

function course(task) {
  const turns = task.said.map((turn) =>
    make(
      "li",
      { class: turn.ours ? "ours" : "theirs" },
      make("b", {}, `${words(turn.ours ? "customer" : "company")}, ${clockTime(turn.at_us, language)}: `),
      make("span", { class: "words", lang: task.language }, turn.text || "🖼"),
    ),
  );
  return make("details", { open: turns.length < 3 }, make("summary", {}, words("before")), make("ol", {}, ...turns));
}

function writing(task) {
  const box = make("blockquote", { id: "text", class: "words", lang: task.language, tabindex: "0" }, task.message.text);
  box.setAttribute("aria-label", words("text"));
  const parts = [];
  if (task.message.subject) {
    parts.push(make("p", {}, make("b", {}, `${words("subject")}: `), make("span", { class: "words" }, task.message.subject)));
  }
  const copied = async () => say(words((await copy(task.message.text, box)) ? "copied" : "copy_not"), true);
  parts.push(box, make("button", { id: "copy", type: "button", onclick: copied }, words("copy")));
  parts.push(
    button("sent", "main", () => press(task, "sent", reading())),
    make("p", { class: "hint", id: "sent-hint" }, words("sent_hint")),
    row(button("failed", "", () => openForm(task, "failed")), button("not_now", "", () => notNow(task))),
  );
  return parts;
}

function watching(task) {
  const early = task.wants !== "confirm" && !answered(task);
  const parts = [
    button("reply", "main", () => openForm(task, "reply")),
    make("p", { class: "hint" }, words("reply_hint")),
    row(
      button("typing", "", () => {
        press(task, "typing", reading());
        say(words("typing_noted"), true);
      }),
      nobodyButton(task, early),
    ),
    row(button("failed", "", () => openForm(task, "failed")), button("to_list", "", () => notNow(task))),
  ];
  if (task.until_us && early) {
    parts.push(make("p", { class: "hint" }, words("look_until", { time: clockTime(task.until_us, language) })));
  }
  return parts;
}

const answered = (task) => task.said.length > 0 && !task.said[task.said.length - 1].ours;

function nobodyButton(task, early) {
  if (answered(task)) return null;
  const text = early && task.until_us ? words("nobody_not_yet", { time: clockTime(task.until_us, language) }) : words("nobody");
  const nobody = make("button", { id: "nobody", type: "button", class: "secondary", disabled: early }, text);
  nobody.addEventListener("click", () => press(task, "nobody", reading()));
  return nobody;
}

function openForm(task, kind) {
  form = { kind, task: task.id, at: reading() };
  drawn = "";
  draw();
  drawn = "form";
  $(kind === "reply" ? "reply-text" : "failed-why")?.focus();
}

function closeForm(back) {
  form = null;
  drawn = "";
  draw();
  $(back)?.focus();
}

function replyForm(task) {
  const at = form.at;
  const draft = `hand.draft.${task.id}`;
  const text = make("textarea", { id: "reply-text", rows: "6", lang: task.language }, recall(draft) || "");
  text.addEventListener("input", () => text.value.length < 100000 && remember(draft, text.value));
  const photo = make("input", { id: "reply-photo", type: "file", accept: "image/*", multiple: true });
  const earlier = make("input", { id: "reply-earlier", type: "checkbox" });
  const time = make("input", { id: "reply-time", type: "time", "aria-label": words("reply_earlier") });
  time.addEventListener("input", () => (earlier.checked = true));
  const error = make("p", { class: "error", role: "alert", hidden: true });
  const fields = { text, photo, earlier, time, error };
  const shape = make(
    "form",
    { id: "reply-form" },
    make("label", { for: "reply-text" }, words("reply_text")),
    text,
    make("label", { for: "reply-photo" }, words("reply_photo")),
    photo,
    make("p", { class: "earlier" }, make("label", {}, earlier, " ", words("reply_earlier")), " ", time),
    error,
    make("button", { class: "main", id: "save" }, words("save")),
    make("button", { type: "button", id: "cancel", onclick: () => closeForm("reply") }, words("cancel")),
  );
  shape.addEventListener("submit", (event) => {
    event.preventDefault();
    saveReply(task, at, fields);
  });
  return shape;
}

function failedForm(task) {
  const why = make("input", { id: "failed-why", maxlength: "300", autocomplete: "off" });
  const shape = make(
    "form",
    { id: "failed-form" },
    make("label", { for: "failed-why" }, words("failed_why")),
    why,
    make("p", { class: "hint" }, words("failed_hint")),
    make("button", { class: "main", id: "failed-save" }, words("save")),
    make("button", { type: "button", onclick: () => closeForm("failed") }, words("cancel")),
  );
  shape.addEventListener("submit", (event) => {
    event.preventDefault();
    form = null;
    press(task, "failed", reading(), { text: why.value.trim() });
  });
  return shape;
}

function notNow(task) {
  putAside.add(mark(task));
  if (task.wants === "write") {
    task.mine = false;
    send("/api/back", { task: task.id }).catch(() => network(false));
  }
  choose();
  $("main").focus();
}

function button(key, sort, action) {
  const described = key === "sent" ? "sent-hint" : null;
  return make("button", { id: key, type: "button", class: sort || "secondary", onclick: action, "aria-describedby": described }, words(key));
}

const row = (...children) => make("div", { class: "row" }, ...children.filter(Boolean));

function countDown(task) {
  const line = $("left");
  document.title = (tasks.length ? `(${tasks.length}) ` : "") + words("title");
  for (const one of tasks) warnBefore(one);
  if (!line || !task) return;
  const due = task.wants === "watch" ? 0 : task.due_us;
  const left_s = (due - serverNowUs()) / 1e6;
  line.classList.toggle("soon", Boolean(due) && left_s < soon(task));
  const places = { time: spell(words, left_s) };
  const text = due ? `${words("until", { time: clockTime(due, language) })} · ${left_s > 0 ? words("left", places) : words("too_late")}` : "";
  if (line.textContent !== text) line.textContent = text;
}

const soon = (task) => Math.min(600, task.within_s / 3);

function warnBefore(task) {
  const left_s = (task.due_us - serverNowUs()) / 1e6;
  if (task.wants === "watch" || task.holder || left_s > soon(task) || left_s < 0 || warned.has(mark(task))) return;
  warned.add(mark(task));
  warn(words("soon", { title: heading(task) }));
}

function drawList() {
  const others = tasks.filter((task) => task.id !== current);
  $("others").hidden = !tasks.length;
  const list = $("list");
  const state = JSON.stringify([others.map((task) => [mark(task), task.holder, task.title, urgent(task)]), language, tasks.length]);
  if (list.dataset.state === state) return;
  list.dataset.state = state;
  const items = others.map((task) => {
    const label = [make("span", {}, heading(task)), make("small", {}, `${task.persona}${task.due_us ? ` · ${words("until", { time: clockTime(task.due_us, language) })}` : ""}`)];
    if (task.holder) return make("li", { class: "held" }, ...label, make("small", {}, words("has_it", { person: task.holder })));
    return make("li", {}, make("button", { type: "button", class: urgent(task) ? "soon" : "", onclick: () => show(task.id, true) }, ...label));
  });
  list.replaceChildren(...(items.length ? items : [make("li", { class: "nothing" }, words("waiting_none"))]));
}

const urgent = (task) => task.wants !== "watch" && task.due_us && (task.due_us - serverNowUs()) / 1e6 < soon(task);

let hiding = 0;
function say(text, seen = false) {
  $("told").textContent = text;
  if (!seen && !text) return;
  toast(text, "");
}

function warn(text) {
  $("urgent").textContent = text;
  toast(text, "warning");
}

function toast(text, sort) {
  const line = $("toast");
  line.textContent = text;
  line.className = sort;
  line.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (line.hidden = true), sort ? 8000 : 4000);
}

// -- who and in what language ----------------------------------------------------------------------------------------
function askName() {
  const name = make("input", { id: "name", required: true, maxlength: "60", autocomplete: "given-name" });
  const shape = ask("name_ask", "name_why", name, "begin", () => {
    if (!name.value.trim()) return;
    const random = crypto.getRandomValues(new Uint8Array(8));
    const id = Array.from(random, (b) => b.toString(16).padStart(2, "0")).join("");
    person = { id, name: name.value.trim() };
    remember("hand.person", JSON.stringify(person));
    begin();
  });
  $("main").replaceChildren(shape);
  name.focus();
}

function askCode(why) {
  clearTimeout(looking);
  drawn = "";
  $("others").hidden = true;
  const code = make("input", { id: "code", required: true, inputmode: "numeric", autocomplete: "one-time-code", maxlength: "20" });
  const error = make("p", { class: "error", role: "alert" }, why);
  const shape = ask("code_ask", "code_why", code, "enter", async () => {
    try {
      const { status, data } = await send("/api/enter", { code: code.value });
      if (status === 200) {
        $("main").replaceChildren();
        return look();
      }
      error.textContent = words(data.why, { left: data.left });
      code.select();
    } catch {
      network(false);
    }
  });
  shape.append(error);
  $("main").replaceChildren(shape);
  code.focus();
}

function ask(title, why, field, go, action) {
  const shape = make(
    "form",
    { class: "ask" },
    make("label", { for: field.id }, words(title)),
    field,
    make("p", { class: "hint" }, words(why)),
    make("button", { class: "main", id: go }, words(go)),
  );
  shape.addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
  return shape;
}

async function speak(chosen) {
  const response = await fetch(`/words/${chosen}`);
  const data = await response.json();
  texts = data.texts;
  language = chosen;
  document.documentElement.lang = chosen;
  remember("hand.language", chosen);
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words(element.dataset.word);
  const select = $("language");
  if (!select.options.length) {
    for (const code of LANGUAGES) select.append(make("option", { value: code, lang: code }, data.languages[code]));
    select.addEventListener("change", () => speak(select.value).then(again).catch(() => network(false)));
  }
  select.value = chosen;
  $("list").dataset.state = "";
  drawn = "";
}

function again() {
  network(connected);
  if (!person) return askName();
  begin();
}

function begin() {
  const who = $("who");
  who.textContent = `${words("you")}: ${person.name}`;
  who.hidden = false;
  look();
}

const preferred = navigator.languages.map((one) => one.slice(0, 2)).find((one) => LANGUAGES.includes(one));
const saved = recall("hand.language");
await speak(LANGUAGES.includes(saved) ? saved : preferred || "en");
person = JSON.parse(recall("hand.person") || "null");
addEventListener("online", look);
document.addEventListener("visibilitychange", () => document.hidden || look());
addEventListener("pageshow", (event) => event.persisted && look());
setInterval(() => countDown(tasks.find((task) => task.id === current)), 1000);
again();
