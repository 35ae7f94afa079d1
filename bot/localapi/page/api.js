// The user's side of the local Bot API: what the page may ask, and the stream of what happens.

const POLL_LIMIT_MS = 40_000; // The server answers a long poll within 25 s; silence beyond this is a lost connection.
const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 8_000;

async function request(path, options = {}) {
  const response = await fetch(path, { credentials: "same-origin", cache: "no-store", ...options });
  if (!response.ok) throw new Error(`${path.split("?")[0]}: ${response.status}`);
  return response.json();
}

const post = (name, body) =>
  request(`/local/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const getState = (language) => request(`/local/state?language=${encodeURIComponent(language)}`);
export const sendText = (text, replyTo) => post("send", replyTo ? { text, reply_to: replyTo } : { text });
export const editText = (messageId, text) => post("edit", { message_id: messageId, text });
export const tap = (messageId, data) => post("tap", { message_id: messageId, data });
export const askInline = (query, offset) => post("inline", { query, offset });
export const chooseInline = (queryId, resultId) => post("choose", { query_id: queryId, result_id: resultId });
export const askAsGuest = (text) => post("guest", { text });
export const fileAddress = (fileId) => `/local/file/${encodeURIComponent(fileId)}`;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Follow the chat for good. `resync` loads the whole state and gives its `seq`: it runs at the start and after every
 * break, because a server that was restarted counts anew and what happened meanwhile is only in its history.
 */
export async function follow({ resync, onEvent, onConnection }) {
  for (let failures = 0; ; ) {
    try {
      let seq = await resync();
      onConnection(true);
      for (;;) {
        const batch = await request(`/local/events?after=${seq}`, { signal: AbortSignal.timeout(POLL_LIMIT_MS) });
        failures = 0;
        if (batch.reset) break; // The server no longer has what lies between.
        batch.events.filter((event) => event.seq > seq).forEach((event) => deliver(event, onEvent));
        seq = batch.seq;
      }
    } catch {
      onConnection(false);
      await pause(Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** failures));
      failures += 1;
    }
  }
}

// One event that cannot be shown must not stop those after it.
function deliver(event, onEvent) {
  try {
    onEvent(event);
  } catch (error) {
    console.error("event", event.type, error);
  }
}
