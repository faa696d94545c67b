/* A marked term shows its meaning beside it, taken from the page of terms; that page is asked for once. */
(function () {
  "use strict";

  const GAP = 8;
  const popover = () => document.getElementById("term-popover");
  let page = null; // the page of terms, once it was needed
  let marked = null; // the term whose meaning is shown

  function address(code) {
    return `${popover().dataset.terms}#${code}`;
  }

  function terms() {
    if (!page) {
      page = fetch(popover().dataset.terms)
        .then((got) => (got.ok ? got.text() : Promise.reject(got.status)))
        .then((text) => new DOMParser().parseFromString(text, "text/html"));
      page.catch(() => (page = null));
    }
    return page;
  }

  async function explain(button) {
    const code = button.dataset.term;
    marked = button;
    const said = await terms().then((found) => meaning(found, code)).catch(() => null);
    if (marked !== button || !popover()) return;
    const place = popover();
    place.querySelector(".term-said").replaceChildren(...(said || [failed()]));
    place.querySelector(".term-all").href = address(code);
    place.setAttribute("aria-label", button.textContent.trim().length > 1 ? button.textContent : button.title);
    place.hidden = false;
    if (!place.popover) place.popover = "auto";
    if (!place.matches(":popover-open")) place.showPopover();
    button.setAttribute("aria-expanded", "true");
    setBeside(place, button.getBoundingClientRect());
    place.focus({ preventScroll: true });
  }

  function meaning(found, code) {
    const entry = found.getElementById(code);
    if (!entry) return null;
    const name = document.createElement("p");
    name.className = "term-name";
    name.textContent = entry.querySelector("dt").textContent;
    const texts = [...entry.querySelectorAll("dd > p")].map(function (one) {
      const text = document.createElement("p");
      text.className = one.className;
      text.textContent = one.textContent;
      return text;
    });
    return [name, ...texts];
  }

  function failed() {
    const text = document.createElement("p");
    text.textContent = popover().dataset.failed;
    return text;
  }

  /* Below the term where there is room, else above it; never beyond the sides. */
  function setBeside(place, at) {
    const { width, height } = place.getBoundingClientRect();
    const right = document.documentElement.clientWidth - width - GAP;
    const below = at.bottom + GAP;
    const above = at.top - height - GAP;
    const fits = below + height <= innerHeight || above < 0;
    place.style.left = `${Math.max(GAP, Math.min(at.left, right)) + scrollX}px`;
    place.style.top = `${(fits ? below : above) + scrollY}px`;
  }

  function hide() {
    if (popover() && popover().matches(":popover-open")) popover().hidePopover();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-term]");
    if (button && popover()) {
      event.preventDefault();
      if (marked === button && popover().matches(":popover-open")) hide();
      else explain(button);
    } else if (event.target.closest("#term-popover .dialog-close")) hide();
  });

  document.addEventListener("keydown", function (event) {
    if (!["Enter", " "].includes(event.key) || !event.target.matches("span[data-term]")) return;
    event.preventDefault();
    event.target.click();
  });

  document.addEventListener("toggle", function (event) {
    if (event.target !== popover() || event.newState !== "closed") return;
    const button = marked;
    marked = null;
    if (!button || !button.isConnected) return;
    button.removeAttribute("aria-expanded");
    if (popover().contains(document.activeElement) || document.activeElement === document.body) button.focus();
  }, true);
})();
