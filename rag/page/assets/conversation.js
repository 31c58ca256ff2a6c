// Asking and answering.

const turns = find(".turns");
const scroll = find(".scroll");
const question = find("textarea");
let conversation = []; // [{question, answer}], answers as the server gave them
let running = null; // the AbortController of the answer being given

function errorLine(text) {
  const line = document.createElement("p");
  line.className = "error";
  line.setAttribute("role", "alert");
  const strong = document.createElement("strong");
  strong.textContent = "No answer. ";
  line.append(strong, text);
  return line;
}

function newTurn(text) {
  const turn = document.createElement("article");
  turn.className = "turn";
  const heading = document.createElement("h2");
  heading.className = "question";
  heading.dir = "auto";
  heading.textContent = text;
  const answer = document.createElement("div");
  answer.className = "answer waiting";
  turn.append(heading, answer);
  turns.append(turn);
  return { turn, answer };
}

async function ask(text) {
  const asked = text.trim();
  if (!asked || running) return;
  app.classList.add("begun");
  question.value = "";
  fitField();
  const { turn, answer } = newTurn(asked);
  turn.scrollIntoView({ block: "start", behavior: calm() });
  const controller = setRunning(new AbortController());
  try {
    await hear(asked, answer, controller.signal);
  } catch (error) {
    answer.append(controller.signal.aborted ? noteLine("Stopped.") : errorLine(reason(error)));
  } finally {
    answer.classList.remove("waiting");
    setRunning(null);
  }
}

async function hear(asked, answer, signal) {
  const history = conversation.map((turn) => [turn.question, turn.answer.text]).slice(-6);
  for await (const { kind, data } of listen("converse", [asked, history, chosen()], signal)) {
    if (kind !== "generating") return;
    const event = data[0];
    if (event.html) answer.classList.remove("waiting");
    if (event.kind === "answer") {
      answer.innerHTML = event.html;
      conversation.push({ question: asked, answer: event.answer });
    } else if (event.html) {
      answer.insertAdjacentHTML("beforeend", event.html);
    }
  }
}

function noteLine(text) {
  const line = document.createElement("p");
  line.className = "note";
  line.textContent = text;
  return line;
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
}

function startAnew() {
  running?.abort();
  conversation = [];
  turns.replaceChildren();
  app.classList.remove("begun");
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
  theme: switchTheme,
  stop: () => running?.abort(),
  previous: () => step(-1),
  next: () => step(1),
  close: closePane,
  all: () => {
    findAll("input", shelf).forEach((tick) => (tick.checked = false));
    showFilter();
  },
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
  }
});

app.addEventListener("keydown", (event) => {
  const arrow = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "Escape") {
    if (running) running.abort();
    else if (app.classList.contains("pane-open")) closePane();
    hideCard();
  } else if (arrow && event.target.closest(".mark, .pane") && !event.target.matches("input")) {
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

if (localStorage.getItem(THEME)) setTheme(localStorage.getItem(THEME));
showShelf();
if (!isNarrow()) question.focus({ preventScroll: true });
app.dataset.ready = "true";
