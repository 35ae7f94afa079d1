// The inline keyboard under a message.

import { el, hiddenText } from "./dom.js";
import { icon } from "./icons.js";
import { isSafeAddress, openedHere } from "./links.js";
import { copyText, toast } from "./notices.js";
import { t } from "./strings.js";

const CORNER = { url: "link", copy: "copy", inline: "share" };

/** Draw a message's keyboard; `actions`: onTap(button node, message, data) and onInline(query). */
export function buildKeyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  return el("div.keyboard", {}, ...rows.map((row) => el("div.key-row", {}, ...row.map((key) => buildKey(key, message, actions)))));
}

function buildKey(key, message, actions) {
  const { kind, attributes, act } = behaviour(key, message, actions);
  const caption = el("span.key-text", {}, key.text);
  const isLink = kind === "url";
  const node = el(isLink ? "a.key" : "button.key", { ...attributes, title: key.text, "data-style": key.style });
  node.append(caption, el("span.key-spinner", { "aria-hidden": "true" }));
  if (kind in CORNER) node.append(el("span.key-corner", {}, icon(CORNER[kind])));
  if (kind === "copy") node.append(hiddenText(` (${t("copy")})`));
  node.addEventListener("click", (event) => act(node, event));
  return node;
}

// What a button is to do. "data-" attributes name the kind, and carry what it sends, copies or asks.
function behaviour(key, message, { onTap, onInline }) {
  if (key.callback_data !== undefined) {
    const act = (node) => onTap(node, message, key.callback_data);
    return { kind: "callback", attributes: { "data-callback": key.callback_data }, act };
  }
  if (key.url !== undefined && isSafeAddress(key.url)) {
    const attributes = { href: key.url, target: "_blank", rel: "noopener noreferrer", "data-url": key.url };
    const act = (_node, event) => {
      if (openedHere(key.url)) event.preventDefault();
    };
    return { kind: "url", attributes, act };
  }
  if (key.copy_text !== undefined) {
    return { kind: "copy", attributes: { "data-copy": key.copy_text.text }, act: () => copyText(key.copy_text.text) };
  }
  // There is one chat only, so "choose a chat" is this one.
  const query = key.switch_inline_query_current_chat ?? key.switch_inline_query ?? key.switch_inline_query_chosen_chat?.query;
  if (query !== undefined) {
    return { kind: "inline", attributes: { "data-inline": query }, act: () => onInline(query) };
  }
  return { kind: "other", attributes: {}, act: () => toast(t("notSupported")) };
}

/** What tells a button from the others of its keyboard, to find it again after an edit. */
export function keyIdentity(node) {
  const { callback, url, copy, inline } = node.dataset;
  return JSON.stringify([callback, url, copy, inline]);
}
