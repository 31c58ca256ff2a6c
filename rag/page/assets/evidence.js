// The pane at the side: the documents, or the passage that a mark stands for.

const pane = find(".pane");
const paneBody = find(".pane-body");
const card = find(".card");
let opened = null; // the button whose evidence is shown
let readingOf = ""; // the document opened from the list
let opener = null; // where the focus goes back to when the pane closes

function templateOf(button, attribute) {
  const turn = button.closest(".turn");
  return turn && find(`template[${attribute}="${CSS.escape(button.dataset.evidence)}"]`, turn);
}

function openEvidence(button) {
  const template = templateOf(button, "data-key");
  if (!template) return;
  hideCard();
  leaveShelf();
  paneBody.replaceChildren(template.content.cloneNode(true));
  markOpened(button);
  showPane("evidence", button);
  showPlace();
}

function markOpened(button) {
  findAll(".opened").forEach((other) => other.classList.remove("opened"));
  opened = button;
  const turn = button.closest(".turn");
  findAll(`[data-evidence="${CSS.escape(button.dataset.evidence)}"]`, turn).forEach((same) => same.classList.add("opened"));
  const keys = keysOf(turn, button);
  const noun = button.dataset.evidence.startsWith("near") ? "Passage" : "Citation";
  find(".position").textContent = `${noun} ${keys.indexOf(button.dataset.evidence) + 1} of ${keys.length}`;
}

// The citations of an answer are stepped through apart from the nearest passages of a refusal.
function keysOf(turn, button) {
  const near = button.dataset.evidence.startsWith("near");
  const keys = findAll("template[data-key]", turn).map((template) => template.dataset.key);
  return keys.filter((key) => key.startsWith("near") === near);
}

function step(by) {
  if (!opened || !opened.isConnected) return;
  const turn = opened.closest(".turn");
  const keys = keysOf(turn, opened);
  const at = (keys.indexOf(opened.dataset.evidence) + by + keys.length) % keys.length;
  const key = CSS.escape(keys[at]);
  const hadFocus = document.activeElement === opened;
  const button = find(`.mark[data-evidence="${key}"]`, turn) || find(`.open[data-evidence="${key}"]`, turn);
  openEvidence(button);
  if (hadFocus) button.focus();
}

// A PDF is shown at its page, anything else at its sentence.
function showPlace() {
  if (find("figure.sheet", paneBody)) {
    paneBody.scrollTop = 0;
    loadSheetOf(paneBody);
  } else {
    scrollToMark();
  }
}

function scrollToMark() {
  const mark = find("mark", paneBody);
  paneBody.scrollTop = 0;
  if (!mark) return;
  const distance = mark.getBoundingClientRect().top - paneBody.getBoundingClientRect().top;
  const headHeight = find("header", paneBody)?.offsetHeight || 0;
  paneBody.scrollTop = Math.max(0, distance - Math.max(headHeight, paneBody.clientHeight * 0.3));
}

function showPane(what, from) {
  app.dataset.pane = what;
  app.classList.add("pane-open");
  if (from?.isConnected && !pane.contains(from)) opener = from;
  coverPage();
  if (isNarrow()) find('[data-do="close"]').focus();
}

// The focus of whoever uses the keyboard stays in the pane when what held it is replaced.
function keepFocus() {
  if (document.activeElement === document.body) paneBody.focus({ preventScroll: true });
}

// What was opened from the list of documents goes back to it; all else gives way to the conversation.
// So does the focus, but for whoever types in the conversation meanwhile.
function closePane() {
  const at = document.activeElement;
  const held = at === document.body || pane.contains(at);
  if (app.dataset.pane === "document") {
    showShelf();
    coverPage();
    if (held) find(`.read[data-document="${CSS.escape(readingOf)}"]`, shelf)?.focus();
    return;
  }
  const stays = app.dataset.pane === "shelf" && !isNarrow();
  app.classList.remove("pane-open");
  if (app.dataset.pane !== "shelf") showShelf();
  coverPage();
  const back = opener?.isConnected ? opener : isNarrow() ? scroll : paneBody;
  if (held && !stays) back.focus();
  hideCard();
  opener = null;
}

async function readWhole(documentId, start, end, from) {
  try {
    const html = await call("read", documentId, start, end);
    if (!opened) {
      readingOf = documentId;
      find(".position").textContent = "Document";
    }
    leaveShelf();
    paneBody.innerHTML = html;
    showPane(opened ? "evidence" : "document", from);
    keepFocus();
    showPlace();
  } catch (error) {
    showInPane("Document", errorLine(reason(error)), from);
  }
}

// Shows a list that is no evidence.
function showInPane(title, content, from) {
  findAll(".opened").forEach((button) => button.classList.remove("opened"));
  opened = null;
  find(".position").textContent = title;
  leaveShelf();
  paneBody.replaceChildren(content);
  paneBody.scrollTop = 0;
  app.dataset.pane = "list";
  if (from) showPane("list", from);
  keepFocus();
}

// A card with the quotation, near the mark that is pointed at or focused.

function showCard(mark) {
  const template = templateOf(mark, "data-card");
  if (!template) return;
  card.replaceChildren(template.content.cloneNode(true));
  card.hidden = false;
  const at = mark.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left - 24), innerWidth - card.offsetWidth - 8);
  const below = at.bottom + 8;
  const fits = below + card.offsetHeight < innerHeight - 8;
  card.style.left = `${left}px`;
  card.style.top = `${fits ? below : Math.max(8, at.top - card.offsetHeight - 8)}px`;
  mark.setAttribute("aria-describedby", card.id);
}

function hideCard() {
  card.hidden = true;
  findAll(".mark[aria-describedby]").forEach((mark) => mark.removeAttribute("aria-describedby"));
}

app.addEventListener("pointerover", (event) => {
  const mark = event.target.closest(".mark");
  if (mark && event.pointerType === "mouse") showCard(mark);
});
app.addEventListener("pointerout", (event) => {
  if (event.target.closest(".mark")) hideCard();
});
// Reached by keyboard a mark may have to scroll into sight first; its card goes with it.
function showCardOfFocus() {
  if (document.activeElement.matches(".mark:focus-visible")) showCard(document.activeElement);
  else hideCard();
}
app.addEventListener("focusin", showCardOfFocus);
find(".scroll").addEventListener("scroll", showCardOfFocus);
