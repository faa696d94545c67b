/* An open page says so once the data it shows is no longer the newest, and offers to load itself anew. */
(function () {
  "use strict";

  const EVERY = 60000;

  function outdated(answer, notice) {
    return answer.data_version && answer.data_version !== notice.dataset.version;
  }

  function look() {
    const notice = document.getElementById("new-data");
    if (!notice || document.hidden || !notice.hidden) return;
    fetch(notice.dataset.asks, { cache: "no-store" })
      .then((answer) => (answer.ok ? answer.json() : {}))
      .then((answer) => (notice.hidden = !outdated(answer, notice)))
      .catch(() => {}); // without a connection there is no news; the next look may find some
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest("#new-data .reload")) return;
    event.preventDefault();
    location.reload();
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY);
})();
