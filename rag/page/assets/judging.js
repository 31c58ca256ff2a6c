// Judging an answer: right at a press, anything else with a word on it.

const VERDICTS = [
  ["right", "Right"],
  ["wrong", "Wrong"],
  ["citation_wrong", "The citation is wrong"],
  ["should_have_answered", "It should have been answered"],
  ["should_have_refused", "It should have been refused"],
];
let forms = 0; // each form's radio buttons need a name of their own

function judgingFor(turn) {
  const right = toolButton("Right", "This answer is right", () => judge(turn, "right", "", said));
  const more = toolButton("Comment", "Comment on this answer", () => toggleForm());
  more.setAttribute("aria-expanded", "false");
  const said = make("span", "label judged");
  said.setAttribute("role", "status");
  const row = make("span", "verdict");
  row.append(right, more, said);
  let form = null;
  const toggleForm = () => {
    const shown = form === null;
    if (shown) {
      form = judgingForm(turn, said, toggleForm);
      row.parentElement.after(form);
      find("input", form).focus({ preventScroll: true });
      form.scrollIntoView({ block: "nearest", behavior: calm() });
    } else {
      form.remove();
      form = null;
      more.focus();
    }
    more.setAttribute("aria-expanded", String(shown));
  };
  return row;
}

function judgingForm(turn, said, close) {
  const form = make("form", "judging");
  form.setAttribute("aria-label", "Judge this answer");
  const choices = make("fieldset", "");
  choices.append(make("legend", "", "This answer"));
  const name = `verdict-${(forms += 1)}`;
  const refused = answersOf(turn).some((answer) => answer.refusal);
  const answered = answersOf(turn).some((answer) => answer.statements.length);
  for (const [value, text] of VERDICTS) {
    if (value === "should_have_answered" && !refused) continue;
    if (["citation_wrong", "should_have_refused"].includes(value) && !answered) continue;
    choices.append(verdictChoice(name, value, text));
  }
  const comment = make("textarea", "");
  comment.rows = 2;
  comment.maxLength = 2000;
  comment.dir = "auto";
  comment.placeholder = "A word on it, if you like";
  comment.setAttribute("aria-label", "Comment");
  const send = make("button", "quiet keep", "Send");
  form.append(choices, comment, send, toolButton("Cancel", "", close));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosenVerdict = find("input:checked", form)?.value;
    if (!chosenVerdict) {
      said.textContent = "Choose what the answer is.";
      return;
    }
    if (await judge(turn, chosenVerdict, comment.value, said)) close();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return form;
}

function verdictChoice(name, value, text) {
  const choice = make("label", "");
  const input = document.createElement("input");
  input.type = "radio";
  input.name = name;
  input.value = value;
  choice.append(input, make("span", "", text));
  return choice;
}

// Several answers side by side are judged as several.
async function judge(turn, verdict, comment, said) {
  const at = current.turns.indexOf(turn);
  const earlier = current.turns.slice(0, Math.max(at, 0)).map((one) => [one.question, answersOf(one).map((each) => each.text).join(" ")]).slice(-6);
  try {
    for (const answer of answersOf(turn)) await call("judge", answer, verdict, comment, earlier);
    said.textContent = "Kept with your judgement. Thank you.";
    return true;
  } catch (error) {
    said.textContent = reason(error);
    return false;
  }
}
