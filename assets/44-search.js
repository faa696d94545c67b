/* The dialog of the search: opened by its link or by /, it lists what the server finds while words are typed. */
(function () {
  "use strict";

  const WAIT = 90; // ms after the last letter
  const dialog = () => document.getElementById("search-dialog");
  const field = () => document.getElementById("search-words");
  const list = () => document.getElementById("search-list");
  const options = () => [...list().querySelectorAll("[role=option]")];
  let opener = null;
  let asked = null; // the question whose answer is waited for
  let timer = 0;

  function open(from) {
    if (!dialog() || dialog().open) return;
    opener = from;
    dialog().showModal();
    field().select();
    ask();
  }

  /* The address keeps language, theme and briefing; the words are the dialog's. */
  function address() {
    const form = new URLSearchParams(new FormData(dialog().querySelector("form")));
    const theme = document.documentElement.dataset.theme;
    if (theme && theme !== "auto") form.set("theme", theme);
    else form.delete("theme");
    if (!form.get("q").trim()) form.delete("q");
    return `${dialog().dataset.answers}?${form}`;
  }

  async function ask() {
    const question = (asked = { words: field().value.trim() });
    const answer = await fetch(address(), { headers: { Accept: "application/json" } })
      .then((got) => (got.ok ? got.json() : null))
      .catch(() => null);
    if (asked !== question || !dialog() || !dialog().open) return; // overtaken by the next letter
    if (answer) show(answer, question.words);
    else say(dialog().dataset.failed);
  }

  function say(text) {
    document.getElementById("search-said").textContent = text;
  }

  function made(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function show(answer, words) {
    list().replaceChildren(...answer.groups.map(group));
    if (!answer.groups.length) list().append(...nothing(answer));
    say(answer.said);
    const all = document.getElementById("search-all");
    all.href = answer.page;
    all.parentElement.hidden = !words || !answer.groups.length;
    dialog().dataset.words = words;
    choose(words && options()[0]);
    list().scrollTop = 0;
  }

  function nothing(answer) {
    const hint = made("p", "search-none", answer.hint);
    const way = made("a", "", answer.tables.label);
    way.href = answer.tables.href;
    hint.append(" ", way);
    return [hint];
  }

  function group(one, number) {
    const part = made("div", "search-group");
    part.setAttribute("role", "group");
    const name = made("p", "search-kind", one.name);
    name.id = `search-kind-${number}`;
    name.setAttribute("role", "presentation");
    part.setAttribute("aria-labelledby", name.id);
    part.append(name, ...one.found.map((found, place) => option(found, `search-${number}-${place}`)));
    if (one.more) part.append(option({ label: one.more, href: "", page: true }, `search-${number}-more`));
    return part;
  }

  function option(found, id) {
    const link = made("a", found.page ? "search-option search-more" : "search-option");
    link.id = id;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.href = found.page ? document.getElementById("search-all").href : found.href;
    link.append(made("span", "search-label", found.label));
    if (found.other) {
      const other = made("span", "search-other", found.other);
      other.lang = found.lang;
      link.append(" ", other);
    }
    if (found.detail) link.append(made("span", "search-detail", found.detail));
    return link;
  }

  function choose(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    field().setAttribute("aria-expanded", String(options().length > 0));
    if (option) {
      field().setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field().removeAttribute("aria-activedescendant");
  }

  function move(step) {
    const all = options();
    if (!all.length) return;
    const place = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    choose(all[(place + step + all.length + (place < 0 && step < 0 ? 1 : 0)) % all.length]);
  }

  document.addEventListener("input", function (event) {
    if (event.target !== field()) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  document.addEventListener("keydown", function (event) {
    if (event.target === field() && !event.isComposing && !event.altKey && !event.ctrlKey && !event.metaKey) {
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Enter") go();
      else return;
      event.preventDefault();
      return;
    }
    const link = document.getElementById("search-open");
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.defaultPrevented;
    if (event.key !== "/" || !link || !link.hasAttribute("aria-keyshortcuts") || typing || !plain) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open(document.activeElement);
  });

  /* What was typed last is what counts: words whose answer is still on its way go to the page. */
  function go() {
    const chosen = options().find((one) => one.getAttribute("aria-selected") === "true");
    if (chosen && dialog().dataset.words === field().value.trim()) chosen.click();
    else if (field().value.trim()) dialog().querySelector("form").submit();
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("#search-open");
    if (link && dialog() && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button) {
      event.preventDefault();
      open(link);
      return;
    }
    const within = event.target.closest("#search-dialog");
    if (!within) return;
    if (event.target === within || event.target.closest(".dialog-close")) within.close();
    else if (event.target.closest(".search-keys")) switchKeys();
    else if (event.target.closest("a[href]") && event.target.closest("a").pathname === location.pathname) leave();
  });

  /* A result on this very page: the dialog makes way. */
  function leave() {
    opener = null;
    dialog().close();
  }

  /* The key / can be switched off, for those whose tools type by themselves; the address remembers. */
  function switchKeys() {
    const { readAddress, writeAddress } = window.doppelkern;
    const parameters = readAddress();
    if (parameters.get("keys") === "off") parameters.delete("keys");
    else parameters.set("keys", "off");
    writeAddress(parameters);
    location.reload();
  }

  document.addEventListener("close", function (event) {
    if (event.target !== dialog()) return;
    asked = null;
    if (opener && opener.isConnected && opener !== document.body) opener.focus();
    opener = null;
  }, true);
})();
