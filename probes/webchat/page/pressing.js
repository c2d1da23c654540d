// What a person presses: what sends; and how it is seen that a press landed.
// The button that sends what stands in the box: named so, else the nearest thing to press to its right.
eyes.sender = (box) => {
  const b = box.getBoundingClientRect();
  const around = setting(box);
  const place = around.fixed || around.dialog || around.bar ? windowOf(box) : document.documentElement;
  let best = null, score = 0;
  for (const el of deep(document)) {
    if (eyes.hinted && hinted("send", el) && shown(el)) return el;
    if (!pressable(el) || !shown(el) || el.contains(box) || leads(el)) continue;
    const r = el.getBoundingClientRect();
    const apart = Math.hypot(Math.max(0, b.left - r.right, r.left - b.right), Math.max(0, b.top - r.bottom, r.top - b.bottom));
    if (apart > 90 || r.width > Math.max(200, b.width)) continue;
    const said = [label(el), textIn(el), handles(el)].join(" ");
    if (!holds(place, el) || covered(el) || PAY.test(said) || CALL.test(said) && !SEND.test(said) || NOT_SEND.test([label(el), textIn(el)].join(" "))) continue;
    let points = 10 - apart / 10;
    if (SEND.test(said)) points += 20;
    if (el.type === "submit") points += 6;
    if (r.left >= b.left + b.width * 0.6) points += 5;
    if (points > score) { best = el; score = points; }
  }
  return best && !best.disabled ? best : null;
};
// Whether it is inside, through shadow roots too.
const holds = (place, el) => { for (let n = el; n; n = above(n)) if (n === place) return true; return false; };
eyes.written = (box) => ("value" in box ? box.value : box.innerText) || "";

// Whether the next press lands on `el`; and a link that nobody's code takes into its own hands is not followed.
let landed = false;
eyes.aim = (el) => {
  landed = false;
  const hit = (event) => { if (event.isTrusted && event.composedPath().includes(el)) landed = true; };
  const stay = (event) => {
    const link = event.composedPath().find((n) => n.tagName === "A" && n.href);
    if (link && leads(link) && !event.defaultPrevented) event.preventDefault();
  };
  for (const kind of ["pointerdown", "click"]) window.addEventListener(kind, hit, { capture: true });
  window.addEventListener("click", stay);
  setTimeout(() => {
    for (const kind of ["pointerdown", "click"]) window.removeEventListener(kind, hit, { capture: true });
    window.removeEventListener("click", stay);
  }, 6000);
};
eyes.landed = () => landed;
eyes.under = (el) => covered(el);
// A thing that never holds still is pressed where it is at this moment.
eyes.tap = (el) => {
  const r = el.getBoundingClientRect();
  const at = { bubbles: true, composed: true, cancelable: true, clientX: r.x + r.width / 2, clientY: r.y + r.height / 2, button: 0 };
  for (const kind of ["pointerdown", "mousedown", "pointerup", "mouseup"]) el.dispatchEvent(new (kind.startsWith("p") ? PointerEvent : MouseEvent)(kind, { ...at, isPrimary: true }));
  el.click ? el.click() : el.dispatchEvent(new MouseEvent("click", at));
};
