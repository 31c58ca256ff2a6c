// Asking and answering.

const turns = find(".turns");
const scroll = find(".scroll");
const question = find(".field textarea");
let editing = null; // the turn that is being asked again
let running = null; // the AbortController of the answer being given

function errorLine(text) {
  const line = make("p", "error");
  line.setAttribute("role", "alert");
  line.append(make("strong", "", "No answer. "), text);
  return line;
}

function newTurn(text) {
  const turn = make("article", "turn");
  const heading = make("h2", "question", text);
  heading.dir = "auto";
  const asked = make("div", "asked");
  asked.append(heading, toolButton("Edit", "Edit and ask again", () => editTurn(turn)));
  const answer = make("div", "answer waiting");
  turn.append(asked, answer);
  turns.append(turn);
  shorten(heading);
  return { turn, answer };
}

// A question that fills the screen keeps its answer out of sight.
function shorten(heading) {
  heading.classList.add("long");
  if (heading.scrollHeight <= heading.clientHeight + 1) return heading.classList.remove("long");
  const more = toolButton("All of the question", "", () => {
    const isLong = heading.classList.toggle("long");
    more.textContent = isLong ? "All of the question" : "Less of it";
    more.setAttribute("aria-expanded", String(!isLong));
  });
  more.classList.add("more");
  more.setAttribute("aria-expanded", "false");
  heading.parentElement.after(more);
}

async function ask(text) {
  const asked = text.trim();
  if (!asked || running) return;
  if (lengthOf(asked) > mostCharacters) return question.focus();
  app.classList.add("begun");
  dropEdited();
  question.value = "";
  fitField();
  if (!isNarrow()) question.focus({ preventScroll: true });
  const { turn, answer } = newTurn(asked);
  turn.scrollIntoView({ block: "start", behavior: calm() });
  const controller = setRunning(new AbortController());
  try {
    await hear(asked, answer, controller.signal);
  } catch (error) {
    answer.append(controller.signal.aborted ? make("p", "note", "Stopped.") : errorLine(reason(error)));
    answer.append(toolButton("Ask again", "", () => askAgain(turn, asked)));
  } finally {
    answer.classList.remove("waiting");
    setRunning(null);
  }
}

function askAgain(turn, asked) {
  if (running) return;
  turn.remove();
  ask(asked);
}

async function hear(asked, answer, signal) {
  const into = current;
  const earlier = into.turns.map((turn) => [turn.question, answersOf(turn).map((one) => one.text).join(" ")]).slice(-6);
  for await (const { kind, data } of listen("converse", [asked, earlier, chosen(), wish()], signal)) {
    if (kind !== "generating") return;
    const event = data[0];
    if (event.html) answer.classList.remove("waiting");
    if (event.kind === "waiting") answer.dataset.before = `${event.before || "Nobody"} before you`;
    else delete answer.dataset.before;
    if (event.answer || event.columns) {
      const turn = { question: asked, ...(event.columns ? { columns: event.columns } : { answer: event.answer }) };
      finish(answer, event.html, turn);
      into.turns.push(turn);
      if (into === current) keepCurrent();
    } else if (event.kind === "part") {
      answer.innerHTML = event.html;
    } else if (event.html) {
      answer.insertAdjacentHTML("beforeend", event.html);
    }
  }
}

// A turn holds one answer, or several that stand side by side.
function answersOf(turn) {
  return turn.columns ? turn.columns.map((column) => column.answer) : [turn.answer];
}

// What the server takes a turn from: the answer, or the question with its columns.
const savedOf = (turn) => (turn.columns ? turn : turn.answer);

function finish(answer, html, record) {
  answer.innerHTML = html;
  const turn = answer.closest(".turn");
  turn.dataset.answered = "true";
  turn.classList.toggle("beside", Boolean(record.columns));
  const said = answersOf(record);
  if (said.some((one) => one.citations.length || one.refusal)) answer.append(actionsFor(record));
}

// Edit and ask again: the question goes back to the field; asking drops it and what follows.

function editTurn(turn) {
  if (running) return;
  editing = turn;
  find(".editing").hidden = false;
  question.value = find(".question", turn).textContent;
  fitField();
  question.focus();
}

function leaveEditing() {
  editing = null;
  find(".editing").hidden = true;
}

function dropEdited() {
  if (editing?.isConnected) {
    const shown = findAll(".turn");
    const gone = shown.slice(shown.indexOf(editing));
    current.turns.length -= gone.filter((turn) => turn.dataset.answered).length;
    gone.forEach((turn) => turn.remove());
  }
  leaveEditing();
}

function setRunning(controller) {
  running = controller;
  find(".send").hidden = controller !== null;
  find(".stop").hidden = controller === null;
  return controller;
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

function fitField() {
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight, innerHeight * 0.4)}px`;
  sayTooLong();
  keepDraft();
}

// What is half written outlives a reload, in this tab alone.

const DRAFT = `chiaroscuro.draft${who ? `.${who}` : ""}`;

function keepDraft() {
  try {
    if (question.value) sessionStorage.setItem(DRAFT, question.value);
    else sessionStorage.removeItem(DRAFT);
  } catch {
    // The browser has no room for it; it stays in the field.
  }
}

// A question that is too long to be read stays in the field, which says so.

const mostCharacters = Number(question.dataset.most);

function lengthOf(text) {
  return [...text.trim().replace(/\s+/g, " ")].length;
}

function sayTooLong() {
  const length = lengthOf(question.value);
  const isTooLong = length > mostCharacters;
  const words = [length, mostCharacters].map((n) => n.toLocaleString("en"));
  find(".too-long").textContent = isTooLong ? `${words[0]} characters; at most ${words[1]} are read.` : "";
  question.setAttribute("aria-invalid", String(isTooLong));
}

function startAnew() {
  running?.abort();
  current = fresh();
  turns.replaceChildren();
  leaveEditing();
  app.classList.remove("begun");
  setAddress(location.pathname + location.search);
  showShelf();
  question.focus();
}

// Light and dark: the system's choice until the reader makes one.

const THEME = "chiaroscuro.theme";

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

function switchTheme() {
  const dark = getComputedStyle(app).colorScheme === "dark";
  setTheme(dark ? "light" : "dark");
  localStorage.setItem(THEME, dark ? "light" : "dark");
}

const actions = {
  new: startAnew,
  shelf: (button) => showShelf(button),
  kept: (button) => showKept(button),
  keep: () => {
    leaveEditing();
    question.value = "";
    fitField();
  },
  theme: switchTheme,
  stop: () => running?.abort(),
  previous: () => step(-1),
  next: () => step(1),
  close: closePane,
  all: () => {
    findAll("input", shelf).forEach((tick) => (tick.checked = false));
    showFilter();
  },
  beside: (button) => button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true")),
  options: () => toggleOptions(),
  save: (button) => showSaving(button),
};

app.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.do) actions[button.dataset.do](button);
  else if (button.dataset.evidence) openEvidence(button);
  else if (button.matches(".example")) ask(button.textContent);
  else if (button.matches(".read")) readWhole(button.dataset.document, 0, 0, button);
  else if (button.matches(".whole")) {
    const shown = button.closest(".evidence").dataset;
    readWhole(shown.document, Number(shown.start), Number(shown.end), button);
  } else if (button.matches(".on")) {
    readWhole(button.closest(".evidence").dataset.document, Number(button.dataset.at), Number(button.dataset.at), null);
  }
});

document.addEventListener("keydown", (event) => {
  const arrow = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "Escape") {
    if (running) running.abort();
    else if (app.classList.contains("pane-open")) closePane();
    hideCard();
  } else if (arrow && !event.altKey && !event.ctrlKey && !event.metaKey && event.target.closest(".mark, .pane") && !event.target.closest("input, select, textarea, .enlarged")) {
    event.preventDefault();
    step(arrow);
  }
});

find(".composer").addEventListener("submit", (event) => {
  event.preventDefault();
  ask(question.value);
});

question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    ask(question.value);
  }
});
question.addEventListener("input", fitField);

addEventListener("hashchange", () => {
  address = location.href;
  const named = namedInAddress();
  if (named && named.id !== current.id) reopen(named);
});

if (localStorage.getItem(THEME)) setTheme(localStorage.getItem(THEME));
showShelf();
const linked = namedInAddress();
if (linked) reopen(linked);
question.value = sessionStorage.getItem(DRAFT) || "";
fitField();
if (!isNarrow()) question.focus({ preventScroll: true });
keepEntries(); // of a sheet that was open when the page was left
app.dataset.ready = "true";
