// Addresses in messages and buttons: which may be opened, and which mean this very chat.

const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);
const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;

let botUsername = "";
let startBot = () => {};

/** Say who the bot is and how it is started; links to it are then followed in this chat. */
export function setDeepLinks(username, start) {
  botUsername = username.toLowerCase();
  startBot = start;
}

function parsed(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

export const isSafeAddress = (address) => SAFE.has(parsed(address)?.protocol);

export const isPayload = (text) => PAYLOAD.test(text ?? "");

/** Follow a link to this bot (t.me/<bot>?start=…, tg://resolve?domain=<bot>&start=…) here; false for any other. */
export function openedHere(address) {
  const url = parsed(address);
  if (!url) return false;
  const isWeb = ["t.me", "telegram.me"].includes(url.hostname);
  const isApp = url.protocol === "tg:" && /^\/*resolve/.test(url.host + url.pathname);
  const name = isWeb ? url.pathname.slice(1) : isApp ? url.searchParams.get("domain") : null;
  if (name?.toLowerCase() !== botUsername) return false;
  const payload = url.searchParams.get("start");
  startBot(isPayload(payload) ? payload : "");
  return true;
}
