// Inline mode: "@bot words" in the composer asks the bot, and its results are shown to choose from.

import { askAsGuest, askInline, chooseInline } from "./api.js";
import { byId, el, languageOf } from "./dom.js";
import { toast } from "./notices.js";
import { Picker } from "./picker.js";
import { t } from "./strings.js";

const TYPING_PAUSE_MS = 250;
const NEAR_END_PX = 120;
const MEMORY = 20;

export class InlinePanel {
  #username = "";
  #query = null; // what is asked for now; null outside inline mode
  #asked = null; // {id, offset} of the question whose answer is awaited or shown
  #answers = new Map(); // query id -> results event, which may overtake the reply to the question
  #results = [];
  #nextOffset = "";
  #timer = 0;
  #panel = byId("inline-results");
  #picker;
  #onDone;
  #onStart;

  /** `onDone()` after a result was sent; `onStart(payload)` for the button above the results. */
  constructor(onDone, onStart) {
    this.#onDone = onDone;
    this.#onStart = onStart;
    this.#picker = new Picker(this.#panel, "inlineResults", (resultId) => this.#choose(resultId));
    this.#panel.addEventListener("scroll", () => this.#loadMore(), { passive: true });
  }

  setUsername(username) {
    this.#username = username;
  }

  get isActive() {
    return this.#query !== null;
  }

  /** What to put into the composer to ask for `query`. */
  textFor(query) {
    return `@${this.#username} ${query}`;
  }

  /** Follow what is being typed. */
  update(text) {
    // A Japanese keyboard's space is as good as any other.
    const [, name, words] = /^@(\w+)\s(.*)$/s.exec(text) ?? [];
    const query = name?.toLowerCase() === this.#username.toLowerCase() ? words.trim() : null;
    if (query === this.#query) return;
    this.#query = query;
    clearTimeout(this.#timer);
    if (query === null) return this.#picker.close();
    if (!this.#picker.isOpen) this.#showStatus(t("searching"));
    this.#timer = setTimeout(() => this.#ask(query, ""), TYPING_PAUSE_MS);
  }

  handleKey(event) {
    return this.#picker.handleKey(event);
  }

  /** Take an inline_results event. */
  receive(answer) {
    this.#answers.set(answer.query_id, answer);
    if (this.#answers.size > MEMORY) this.#answers.delete(this.#answers.keys().next().value);
    this.#showAnswer();
  }

  async #ask(query, offset) {
    this.#nextOffset = "";
    try {
      const { query_id: id } = await askInline(query, offset);
      if (query !== this.#query) return;
      this.#asked = { id, offset };
      this.#showAnswer();
    } catch {
      this.#showStatus(t("notSent"));
    }
  }

  #showAnswer() {
    const answer = this.#answers.get(this.#asked?.id);
    if (!answer || !this.isActive) return;
    this.#answers.delete(answer.query_id);
    const results = answer.results.map((result) => ({ ...result, queryId: answer.query_id }));
    this.#results = this.#asked.offset ? [...this.#results, ...results] : results;
    this.#nextOffset = answer.next_offset ?? "";
    this.#showResults(answer.button);
  }

  #showResults(button) {
    const scrolled = this.#asked.offset ? this.#panel.scrollTop : 0;
    const above = button?.start_parameter ? [this.#startButton(button)] : [];
    if (this.#query) above.push(this.#guestButton());
    if (!this.#results.length) above.push(el("p.picker-status", { role: "status" }, t("noResults")));
    this.#picker.show(this.#results.map((result, index) => ({ value: index, node: resultNode(result) })), above);
    this.#panel.scrollTop = scrolled;
  }

  #startButton(button) {
    return el("button.picker-button", { onclick: () => this.#onStart(button.start_parameter) }, button.text);
  }

  // What is typed can be sent as it is, too: in a chat where the bot is no member, it answers as a guest.
  #guestButton() {
    return el("button.picker-button", { onclick: () => this.#askAsGuest(), title: t("guestLong") }, t("guest"));
  }

  async #askAsGuest() {
    try {
      await askAsGuest(this.textFor(this.#query));
      this.#onDone();
    } catch {
      toast(t("notSent"));
    }
  }

  #showStatus(text) {
    this.#picker.show([], [el("p.picker-status", { role: "status" }, text)]);
  }

  #loadMore() {
    const { scrollTop, scrollHeight, clientHeight } = this.#panel;
    if (!this.#nextOffset || scrollHeight - clientHeight - scrollTop > NEAR_END_PX) return;
    this.#ask(this.#query, this.#nextOffset);
  }

  async #choose(index) {
    const result = this.#results[index];
    try {
      await chooseInline(result.queryId, result.id);
      this.#onDone();
    } catch {
      toast(t("notSent"));
    }
  }
}

function resultNode(result) {
  const title = result.title ?? result.caption ?? result.type;
  return el("span.result", { "data-result-id": result.id, lang: languageOf(title) },
    thumbnail(result, title),
    el("span.result-text", {},
      el("b.result-title", {}, title),
      result.description ? el("span.result-description", {}, result.description) : null));
}

// Pictures from elsewhere are not loaded (nothing leaves this computer): then the title's number or first letter stands for it.
function thumbnail({ thumbnail_url: address }, title) {
  const isLocal = address && (address.startsWith("data:image/") || new URL(address, location.href).origin === location.origin);
  if (isLocal) return el("img.thumbnail", { src: address, alt: "" });
  const [sign = "•"] = /\p{N}[\p{N}-]{0,3}|\p{L}/u.exec(title) ?? [];
  return el("span.thumbnail.letter", { "aria-hidden": "true" }, sign);
}
