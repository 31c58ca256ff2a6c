"""How a report looks: its style, the script of its filter, and text that is only text there."""

from __future__ import annotations

import html

STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1c1a; --soft: #635f57;
  --line: #dedad2; --one: #1f4e79; --band: #1f4e7933; --bad: #a4262c; --good: #2e6b3a;
  --doubt: #8a5a00; --card: #fff }
@media (prefers-color-scheme: dark) { :root { --paper: #171614; --ink: #ece8e1; --soft: #a8a297;
  --line: #3a3733; --one: #8db9e2; --band: #8db9e240; --bad: #f09a9a; --good: #8fc79a;
  --doubt: #e0b45f; --card: #201e1b } }
body { font: 15px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 72rem; margin: 2.5rem auto 6rem; padding: 0 1.25rem }
h1, h2, h3, .tile b { font-family: Georgia, "Times New Roman", serif; font-weight: 600 }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .4rem }
h2 { font-size: 1.35rem; margin: 3rem 0 .6rem }
h3 { margin: 0; font-size: 1.05rem }
p { margin: .35rem 0 } .muted { color: var(--soft) } .facts { max-width: 46rem }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .8rem;
  margin: 1.6rem 0 }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: .8rem 1rem }
.tile b { display: block; font-size: 1.9rem; line-height: 1.2 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .28rem .8rem .28rem 0; border-bottom: 1px solid var(--line);
  vertical-align: baseline }
td { white-space: nowrap }
th { font-weight: 600; color: var(--soft) } tbody th { color: inherit; font-weight: 400 }
tbody th { min-width: 9rem; max-width: 20rem } th small { line-height: 1.3; display: inline-block }
small { color: var(--soft); font-size: .8rem }
.bar { display: inline-block; position: relative; width: 3.2rem; height: .6rem; margin: 0 .5rem;
  border-bottom: 1px solid var(--line) }
.bar i { position: absolute; top: 0; bottom: 0; background: var(--band) }
.bar em { position: absolute; top: 0; bottom: 0; width: 2px; background: var(--one) }
.shares { display: flex; height: 1.6rem; border-radius: 4px; overflow: hidden; margin: .2rem 0 }
.shares span { color: var(--paper); font-size: .8rem; line-height: 1.6rem; text-align: center;
  overflow: hidden; min-width: 1px }
.key { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .4rem 0 }
.key i { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px;
  margin-right: .4rem; vertical-align: -.08rem }
.curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1.6rem }
figure { margin: 0 } figcaption { max-width: 22rem } svg { max-width: 100%; height: auto }
svg text { font-size: 11px; fill: var(--soft) }
.filter label { max-width: 100%; display: flex; gap: .4rem; align-items: center }
.filter select, .filter input { min-width: 0; flex: 1 1 auto }
.filter { position: sticky; top: 0; z-index: 1; background: var(--paper); padding: .7rem 0;
  display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center;
  border-bottom: 1px solid var(--line) }
input, select { font: inherit; color: inherit; background: var(--card); padding: .2rem .5rem;
  border: 1px solid var(--soft); border-radius: 4px; max-width: 100%; box-sizing: border-box }
:focus-visible { outline: 2px solid var(--one); outline-offset: 2px }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; margin: .6rem 0 }
.pair > div { min-width: 0; overflow-wrap: anywhere }
.pair > div > b { color: var(--soft); font-weight: 600 }
.said { border-left: 3px solid var(--line); padding-left: .8rem }
.good { color: var(--good) } .bad { color: var(--bad) } .doubt { color: var(--doubt) }
article { border-bottom: 1px solid var(--line); padding: 1.3rem 0; scroll-margin-top: 4rem }
article[hidden] { display: none }
summary { cursor: pointer; color: var(--soft) }
@media (max-width: 50rem) { .pair { grid-template-columns: 1fr; gap: .5rem }
  .filter { position: static } }
@media print { .filter { position: static } details:not([open]) { display: none } }
"""
SCRIPT = """
const pick = id => document.getElementById(id);
function show() {
  const type = pick('type').value, what = pick('what').value, words = pick('words').value;
  let n = 0;
  for (const one of document.querySelectorAll('article')) {
    const fits = (!type || one.dataset.type === type)
      && (!what || one.dataset.what.split(' ').includes(what))
      && one.textContent.toLowerCase().includes(words.toLowerCase());
    one.hidden = !fits; n += fits;
  }
  pick('count').textContent = n === 1 ? '1 question' : n + ' questions';
}
for (const id of ['type', 'what', 'words']) pick(id).addEventListener('input', show);
function jump() {
  const one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!one) return;
  pick('what').value = pick('type').value = pick('words').value = '';
  show();
  one.scrollIntoView();
}
addEventListener('hashchange', jump);
show();
jump();
"""


def as_text(value: object) -> str:
    """Returns a value as HTML in which nothing is markup."""
    return html.escape(str(value))
