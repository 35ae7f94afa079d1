// A list above the composer to choose from by pointer or arrow keys: commands, inline results.
// The focus stays where it is (in the text field); the active entry is told by aria-activedescendant.

import { byId, el } from "./dom.js";
import { t } from "./strings.js";

export class Picker {
  #container;
  #list;
  #owner = byId("composer");
  #entries = [];
  #active = 0;
  #labelKey;
  #onChoose;

  /** `container` is the panel, `labelKey` names it; `onChoose(value)` gets the value of the chosen entry. */
  constructor(container, labelKey, onChoose) {
    this.#container = container;
    this.#labelKey = labelKey;
    this.#onChoose = onChoose;
    this.#list = el("ul.picker-list", { role: "listbox", id: `${container.id}-list`, tabindex: "-1" });
    this.#list.addEventListener("keydown", (event) => {
      if (this.handleKey(event)) event.preventDefault();
    });
  }

  get isOpen() {
    return !this.#container.hidden;
  }

  /** Show entries ({value, node}) with other nodes above them; the first is active. */
  show(entries, above = []) {
    const hadFocus = this.#list.contains(document.activeElement);
    this.#entries = entries;
    this.#list.setAttribute("aria-label", t(this.#labelKey));
    this.#list.replaceChildren(...entries.map((entry, index) => this.#option(entry, index)));
    this.#container.replaceChildren(...above, ...(entries.length ? [this.#list] : []));
    this.#container.hidden = false;
    this.#owner.setAttribute("aria-controls", this.#list.id);
    this.#activate(0);
    if (hadFocus) this.focus();
  }

  close() {
    if (!this.isOpen) return;
    const hadFocus = this.#container.contains(document.activeElement);
    this.#container.hidden = true;
    this.#container.replaceChildren();
    this.#entries = [];
    this.#owner.removeAttribute("aria-controls");
    this.#owner.removeAttribute("aria-activedescendant");
    if (hadFocus) this.#owner.focus();
  }

  /** Work from the list itself, which on a phone keeps the keyboard down. */
  focus() {
    this.#list.focus({ preventScroll: true });
  }

  /** Take a key; true when it was one of the list's. */
  handleKey(event) {
    if (!this.isOpen) return false;
    if (event.key === "Escape") return this.close(), true;
    if (!this.#entries.length) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      const count = this.#entries.length;
      return this.#activate((this.#active + steps[event.key] + count) % count), true;
    }
    if (event.key === "Tab" && this.#list.contains(event.target)) return this.close(), false;
    if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
      return this.#onChoose(this.#entries[this.#active].value), true;
    }
    return false;
  }

  #option({ value, node }, index) {
    const option = el("li.picker-option", { role: "option", id: `${this.#list.id}-${index}`, "aria-selected": "false" }, node);
    option.addEventListener("pointermove", () => this.#activate(index, false));
    // Choosing must not take the focus out of the text field (and put a phone's keyboard away).
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.#onChoose(value));
    return option;
  }

  #activate(index, isScrolled = true) {
    const options = this.#list.children;
    options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = options[index];
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    if (isScrolled) option.scrollIntoView({ block: "nearest" });
    for (const node of [this.#owner, this.#list]) node.setAttribute("aria-activedescendant", option.id);
  }
}
