// What the browser keeps for us, where it lets us.
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // it is only forgotten with the page
  }
}

export function newId(bytes) {
  const random = crypto.getRandomValues(new Uint8Array(bytes)); // crypto.randomUUID needs https
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
