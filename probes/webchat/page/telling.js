// Reports to the probe: many in one, and growing words only so often.
const waiting = [];
const growing = new Map(); // message -> its newest report
const GROWING_MS = 80;
let growingAsked = false;
let handing = false;
function report(event) {
  if (event.type === "changed") {
    growing.set(event.id, event);
    if (growingAsked) return;
    growingAsked = true;
    setTimeout(() => {
      growingAsked = false;
      for (const grown of growing.values()) waiting.push(grown);
      growing.clear();
      handOver();
    }, GROWING_MS);
    return;
  }
  growing.delete(event.id);
  waiting.push(event);
  if (handing) return;
  handing = true;
  queueMicrotask(handOver);
}
function handOver() {
  handing = false;
  if (!waiting.length || typeof window.__shopper_report !== "function") return;
  const all = waiting.splice(0).map((event) => ({ doc: docId, n: ++serial, ...event }));
  window.__shopper_report(JSON.stringify(all)).catch(() => {});
}
