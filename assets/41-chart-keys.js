/* Charts by keyboard and by ear: arrow keys lead from value to value, each is said and its marks are ringed. The
   sentences are the server's; they come with the figure, so that what is said is what is drawn. */
(function () {
  "use strict";

  const LEAP = 10;
  const LEAST = 16; // pixels of a ring
  const states = new WeakMap(); // region -> { at, open }

  const plotOf = (region) => region.querySelector(".js-plotly-plot");
  const stateOf = (region) => states.get(region) || states.set(region, { at: -1, open: false }).get(region);

  function spoken(region) {
    const plot = plotOf(region);
    return (plot && plot.layout && plot.layout.meta && plot.layout.meta.spoken) || { points: [] };
  }

  /* The elements of a row's marks: points by the data that is bound to them, shapes and texts by their number. */
  function elements(region, spots) {
    const plot = plotOf(region);
    if (!plot || !plot.calcdata) return [];
    const bound = new Map();
    for (const one of plot.querySelectorAll(".point, .points > path, .points > g")) bound.set(one.__data__, one);
    const found = spots.map(function ([kind, first, second]) {
      if (kind === "s") return plot.querySelector(`.shapelayer path[data-index="${first}"]`);
      if (kind === "a") return plot.querySelector(`.annotation[data-index="${first}"]`);
      const trace = plot.calcdata.find((points) => points[0] && points[0].trace && points[0].trace.index === first);
      return trace && bound.get(trace.find((point) => point.i === second) || trace[second]);
    });
    return found.filter(Boolean);
  }

  function ringed(region) {
    const { at } = stateOf(region);
    const { points } = spoken(region);
    const rings = region.querySelector(".chart-rings");
    const frame = region.getBoundingClientRect();
    const zoom = frame.width / region.offsetWidth || 1;
    const boxes = at < 0 || !points[at] ? [] : elements(region, points[at][3]).map((one) => one.getBoundingClientRect());
    const placed = boxes.map(function (box) {
      const ring = document.createElement("span");
      const [wide, high] = [Math.max(box.width + 8, LEAST), Math.max(box.height + 8, LEAST)];
      ring.style.left = `${(box.left + box.width / 2 - wide / 2 - frame.left) / zoom}px`;
      ring.style.top = `${(box.top + box.height / 2 - high / 2 - frame.top) / zoom}px`;
      ring.style.width = `${wide / zoom}px`;
      ring.style.height = `${high / zoom}px`;
      return ring;
    });
    rings.replaceChildren(...placed);
    return placed;
  }

  /* The words stand beside the mark, below or above it, never beyond the plot. */
  function place(region) {
    const [ring] = ringed(region);
    const said = region.querySelector(".chart-said");
    if (!said.textContent) return;
    const top = ring ? ring.offsetTop : 0;
    const below = ring ? top + ring.offsetHeight + 6 : 0;
    const middle = ring ? ring.offsetLeft + ring.offsetWidth / 2 : 0;
    const left = Math.min(Math.max(middle - said.offsetWidth / 2, 0), region.offsetWidth - said.offsetWidth);
    const fits = below + said.offsetHeight <= region.offsetHeight;
    said.style.left = `${Math.max(left, 0)}px`;
    said.style.top = `${fits ? below : Math.max(top - said.offsetHeight - 6, 0)}px`;
  }

  function say(region) {
    const state = stateOf(region);
    const point = spoken(region).points[state.at];
    const said = region.querySelector(".chart-said");
    const words = !point ? "" : state.open ? point[0] + point[1] : point[0];
    if (said.textContent !== words) said.textContent = words;
    place(region);
  }

  function leave(region) {
    stateOf(region).open = false;
    region.querySelector(".chart-said").textContent = "";
    region.querySelector(".chart-rings").replaceChildren();
  }

  function go(region, to) {
    const state = stateOf(region);
    const last = spoken(region).points.length - 1;
    if (last < 0) return;
    state.at = Math.min(Math.max(to, 0), last);
    state.open = false;
    say(region);
  }

  /* Where reading begins: a list with its first entry, a course of time with its newest value. */
  function start({ points, down }) {
    if (down) return 0;
    return points.filter((point) => point[2] === points[0][2]).length - 1;
  }

  function bounds(points, series) {
    const places = points.map((point, i) => (point[2] === series ? i : -1)).filter((i) => i >= 0);
    return [places[0], places[places.length - 1]];
  }

  /* Along: the next value, in a list of the next block too. Across: the same place of the next series. */
  function along(region, steps) {
    const { points, down } = spoken(region);
    const { at } = stateOf(region);
    const [first, last] = down ? [0, points.length - 1] : bounds(points, points[at][2]);
    go(region, Math.min(Math.max(at + steps, first), last));
  }

  function across(region, way) {
    const { points } = spoken(region);
    const { at } = stateOf(region);
    const order = [...new Set(points.map((point) => point[2]))];
    const next = order[order.indexOf(points[at][2]) + way];
    if (order.length === 1) return along(region, way);
    if (next === undefined) return go(region, at);
    const [first, last] = bounds(points, next);
    const [start, end] = bounds(points, points[at][2]);
    const share = end > start ? (at - start) / (end - start) : 1;
    go(region, nearest(points, at, first, last, first + Math.round(share * (last - first))));
  }

  /* In another series the value of the same time, where it begins with the same words. */
  function nearest(points, at, first, last, otherwise) {
    const time = points[at][0].split(/[,，]/)[0];
    for (let i = first; i <= last; i += 1) if (points[i][0].split(/[,，]/)[0] === time) return i;
    return otherwise;
  }

  function toEnd(region, event, way) {
    const { points, down } = spoken(region);
    const { at } = stateOf(region);
    const whole = down || event.ctrlKey || event.metaKey;
    const [first, last] = whole ? [0, points.length - 1] : bounds(points, points[Math.max(at, 0)][2]);
    go(region, way < 0 ? first : last);
  }

  /* A milestone is opened as by its own link, also where that lies in the list beside; a value says what more is known. */
  function open(region) {
    const point = spoken(region).points[stateOf(region).at];
    if (!point) return;
    const [, , , , code] = point;
    const named = (link) => new URL(link.href, location.href).searchParams.get("milestone") === code;
    const links = code ? [...document.querySelectorAll("a[data-milestone], .markers a")] : [];
    const link = links.find((one) => one.dataset.milestone === code) || links.find(named);
    if (link) link.click();
    else if (code && region.dataset.milestones) follow(region.dataset.milestones, code);
    else {
      stateOf(region).open = true;
      say(region);
    }
  }

  function follow(address, code) {
    const link = document.createElement("a");
    link.href = `${address}${address.includes("?") ? "&" : "?"}milestone=${code}`;
    document.body.append(link);
    link.click();
    link.remove();
  }

  function back(region) {
    const state = stateOf(region);
    if (state.open) {
      state.open = false;
      say(region);
    } else leave(region);
  }

  function steps(region, key) {
    const { down } = spoken(region);
    const keys = {
      ArrowRight: () => (down ? across(region, 1) : along(region, 1)),
      ArrowLeft: () => (down ? across(region, -1) : along(region, -1)),
      ArrowDown: () => (down ? along(region, 1) : across(region, 1)),
      ArrowUp: () => (down ? along(region, -1) : across(region, -1)),
      PageDown: () => along(region, LEAP),
      PageUp: () => along(region, -LEAP),
    };
    return keys[key];
  }

  const shown = (region) => Boolean(region.querySelector(".chart-said").textContent);

  /* Before the document's other keys: while a presentation is shown, its keys go first. */
  document.addEventListener("keydown", function (event) {
    const region = event.target.closest && event.target.closest(".chart-region");
    if (!region || event.target !== region || document.documentElement.dataset.present || event.altKey) return;
    const { points } = spoken(region);
    if (!points.length) return;
    const step = steps(region, event.key);
    if (event.key === "Home" || event.key === "End") toEnd(region, event, event.key === "Home" ? -1 : 1);
    else if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    else if (step && !shown(region)) go(region, stateOf(region).at < 0 ? start(spoken(region)) : stateOf(region).at);
    else if (step) step();
    else if ((event.key === "Enter" || event.key === " ") && shown(region)) open(region);
    else if (event.key === "Escape" && shown(region)) back(region);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  /* What is drawn anew, for another width, theme or choice, is ringed and said anew. */
  function follows(region) {
    const plot = plotOf(region);
    if (!plot || !plot.on || plot.dataset.heard) return;
    plot.dataset.heard = "yes";
    plot.on("plotly_afterplot", function () {
      if (!shown(region)) return;
      const state = stateOf(region);
      const last = spoken(region).points.length - 1;
      if (last < 0) return leave(region);
      if (state.at > last) Object.assign(state, { at: last, open: false });
      say(region);
    });
  }

  document.addEventListener("focusin", function (event) {
    if (event.target.matches && event.target.matches(".chart-region")) follows(event.target);
  });
  document.addEventListener("focusout", function (event) {
    if (event.target.matches && event.target.matches(".chart-region")) leave(event.target);
  });
  addEventListener("resize", function () {
    const region = document.activeElement;
    if (region && region.matches(".chart-region") && shown(region)) place(region);
  });

  /* To the table of the chart: its fold or its tab is opened, and the area that scrolls takes the focus. */
  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest(".chart-skip");
    if (!button) return;
    const fold = button.closest(".card").querySelector(".folded[data-tab$='.table']");
    if (!fold) return;
    const tab = document.querySelector("#chart-alone ~ * [data-value=table], #chart-alone [data-value=table]");
    if (tab && button.closest("#chart-alone")) tab.click();
    fold.open = true;
    requestAnimationFrame(function arrive() {
      const area = fold.querySelector(".table-area");
      if (!area || !area.offsetParent) return void requestAnimationFrame(arrive);
      area.focus();
    });
  });
})();
