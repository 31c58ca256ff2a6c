// The basics. Calls to the server: one request to ask, one stream to hear the answer.

const app = element.querySelector(".chiaroscuro");
const find = (selector, within = app) => within.querySelector(selector);
const findAll = (selector, within = app) => [...within.querySelectorAll(selector)];

const base = new URL(`${new URL(window.gradio_config?.root || "/", location.href).pathname.replace(/\/$/, "")}/gradio_api/call/`, location.origin);

async function* listen(name, data, signal) {
  const asked = await fetch(new URL(name, base), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ data }),
    signal,
  });
  if ([401, 403, 413, 429].includes(asked.status)) throw new Error((await asked.json()).detail);
  if (asked.status === 503) throw new Error("The server is busy. Wait a little and ask again.");
  if (!asked.ok) throw new Error(`The server refused the request (${asked.status}). Reload the page.`);
  const { event_id } = await asked.json();
  const stream = await fetch(new URL(`${name}/${event_id}`, base), { signal });
  let pending = "";
  for await (const piece of pieces(stream.body.pipeThrough(new TextDecoderStream()))) {
    const messages = (pending + piece).split("\n\n");
    pending = messages.pop();
    for (const message of messages) {
      const [, kind, text] = message.match(/^event: (\w+)\ndata: (.*)$/s) || [];
      if (kind === "error") throw new Error(JSON.parse(text)?.error || "The server could not finish this. Ask again.");
      if (kind === "generating" || kind === "complete") yield { kind, data: JSON.parse(text) };
      if (kind === "complete") return;
    }
  }
  throw new Error("The connection broke off. Ask again.");
}

async function* pieces(stream) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function call(name, ...data) {
  for await (const message of listen(name, data)) {
    if (message.kind === "complete") return message.data[0];
  }
}

function reason(error) {
  return error instanceof TypeError
    ? "The server cannot be reached. Is it still running?"
    : error.message;
}

// Elements, always from text and never from markup.

function make(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function toolButton(text, label, act) {
  const button = make("button", "quiet", text);
  button.type = "button";
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act(button);
  });
  return button;
}
