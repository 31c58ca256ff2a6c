// Conversations, kept in this browser only: {id, name, changed, turns: [{question, answer}]}.

// Of whoever is signed in, where somebody is: a browser may be shared.
const [, who] = document.cookie.match(/chiaroscuro-who=(\w+)/) || [];
const KEPT = `chiaroscuro.conversations${who ? `.${who}` : ""}`;
const MOST_KEPT = 100; // the oldest go first; browsers give a page about five megabytes

let current = fresh();

function fresh() {
  return { id: crypto.getRandomValues(new Uint32Array(2)).join("-"), name: "", changed: 0, turns: [] };
}

function readKept() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) || "[]");
    return Array.isArray(kept) ? kept.filter((one) => one && Array.isArray(one.turns)) : [];
  } catch {
    return [];
  }
}

// What does not fit is made to fit by letting go of the oldest.
function writeKept(kept) {
  const newestFirst = kept.sort((a, b) => b.changed - a.changed).slice(0, MOST_KEPT);
  while (newestFirst.length) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(newestFirst));
      return;
    } catch {
      newestFirst.pop();
    }
  }
  if (!kept.length) localStorage.removeItem(KEPT); // else what stood there stays
}

function keepCurrent() {
  const stored = readKept().find((one) => one.id === current.id);
  if (stored && stored.changed !== current.changed) current.id = fresh().id; // another tab went on with it
  current.changed = Date.now();
  current.name ||= current.turns[0].question.slice(0, 120);
  writeKept([current, ...readKept().filter((one) => one.id !== current.id)]);
  setAddress(`#conversation=${current.id}`);
}

function namedInAddress() {
  const id = new URLSearchParams(location.hash.slice(1)).get("conversation");
  return readKept().find((one) => one.id === id);
}

async function reopen(kept) {
  startAnew();
  current = kept;
  app.classList.add("begun");
  setAddress(`#conversation=${kept.id}`);
  const shown = kept.turns.map((turn) => newTurn(turn.question).answer);
  try {
    const htmls = await call("show", kept.turns.map(savedOf));
    shown.forEach((answer, n) => finish(answer, htmls[n], kept.turns[n]));
  } catch (error) {
    shown.forEach((answer) => {
      answer.closest(".turn").dataset.answered = "true"; // it is kept, though it cannot be shown now
      answer.replaceChildren(errorLine(reason(error)));
    });
  }
  shown.forEach((answer) => answer.classList.remove("waiting"));
  scroll.scrollTop = scroll.scrollHeight;
}

function showKept(from) {
  const kept = readKept();
  const list = make("div", "shelf kept");
  const head = make("header", "");
  head.append(make("h2", "title", "Conversations"), make("p", "source", "Kept in this browser, nowhere else. The address of this page reopens the one that is open."));
  const rows = make("ul", "");
  rows.append(...kept.map(keptRow));
  list.append(head, kept.length ? rows : make("p", "nothing", "None yet."));
  showInPane("Earlier", list, from);
}

function keptRow(kept) {
  const row = make("li", "kept-row");
  row.setAttribute("aria-current", String(kept.id === current.id));
  const open = make("button", "read");
  open.type = "button";
  const name = document.createElement("bdi");
  name.textContent = kept.name;
  const title = make("span", "title");
  title.append(name);
  const when = new Date(kept.changed).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const n = kept.turns.length;
  open.append(title, make("span", "details", `${when} · ${n} question${n === 1 ? "" : "s"}`));
  open.addEventListener("click", (event) => {
    event.stopPropagation();
    closePane();
    reopen(readKept().find((one) => one.id === kept.id) || kept);
  });
  const tools = make("div", "tools");
  tools.append(toolButton("Rename", `Rename ${kept.name}`, () => rename(kept, row)), toolButton("Delete", `Delete ${kept.name}`, (button) => forget(kept, button)));
  row.append(open, tools);
  return row;
}

function rename(kept, row) {
  const field = make("input", "rename");
  field.value = kept.name;
  field.maxLength = 120;
  field.setAttribute("aria-label", "Name of the conversation");
  const done = (keep) => {
    const name = field.value.trim();
    if (keep && name) {
      if (kept.id === current.id) current.name = name;
      writeKept(readKept().map((one) => (one.id === kept.id ? { ...one, name } : one)));
    }
    showKept();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") done(true);
    if (event.key === "Escape") done(false);
    event.stopPropagation();
  });
  row.replaceChildren(field, toolButton("Save", "", () => done(true)));
  field.select();
}

// The first press asks, the second deletes.
function forget(kept, button) {
  if (button.dataset.sure) {
    writeKept(readKept().filter((one) => one.id !== kept.id));
    if (kept.id === current.id) startAnew();
    showKept();
  } else {
    button.dataset.sure = "true";
    button.textContent = "Delete for good";
    button.setAttribute("aria-label", `Delete ${kept.name} for good`);
  }
}
