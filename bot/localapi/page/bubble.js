// One message: the bubble, what is in it, and the keyboard under it.

import { fileAddress } from "./api.js";
import { el, hiddenText, languageOf } from "./dom.js";
import { formattedNodes } from "./entities.js";
import { icon } from "./icons.js";
import { buildKeyboard } from "./keyboard.js";
import { viewPhoto } from "./notices.js";
import { formatSize, formatTime, t } from "./strings.js";

const MAX_PHOTO_HEIGHT = 420;

/** The frame of a message, to be filled by `fillMessage`; it stays the same node when the message is edited. */
export function buildFrame(message, actions) {
  const reply = el("button.reply-button", { "aria-label": t("reply"), title: t("reply"), onclick: () => actions.onReply(message.message_id) }, icon("reply"));
  return el("article.message", { "data-message-id": message.message_id, "data-from": message.from, tabindex: "-1" },
    el("div.message-body"), reply);
}

/** Put a message into its frame; only the parts that differ from `before` are made anew. */
export function fillMessage(frame, message, before, actions) {
  const body = frame.firstElementChild;
  const [bubble, keyboard] = [body.querySelector(":scope > .bubble"), body.querySelector(":scope > .keyboard")];
  if (!before || contentOf(before) !== contentOf(message)) {
    const made = buildBubble(message, actions);
    if (bubble) bubble.replaceWith(made);
    else body.prepend(made);
  }
  if (!before || !isSameKeyboard(before, message)) {
    keyboard?.remove();
    const made = buildKeyboard(message, actions);
    if (made) body.append(made);
  }
  frame.classList.toggle("has-keyboard", Boolean(message.reply_markup));
}

const contentOf = (message) => JSON.stringify({ ...message, reply_markup: null });
const isSameKeyboard = (one, other) => JSON.stringify(one.reply_markup) === JSON.stringify(other.reply_markup);

export const isSameMessage = (one, other) => contentOf(one) === contentOf(other) && isSameKeyboard(one, other);

/** A message in one line, for quotes of it. */
export function summaryOf(message) {
  const text = (message.text || message.caption || "").replace(/\s+/g, " ").trim();
  if (text) return text.slice(0, 200);
  return message.document ? message.document.file_name : t("photo");
}

export const senderName = (message, actions) => (message.from === "bot" ? actions.botName() : t("you"));

function buildBubble(message, actions) {
  const text = message.text || message.caption || "";
  const entities = message.text ? message.entities : message.caption_entities;
  const bubble = el("div.bubble", {}, hiddenText(`${senderName(message, actions)}: `));
  if (message.via_bot) bubble.append(el("div.via", {}, t("via", `@${message.via_bot.username}`)));
  if (message.reply_to) bubble.append(replyQuote(message.reply_to, actions));
  if (message.photo) bubble.append(photo(message));
  if (message.document) bubble.append(documentRow(message.document));
  bubble.classList.toggle("photo-only", Boolean(message.photo && !text));
  bubble.classList.toggle("with-photo", Boolean(message.photo));
  bubble.append(el("div.text", { lang: languageOf(text) }, ...formattedNodes(text, entities, actions.onCommand), meta(message)));
  return bubble;
}

function meta(message) {
  const time = el("time", { datetime: new Date(message.date * 1000).toISOString() }, formatTime(message.date));
  const parts = [message.edited ? el("span.edited", {}, t("edited")) : null, time];
  // Which of the two ticks is seen follows from whether the bot was active since (see messages.js).
  if (message.from === "user") {
    parts.push(el("span.tick.tick-sent", { role: "img", "aria-label": t("sentMark") }, icon("sent")));
    parts.push(el("span.tick.tick-read", { role: "img", "aria-label": t("readMark") }, icon("read")));
  }
  return el("span.meta", { lang: document.documentElement.lang }, ...parts);
}

function replyQuote(messageId, actions) {
  const original = actions.findMessage(messageId);
  const name = original ? senderName(original, actions) : t("message");
  return el("button.reply-quote", { "data-reply-to": messageId, onclick: () => actions.onShow(messageId) },
    hiddenText(`${t("replyTo")} `),
    el("span.reply-name", {}, name),
    el("span.reply-text", {}, original ? summaryOf(original) : "…"));
}

function photo({ photo: { file_id: fileId, width, height }, caption }) {
  const address = fileAddress(fileId);
  const image = el("img", { src: address, alt: caption || t("photo"), width, height, decoding: "async" });
  const button = el("button.photo", { "aria-label": t("enlarge"), onclick: () => viewPhoto(address, caption) }, image);
  // The size is known before the picture is: its room is kept free while it loads, so that nothing moves.
  button.style.width = `${Math.round(Math.min(width, (MAX_PHOTO_HEIGHT * width) / height))}px`;
  return button;
}

function documentRow({ file_id: fileId, file_name: name, size }) {
  return el("a.document", { href: fileAddress(fileId), download: name, title: `${t("download")}: ${name}` },
    el("span.document-icon", {}, icon("download")),
    el("span.document-text", {},
      el("span.document-name", {}, name || t("document")),
      el("span.document-size", {}, formatSize(size))));
}
