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
}

narrow.addEventListener("change", coverPage);
