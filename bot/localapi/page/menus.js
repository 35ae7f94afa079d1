// Pop-up menus: the header's, and a message's.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const MARGIN_PX = 8;

let closeOpen = () => {};

/**
 * Open a menu at a point (its corner nearest to it). Items: {label, icon, onSelect, lang?}, with `isChecked` one of a
 * choice; {heading} names what follows. The focus goes back to `opener` when it closes.
 */
export function openMenu(label, point, opener, items) {
  closeOpen();
  const menu = el("div.menu", { role: "menu", "aria-label": label }, ...items.map((item) => buildItem(item, close)));
  function close(isFocusBack = true) {
    closeOpen = () => {};
    menu.remove();
    document.removeEventListener("pointerdown", onOutside, true);
    removeEventListener("resize", close);
    opener?.setAttribute("aria-expanded", "false");
    if (isFocusBack && opener?.isConnected) opener.focus({ preventScroll: true });
  }
  function onOutside(event) {
    if (!menu.contains(event.target) && !opener?.contains(event.target)) close(false);
  }
  closeOpen = () => close(false);
  menu.addEventListener("keydown", (event) => onKey(event, menu, close));
  document.addEventListener("pointerdown", onOutside, true);
  addEventListener("resize", close);
  opener?.setAttribute("aria-expanded", "true");
  document.body.append(menu);
  place(menu, point);
  buttonsOf(menu)[0].focus({ preventScroll: true });
}

const buttonsOf = (menu) => [...menu.querySelectorAll("button")];

function buildItem(item, close) {
  if (item.heading) return el("div.menu-heading", { role: "presentation" }, icon(item.icon), item.heading);
  const isChoice = item.isChecked !== undefined;
  const attributes = {
    role: isChoice ? "menuitemradio" : "menuitem",
    "aria-checked": isChoice ? String(item.isChecked) : null,
    lang: item.lang,
    tabindex: "-1",
    onclick: () => {
      close();
      item.onSelect();
    },
  };
  const mark = isChoice ? el("span.menu-mark", {}, item.isChecked ? icon("check") : null) : icon(item.icon);
  return el("button.menu-item", attributes, mark, item.label);
}

function onKey(event, menu, close) {
  const buttons = buttonsOf(menu);
  const at = buttons.indexOf(document.activeElement);
  const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (event.key in places) buttons.at(places[event.key] % buttons.length).focus();
  else return;
  event.preventDefault();
}

function place(menu, { x, y }) {
  const { width, height } = menu.getBoundingClientRect();
  const left = x + width > innerWidth - MARGIN_PX ? x - width : x;
  const top = y + height > innerHeight - MARGIN_PX ? y - height : y;
  menu.style.left = `${Math.max(MARGIN_PX, Math.min(left, innerWidth - width - MARGIN_PX))}px`;
  menu.style.top = `${Math.max(MARGIN_PX, top)}px`;
}
