// The bot's commands: listed on "/" and by the menu button.

import { byId, el } from "./dom.js";
import { Picker } from "./picker.js";

export class CommandMenu {
  #commands = [];
  #picker;
  #button = byId("commands");

  /** `onCommand(text)` sends a command. */
  constructor(onCommand) {
    this.#picker = new Picker(byId("command-menu"), "commands", (command) => {
      this.close();
      onCommand(`/${command}`);
    });
    this.#button.addEventListener("click", () => this.#toggle());
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("#command-menu, #commands, #composer")) this.close();
    });
  }

  setCommands(commands) {
    this.#commands = commands;
    this.#button.hidden = commands.length === 0;
  }

  get isOpen() {
    return this.#picker.isOpen;
  }

  /** Follow what is being typed: a text that is the beginning of a command opens the list. */
  update(text) {
    const typed = /^\/([a-z0-9_]*)$/i.exec(text);
    const matching = typed ? this.#commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [];
    if (matching.length) this.#open(matching);
    else this.close();
  }

  handleKey(event) {
    const isTaken = this.#picker.handleKey(event);
    if (!this.isOpen) this.#button.setAttribute("aria-expanded", "false");
    return isTaken;
  }

  close() {
    this.#picker.close();
    this.#button.setAttribute("aria-expanded", "false");
  }

  #toggle() {
    if (this.isOpen) return this.close();
    this.#open(this.#commands);
    this.#picker.focus();
  }

  #open(commands) {
    const entries = commands.map(({ command, description }) => ({
      value: command,
      node: el("span.command", { "data-command": `/${command}` }, el("b", {}, `/${command}`), el("span.command-description", {}, description)),
    }));
    this.#picker.show(entries);
    this.#button.setAttribute("aria-expanded", "true");
  }
}
