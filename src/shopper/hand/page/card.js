// One task as it is shown: what to do, the buttons, and the two small forms.
import { reading } from "./clock.js";
import { recall, remember } from "./memory.js";
import { address, clockTime, copy, make } from "./view.js";
import { language, words } from "./words.js";

const PHOTO_MOST = 15 * 1024 * 1024;
const TEXT_MOST = 1048576;
const SAY_KINDS = ["branch", "hotline"];

export function heading(task) {
  const places = { company: task.company, channel: task.title };
  if (task.wants === "watch") return words("watch_title", places);
  if (task.wants === "confirm") return words("confirm_title", places);
  if (task.message.press) return words("press_title", places);
  if (SAY_KINDS.includes(task.kind)) return words("say_title", places);
  return words(task.kind === "callback" ? "ask_title" : "write_title", places);
}

// All that is shown of a task. form: what is being filled in, or null. act: what can be done.
export function card(task, form, act) {
  const parts = [make("h2", { id: "task" }, heading(task)), make("p", { id: "left", class: "left" })];
  if (task.wants === "confirm") parts.push(make("p", { class: "hint" }, words("confirm_hint")));
  parts.push(make("p", { class: "as" }, words("as_customer", { persona: task.persona })));
  parts.push(make("p", { class: "where" }, make("b", {}, `${words("where")}: `), address(task.address)));
  if (task.said.length) parts.push(course(task));
  if (task.wants === "write") parts.push(...writing(task, act));
  else if (form && form.task === task.id && form.kind === "reply") parts.push(replyForm(task, form.at, act));
  else parts.push(...watching(task, act));
  if (form && form.task === task.id && form.kind === "failed") parts.push(failedForm(task, act));
  return parts;
}

function course(task) {
  const turns = task.said.map((turn) =>
    make(
      "li",
      { class: turn.ours ? "ours" : "theirs" },
      make("b", {}, `${words(turn.ours ? "customer" : "company")}, ${clockTime(turn.at_us, language())}: `),
      make("span", { class: "words", lang: task.language }, turn.text || "🖼"),
    ),
  );
  return make("details", { open: turns.length < 3 }, make("summary", {}, words("before")), make("ol", {}, ...turns));
}

function writing(task, act) {
  const box = make("blockquote", { id: "text", class: "words", lang: task.language, tabindex: "0" }, task.message.text);
  box.setAttribute("aria-label", words("text"));
  box.dataset.message = task.message.id;
  const parts = [];
  if (task.message.subject) {
    parts.push(make("p", {}, make("b", {}, `${words("subject")}: `), make("span", { class: "words" }, task.message.subject)));
  }
  const copied = async () => act.say(words((await copy(task.message.text, box)) ? "copied" : "copy_not"), true);
  parts.push(box, make("button", { id: "copy", type: "button", onclick: copied }, words("copy")));
  parts.push(
    button("sent", "main", () => act.press(task, "sent", reading())),
    make("p", { class: "hint", id: "sent-hint" }, words("sent_hint")),
    row(button("failed", "", () => act.open(task, "failed")), button("not_now", "", () => act.notNow(task))),
  );
  return parts;
}

function watching(task, act) {
  const early = task.wants !== "confirm" && !answered(task);
  const parts = [
    act.undoable(task) ? button("undo", "", act.undo) : null,
    button("reply", "main", () => act.open(task, "reply")),
    make("p", { class: "hint" }, words("reply_hint")),
    row(
      button("typing", "", () => {
        act.press(task, "typing", reading());
        act.say(words("typing_noted"), true);
      }),
      nobodyButton(task, early, act),
    ),
    row(button("failed", "", () => act.open(task, "failed")), button("to_list", "", () => act.notNow(task))),
  ];
  if (task.until_us && early) {
    parts.push(make("p", { class: "hint" }, words("look_until", { time: clockTime(task.until_us, language()) })));
  }
  return parts.filter(Boolean);
}

const answered = (task) => task.said.length > 0 && !task.said[task.said.length - 1].ours;

function nobodyButton(task, early, act) {
  if (answered(task)) return null;
  const text = early && task.until_us ? words("nobody_not_yet", { time: clockTime(task.until_us, language()) }) : words("nobody");
  const nobody = make("button", { id: "nobody", type: "button", class: "secondary", disabled: early }, text);
  nobody.addEventListener("click", () => act.press(task, "nobody", reading()));
  return nobody;
}

function button(key, sort, action) {
  const described = key === "sent" ? "sent-hint" : null;
  return make("button", { id: key, type: "button", class: sort || "secondary", onclick: action, "aria-describedby": described }, words(key));
}

const row = (...children) => make("div", { class: "row" }, ...children.filter(Boolean));

function replyForm(task, at, act) {
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
    make("button", { type: "button", id: "cancel", onclick: () => act.close("reply") }, words("cancel")),
  );
  shape.addEventListener("submit", (event) => {
    event.preventDefault();
    saveReply(task, at, fields, act);
  });
  return shape;
}

function failedForm(task, act) {
  const why = make("input", { id: "failed-why", maxlength: "300", autocomplete: "off" });
  const shape = make(
    "form",
    { id: "failed-form" },
    make("label", { for: "failed-why" }, words("failed_why")),
    why,
    make("p", { class: "hint" }, words("failed_hint")),
    make("button", { class: "main", id: "failed-save" }, words("save")),
    make("button", { type: "button", onclick: () => act.close("failed") }, words("cancel")),
  );
  shape.addEventListener("submit", (event) => {
    event.preventDefault();
    act.failed(task, why.value.trim());
  });
  return shape;
}

function saveReply(task, at, fields, act) {
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
  act.reply(task, moment, text, photos);
}

function wrong(fields, key, values) {
  fields.error.textContent = words(key, values);
  fields.error.hidden = false;
  fields.text.focus();
}

