/* Asks beforehand for what a reader's next step would ask for: the choice under the pointer or with the focus, and in a menu
   the neighbours of the one just made. It changes nothing by itself: an answer waits until the application asks for it. */
(function () {
  "use strict";

  const { viewAfter, askQuietly } = window.doppelkern;
  const ENDPOINT = "_dash-update-component";
  const CARD = '..{"chart":["MATCH"],"part":"figure"}.figure';
  const GOOD_FOR = 30000; // milliseconds: the data may be replaced
  const AT_MOST = 6;
  const waiting = new Map();

  /* What the application will send once the chart's view is this one. */
  function bodyOf(chart, view, shown) {
    const { output } = window.doppelkernDependencies.find((one) => one.output.startsWith(CARD));
    const id = (part) => ({ chart: chart, part: part });
    const outputs = output.slice(2, -2).split("...").map(function (one) {
      const end = one.lastIndexOf(".");
      return { id: id(JSON.parse(one.slice(0, end)).part), property: one.slice(end + 1) };
    });
    return {
      output: output,
      outputs: outputs,
      inputs: [{ id: id("view"), property: "data", value: view }],
      changedPropIds: [`${JSON.stringify(id("view"))}.data`],
      state: [
        { id: id("shown"), property: "data", value: shown },
        { id: id("view"), property: "id", value: id("view") },
      ],
    };
  }

  /* What the answer hangs on: the chart, its view, and what it shows now. */
  function keyOf({ output, inputs, state }) {
    if (!output.startsWith(CARD)) return null;
    const { query, form } = inputs[0].value || {};
    return JSON.stringify([inputs[0].id.chart, query, form, state[0].value]);
  }

  const isGood = (one) => performance.now() - one.asked < GOOD_FOR;
  const isSparing = () => Boolean(navigator.connection && navigator.connection.saveData);

  function askNow(body) {
    const { requests_pathname_prefix: prefix } = JSON.parse(document.getElementById("_dash-config").textContent);
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    const asked = { method: "POST", credentials: "same-origin", headers: headers, body: JSON.stringify(body) };
    return askQuietly(prefix + ENDPOINT, asked).then((answer) => (answer.ok ? answer : null)).catch(() => null);
  }

  /* The chart that a chooser is for, if it is for one alone; tabs change no chart. */
  function chartOf(chooser) {
    const { of, parameter } = JSON.parse(chooser.dataset.control);
    if (parameter === "tab") return null;
    if (of !== "page") return of;
    const cards = document.querySelectorAll("#react-entry-point .card[id]");
    return cards.length === 1 ? cards[0].id : null;
  }

  function askAhead(chooser, value) {
    const chart = chartOf(chooser);
    const held = chart && window.dash_component_api.getLayout({ part: "shown", chart: chart });
    if (!held || isSparing()) return null;
    const body = bodyOf(chart, viewAfter(JSON.parse(chooser.dataset.control), value), held.props.data);
    const key = keyOf(body);
    if (waiting.has(key) && isGood(waiting.get(key))) return null;
    const answer = askNow(body);
    waiting.set(key, { answer: answer, asked: performance.now() });
    if (waiting.size > AT_MOST) waiting.delete(waiting.keys().next().value);
    return answer;
  }

  /* An answer that waits is taken once; where it failed, the question is asked as if nothing had been. */
  const ask = window.fetch;
  window.fetch = function (input, options) {
    const isChange = typeof input === "string" && input.includes(ENDPOINT) && waiting.size;
    const key = isChange ? keyOf(JSON.parse(options.body)) : null;
    const found = waiting.get(key);
    if (!found) return ask.call(window, input, options);
    waiting.delete(key);
    const again = () => ask.call(window, input, options);
    return isGood(found) ? found.answer.then((answer) => answer || again()) : again();
  };

  /* ── What the next step may be ────────────────────────────────────────────────────────────────────────────────── */

  const stood = new WeakMap(); // where the choice of a menu stood before
  const changed = new Map(); // by chart, the menu changed last

  /* First on in the direction in which the reader goes, then back. */
  async function askAround(menu) {
    const offered = [...menu.options].filter((one) => !one.disabled);
    const at = offered.findIndex((one) => one.value === menu.value);
    const before = stood.has(menu) ? stood.get(menu) : at - 1;
    stood.set(menu, at);
    const step = before > at ? -1 : 1;
    for (const next of [offered[at + step], offered[at - step]]) if (next) await askAhead(menu, next.value);
  }

  function consider(event) {
    const chooser = event.target.closest && event.target.closest("#react-entry-point [data-control]");
    if (!chooser || chooser.dataset.several) return;
    const button = event.target.closest("button[data-value]");
    if ((button || chooser).contains(event.relatedTarget)) return; // it was there already
    if (chooser.matches("select")) askAround(chooser);
    else if (button && button.getAttribute("aria-pressed") !== "true") askAhead(chooser, button.dataset.value);
  }

  document.addEventListener("pointerover", consider);
  document.addEventListener("focusin", consider);
  document.addEventListener("change", function (event) {
    const menu = event.target;
    if (menu.matches("#react-entry-point select[data-control]")) changed.set(chartOf(menu), menu);
  });

  /* The chart shows the choice: now its neighbours. */
  document.addEventListener("doppelkern:news", function (event) {
    const menu = changed.get(event.detail.chart);
    changed.delete(event.detail.chart);
    if (menu && menu.isConnected) askAround(menu);
  });
})();
