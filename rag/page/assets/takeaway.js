// Taking answers away: copied with footnotes, or the conversation as a file.

async function toClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without a secure connection browsers offer only the old way.
  const held = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  app.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  held?.focus();
  if (!done) throw new Error("This browser does not let the page copy.");
}

const MADE = {
  quote: "Quoted",
  select: "Selected by a language model",
  write: "Written by a language model",
};

function actionsFor(turn) {
  const row = make("div", "actions");
  if (turn.answer?.statements.length) row.append(make("span", "label mode", MADE[turn.answer.mode]));
  row.append(make("span", "label", "Copy as"));
  for (const [style, name] of [["text", "text"], ["markdown", "Markdown"], ["html", "HTML"]]) {
    row.append(toolButton(name, `Copy as ${name}`, (button) => copyTurn(turn, style, button, name)));
  }
  row.append(judgingFor(turn));
  return row;
}

function tell(button, text, label = text) {
  button.textContent = text;
  button.setAttribute("aria-label", label);
}

async function copyTurn(turn, style, button, name) {
  try {
    await toClipboard(await call("copy", savedOf(turn), style));
    tell(button, "Copied");
  } catch (error) {
    tell(button, reason(error));
  }
  setTimeout(() => tell(button, name, `Copy as ${name}`), 1600);
}

const SAVED = [
  ["html", "Evidence, to read and to print", "One HTML file: the answers with their footnotes, each quotation in its surroundings, and the documents with their SHA-256."],
  ["json", "Answers, to verify", "One JSON file, which “chiaroscuro verify” checks against the documents."],
];

function showSaving(from) {
  const list = make("div", "shelf saving");
  const head = make("header", "");
  head.append(make("h2", "title", "Save this conversation"), make("p", "source", current.turns.length ? "Files are written on this machine; nothing is sent anywhere." : "There is nothing to save yet; ask something first."));
  const rows = make("ul", "");
  if (current.turns.length) {
    for (const [style, title, details] of SAVED) rows.append(savingRow(title, details, (button) => saveConversation(style, button)));
    rows.append(savingRow("Print", "The conversation as it stands, with its quotations below each answer.", () => print()));
  }
  list.append(head, rows);
  showInPane("Save", list, from);
}

function savingRow(title, details, act) {
  const row = make("li", "");
  const button = make("button", "read");
  button.type = "button";
  button.append(make("span", "title", title), make("span", "details", details));
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act(button);
  });
  row.append(button);
  return row;
}

async function saveConversation(style, button) {
  try {
    const text = await call("export", current.turns.map(savedOf), style);
    const type = style === "json" ? "application/json" : "text/html";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `chiaroscuro-${new Date().toISOString().slice(0, 10)}.${style}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (error) {
    button.append(make("span", "problem", reason(error)));
  }
}
