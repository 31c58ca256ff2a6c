// Taking answers away: copied with footnotes, or the conversation as a file.

async function toClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without a secure connection browsers offer only the old way.
  const field = document.createElement("textarea");
  field.value = text;
  app.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

function actionsFor(answer) {
  const row = make("div", "actions");
  row.append(make("span", "label", "Copy as"));
  for (const [style, name] of [["text", "text"], ["markdown", "Markdown"], ["html", "HTML"]]) {
    row.append(toolButton(name, `Copy as ${name}`, (button) => copyAnswer(answer, style, button, name)));
  }
  return row;
}

async function copyAnswer(answer, style, button, name) {
  try {
    await toClipboard(await call("copy", answer, style));
    button.textContent = "Copied";
  } catch (error) {
    button.textContent = reason(error);
  }
  setTimeout(() => (button.textContent = name), 1600);
}

function exportRow() {
  const row = make("div", "actions");
  row.append(make("span", "label", "Save the open conversation as"));
  row.append(toolButton("evidence (HTML)", "", (button) => saveConversation("html", button)));
  row.append(toolButton("JSON to verify", "", (button) => saveConversation("json", button)));
  return row;
}

async function saveConversation(style, button) {
  try {
    const text = await call("export", current.turns.map((turn) => turn.answer), style);
    const type = style === "json" ? "application/json" : "text/html";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `chiaroscuro-${new Date().toISOString().slice(0, 10)}.${style}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (error) {
    button.textContent = reason(error);
  }
}
