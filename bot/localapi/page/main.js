// Puts the parts together: the server's events go to what shows them, what the user does goes to the server.

import { editText, follow, getState, sendText } from "./api.js";
import { senderName, summaryOf } from "./bubble.js";
import { setAlertTitle, showAnswer, tapButton } from "./callbacks.js";
import { CommandMenu } from "./commands.js";
import { Composer } from "./composer.js";
import { byId, el, languageOf } from "./dom.js";
import { formattedNodes } from "./entities.js";
import { Header } from "./header.js";
import { icon } from "./icons.js";
import { InlinePanel } from "./inline.js";
import { isPayload, setDeepLinks } from "./links.js";
import { openMenu } from "./menus.js";
import { MessageList } from "./messages.js";
import { copyText, toast } from "./notices.js";
import { language, setLanguage, t, translatePage } from "./strings.js";

const INTERACTIVE = "a, button, input, textarea, [role=button], .code-block pre";

let bot = { name: "", username: "", description: "", commands: [] };

const header = new Header(changeLanguage);
const messages = new MessageList({
  botName: () => bot.name,
  onTap: tapButton,
  onCommand: send,
  onInline: (query) => composer.set(inline.textFor(query)),
  onReply: reply,
});
const commands = new CommandMenu((text) => {
  composer.set("");
  send(text);
});
const inline = new InlinePanel(() => composer.set(""), (payload) => {
  composer.set("");
  start(payload);
});
const composer = new Composer(commands, inline, { onSend: send, onEdit: edit, lastOwn: () => messages.lastOwn() });

// What is sent goes in the order it was written in, however fast it is written.
let sending = Promise.resolve();

function send(text, replyTo) {
  sending = sending.then(() => sendText(text, replyTo)).catch(() => {
    composer.giveBack(text);
    toast(t("notSent"));
  });
}

function edit(messageId, text) {
  const message = messages.get(messageId);
  if (!message || message.text === text) return;
  editText(messageId, text).catch(() => {
    composer.giveBack(text, message);
    toast(t("notSent"));
  });
}

function start(payload = "") {
  send(payload ? `/start ${payload}` : "/start");
}

function reply(messageId) {
  const message = messages.get(messageId);
  composer.replyTo(message, senderName(message, { botName: () => bot.name }), summaryOf(message));
}

async function changeLanguage(code) {
  setLanguage(code);
  translatePage();
  try {
    await load(true);
  } catch {
    header.setConnected(false);
  }
}

/** Load the whole state; gives its `seq`. */
async function load(isFresh = false) {
  const state = await getState(language());
  bot = state.bot;
  header.setBot(bot);
  setAlertTitle(bot.name);
  setDeepLinks(bot.username, start);
  commands.setCommands(bot.commands);
  inline.setUsername(bot.username);
  drawDescription(); // Above the messages: it must have its height before they are scrolled to their end.
  messages.replaceAll(state.messages, isFresh);
  drawStart();
  return state.seq;
}

function drawDescription() {
  const card = byId("description");
  card.hidden = !bot.description;
  const text = el("p", { lang: languageOf(bot.description) }, ...formattedNodes(bot.description, [], send));
  card.replaceChildren(el("h2", {}, t("whatCanItDo")), text);
}

// Until there is a message there is nothing to write but "start", as in Telegram.
function drawStart() {
  byId("start").hidden = !messages.isEmpty;
  byId("composer-form").hidden = messages.isEmpty;
  document.body.classList.toggle("chat-empty", messages.isEmpty);
  composer.refresh();
}

function onMessage({ message }) {
  if (message.from === "bot") {
    messages.markRead();
    header.setAction(null);
  }
  const wasEmpty = messages.isEmpty;
  messages.put(message);
  if (!wasEmpty) return;
  drawStart();
  composer.focus();
}

const HANDLERS = {
  message: onMessage,
  edit: ({ message }) => messages.put(message),
  markup: ({ message }) => messages.put(message),
  delete: ({ message_id: id }) => {
    messages.remove(id);
    drawStart();
  },
  typing: ({ action }) => {
    messages.markRead();
    header.setAction(action);
  },
  callback_answer: showAnswer,
  inline_results: (answer) => inline.receive(answer),
};

function openMessageMenu(frame, point) {
  const id = Number(frame.dataset.messageId);
  const message = messages.get(id);
  const text = message.text || message.caption;
  const items = [{ label: t("reply"), icon: "reply", onSelect: () => reply(id) }];
  if (text) items.push({ label: t("copyText"), icon: "copy", onSelect: () => copyText(text) });
  if (message.from === "user" && message.text && !message.via_bot) {
    items.push({ label: t("edit"), icon: "edit", onSelect: () => composer.edit(message) });
  }
  openMenu(t("message"), point, frame, items);
}

function watchMessageMenus() {
  const log = byId("log");
  log.addEventListener("contextmenu", (event) => {
    const frame = event.target.closest(".message");
    // Links, and text that was selected, keep the browser's own menu.
    if (!frame || event.target.closest("a") || String(getSelection())) return;
    event.preventDefault();
    const box = event.target.getBoundingClientRect();
    const isFromKeyboard = event.clientX === 0 && event.clientY === 0;
    openMessageMenu(frame, isFromKeyboard ? { x: box.left, y: box.bottom } : { x: event.clientX, y: event.clientY });
  });
  // On a touch screen a tap on the bubble opens the menu, as in Telegram.
  log.addEventListener("click", (event) => {
    const bubble = event.target.closest(".bubble");
    if (event.pointerType !== "touch" || !bubble || event.target.closest(INTERACTIVE)) return;
    openMessageMenu(bubble.closest(".message"), { x: event.clientX, y: event.clientY });
  });
}

/** The payload of the page's own ?start=…, once: a reload must not send it again. */
function takePayload() {
  const address = new URL(location.href);
  const payload = address.searchParams.get("start");
  if (payload === null) return null;
  address.searchParams.delete("start");
  history.replaceState(null, "", address);
  return isPayload(payload) ? payload : null;
}

for (const node of document.querySelectorAll("[data-icon]")) node.prepend(icon(node.dataset.icon));
translatePage();
byId("start").addEventListener("click", () => start());
watchMessageMenus();

let payload = takePayload();
follow({
  resync: async () => {
    const seq = await load();
    if (payload) start(payload);
    payload = null;
    return seq;
  },
  onEvent: (event) => HANDLERS[event.type]?.(event),
  onConnection: (isConnected) => header.setConnected(isConnected),
});
