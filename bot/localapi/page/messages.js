// The list of messages: days, groups, edits in place, and where the view stands in it.

import { buildFrame, fillMessage, isSameMessage } from "./bubble.js";
import { byId, el, prefersStill } from "./dom.js";
import { fitQuotes } from "./entities.js";
import { keyIdentity } from "./keyboard.js";
import { formatDay } from "./strings.js";

const GROUP_SECONDS = 600; // Messages of one sender closer than this stand together.
const NEAR_END_PX = 80;
const FLASH_MS = 1500;
const SCROLLING_MS = 1000;

export class MessageList {
  #messages = new Map(); // id -> message
  #frames = new Map(); // id -> its node
  #log = byId("log");
  #scroller = byId("scroller");
  #downButton = byId("scroll-down");
  #unread = 0;
  #isAtEnd = true;
  #scrollTimer = 0;
  #isOwnScroll = false;
  #actions;

  /** `actions`: what bubbles and keyboards call (onTap, onReply, onCommand, onInline, botName). */
  constructor(actions) {
    this.#actions = { ...actions, findMessage: (id) => this.#messages.get(id), onShow: (id) => this.show(id) };
    this.#scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.#downButton.addEventListener("click", () => this.#glideToEnd());
    // A phone's keyboard or a growing composer takes room from below: the end stays in view.
    new ResizeObserver(() => {
      fitQuotes(this.#log);
      if (this.#isAtEnd) this.#jumpToEnd();
    }).observe(this.#scroller);
  }

  get isEmpty() {
    return this.#messages.size === 0;
  }

  get(id) {
    return this.#messages.get(id);
  }

  /** The user's last own text, for editing; undefined when there is none. */
  lastOwn() {
    return [...this.#messages.values()].findLast((message) => message.from === "user" && message.text && !message.via_bot);
  }

  /** Bring the list to exactly these messages. `isFresh` draws all anew, in another language. */
  replaceAll(messages, isFresh = false) {
    const fromEnd = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    // What is not new is not to be read out.
    this.#log.setAttribute("aria-busy", "true");
    if (isFresh) this.#clear();
    const ids = new Set(messages.map((message) => message.message_id));
    [...this.#messages.keys()].filter((id) => !ids.has(id)).forEach((id) => this.remove(id));
    const isFirst = this.isEmpty;
    messages.forEach((message) => this.put(message, isFirst));
    if (isFirst) {
      this.#regroup();
      fitQuotes(this.#log);
      if (isFresh) this.#scroller.scrollTop = this.#scroller.scrollHeight - fromEnd;
      else this.#jumpToEnd();
    }
    const lastOfBot = messages.findLast((message) => message.from === "bot");
    if (lastOfBot) this.markRead(lastOfBot.message_id);
    this.#log.removeAttribute("aria-busy");
  }

  /** Add a message, or change the one with its id in place; `isSilent`: one of many that are laid out together. */
  put(message, isSilent = false) {
    const before = this.#messages.get(message.message_id);
    if (before && isSameMessage(before, message)) return;
    this.#messages.set(message.message_id, message);
    if (before) this.#change(message, before);
    else this.#add(message, isSilent);
  }

  remove(id) {
    const frame = this.#frames.get(id);
    if (!frame) return;
    const day = frame.parentElement;
    this.#messages.delete(id);
    this.#frames.delete(id);
    this.#keepingView(frame, () => {
      frame.remove();
      if (day.children.length === 1) day.remove();
    });
    this.#regroup();
  }

  /** Show two ticks on own messages: the bot was active after `before`, the id up to which that holds. */
  markRead(before = Infinity) {
    for (const frame of this.#log.querySelectorAll('[data-from="user"]:not([data-read])')) {
      if (Number(frame.dataset.messageId) < before) frame.dataset.read = "";
    }
  }

  /** Scroll to a message and light it up. */
  show(id) {
    const frame = this.#frames.get(id);
    if (!frame) return;
    frame.scrollIntoView({ block: "center", behavior: prefersStill() ? "auto" : "smooth" });
    flash(frame);
    frame.focus({ preventScroll: true });
  }

  #glideToEnd() {
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior: prefersStill() ? "auto" : "smooth" });
  }

  #add(message, isSilent) {
    const frame = buildFrame(message, this.#actions);
    fillMessage(frame, message, undefined, this.#actions);
    this.#frames.set(message.message_id, frame);
    const wasAtEnd = this.#isAtEnd;
    this.#place(frame, message);
    if (isSilent) return;
    this.#regroup();
    fitQuotes(frame);
    frame.classList.add("arriving");
    if (message.from === "user") this.#jumpToEnd();
    else if (wasAtEnd) this.#reveal(frame);
    else this.#setUnread(this.#unread + 1);
  }

  #place(frame, message) {
    const next = this.#frameAfter(message.message_id);
    const key = new Date(message.date * 1000).toDateString();
    if (next && next.parentElement.dataset.day === key) return next.before(frame);
    let day = next ? next.parentElement.previousElementSibling : this.#log.lastElementChild;
    if (day?.dataset.day !== key) {
      const made = el("section.day", { "data-day": key }, el("h2.date", {}, el("span", {}, formatDay(message.date))));
      if (day) day.after(made);
      else this.#log.prepend(made);
      day = made;
    }
    day.append(frame);
  }

  // Messages nearly always come in order; one that was kept back goes where its id belongs.
  #frameAfter(id) {
    const last = this.#log.lastElementChild?.lastElementChild;
    if (!last || Number(last.dataset.messageId) < id) return undefined;
    const frames = [...this.#log.querySelectorAll(".message")];
    return frames.find((frame) => Number(frame.dataset.messageId) > id);
  }

  #clear() {
    this.#messages.clear();
    this.#frames.clear();
    this.#log.replaceChildren();
  }

  #change(message, before) {
    const frame = this.#frames.get(message.message_id);
    const focused = frame.contains(document.activeElement) ? document.activeElement : null;
    this.#keepingView(frame, () => {
      fillMessage(frame, message, before, this.#actions);
      fitQuotes(frame);
    });
    if (focused && !focused.isConnected) restoreFocus(frame, focused);
    flash(frame);
  }

  /**
   * Change something without the view jumping: at the end it stays at the end, so that the keyboard just tapped stays
   * under the finger; elsewhere what is on screen stays where it is. The start of a text taller than the view wins.
   */
  #keepingView(frame, change) {
    const wasAtEnd = this.#isAtEnd;
    const view = this.#scroller.getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    const isAbove = box.bottom < view.top;
    const isInUse = frame.contains(document.activeElement);
    const distance = () => (isAbove || isInUse ? frame.getBoundingClientRect().bottom : frame.getBoundingClientRect().top);
    const at = distance();
    change();
    if (!frame.isConnected) {
      if (isAbove) this.#scroller.scrollTop -= box.height;
      return;
    }
    if (wasAtEnd) this.#jumpToEnd();
    else this.#scroller.scrollTop += distance() - at;
    if (!isAbove) this.#revealStart(frame, frame.querySelector(".bubble"));
  }

  #reveal(frame) {
    this.#jumpToEnd();
    this.#revealStart(frame, frame);
  }

  // Where `part` of a message is taller than the view, the start is what to read first. For a new message that is the
  // whole; an edited one moves for its text only, as its keyboard is in use.
  #revealStart(frame, part) {
    if (part.offsetHeight <= this.#scroller.clientHeight) return;
    this.#isOwnScroll = true;
    this.#scroller.scrollTop += frame.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top - 8;
    this.#noteScroll();
  }

  #jumpToEnd() {
    this.#isOwnScroll = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#isAtEnd = true;
    this.#setUnread(0);
  }

  #onScroll() {
    this.#noteScroll();
    const top = this.#scroller.getBoundingClientRect().top;
    for (const day of this.#log.children) day.firstElementChild.classList.toggle("held", day.getBoundingClientRect().top < top);
    // The date over the text is for who looks for a day, not for the end that comes into view by itself.
    if (this.#isOwnScroll) return void (this.#isOwnScroll = false);
    this.#log.classList.add("scrolling");
    clearTimeout(this.#scrollTimer);
    this.#scrollTimer = setTimeout(() => this.#log.classList.remove("scrolling"), SCROLLING_MS);
  }

  #noteScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#isAtEnd = scrollHeight - clientHeight - scrollTop < NEAR_END_PX;
    if (this.#isAtEnd) this.#unread = 0;
    this.#setUnread(this.#unread);
  }

  #setUnread(count) {
    this.#unread = count;
    this.#downButton.hidden = this.#isAtEnd;
    byId("unread").hidden = count === 0;
    byId("unread").textContent = count;
  }

  // Neighbours of one sender and time form a group: close together, with one tail at its end.
  #regroup() {
    let last = null;
    for (const frame of this.#log.querySelectorAll(".message")) {
      const message = this.#messages.get(Number(frame.dataset.messageId));
      const isContinued =
        last !== null &&
        last.frame.parentElement === frame.parentElement &&
        last.message.from === message.from &&
        message.date - last.message.date < GROUP_SECONDS;
      last?.frame.classList.toggle("group-end", !isContinued);
      frame.classList.toggle("group-start", !isContinued);
      last = { frame, message };
    }
    last?.frame.classList.add("group-end");
  }
}

function restoreFocus(frame, lost) {
  const same = [...frame.querySelectorAll(".key")].find((key) => keyIdentity(key) === keyIdentity(lost));
  (same ?? frame).focus({ preventScroll: true });
}

function flash(frame) {
  frame.classList.remove("flash");
  void frame.offsetWidth; // Restarts the animation of a message that was lit up already.
  frame.classList.add("flash");
  setTimeout(() => frame.classList.remove("flash"), FLASH_MS);
}
