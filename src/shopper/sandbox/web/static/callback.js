// The form by which a call is ordered, and the button that opens it over the page where there is one.
(() => {
  "use strict";
  const form = document.querySelector("[data-callback]");
  const wrong = document.getElementById("callback-error");
  const taken = document.getElementById("callback-taken");
  const button = document.getElementById("callback-send");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    wrong.hidden = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify(Object.fromEntries(new FormData(form))),
      });
      const told = await answer.json();
      if (told.taken) {
        taken.textContent = told.message;
        taken.hidden = false;
        form.hidden = true;
      } else {
        wrong.textContent = told.error;
        wrong.hidden = false;
        form.elements[told.field]?.focus();
      }
    } catch {
      wrong.textContent = form.dataset.failed;
      wrong.hidden = false;
    }
    button.disabled = false;
  });
  const dialog = document.getElementById("callback-dialog");
  document.getElementById("callback-open")?.addEventListener("click", () => dialog.showModal());
  document.getElementById("callback-close")?.addEventListener("click", () => dialog.close());
})();
