// The head of the chat: who the bot is, what it is doing, and the menu.

import { byId, el } from "./dom.js";
import { openMenu } from "./menus.js";
import { openDialog } from "./notices.js";
import { language, LANGUAGES, t } from "./strings.js";
import { setTheme, theme, THEMES } from "./theme.js";

// Telegram takes an action back after five seconds unless the bot repeats it.
const ACTION_MS = 5000;
const ACTIONS = { upload_photo: "sendingPhoto", upload_document: "sendingFile" };

export class Header {
  #bot = { name: "", username: "", short_description: "" };
  #isConnected = false;
  #action = null;
  #timer = 0;
  #onLanguage;

  /** `onLanguage(code)` is called when another language is chosen. */
  constructor(onLanguage) {
    this.#onLanguage = onLanguage;
    byId("identity").addEventListener("click", () => this.#showAbout());
    byId("header-menu").addEventListener("click", (event) => this.#openMenu(event.currentTarget));
    this.#drawStatus();
  }

  setBot(bot) {
    this.#bot = bot;
    document.title = bot.name;
    for (const id of ["title", "bot-name"]) byId(id).textContent = bot.name;
    byId("avatar").textContent = initial(bot.name);
    this.#drawStatus();
  }

  setConnected(isConnected) {
    this.#isConnected = isConnected;
    this.#drawStatus();
  }

  /** Show what the bot is doing (a chat action), until it has done it; null for nothing. */
  setAction(action) {
    clearTimeout(this.#timer);
    this.#action = action;
    if (action) this.#timer = setTimeout(() => this.setAction(null), ACTION_MS);
    this.#drawStatus();
  }

  #drawStatus() {
    const status = byId("status");
    const state = !this.#isConnected ? "connecting" : this.#action ? "action" : "idle";
    status.dataset.state = state;
    if (state === "action") status.textContent = t(ACTIONS[this.#action] ?? "typing");
    else status.textContent = state === "connecting" ? t("connecting") : `${t("bot")} · ${t("local")}`;
  }

  #openMenu(opener) {
    const { right, bottom } = opener.getBoundingClientRect();
    openMenu(t("menu"), { x: right, y: bottom }, opener, [
      { heading: t("language"), icon: "language" },
      ...Object.entries(LANGUAGES).map(([code, name]) => ({
        label: name,
        lang: code,
        isChecked: code === language(),
        onSelect: () => this.#onLanguage(code),
      })),
      { heading: t("theme"), icon: "theme" },
      ...THEMES.map((name) => ({ label: t(name), isChecked: name === theme(), onSelect: () => setTheme(name) })),
      { label: t("about"), icon: "info", onSelect: () => this.#showAbout() },
    ]);
  }

  #showAbout() {
    const { name, username, short_description: short } = this.#bot;
    openDialog("about", t("about"), (close) => [
      el("div.avatar.large", { "aria-hidden": "true" }, initial(name)),
      el("h2", {}, name),
      el("p.about-username", {}, `@${username}`),
      el("p", {}, short),
      el("p.about-local", {}, t("localLong")),
      el("div.dialog-actions", {}, el("button.text-button", { onclick: close, autofocus: true }, t("close"))),
    ]);
  }
}

const initial = (name) => [...name][0] ?? "";
