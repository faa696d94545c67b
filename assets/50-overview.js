/* A link to one of several charts of a page, or to a statement: the page is filled after the browser has looked for it. */
(function () {
  "use strict";

  if (!location.hash) return;
  const name = decodeURIComponent(location.hash.slice(1));

  const waiting = new MutationObserver(function () {
    const place = document.querySelector("#content") && document.getElementById(name);
    if (!place) return;
    waiting.disconnect();
    if (place.matches(".card, .article, .statement")) {
      requestAnimationFrame(() => place.scrollIntoView({ block: "start" }));
    }
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
