// The form that the chat's window shows instead of a conversation: "offline", where nobody is there, asks for a name, an
// e-mail address and the words; "first" asks who writes before one can. `take` is given what was filled in, and says
// whether that was taken.
window.brightShopForm = (asks, language, take) => {
  "use strict";
  const words = {
    en: { offline: "We are away right now. Leave us a message, and we will answer by e-mail.", first: "Tell us who you are, and we begin.",
      name: "Your name", email: "Your e-mail", text: "Message", agree: "I agree to the processing of my data",
      news: "Send me news and offers", send: "Send", start: "Start the chat", thanks: "Thank you! Your message has been sent.",
      failed: "Something went wrong. Please try again." },
    uk: { offline: "Зараз нас немає. Залиште повідомлення, і ми відповімо на e-mail.", first: "Скажіть, хто ви, і почнемо.",
      name: "Ваше імʼя", email: "Ваш e-mail", text: "Повідомлення", agree: "Погоджуюся на обробку моїх даних",
      news: "Надсилайте мені новини й знижки", send: "Надіслати", start: "Почати чат", thanks: "Дякуємо! Ваше повідомлення надіслано.",
      failed: "Щось пішло не так. Спробуйте ще раз." },
    ru: { offline: "Сейчас нас нет. Оставьте сообщение, и мы ответим на e-mail.", first: "Скажите, кто вы, и начнём.",
      name: "Ваше имя", email: "Ваш e-mail", text: "Сообщение", agree: "Согласен на обработку моих данных",
      news: "Присылайте мне новости и скидки", send: "Отправить", start: "Начать чат", thanks: "Спасибо! Ваше сообщение отправлено.",
      failed: "Что-то пошло не так. Попробуйте ещё раз." },
    pl: { offline: "Teraz nas nie ma. Zostaw wiadomość, odpowiemy e-mailem.", first: "Powiedz, kim jesteś, i zaczynamy.",
      name: "Twoje imię", email: "Twój e-mail", text: "Wiadomość", agree: "Zgadzam się na przetwarzanie moich danych",
      news: "Chcę dostawać nowości i promocje", send: "Wyślij", start: "Rozpocznij czat", thanks: "Dziękujemy! Wiadomość została wysłana.",
      failed: "Coś poszło nie tak. Spróbuj ponownie." },
  }[language];
  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const form = make("form", { class: "bs-ask" }, make("p", {}, words[asks]));
  const name = make("input", { name: "name", autocomplete: "name", required: "" });
  const email = make("input", { name: "email", type: "email", autocomplete: "email", required: "" });
  const text = make("textarea", { name: "text", rows: "4", required: "" });
  form.append(make("label", {}, words.name, name), make("label", {}, words.email, email));
  if (asks === "offline") {
    form.append(make("label", {}, words.text, text),
      make("label", { class: "bs-tick" }, make("input", { type: "checkbox", name: "agree", required: "" }), words.agree),
      make("label", { class: "bs-tick" }, make("input", { type: "checkbox", name: "news" }), words.news));
  }
  form.append(make("button", {}, asks === "offline" ? words.send : words.start));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const taken = await take({ name: name.value, email: email.value, text: text.value, news: form.elements.news?.checked });
    if (!taken) form.append(make("p", { role: "alert" }, words.failed));
    else if (asks === "offline") form.replaceChildren(make("p", { role: "status" }, words.thanks));
  });
  return form;
};
