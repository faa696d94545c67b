/* The title of the window says the page, and where something was chosen the finding of that choice before it. */
(function () {
  "use strict";

  const KEPT = ["lang", "theme", "present", "charts", "title", "note", "at", "tab", "id", "hide"];
  const page = document.title;
  let soon = 0;

  function entitle() {
    soon = 0;
    const heading = document.querySelector("#content h1");
    const chosen = [...new URLSearchParams(location.search).keys()].some((name) => !KEPT.includes(name.split(".").pop()));
    const title = chosen && heading && heading.textContent.trim() ? `${heading.textContent.trim()} – ${page}` : page;
    if (document.title !== title) document.title = title;
  }

  new MutationObserver(function () {
    soon = soon || requestAnimationFrame(entitle);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
})();
