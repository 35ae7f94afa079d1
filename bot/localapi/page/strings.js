// Everything the page itself says, in both languages, and which of them is spoken.

const STRINGS = {
  about: ["このチャットについて", "About this chat"],
  alertTitle: ["お知らせ", "Notice"],
  bot: ["ボット", "bot"],
  cancel: ["取り消す", "Cancel"],
  clear: ["入力を消す", "Clear"],
  close: ["閉じる", "Close"],
  collapse: ["閉じる", "less"],
  commands: ["コマンドの一覧", "Commands"],
  commandsButton: ["メニュー: コマンドの一覧", "Menu: commands"],
  connecting: ["接続中…", "connecting…"],
  copied: ["コピーしました", "Copied to clipboard"],
  copy: ["コピー", "Copy"],
  copyFailed: ["コピーできませんでした", "Could not copy"],
  copyText: ["テキストをコピー", "Copy text"],
  dark: ["ダーク", "Dark"],
  document: ["ファイル", "File"],
  download: ["ダウンロード", "Download"],
  edit: ["編集", "Edit"],
  edited: ["編集済み", "edited"],
  editing: ["メッセージを編集", "Edit message"],
  enlarge: ["写真を拡大", "Enlarge photo"],
  expand: ["続きを読む", "more"],
  guest: ["ゲストモードで聞く", "Ask in guest mode"],
  guestLong: [
    "ボットがいないチャットで名前を呼んだときと同じように、短く答えます",
    "The brief answer that the bot gives where it is mentioned in a chat it is no member of",
  ],
  inlineResults: ["インライン検索の結果", "Inline results"],
  language: ["言語", "Language"],
  light: ["ライト", "Light"],
  local: ["ローカルチャット", "local chat"],
  localLong: [
    "これはローカルチャットです。ボットもこのページもお使いのコンピューターの中で動いていて、入力した内容が外へ送られることはありません。",
    "This is a local chat. The bot and this page both run on this computer: nothing you type leaves it.",
  ],
  menu: ["メニュー", "Menu"],
  menuWord: ["メニュー", "Menu"],
  message: ["メッセージ", "Message"],
  messages: ["メッセージの履歴", "Message history"],
  noBotAnswer: ["ボットが応答していません", "The bot is not responding"],
  noResults: ["見つかりませんでした", "No results"],
  notSent: ["送信できませんでした。もう一度お試しください。", "Not sent. Please try again."],
  notSupported: ["このボタンはここでは使えません", "This button does not work here"],
  ok: ["OK", "OK"],
  photo: ["写真", "Photo"],
  readMark: ["既読", "Read"],
  reply: ["返信", "Reply"],
  replyTo: ["返信先", "Reply to"],
  scrollDown: ["最新のメッセージへ", "Go to the latest message"],
  searching: ["検索中…", "Searching…"],
  send: ["送信", "Send"],
  sendingFile: ["ファイルを送信中…", "sending a file…"],
  sendingPhoto: ["写真を送信中…", "sending a photo…"],
  sentMark: ["送信済み", "Sent"],
  spoiler: ["隠れた文字を表示", "Show hidden text"],
  start: ["スタート", "START"],
  system: ["端末に合わせる", "System"],
  theme: ["テーマ", "Theme"],
  today: ["今日", "Today"],
  typing: ["入力中…", "typing…"],
  via: ["{} 経由", "via {}"],
  whatCanItDo: ["このボットでできること", "What can this bot do?"],
  yesterday: ["昨日", "Yesterday"],
  you: ["あなた", "You"],
};

export const LANGUAGES = { ja: "日本語", en: "English" };

const KEY = "local-chat.language";
const preferred = navigator.language.startsWith("ja") ? "ja" : "en";

let current = localStorage.getItem(KEY) ?? preferred;
if (!(current in LANGUAGES)) current = preferred;

export const language = () => current;

export function setLanguage(code) {
  current = code;
  localStorage.setItem(KEY, code);
}

/** Say something in the current language; `value` goes where it has "{}". */
export const t = (key, value = "") => STRINGS[key][current === "ja" ? 0 : 1].replace("{}", () => value);

/** Say the fixed parts of the page (data-text, data-label, data-placeholder) in the current language. */
export function translatePage() {
  document.documentElement.lang = current;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
    if (node.matches("button")) node.title = t(node.dataset.label);
  }
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
}

export const formatTime = (seconds) =>
  new Intl.DateTimeFormat(current, { timeStyle: "short" }).format(seconds * 1000);

/** "Today", "Yesterday", or the day with the year only when it is another one. */
export function formatDay(seconds) {
  const day = new Date(seconds * 1000);
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day.toDateString() === now.toDateString()) return t("today");
  if (day.toDateString() === yesterday.toDateString()) return t("yesterday");
  const year = day.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(current, { year, month: "long", day: "numeric" }).format(day);
}

/** A file's size as a person reads it. */
export function formatSize(bytes) {
  const power = Math.min(3, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const figure = new Intl.NumberFormat(current, { maximumFractionDigits: power ? 1 : 0 }).format(bytes / 1024 ** power);
  return `${figure} ${["B", "KB", "MB", "GB"][power]}`;
}
