// The page for a person who shops by hand: one task at a time.
import { card, heading } from "./card.js";
import { compare, reading, serverNowUs } from "./clock.js";
import { newId, recall, remember } from "./memory.js";
import * as queue from "./queue.js";
import { ask, clockTime, make, spell } from "./view.js";
import { language, preferred, speak, words } from "./words.js";

const LOOK_MS = 1500;
const REST_MS = 500; // a second tap of the same finger is not for the buttons that have just come
const UNDO_FROM_MS = 1500; // what takes longer to arrive than so cannot be undone any more
const $ = (id) => document.getElementById(id);

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
let sentLast = null; // {id, task}: the press of “Sent” that can be taken back, and its task as it was
let pressed = false; // the next drawing is what a press led to

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
  clearTimeout(looking); // another look may have ended meanwhile
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
  const filled = form && tasks.find((task) => task.id === form.task);
  if (filled && !fresh.some((task) => task.id === filled.id)) fresh.push(filled); // it is over, and they still paste
  tasks = inOrder(fresh.map(overlaid));
  const unseen = tasks.filter((task) => !everSeen.has(mark(task)) && !task.holder && task.wants !== "watch");
  if (everSeen.size && unseen.length) say(words("new_task", { title: heading(unseen[0]) }));
  for (const task of tasks) everSeen.add(mark(task));
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

const RANK = { write: 0, confirm: 1, watch: 2 };
const inOrder = (some) => some.sort((a, b) => RANK[a.wants] - RANK[b.wants]);

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

// -- what is told ----------------------------------------------------------------------------------------------------
function press(task, what, at, more = {}, photos = []) {
  const id = newId(12);
  const message = task.message ? task.message.id : "";
  const one = { id, task: task.id, what, message, shown_us: task.shown_us || 0, ...at, ...more };
  if (!queue.add(one, photos)) warn(words("not_kept"));
  if (sentLast?.task.id === task.id) sentLast = null;
  if (what === "sent") {
    if (!told.has(task.id)) told.set(task.id, new Set());
    told.get(task.id).add(message);
    tasks = inOrder(tasks.map(overlaid));
    mayUndo(task, id);
  }
  say(words("noted", { what: words(what), time: clockTime(serverNowUs(), language()) }));
  drawn = "";
  pressed = what !== "typing"; // after that the next thing may come at once
  network(connected);
  draw(); // at once: until then the button that was pressed would still be there
  look();
}

function mayUndo(task, id) {
  const span = task.undo_s * 1000 - UNDO_FROM_MS;
  if (span <= 0) return;
  sentLast = { id, task };
  setTimeout(() => {
    if (sentLast?.id !== id) return;
    sentLast = null;
    draw();
  }, span);
}

async function undo() {
  const { id, task } = sentLast;
  sentLast = null;
  await deliver().catch(() => network(false)); // what is under way arrives first
  let late = "";
  const here = queue.forget(id);
  // Also what is still here may have arrived: then only the answer to it was lost.
  const { status, data } = await send("/api/undo", { press: id }).catch(() => ({ status: 0, data: {} }));
  if (status !== 200 && !(here && status === 0)) late = data.why || "undo_late";
  if (late) warn(words(late));
  else {
    told.get(task.id)?.delete(task.message.id);
    tasks = inOrder(tasks.map((one) => (one.id === task.id ? task : one)));
    say(words("undone"));
  }
  drawn = "";
  pressed = true;
  draw();
  look();
}

const actions = {
  press,
  undo,
  undoable: (task) => sentLast?.task.id === task.id,
  say,
  notNow,
  open: openForm,
  close: closeForm,
  reply(task, moment, text, photos) {
    form = null;
    press(task, "reply", moment, { text }, photos);
    $("main").focus();
  },
  failed(task, text) {
    form = null;
    press(task, "failed", reading(), { text });
  },
};

// -- what is seen ----------------------------------------------------------------------------------------------------
function draw() {
  if (!person) return;
  drawList();
  const task = tasks.find((one) => one.id === current);
  const main = $("main");
  main.dataset.mine = task && task.mine ? "yes" : "";
  countDown(task);
  const undoable = Boolean(task) && actions.undoable(task);
  const state = JSON.stringify([task && { ...task, mine: 0, shown_us: 0, due_us: 0 }, form, language(), undoable]);
  if (state === drawn) return;
  if (form && drawn) return; // nothing is taken from under somebody's fingers
  drawn = state;
  const had = main.contains(document.activeElement) ? document.activeElement.id : "";
  const shown = task ? mark(task) : "";
  const resting = pressed || Boolean(main.dataset.shown && main.dataset.shown !== shown);
  main.dataset.task = task ? task.id : "";
  main.dataset.shown = shown;
  main.replaceChildren(...(task ? card(task, form, actions) : [make("p", { class: "nothing" }, words("nothing"))]));
  if (resting) rest(main);
  if (had) (resting ? main : $(had) || main).focus();
  pressed = false;
  countDown(task);
}

function rest(main) {
  const buttons = [...main.querySelectorAll("button:enabled")];
  for (const button of buttons) button.disabled = true;
  setTimeout(() => {
    for (const button of buttons) button.disabled = false;
  }, REST_MS);
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

function notNow(task) {
  putAside.add(mark(task));
  if (task.wants === "write") {
    task.mine = false;
    send("/api/back", { task: task.id }).catch(() => network(false));
  }
  choose();
  $("main").focus();
}

function countDown(task) {
  const line = $("left");
  document.title = (tasks.length ? `(${tasks.length}) ` : "") + words("title");
  for (const one of tasks) warnBefore(one);
  if (!line || !task) return;
  const due = task.wants === "watch" ? 0 : task.due_us;
  const left_s = (due - serverNowUs()) / 1e6;
  line.classList.toggle("soon", Boolean(due) && left_s < soon(task));
  const places = { time: spell(words, left_s) };
  const text = due ? `${words("until", { time: clockTime(due, language()) })} · ${left_s > 0 ? words("left", places) : words("too_late")}` : "";
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
  const state = JSON.stringify([others.map((task) => [mark(task), task.holder, task.title, urgent(task)]), language(), tasks.length]);
  if (list.dataset.state === state) return;
  list.dataset.state = state;
  const items = others.map((task) => {
    const label = [make("span", {}, heading(task)), make("small", {}, `${task.persona}${task.due_us ? ` · ${words("until", { time: clockTime(task.due_us, language()) })}` : ""}`)];
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
  const shape = ask(words, "name_ask", "name_why", name, "begin", () => {
    if (!name.value.trim()) return;
    person = { id: newId(8), name: name.value.trim() };
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
  const shape = ask(words, "code_ask", "code_why", code, "enter", async () => {
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

async function change(code) {
  try {
    await speak(code, change);
    $("list").dataset.state = "";
    drawn = "";
    again();
  } catch {
    network(false);
  }
}

await speak(preferred(), change);
person = JSON.parse(recall("hand.person") || "null");
addEventListener("online", look);
document.addEventListener("visibilitychange", () => document.hidden || look());
addEventListener("pageshow", (event) => event.persisted && look());
setInterval(() => countDown(tasks.find((task) => task.id === current)), 1000);
again();
