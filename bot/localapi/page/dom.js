// Elements are built here and nowhere from markup: text that came in a message can only become text.

/**
 * Build an element from "tag.class.class", attributes and children (nodes, strings; null is left out).
 * An attribute that is a function is an event listener ("onclick"); true sets it empty, false and null leave it out.
 */
export function el(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  if (tag === "button") node.type = "button";
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

export const byId = (id) => document.getElementById(id);

export const hiddenText = (text) => el("span.visually-hidden", {}, text);

/** The language to read a text in, for fonts and screen readers: kana or kanji make it Japanese. */
export const languageOf = (text) => (/[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9d]/.test(text) ? "ja" : "en");

export const prefersStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
