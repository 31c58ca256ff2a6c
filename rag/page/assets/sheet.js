// The picture of a PDF page: fetched when its evidence is opened, turned and enlarged.

const ZOOMS = [100, 150, 225];

async function loadSheet(figure, page, zoom = 0) {
  const { document: id, start, end } = figure.closest(".evidence").dataset;
  figure.dataset.page = page;
  try {
    const html = await call("sheet", id, Number(page), Number(start), Number(end));
    if (!figure.isConnected || figure.dataset.page !== String(page)) return;
    const turned = figure.contains(document.activeElement) ? document.activeElement.dataset.turn : null;
    figure.innerHTML = html;
    zoomSheet(figure, zoom);
    if (turned) (find(`[data-turn="${turned}"]:not(:disabled)`, figure) || find(".sheet-view", figure)).focus({ preventScroll: true });
    showLit(figure);
  } catch (error) {
    figure.replaceChildren(make("p", "sheet-note", reason(error)));
  }
}

function zoomSheet(figure, zoom) {
  figure.dataset.zoom = Math.min(Math.max(zoom, 0), ZOOMS.length - 1);
  find(".sheet-picture", figure).style.width = `${ZOOMS[figure.dataset.zoom]}%`;
  find(".sheet-view", figure).classList.toggle("enlarged", figure.dataset.zoom !== "0");
}

function showLit(figure) {
  const lit = find(".lit", figure);
  const view = find(".sheet-view", figure);
  if (!lit) return;
  view.scrollTop = lit.offsetTop - view.clientHeight * 0.35;
  view.scrollLeft = lit.offsetLeft - 40;
}

function loadSheetOf(pane) {
  const figure = find("figure.sheet", pane);
  if (figure) loadSheet(figure, figure.dataset.page);
}

paneBody.addEventListener("click", (event) => {
  const button = event.target.closest("[data-turn], [data-zoom]:not(figure)");
  if (!button) return;
  const figure = button.closest("figure");
  const zoom = Number(figure.dataset.zoom);
  if (button.dataset.turn) loadSheet(figure, Number(figure.dataset.page) + Number(button.dataset.turn), zoom);
  else {
    zoomSheet(figure, zoom + Number(button.dataset.zoom));
    showLit(figure);
  }
});
