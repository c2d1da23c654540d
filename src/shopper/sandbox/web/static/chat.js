// The shop's own chat. The conversation lives at the company; a browser keeps only the session's name, so that a page
// that is loaded again shows the same conversation.
(() => {
  "use strict";
  const settings = document.currentScript.dataset;
  const language = document.documentElement.lang;
  const words = {
    en: { open: "Open chat", close: "Close chat", title: "Chat with", online: "We usually reply within a minute",
      write: "Your message", send: "Send", types: "is typing…", sending: "Sending…",
      lost: "No connection, trying again…", ended: "The conversation has ended.", again: "Start a new conversation", log: "Messages" },
    uk: { open: "Відкрити чат", close: "Закрити чат", title: "Чат із", online: "Зазвичай відповідаємо за хвилину",
      write: "Ваше повідомлення", send: "Надіслати", types: "друкує…", sending: "Надсилається…",
      lost: "Немає звʼязку, зʼєднуємося знову…", ended: "Розмову завершено.", again: "Почати нову розмову", log: "Повідомлення" },
    ru: { open: "Открыть чат", close: "Закрыть чат", title: "Чат с", online: "Обычно отвечаем за минуту",
      write: "Ваше сообщение", send: "Отправить", types: "печатает…", sending: "Отправляется…",
      lost: "Нет связи, соединяемся снова…", ended: "Разговор завершён.", again: "Начать новый разговор", log: "Сообщения" },
    pl: { open: "Otwórz czat", close: "Zamknij czat", title: "Czat z", online: "Zwykle odpowiadamy w minutę",
      write: "Twoja wiadomość", send: "Wyślij", types: "pisze…", sending: "Wysyłanie…",
      lost: "Brak połączenia, łączymy ponownie…", ended: "Rozmowa została zakończona.", again: "Rozpocznij nową rozmowę", log: "Wiadomości" },
  }[language];
  const key = `bright-shop-chat:${settings.desk}:${settings.stream || "plain"}`;
  const remember = (name, value) => localStorage.setItem(`${key}:${name}`, value);
  const remembered = (name) => localStorage.getItem(`${key}:${name}`) || "";

  const make = (tag, className, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };

  const root = make("div", "bs-chat");
  const launcher = make("button", "bs-launcher", { type: "button", "aria-label": words.open });
  launcher.innerHTML = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><path d="M4 5h16v11H9l-5 4z" stroke-linejoin="round"/></svg>';
  const panel = make("section", "bs-window", { role: "dialog", "aria-label": `${words.title} ${settings.company}` });
  const head = make("header", "bs-head");
  const title = make("div", "bs-title");
  title.append(make("b", "", {}, settings.company), make("span", "", {}, words.online));
  const close = make("button", "bs-close", { type: "button", "aria-label": words.close }, "×");
  head.append(make("div", "bs-avatar", { "aria-hidden": "true" }, settings.company.slice(0, 1)), title, close);
  const list = make("div", "bs-list", { role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
  const status = make("div", "bs-status", { role: "status" });
  const form = make("form", "bs-form");
  const input = make("textarea", "", { rows: "1", placeholder: words.write, "aria-label": words.write });
  const send = make("button", "", { type: "submit" }, words.send);
  form.append(input, send);
  const bar = make("div", "bs-replies bs-bar");
  bar.hidden = true;
  const again = make("button", "bs-again", { type: "button" }, words.again);
  again.hidden = true;
  panel.append(head, list, bar, status, form, again);
  panel.hidden = true;
  send.disabled = true;
  root.append(panel, launcher);

  const shown = new Map(); // message id -> its text's element
  const pending = new Map(); // id -> text: said here, not confirmed by the company
  let socket = null;
  let seen = 0;
  let retry = 300;
  let typing = "";

  const drawStatus = () => {
    status.replaceChildren();
    if (socket && socket.readyState > WebSocket.OPEN) status.append(words.lost);
    else if (pending.size) status.append(words.sending);
    else if (typing) {
      const dots = make("span", "bs-dots", { "aria-hidden": "true" });
      dots.append(make("i"), make("i"), make("i"));
      status.append(dots, `${typing} ${words.types}`);
    }
  };
  const toEnd = () => { list.scrollTop = list.scrollHeight; };

  // Quick replies are offered until one of them is pressed or something is written.
  let offer = null;
  const withdraw = () => {
    if (!offer) return;
    if (settings.buttons === "silent") for (const button of offer.children) button.disabled = true;
    else offer.replaceChildren();
    bar.hidden = true;
    offer = null;
  };
  const propose = (texts) => {
    withdraw();
    offer = settings.buttons === "bar" ? bar : make("div", "bs-replies");
    offer.hidden = false;
    for (const text of texts) {
      const button = make("button", "", { type: "button" }, text);
      button.addEventListener("click", () => {
        const id = crypto.randomUUID();
        pending.set(id, text);
        say(id, text, true);
        withdraw();
        drawStatus();
      });
      offer.append(button);
    }
    if (offer !== bar) list.append(offer);
  };

  const draw = (message) => {
    pending.delete(message.id);
    seen = Math.max(seen, message.n);
    if (message.side === "customer") {
      withdraw();
      if (message.pressed && settings.buttons === "silent") return;
    }
    if (shown.has(message.id)) { shown.get(message.id).textContent = message.text; return; }
    if (message.side !== "customer") typing = "";
    if (message.side === "system") {
      const notice = make("div", "bs-notice", {}, message.text);
      shown.set(message.id, notice);
      list.append(notice);
    } else {
      const mine = message.side === "customer";
      const row = make("div", `bs-message ${mine ? "bs-mine" : "bs-them"}`);
      if (!mine && message.sender) row.append(make("div", "bs-sender", {}, message.sender));
      const text = make("div", "bs-text", {}, message.text);
      const when = new Date(message.at_ms);
      const time = make("time", "", { datetime: when.toISOString() },
        when.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }));
      row.append(text, time);
      shown.set(message.id, text);
      list.append(row);
      if (message.buttons?.length) propose(message.buttons);
    }
    toEnd();
  };

  const end = () => {
    list.append(make("div", "bs-notice", {}, words.ended));
    form.hidden = true;
    form.style.display = "none";
    again.hidden = false;
    toEnd();
  };

  const say = (id, text, pressed = false) => {
    if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "say", id, text, pressed }));
  };

  const takes = {
    session(event) {
      remember("session", event.id);
      event.messages.forEach(draw);
      if (event.closed && again.hidden) end();
      for (const [id, text] of pending) say(id, text);
    },
    message: draw,
    text(event) { if (shown.has(event.id)) { shown.get(event.id).textContent = event.text; toEnd(); } },
    typing(event) { typing = event.sender; },
    closed: end,
  };

  const connect = () => {
    const query = new URLSearchParams({ chat: settings.desk, lang: document.documentElement.lang, stream: settings.stream });
    socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/chat/socket?${query}`);
    socket.onopen = () => {
      retry = 300;
      socket.send(JSON.stringify({ type: "hello", session: remembered("session"), seen }));
    };
    socket.onmessage = ({ data }) => {
      const event = JSON.parse(data);
      takes[event.type]?.(event);
      drawStatus();
    };
    socket.onclose = () => {
      drawStatus();
      setTimeout(connect, retry);
      retry = Math.min(retry * 2, 3000);
    };
  };

  const show = (open) => {
    panel.hidden = !open;
    launcher.hidden = open;
    remember("open", open ? "1" : "");
    if (parent !== window) parent.postMessage({ brightShopChatOpen: open }, location.origin);
    if (open && !asks) {
      if (!socket) connect();
      toEnd();
      input.focus();
    }
  };

  // Nobody is there, or they want to know first who writes: a form stands where the conversation would.
  let asks = settings.asks === "first" && remembered("session") ? "" : settings.asks;
  const talk = [list, bar, status, form];
  if (asks) {
    const asking = window.brightShopForm(asks, language, async (answers) => {
      if (asks === "offline") {
        const query = new URLSearchParams({ chat: settings.desk, lang: language });
        const taken = await fetch(`/chat/form?${query}`, { method: "POST", body: JSON.stringify(answers) });
        return taken.ok;
      }
      asks = "";
      asking.hidden = true;
      for (const part of talk) part.style.display = "";
      show(true);
      return true;
    });
    for (const part of talk) part.style.display = "none";
    head.after(asking);
  }

  launcher.addEventListener("click", () => show(true));
  close.addEventListener("click", () => show(false));
  again.addEventListener("click", () => {
    localStorage.removeItem(`${key}:session`);
    location.reload();
  });
  input.addEventListener("input", () => { send.disabled = !input.value.trim(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    const id = crypto.randomUUID();
    pending.set(id, text);
    say(id, text);
    input.value = "";
    send.disabled = true;
    drawStatus();
    input.focus();
  });

  const begin = () => {
    document.body.append(root);
    if (remembered("session")) connect();
    if (remembered("open") || settings.open) show(true);
  };
  if (settings.launcher === "late") setTimeout(begin, 1000);
  else begin();
})();
