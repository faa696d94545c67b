/* Tables of charts are sorted by their headings: by the values, not by the letters of the numbers. The order in which
   the server wrote them comes back with the third press. */
(function () {
  "use strict";

  const orders = new WeakMap(); // table body -> its rows as they came
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
  const NEXT_NUMERIC = { none: "descending", descending: "ascending", ascending: "none" };

  function compare(collator, place, sign) {
    const key = (row) => row.cells[place];
    return function (first, second) {
      const [a, b] = [key(first), key(second)];
      const [missingA, missingB] = [a, b].map((cell) => Boolean(cell.querySelector(".unseen")));
      if (missingA || missingB) return missingA - missingB; // what is missing stands last in either order
      if (a.dataset.sort && b.dataset.sort) return sign * (Number(a.dataset.sort) - Number(b.dataset.sort));
      return sign * collator.compare(a.textContent, b.textContent);
    };
  }

  function mark(heading, order) {
    if (order === "none") heading.removeAttribute("aria-sort");
    else heading.setAttribute("aria-sort", order);
    heading.querySelector(".sort-mark").className = `sort-mark sort-${order}`;
  }

  function sort(heading) {
    const table = heading.closest("table");
    const body = table.tBodies[0];
    if (!orders.has(body)) orders.set(body, [...body.rows]);
    const before = heading.getAttribute("aria-sort") || "none";
    const order = (heading.classList.contains("numeric") ? NEXT_NUMERIC : NEXT)[before];
    for (const other of heading.parentNode.cells) mark(other, other === heading ? order : "none");
    const rows = [...orders.get(body)];
    if (order !== "none") {
      const language = table.closest("[lang]").lang;
      const collator = new Intl.Collator(language, { numeric: true });
      rows.sort(compare(collator, heading.cellIndex, order === "ascending" ? 1 : -1));
    }
    body.append(...rows);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest(".sortable .sort-button");
    if (button) sort(button.closest("th"));
  });
})();
