// How to answer: kept in this browser, except whose words are wanted, which is for this page alone.

const OPTIONS = "chiaroscuro.options";
const options = find(".options");
const optionsButton = find('[data-do="options"]');
const field = (name) => find(`[name="${name}"]`, options);
const modeFields = findAll('[name="mode"]', options);

const speakers = () => field("speakers").value.split(";").map((name) => name.trim()).filter(Boolean);
const besideButton = find('[data-do="beside"]');

function wish() {
  return {
    mode: modeFields.find((one) => one.checked).value,
    sentences: Number(field("sentences").value),
    speakers: speakers(),
    side_by_side: besideButton.getAttribute("aria-pressed") === "true",
  };
}

function readOptions() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(OPTIONS)) || {};
  } catch {
    return;
  }
  const mode = modeFields.find((one) => one.value === kept.mode && !one.disabled);
  if (mode) mode.checked = true;
  if (findAll("option", options).some((one) => one.textContent === String(kept.sentences))) field("sentences").value = kept.sentences;
}

function sayOptions() {
  const { mode, sentences, speakers: names } = wish();
  const how = { quote: "Quoted", select: "Selected", write: "Written", both: "Quoted and written" }[mode];
  const by = names.length ? `, by ${names.join(" and ")}` : "";
  optionsButton.textContent = `${how}, ${sentences} sentence${sentences === 1 ? "" : "s"}${by}`;
}

function toggleOptions(shown = options.hidden) {
  options.hidden = !shown;
  optionsButton.setAttribute("aria-expanded", String(shown));
  if (shown) modeFields.find((one) => one.checked).focus();
  else if (options.contains(document.activeElement)) optionsButton.focus();
}

options.addEventListener("change", () => {
  const { mode, sentences } = wish();
  localStorage.setItem(OPTIONS, JSON.stringify({ mode, sentences }));
  sayOptions();
});
options.addEventListener("input", sayOptions);
options.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" && !(event.key === "Enter" && event.target.matches("[type=text]"))) return;
  event.preventDefault();
  event.stopPropagation();
  toggleOptions(false);
  optionsButton.focus();
});
document.addEventListener("pointerdown", (event) => {
  if (!options.hidden && !options.contains(event.target) && event.target !== optionsButton) toggleOptions(false);
});

// Two documents or more can be asked side by side.
function offerBeside() {
  besideButton.hidden = chosen().length < 2;
  if (besideButton.hidden) besideButton.setAttribute("aria-pressed", "false");
}

readOptions();
sayOptions();
