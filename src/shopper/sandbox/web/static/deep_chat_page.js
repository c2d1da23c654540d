// Puts the third-party widget deep-chat into the page; the session survives a reload.
const key = "bright-shop-deep-chat";
const query = new URLSearchParams(location.search);
query.set("session", localStorage.getItem(key) || "");
const { session, history } = await (await fetch(`/deep-chat/session?${query}`)).json();
localStorage.setItem(key, session);
await customElements.whenDefined("deep-chat");
const chat = document.createElement("deep-chat");
chat.style.cssText = "width: 380px; height: 420px; border-radius: 12px; font-family: system-ui, sans-serif";
chat.history = history;
chat.names = { ai: { text: "Bright Shop" }, user: { text: document.documentElement.lang === "uk" ? "Ви" : "You" } };
chat.textInput = { placeholder: { text: document.documentElement.lang === "uk" ? "Ваше повідомлення" : "Your message" } };
chat.connect = { url: `ws://${location.host}/deep-chat/socket?session=${session}`, websocket: true };
document.getElementById("deep-chat-here").append(chat);
