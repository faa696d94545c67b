/* Presentation: ?present=1 fills the screen with one chart at a time; keys step and leave. The address says where. */
(function () {
  "use strict";

  const [WIDTH, HEIGHT] = [1280, 720];
  const { readAddress, writeAddress, fitting } = window.doppelkern;
  const root = document.documentElement;
  const bar = () => document.getElementById("present-bar");
  const slides = () => [...document.querySelectorAll("#content > .story, #content .key-figures, #content .card")];
  const presenting = () => readAddress().get("present") === "1";
  let byOurselves = false; // whether full screen is left on purpose, not by Escape

  const form = (name) => document.getElementById("content") && window.dash_clientside.set_props("form", { data: name });

  /* On the milestones page the milestones are what is stepped through; its other charts come after the last one. */
  const steps = (slide) => ({
    next: slide.querySelector("[data-step=following]"),
    previous: slide.querySelector("[data-step=previous]"),
  });

  /* The event with which stepping begins: the oldest, where the timeline is what is shown. */
  function oldest() {
    if (!current().querySelector("#milestone-panel")) return null;
    return [...document.querySelectorAll("#milestone-list a[data-milestone]")].pop() || null;
  }

  const current = () => slides().find((slide) => slide.hasAttribute("data-presented"));

  /* The headings of other slides are out of sight: what is shown has the first. */
  function rank(slide, first) {
    const heading = slide.querySelector(".headline");
    if (first && heading) heading.setAttribute("aria-level", "1");
    else if (heading) heading.removeAttribute("aria-level");
  }

  function show(slide) {
    for (const other of slides()) {
      other.toggleAttribute("data-presented", other === slide);
      rank(other, other === slide);
    }
    const place = slides().indexOf(slide) + 1;
    document.getElementById("present-counter").textContent = `${place} / ${slides().length}`;
    bar().querySelector("[data-present=previous]").disabled = !neighbour(-1);
    bar().querySelector("[data-present=next]").disabled = !neighbour(1);
    if (slide.id && location.hash !== `#${slide.id}`) {
      history.replaceState(history.state, "", location.pathname + location.search + `#${slide.id}`);
    }
    fit();
  }

  /* The slide is laid out for 1280 × 720 and enlarged as a whole; what is higher is enlarged less. */
  function fit() {
    const slide = current();
    if (!slide) return;
    slide.style.zoom = 1;
    const high = Math.max(HEIGHT, slide.scrollHeight);
    slide.style.zoom = Math.min(innerWidth / WIDTH, innerHeight / high);
  }

  function neighbour(way) {
    const slide = current();
    const step = slide && steps(slide)[way > 0 ? "next" : "previous"];
    if (step && step.matches("a")) return step;
    const first = slide && way > 0 && !slide.querySelector("#chosen-milestone") && oldest();
    return first || slides()[slides().indexOf(slide) + way];
  }

  function go(way) {
    const next = neighbour(way);
    if (!next) return;
    if (next.matches("a")) next.click();
    else show(next);
  }

  function enter() {
    const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    root.dataset.present = "yes";
    bar().hidden = false;
    form(fitting());
    show(slides().includes(named) ? named : slides()[0]);
  }

  function leave() {
    const slide = current();
    const parameters = readAddress();
    parameters.delete("present");
    writeAddress(parameters);
    delete root.dataset.present;
    bar().hidden = true;
    for (const one of slides()) {
      one.removeAttribute("data-presented");
      rank(one, false);
      one.style.zoom = "";
    }
    form(fitting());
    if (document.fullscreenElement) {
      byOurselves = true;
      document.exitFullscreen();
    }
    if (slide) slide.scrollIntoView({ block: "start" });
    const link = slide && slide.querySelector("[data-tool=present]");
    if (link) link.focus({ preventScroll: true });
  }

  function fullScreen() {
    if (document.fullscreenElement) {
      byOurselves = true;
      document.exitFullscreen();
    } else if (root.requestFullscreen) {
      root.requestFullscreen().catch(() => {});
    }
  }

  const STEPS = { previous: () => go(-1), next: () => go(1), full: fullScreen, leave: leave };
  const KEYS = {
    ArrowRight: STEPS.next, ArrowDown: STEPS.next, PageDown: STEPS.next, " ": STEPS.next,
    ArrowLeft: STEPS.previous, ArrowUp: STEPS.previous, PageUp: STEPS.previous,
    Home: () => show(slides()[0]), End: () => show(slides()[slides().length - 1]),
    f: fullScreen, Escape: leave,
  };

  document.addEventListener("keydown", function (event) {
    const free = !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select");
    if (!root.dataset.present || !free || !KEYS[event.key]) return;
    if (event.key === " " && event.target.closest("button, a")) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  document.addEventListener("click", function (event) {
    const button = event.target.closest("#present-bar button");
    if (button) STEPS[button.dataset.present]();
    const link = event.target.closest("[data-tool=present]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const parameters = readAddress();
    parameters.set("present", "1");
    writeAddress(parameters);
    history.replaceState(history.state, "", location.pathname + location.search + `#${link.closest(".card-tools").dataset.slug}`);
    fullScreen();
    enter();
  });

  document.addEventListener("fullscreenchange", function () {
    if (!document.fullscreenElement && root.dataset.present && !byOurselves) leave();
    byOurselves = false;
  });
  addEventListener("hashchange", function () {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (root.dataset.present && slides().includes(named)) show(named);
  });
  addEventListener("resize", fit);
  new ResizeObserver(fit).observe(document.body);

  /* Whoever arrives with present=1 begins at once; what is drawn anew is fitted anew. */
  let soon = 0;
  new MutationObserver(function () {
    if (!bar() || soon) return;
    soon = setTimeout(function () {
      soon = 0;
      if (presenting() && !root.dataset.present && slides().length) enter();
      else if (root.dataset.present && current()) show(current());
    }, 60);
  }).observe(document.body, { childList: true, subtree: true });
})();
