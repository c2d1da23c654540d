// The iframe in the corner is as small as its button until the chat inside says that its window is open.
addEventListener("message", (event) => {
  if (event.origin !== location.origin || typeof event.data?.brightShopChatOpen !== "boolean") return;
  document.querySelector(".corner-frame").classList.toggle("open", event.data.brightShopChatOpen);
});
