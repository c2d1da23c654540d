// What was pressed and is not delivered: kept with its time, also over a reload, and delivered once.
import { best, bestAfter, life } from "./clock.js";

const KEY = "hand.queue";
const pictures = new Map(); // by the press's id; a reload loses them, and then that is told
let unkept = []; // where the browser has no room

export function waiting() {
  try {
    return [...JSON.parse(localStorage.getItem(KEY) || "[]"), ...unkept];
  } catch {
    return [...unkept];
  }
}

function store(presses) {
  const rest = presses.filter((press) => !unkept.some((other) => other.id === press.id));
  localStorage.setItem(KEY, JSON.stringify(rest));
}

// Keep a press; false where only this page's memory had room for it.
export function add(press, photos) {
  if (photos.length) pictures.set(press.id, photos);
  const whole = { ...press, before: best(), photos: photos.length };
  try {
    store([...waiting(), whole]);
    return true;
  } catch {
    unkept.push(whole);
    return false;
  }
}

function drop(id) {
  pictures.delete(id);
  unkept = unkept.filter((press) => press.id !== id);
  store(waiting().filter((press) => press.id !== id));
}

// Forget a press that was not delivered yet; false where it is not here.
export function forget(id) {
  const here = waiting().some((press) => press.id === id);
  if (here) drop(id);
  return here;
}

let delivering = null;

// Deliver all that waits, in order. send(path, body) answers {status, data}, or throws without a connection.
// ended(press, answer) is told what became of each.
export function deliver(send, ended) {
  delivering ??= deliverAll(send, ended).finally(() => {
    delivering = null;
  });
  return delivering;
}

async function deliverAll(send, ended) {
  for (const press of waiting()) {
    const { photos, ...body } = press;
    let lost = false;
    const kept = [];
    if (photos) {
      const files = pictures.get(press.id);
      lost = !files;
      for (const file of files || []) {
        const answer = await send("/api/photo", file);
        if (answer.status === 200) kept.push(answer.data.sha256);
        else if (answer.status >= 500 || answer.status === 401) return;
        else lost = answer.data.why || "photo_type";
      }
    }
    const before = press.before || best();
    if (!before) return;
    const after = before.life === life ? bestAfter(press.mono_ms) : null;
    const answer = await send("/api/press", { ...body, before, after, photos: kept });
    if (answer.status >= 500 || answer.status === 401) return; // it stays, and is tried again
    drop(press.id);
    ended(press, answer, lost);
  }
}
