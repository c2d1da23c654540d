// What a person presses: what is in the way, and what sends.
// What covers a thing and can be agreed to or sent away: a cookie bar, a consent. Never anything that orders or calls.
eyes.consent = () => {
  for (const el of deep(document)) {
    if (!pressable(el) || !shown(el)) continue;
    const said = [label(el), textIn(el)].join(" ").trim();
    if (said.length < 40 && AGREE.test(said) && !CALL.test(said)) return el;
  }
  return null;
};

// The button that sends what stands in the box: named so, else the nearest thing to press to its right.
eyes.sender = (box) => {
  const b = box.getBoundingClientRect();
  let best = null, score = 0;
  for (const el of deep(document)) {
    if (!pressable(el) || !shown(el) || el.disabled || el.contains(box)) continue;
    const r = el.getBoundingClientRect();
    const apart = Math.hypot(Math.max(0, b.left - r.right, r.left - b.right), Math.max(0, b.top - r.bottom, r.top - b.bottom));
    if (apart > 90 || r.width > Math.max(200, b.width)) continue;
    const said = [label(el), textIn(el), handles(el)].join(" ");
    if (CALL.test(said) && !SEND.test(said) || NOT_SEND.test([label(el), textIn(el)].join(" "))) continue;
    let points = 10 - apart / 10;
    if (SEND.test(said)) points += 20;
    if (el.type === "submit") points += 6;
    if (r.left >= b.left + b.width * 0.6) points += 5;
    if (points > score) { best = el; score = points; }
  }
  return best;
};
eyes.written = (box) => ("value" in box ? box.value : box.innerText) || "";
