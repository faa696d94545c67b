/* Runs in every page that is measured, before its own scripts: when content was seen, charts were drawn and answered,
   in milliseconds since the navigation began, the same way for all. Set `window.benchPlots` to the number awaited. */
(() => {
  const seen = (window.bench = { content: 0, drawn: 0, answers: 0, shift: 0, shifts: [] });
  const answered = new WeakSet();

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      seen.shift += entry.value;
      seen.shifts.push([Math.round(entry.startTime), entry.value, entry.sources.map((one) => one.node && (one.node.id || one.node.className || one.node.nodeName)).join(" ")]);
    }
  }).observe({ type: "layout-shift", buffered: true });

  function inView(element) {
    const box = element.getBoundingClientRect();
    return box.width > 150 && box.height > 60 && box.top < innerHeight && box.bottom > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  }

  /* A headline, and a picture or table in view: at least five shapes, cells, or a picture that has come. */
  function hasContent() {
    const headline = [...document.querySelectorAll("h1, .gtitle")].some((one) => one.textContent.trim());
    if (!headline) return false;
    return [...document.querySelectorAll("svg, table, img")].some(function (one) {
      if (!inView(one)) return false;
      if (one.matches("img")) return one.complete && one.naturalWidth > 100;
      return one.querySelectorAll(one.matches("table") ? "td" : "path, rect, text").length > 4;
    });
  }

  function ask(plot) {
    if (answered.has(plot)) return true;
    if (!plot.benchListens) {
      plot.benchListens = true;
      plot.on("plotly_hover", () => answered.add(plot));
    }
    const points = plot.querySelectorAll(".point path, path.point, .points path");
    const layers = [...plot.querySelectorAll(".nsewdrag")];
    for (const point of [...points].slice(0, 40)) {
      const box = point.getBoundingClientRect();
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      const layer = layers.find((one) => {
        const area = one.getBoundingClientRect();
        return area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
      });
      if (!layer) continue;
      layer.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX: x, clientY: y, view: window }));
      if (answered.has(plot)) return true;
    }
    return false;
  }

  function look() {
    const now = performance.now();
    if (!seen.content && document.body && hasContent()) seen.content = now;
    const plots = [...document.querySelectorAll(".js-plotly-plot")].filter((one) => one.querySelector(".main-svg .trace"));
    if (plots.length >= (window.benchPlots || 1)) {
      if (!seen.drawn) seen.drawn = now;
      if (!seen.answers && plots.every((one) => one.on && ask(one))) seen.answers = performance.now();
    }
    if (!seen.answers) requestAnimationFrame(look);
  }
  requestAnimationFrame(look);

  /* Changes a control by `choose` and waits until the chart has other data and the frame after that is on its way. */
  window.benchChange = (choose, limit) =>
    new Promise((done, fail) => {
      const plot = document.querySelector(".js-plotly-plot");
      const shown = () => JSON.stringify([plot.data.map((one) => [one.x, one.y, one.text]), (plot.layout.title || {}).text]);
      const before = shown();
      const begun = performance.now();
      const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
      const wait = () => {
        if (shown() !== before) return painted();
        if (performance.now() - begun > limit) return fail(new Error("the chart did not change"));
        setTimeout(wait, 1);
      };
      plot.removeAllListeners && plot.removeAllListeners("plotly_afterplot");
      plot.on("plotly_afterplot", function drawn() {
        if (shown() !== before) painted();
      });
      choose();
      setTimeout(() => fail(new Error("the chart did not change")), limit);
    });
})();
