// Light or dark: the system's choice unless the reader made one, which is remembered.

const KEY = "local-chat.theme";
export const THEMES = ["system", "light", "dark"];

export function theme() {
  const stored = localStorage.getItem(KEY);
  return THEMES.includes(stored) ? stored : "system";
}

export function setTheme(name) {
  localStorage.setItem(KEY, name);
  apply();
}

function apply() {
  const name = theme();
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

apply();
