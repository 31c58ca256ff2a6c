// The documents: ticked to be searched, added, removed, and how far that is.

const shelf = find(".shelf").cloneNode(true);
const chosen = () => findAll("input:checked", shelf).map((tick) => tick.value);
let shelfTop = 0; // where in the list the reader was
let shelfSeen = "";
let refused = []; // a line for each file that the server did not take
let answering = ""; // who answers; another one after the server was started again
let wasActive = false; // whether something was being added when it was last heard of
let watching = null; // the timer that looks how far the work is
let looked = 0; // how often the page looked; only what the last look found is shown
let workSeen = ""; // the work as it is shown

function showShelf(from) {
  leaveShelf();
  findAll(".opened").forEach((button) => button.classList.remove("opened"));
  opened = null;
  find(".position").textContent = "Documents";
  paneBody.replaceChildren(shelf);
  app.dataset.pane = "shelf";
  paneBody.scrollTop = shelfTop;
  if (from) showPane("shelf", from);
  watchShelf();
}

function leaveShelf() {
  if (shelf.isConnected) shelfTop = paneBody.scrollTop;
}

function showFilter() {
  const n = chosen().length;
  find(".chosen").hidden = n === 0;
  find(".chosen span").textContent = n === 1 ? "Searching 1 chosen document." : `Searching ${n} chosen documents.`;
  offerBeside();
}

async function onShelf(path = "", options = {}) {
  const reply = await fetch(new URL(`../../shelf${path}`, base), options);
  const told = await reply.json().catch(() => ({}));
  if (!reply.ok) throw Object.assign(new Error(told.detail || `The server refused this (${reply.status}). Reload the page.`), { status: reply.status });
  return told;
}

const post = (path, body) => onShelf(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}) });

async function watchShelf() {
  clearTimeout(watching);
  const mine = ++looked;
  try {
    const state = await onShelf(`?seen=${encodeURIComponent(shelfSeen)}`);
    if (mine !== looked) return;
    if (state.html !== null) fillShelf(state.html);
    shelfSeen = state.version;
    find('[data-do="shelf"]').textContent = state.count;
    if (answering && state.server !== answering && wasActive) {
      refused = ["The server was started again while documents were being added. What had arrived is in the list, or on its way there; add again what is missing."];
      showRefused();
    }
    answering = state.server;
    wasActive = Boolean(state.work?.active);
    showWork(state.work);
    if (wasActive) watching = setTimeout(watchShelf, 400);
  } catch (error) {
    if (mine !== looked) return;
    if (error.status === 404) return; // shown within another server, where nothing can be added
    showNotice(reason(error));
    watching = setTimeout(watchShelf, 5000);
  }
}

// The list is another one now; what was ticked and where the reader was stay.
function fillShelf(html) {
  const ticked = new Set(chosen());
  const address = find(".address input", shelf)?.value || "";
  const made = make("template", "");
  made.innerHTML = html;
  const at = paneBody.scrollTop;
  const held = shelf.contains(document.activeElement);
  shelf.replaceChildren(...find(".shelf", made.content).childNodes);
  findAll('input[type="checkbox"]', shelf).forEach((tick) => (tick.checked = ticked.has(tick.value)));
  const field = find(".address input", shelf);
  if (field) field.value = address;
  if (shelf.isConnected) paneBody.scrollTop = at;
  if (held) keepFocus();
  showRefused();
  showFilter();
}

function showRefused() {
  const place = find(".refused", shelf);
  if (place) place.replaceChildren(...refused.map(noticeLine));
}

function showWork(work) {
  const place = find(".work", shelf);
  if (!place) return;
  const seen = JSON.stringify(work);
  if (seen === workSeen && place.hasChildNodes()) return; // a button that is being pressed stays
  workSeen = seen;
  if (!work) return place.replaceChildren();
  const parts = [make("p", "stage", work.words)];
  if (work.active) {
    const bar = make("progress", "");
    bar.setAttribute("aria-label", "Progress");
    if (work.share !== null) bar.value = work.share;
    parts.push(bar);
  }
  parts.push(...work.messages.map(noticeLine));
  if (work.cancellable) parts.push(toolButton("Cancel", "", () => act("/cancel")));
  else if (!work.active) parts.push(toolButton("Close", "Close this message", () => act("/dismiss")));
  const held = document.activeElement?.closest(".work button")?.textContent;
  place.replaceChildren(...parts);
  const again = findAll("button", place).find((button) => button.textContent === held);
  if (again) again.focus();
}

function noticeLine(text) {
  const line = make("p", "notice");
  const isolated = document.createElement("bdi");
  isolated.textContent = text;
  line.append(isolated);
  return line;
}

function showNotice(text) {
  const place = find(".work", shelf);
  workSeen = "";
  if (place) place.replaceChildren(noticeLine(text));
}

async function act(path, body) {
  try {
    await post(path, body);
    await watchShelf();
  } catch (error) {
    showNotice(reason(error));
  }
}

// Several files go one after the other; one that is refused does not keep the others back.
async function addFiles(files) {
  refused = [];
  showRefused();
  let n = 0;
  for (const file of files) {
    n += 1;
    showNotice(files.length > 1 ? `Sending ${file.name} (${n} of ${files.length})` : `Sending ${file.name}`);
    try {
      await onShelf(`/files?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    } catch (error) {
      refused.push(error instanceof TypeError ? `${file.name}: it could not be sent; is the server still running?` : error.message);
    }
  }
  showRefused();
  await watchShelf();
}

shelf.addEventListener("change", (event) => {
  if (event.target.type === "file") {
    addFiles([...event.target.files]);
    event.target.value = "";
  } else showFilter();
});

shelf.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = find(".address input", shelf);
  const address = field.value.trim();
  if (!address) return;
  field.value = "";
  act("/address", { address });
});

// Removing can be undone, so it does not ask first.
shelf.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shelf]");
  if (!button) return;
  event.stopPropagation();
  act(`/${button.dataset.shelf}`, button.dataset.document ? { document: button.dataset.document } : {});
});

// Files may be dropped anywhere; the documents come up to take them.
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files") && find(".adding", shelf);

app.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  app.classList.add("dropping");
});
app.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) app.classList.remove("dropping");
});
app.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  app.classList.remove("dropping");
  showShelf(find('[data-do="shelf"]'));
  find(".adding", shelf).scrollIntoView({ block: "nearest" }); // what becomes of them is told below it
  addFiles([...event.dataTransfer.files]);
});
