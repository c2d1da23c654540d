// The page's clock against the server's: compared at every request, read at every press.
const lifeBytes = crypto.getRandomValues(new Uint8Array(8));
export const life = Array.from(lifeBytes, (b) => b.toString(16).padStart(2, "0")).join("");

let compared = [];

export function reading() {
  return { mono_ms: performance.now(), wall_ms: Date.now() };
}

// What the server's clock was between two readings of ours.
export function compare(asked, answered, serverUs) {
  compared.push({
    mono_ms: (asked.mono_ms + answered.mono_ms) / 2,
    wall_ms: (asked.wall_ms + answered.wall_ms) / 2,
    server_us: serverUs,
    rtt_ms: answered.mono_ms - asked.mono_ms,
    life,
  });
  compared = compared.slice(-12);
}

// The best comparison: the quickest request, where a minute's age weighs like a millisecond.
export function best() {
  const now = performance.now();
  const weight = (one) => one.rtt_ms + (now - one.mono_ms) / 60000;
  return compared.reduce((a, b) => (a && weight(a) <= weight(b) ? a : b), null);
}

// The best comparison after a moment of ours, null where there is none yet.
export function bestAfter(mono) {
  const later = compared.filter((one) => one.mono_ms > mono);
  return later.reduce((a, b) => (a && a.rtt_ms <= b.rtt_ms ? a : b), null);
}

export function serverNowUs() {
  const sync = best();
  if (!sync) return Date.now() * 1000;
  const mono = performance.now() - sync.mono_ms;
  const wall = Date.now() - sync.wall_ms;
  return sync.server_us + (wall - mono > 500 ? wall : mono) * 1000; // it may have slept
}
