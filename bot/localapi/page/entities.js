// Text with entities (offsets in UTF-16 units, as JavaScript counts) to DOM nodes.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { isSafeAddress, openedHere } from "./links.js";
import { copyText } from "./notices.js";
import { t } from "./strings.js";

const INLINE_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const MARKED_WORDS = new Set(["mention", "text_mention", "hashtag", "cashtag"]);

/** Nodes for a text; `onCommand(text)` is called when a bot command in it is clicked. */
export function formattedNodes(text, entities, onCommand) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodesBetween(text, ordered, 0, text.length, onCommand);
}

function nodesBetween(text, entities, start, end, onCommand) {
  const nodes = [];
  let position = start;
  let isAfterBlock = false;
  const addText = (until) => {
    // A block stands on lines of its own: the line break after it is not one more, empty, line.
    if (isAfterBlock && text[position] === "\n") position += 1;
    if (until > position) nodes.push(text.slice(position, until));
  };
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index];
    const from = Math.max(entity.offset, position);
    const to = Math.min(entity.offset + entity.length, end);
    let next = index + 1;
    while (next < entities.length && entities[next].offset < to) next += 1;
    if (to > from) {
      addText(from);
      const inner = nodesBetween(text, entities.slice(index + 1, next), from, to, onCommand);
      nodes.push(wrap(entity, inner, text.slice(from, to), onCommand));
      position = to;
      isAfterBlock = BLOCKS.has(entity.type);
    }
    index = next;
  }
  addText(end);
  return nodes;
}

function wrap(entity, inner, text, onCommand) {
  if (entity.type in INLINE_TAGS) return el(INLINE_TAGS[entity.type], {}, ...inner);
  if (MARKED_WORDS.has(entity.type)) return el("span.marked", {}, ...inner);
  switch (entity.type) {
    case "text_link":
      return link(entity.url, inner);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `http://${text}`, inner);
    case "email":
      return link(`mailto:${text}`, inner);
    case "phone_number":
      return link(`tel:${text}`, inner);
    case "bot_command":
      return el("button.command-link", { onclick: () => onCommand(text), "data-command": text }, text);
    case "pre":
      return codeBlock(entity.language, text);
    case "blockquote":
      return el("blockquote", {}, ...inner);
    case "expandable_blockquote":
      return expandableQuote(inner);
    case "spoiler":
      return spoiler(inner);
    default:
      return el("span", {}, ...inner);
  }
}

function link(address, inner) {
  if (!isSafeAddress(address)) return el("span", {}, ...inner);
  const anchor = el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, ...inner);
  anchor.addEventListener("click", (event) => {
    if (openedHere(address)) event.preventDefault();
  });
  return anchor;
}

function codeBlock(language, text) {
  const copy = el("button.code-copy", { "aria-label": t("copy"), title: t("copy"), onclick: () => copyText(text) }, icon("copy"));
  return el("div.code-block", {},
    el("div.code-head", {}, el("span", {}, language ?? ""), copy),
    el("pre", { tabindex: "0" }, el("code", {}, text)));
}

function expandableQuote(inner) {
  const body = el("div.quote-body", {}, ...inner);
  const toggle = el("button.quote-toggle", { "aria-expanded": "false" }, t("expand"));
  const quote = el("blockquote.expandable", {}, body, toggle);
  toggle.addEventListener("click", () => {
    const isOpen = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", isOpen);
    toggle.textContent = t(isOpen ? "collapse" : "expand");
  });
  return quote;
}

/** Hide the toggle of quotes that are short enough to be whole: known only once they are laid out. */
export function fitQuotes(root) {
  for (const quote of root.querySelectorAll("blockquote.expandable:not(.open)")) {
    const body = quote.firstElementChild;
    quote.classList.toggle("whole", body.scrollHeight <= body.clientHeight + 1);
  }
}

function spoiler(inner) {
  const content = el("span.spoiler-text", { "aria-hidden": "true", inert: true }, ...inner);
  const cover = el("span.spoiler", { role: "button", tabindex: "0", "aria-label": t("spoiler") }, content);
  const reveal = (event) => {
    event.stopPropagation(); // The tap was for the cover, not for the message.
    cover.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    for (const name of ["aria-hidden", "inert"]) content.removeAttribute(name);
  };
  cover.addEventListener("click", reveal, { once: true });
  cover.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    reveal(event);
  });
  return cover;
}
