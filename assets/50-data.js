/* The data page: a place named in the address is brought into sight, and so is a table that was chosen from afar. */
(function () {
  "use strict";

  let arrived = false;

  function show(id) {
    const place = document.getElementById(id);
    if (place) place.scrollIntoView({ block: "start" });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    doppelkern_data: {
      /* The rows come as HTML, written and escaped by the server: as components they would take seconds. The page is
         filled after the browser has looked for the place that its address names. */
      fill: function (rows) {
        document.getElementById("table-region").innerHTML = rows || "";
        if (!arrived && location.hash) show(decodeURIComponent(location.hash.slice(1)));
        arrived = true;
        return String((rows || "").length);
      },
    },
  });

  /* What was pressed is drawn anew with the rows; whoever works by keyboard stays where they were. */
  function sameAgain(pressed) {
    if (pressed.closest("#table-chooser")) return document.querySelector(".table-name[aria-current]");
    const heading = pressed.closest("th");
    if (heading) return document.querySelector(`.package-table th.${heading.classList[0]} button`);
    const label = (link) => link.getAttribute("aria-label") || link.textContent;
    const links = [...document.querySelectorAll(".table-pages a")];
    return links.find((link) => label(link) === label(pressed)) || document.querySelector(".package-area");
  }

  function keepPlace(pressed, container) {
    const drawn = new MutationObserver(function () {
      drawn.disconnect();
      const again = sameAgain(pressed);
      if (again && document.activeElement === document.body) again.focus({ preventScroll: true });
    });
    drawn.observe(container, { childList: true });
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("[data-choose]");
    if (!link || !event.defaultPrevented) return;
    const area = document.querySelector(".package-area");
    if (area && !link.closest("thead")) area.scrollTo(0, 0);
    const container = link.closest("#table-region, #table-chooser");
    if (container) keepPlace(link, container);
    if (link.classList.contains("to-table")) show("tables");
    else if (link.closest(".table-pages")) show("title-table");
  });
})();
