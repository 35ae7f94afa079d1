// The text field: writing, replying, editing, and who gets its keys first.

import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./strings.js";

const DRAFT = "local-chat.draft"; // A text that was begun survives a reload of the page.

export class Composer {
  #field = byId("composer");
  #bar = byId("draft-bar");
  #target = null; // {kind: "reply" | "edit", id}
  #commands;
  #inline;
  #actions;

  /** `actions`: onSend(text, replyTo), onEdit(id, text), lastOwn() -> message. */
  constructor(commands, inline, actions) {
    this.#commands = commands;
    this.#inline = inline;
    this.#actions = actions;
    this.#field.value = sessionStorage.getItem(DRAFT) ?? "";
    this.#field.addEventListener("input", () => this.#changed());
    this.#field.addEventListener("keydown", (event) => this.#onKey(event));
    byId("composer-form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#inline.isActive) this.set("");
      else this.#submit();
    });
    // The send button must not take the focus (and put a phone's keyboard away).
    byId("send").addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Bring up to date what depends on the text: once the bot is known, and once the field is shown and has a height. */
  refresh() {
    this.#changed();
  }

  set(text) {
    this.#field.value = text;
    this.#changed();
    this.focus();
  }

  /** Give a text back that could not be sent (as a new text of the message `edited`), unless something was begun since. */
  giveBack(text, edited) {
    if (this.#field.value) return;
    if (edited) this.edit({ ...edited, text });
    else this.set(text);
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  replyTo(message, name, summary) {
    this.#setTarget({ kind: "reply", id: message.message_id }, "reply", name, summary);
    this.focus();
  }

  edit(message) {
    this.#setTarget({ kind: "edit", id: message.message_id }, "edit", t("editing"), message.text);
    this.set(message.text);
  }

  #setTarget(target, iconName, title, text) {
    this.#target = target;
    const cancel = el("button.icon-button", { "aria-label": t("cancel"), title: t("cancel"), onclick: () => this.#cancelTarget() }, icon("close"));
    const lines = el("div.draft-text", {}, el("span.draft-title", {}, title), el("span.draft-line", {}, text));
    this.#bar.replaceChildren(icon(iconName), lines, cancel);
    this.#bar.hidden = false;
  }

  #clearTarget() {
    this.#target = null;
    this.#bar.hidden = true;
    this.#bar.replaceChildren();
  }

  #cancelTarget() {
    const isEdit = this.#target.kind === "edit";
    this.#clearTarget();
    if (isEdit) this.#restoreDraft();
    else this.focus();
  }

  // What was being written when an edit began.
  #restoreDraft() {
    this.set(sessionStorage.getItem(DRAFT) ?? "");
  }

  #changed() {
    const text = this.#field.value;
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
    if (this.#target?.kind !== "edit") sessionStorage.setItem(DRAFT, text);
    this.#commands.update(text);
    this.#inline.update(text);
    this.#drawButton(text);
  }

  // In inline mode the words go to the results: the button clears them, as in Telegram.
  #drawButton(text) {
    const send = byId("send");
    const name = this.#inline.isActive ? "close" : this.#target?.kind === "edit" ? "check" : "send";
    const label = t(this.#inline.isActive ? "clear" : "send");
    send.replaceChildren(icon(name));
    send.setAttribute("aria-label", label);
    send.title = label;
    send.classList.toggle("idle", !text.trim());
    byId("composer-form").classList.toggle("writing", text !== "");
  }

  #onKey(event) {
    // While an input method composes, Enter and the arrows are its own (229 is how Safari says so).
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#commands.handleKey(event) || this.#inline.handleKey(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!this.#inline.isActive) this.#submit();
    } else if (event.key === "Escape" && this.#target) {
      this.#cancelTarget();
    } else if (event.key === "ArrowUp" && !this.#field.value && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const message = this.#actions.lastOwn();
      if (!message) return;
      event.preventDefault();
      this.edit(message);
    }
  }

  #submit() {
    const text = this.#field.value.trim();
    if (!text) return;
    const target = this.#target;
    this.#clearTarget();
    if (target?.kind === "edit") {
      this.#restoreDraft();
      this.#actions.onEdit(target.id, text);
    } else {
      this.set("");
      this.#actions.onSend(text, target?.id);
    }
  }
}
