/* Choosing a milestone: by its mark in the plot, by its entry in the list, by the steps of its panel. */
(function () {
  "use strict";

  const CONTROL = { of: "page", parameter: "milestone", part: "control" };
  const BESIDE = matchMedia("(min-width: 1024px)");
  let returning = ""; // where the focus goes once the panel is there: the step that was used, or its heading

  const control = () => document.getElementById(JSON.stringify(CONTROL));

  function choose(code, focus) {
    returning = focus || "";
    window.dash_clientside.set_props(CONTROL, { value: code });
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-milestone]");
    if (!link || !control() || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.dataset.milestone, link.dataset.step || (link.dataset.milestone ? "heading" : "list"));
  });

  /* A link to a place that lies folded opens what it lies in. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest('a[href^="#"]');
    const place = link && document.getElementById(link.getAttribute("href").slice(1));
    if (place) unfold(place);
  });

  function unfold(place) {
    const folded = place.closest("details");
    if (folded) folded.open = true;
  }

  /* On phones and beside a panel that stands below the plot: bring it into view where it is not. */
  function show(panel) {
    const box = panel.getBoundingClientRect();
    if (box.top >= 0 && (box.bottom <= innerHeight || box.top < innerHeight * 0.4)) return;
    panel.scrollIntoView({ block: "start" });
  }

  function mark(code) {
    for (const link of document.querySelectorAll("#milestone-list a[data-milestone]")) {
      if (link.dataset.milestone === code) {
        link.setAttribute("aria-current", "true");
        unfold(link);
      } else link.removeAttribute("aria-current");
    }
  }

  function settle() {
    const panel = document.getElementById("milestone-panel");
    if (!panel || !control()) return;
    const chosen = control().value;
    const before = settle.chosen;
    settle.chosen = chosen;
    mark(chosen);
    if (before === undefined) {
      if (chosen && !BESIDE.matches && !location.hash) show(panel);
      return;
    }
    if (before === chosen) return;
    if (BESIDE.matches) panel.scrollTop = 0;
    if (chosen && !BESIDE.matches) show(panel);
    const step = panel.querySelector(`[data-step="${returning}"]`);
    const entry = document.querySelector(`#milestone-${before} a[data-milestone]`);
    if (step) step.focus({ preventScroll: true });
    else if (returning === "list" && entry) entry.focus({ preventScroll: BESIDE.matches });
    else if (returning && chosen) document.getElementById("chosen-milestone").focus({ preventScroll: true });
    returning = "";
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    milestones: {
      clicked: function (clicks) {
        const point = ((clicks || []).filter(Boolean)[0] || { points: [] }).points[0];
        const [, code, year] = (point && Array.isArray(point.customdata) && point.customdata) || [];
        if (code && control()) choose(code);
        const heading = year && document.getElementById(`year-${year}`);
        if (heading) {
          unfold(heading);
          heading.scrollIntoView();
        }
        return (window.dash_clientside.callback_context.outputs_list || []).map(() => window.dash_clientside.no_update);
      },
      settle: function () {
        requestAnimationFrame(() => requestAnimationFrame(settle));
        return window.dash_clientside.no_update;
      },
    },
  });
})();
