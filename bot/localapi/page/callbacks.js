// Taps on callback buttons: the spinner while the bot thinks, and the answer as toast or alert.

import { tap } from "./api.js";
import { isSafeAddress, openedHere } from "./links.js";
import { alertDialog, toast } from "./notices.js";
import { t } from "./strings.js";

const GIVE_UP_MS = 30_000; // As long as the bot may take to answer.
const MEMORY = 50;

const waiting = new Map(); // query id -> () => void, which ends the button's spinner
const early = new Map(); // answers that overtook the reply to the tap itself

let botName = "";
export const setAlertTitle = (name) => (botName = name);

/** Send a tap; a button that is still waiting takes no second one. */
export async function tapButton(node, message, data) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  const settle = () => node.removeAttribute("aria-busy");
  try {
    const { query_id: queryId } = await tap(message.message_id, data);
    if (early.delete(queryId)) return settle();
    const timer = setTimeout(() => {
      waiting.delete(queryId);
      settle();
      toast(t("noBotAnswer"));
    }, GIVE_UP_MS);
    waiting.set(queryId, () => {
      clearTimeout(timer);
      settle();
    });
  } catch {
    settle();
    toast(t("notSent"));
  }
}

/** Show the bot's answer to a tap (a callback_answer event). */
export function showAnswer({ query_id: queryId, text, show_alert: isAlert, url }) {
  const settle = waiting.get(queryId);
  if (settle) settle();
  else early.set(queryId, true);
  waiting.delete(queryId);
  if (early.size > MEMORY) early.delete(early.keys().next().value);
  if (text && isAlert) alertDialog(botName || t("alertTitle"), text);
  else if (text) toast(text);
  if (url && isSafeAddress(url) && !openedHere(url)) window.open(url, "_blank", "noopener");
}
