// Short notices (toasts), alerts, the photo viewer, and the clipboard.

import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./strings.js";

const TOAST_MS = 3500;
const TOAST_MS_PER_CHARACTER = 45; // A long notice stays until it can be read.

/** Show a notice above the composer for a while. */
export function toast(text) {
  const node = el("div.toast", {}, text);
  byId("toasts").replaceChildren(node);
  setTimeout(() => node.remove(), TOAST_MS + text.length * TOAST_MS_PER_CHARACTER);
}

/** Show a modal dialog; it goes when closed by Escape, a click beside it, or `close()`. */
export function openDialog(className, label, build) {
  const dialog = el(`dialog.${className}`, { "aria-label": label });
  const opener = document.activeElement;
  dialog.append(...build(() => dialog.close()));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** The alert of an answer to a tap. */
export function alertDialog(title, text) {
  openDialog("alert", title, (close) => [
    el("h2", {}, title),
    el("p", {}, text),
    el("div.dialog-actions", {}, el("button.text-button", { onclick: close, autofocus: true }, t("ok"))),
  ]);
}

/** A photo as large as the window. */
export function viewPhoto(address, caption) {
  openDialog("viewer", t("photo"), (close) => [
    el("div.viewer-bar", {},
      el("a.viewer-button", { href: address, download: "photo", "aria-label": t("download"), title: t("download") }, icon("download")),
      el("button.viewer-button", { onclick: close, "aria-label": t("close"), title: t("close"), autofocus: true }, icon("close"))),
    el("img", { src: address, alt: caption || t("photo"), onclick: close }),
    caption ? el("p.viewer-caption", {}, caption) : null,
  ].filter(Boolean));
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"));
  } catch {
    toast(t("copyFailed"));
  }
}
