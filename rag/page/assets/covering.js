// On a narrow screen the pane covers the page: a dialog then, with nothing behind it to be reached.

const narrow = matchMedia("(max-width: 899px)");
const isNarrow = () => narrow.matches;
const covers = () => isNarrow() && app.classList.contains("pane-open");

function coverPage() {
  const covered = covers();
  for (const behind of [".bar", ".conversation"]) find(behind).inert = covered;
  pane.setAttribute("role", covered ? "dialog" : "complementary");
  for (const [name, value] of [["aria-modal", "true"], ["aria-labelledby", "chiaroscuro-position"]]) {
    if (covered) pane.setAttribute(name, value);
    else pane.removeAttribute(name);
  }
  keepEntries();
}

narrow.addEventListener("change", coverPage);

// There the way back closes it: an entry of the history stands for the pane, and one more for a
// document opened from the list. The state of an entry, {sheet}, says how many lie below it.

let address = location.href; // of what is shown; entries that come up again may have an old one
let returning = false; // entries are being left; the browser takes its time

function setAddress(to = address) {
  address = to;
  history.replaceState(history.state, "", to);
}

const entries = () => history.state?.sheet || 0;
const entriesDue = () => (!covers() ? 0 : app.dataset.pane === "document" ? 2 : 1);

function keepEntries() {
  if (returning) return;
  const missing = entriesDue() - entries();
  if (missing < 0) {
    returning = true;
    history.go(missing);
  }
  if (missing > 0 && !history.state) history.replaceState({ sheet: 0 }, "");
  for (let n = 0; n < missing; n++) history.pushState({ sheet: entries() + 1 }, "");
}

addEventListener("popstate", () => {
  if (returning) {
    returning = false;
    setAddress();
    keepEntries();
  } else if (entries() > entriesDue()) {
    keepEntries(); // forward, to what is closed
  } else if (entries() < entriesDue()) {
    if (history.state) setAddress(); // else it is another address, and what it names will be shown
    returning = true;
    while (entries() < entriesDue()) closePane();
    returning = false;
  }
});
