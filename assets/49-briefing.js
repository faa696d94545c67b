/* The page of a briefing: every change is another address; pictures come one by one, files after their charts. */
(function () {
  "use strict";

  const MOST_TRIES = 8;
  const LONGEST_WAIT = 20;
  const { readAddress, viewOf } = window.doppelkern;
  const place = () => document.getElementById("briefing");
  const encoded = (value) => encodeURIComponent(value).replace(/%2C/g, ",");

  function pause(seconds, signal) {
    return new Promise(function (done, stopped) {
      const timer = setTimeout(done, seconds * 1000);
      if (signal) signal.addEventListener("abort", () => (clearTimeout(timer), stopped(signal.reason)), { once: true });
    });
  }

  /* Asked for again as often and as late as the server says, refused in its own words. */
  async function fetched(address, signal, onWait) {
    for (let tries = 1; ; tries += 1) {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal });
      if (answer.ok) return answer;
      const told = await answer.json().then((body) => body.error, () => null);
      const wait = Number(answer.headers.get("Retry-After"));
      if (!wait || wait > LONGEST_WAIT || tries === MOST_TRIES) {
        throw new Error(told ? `${told.title}. ${told.detail}` : "failed");
      }
      if (onWait) onWait(told ? told.title : String(answer.status), wait);
      await pause(wait, signal);
    }
  }

  /* From one address to the next without loading the page; then the focus stands where it stood. */

  let after = null;

  function go(address, focus, said) {
    after = { focus, said };
    history.pushState(null, "", address);
    document.dispatchEvent(new Event("doppelkern:arrive"));
  }

  function arrived(body) {
    const wanted = body.dataset.address;
    if (location.pathname + location.search !== wanted && /[?&]add=/.test(location.search)) {
      history.replaceState(history.state, "", wanted);
    }
    if (!after) return;
    const found = after.focus && body.querySelector(after.focus());
    const status = document.getElementById("briefing-status");
    if (status) status.textContent = after.said || "";
    if (found) found.focus();
    after = null;
  }

  /* Where a moved chart's own button is now; at the end of the list its other one. */
  function stepped(link) {
    const { step, to } = link.dataset;
    return function () {
      const sheet = (number) => `.briefing-sheet:nth-child(${number + 1})`;
      if (step === "remove") {
        const last = document.querySelectorAll(".briefing-sheet").length - 1;
        return last < 0 ? "a[data-step]" : `${sheet(Math.min(Number(to), last))} [data-step=remove]`;
      }
      const same = `${sheet(Number(to))} [data-step=${step}]`;
      return document.querySelector(same) ? same : `${sheet(Number(to))} [data-step]`;
    };
  }

  document.addEventListener("click", function (event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("#briefing [data-step]");
    if (link && link.href) {
      event.preventDefault();
      go(link.getAttribute("href"), stepped(link), link.dataset.said);
    }
  });

  function send(form) {
    const pairs = [...new FormData(form)]
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value)
      .map(([name, value]) => `${name}=${encoded(value)}`);
    const query = [form.dataset.base, ...pairs].filter(Boolean).join("&");
    const field = form.querySelector("[name]").name;
    go(form.getAttribute("action") + (query ? `?${query}` : ""), () => `[data-briefing=${form.dataset.briefing}] [name=${field}]`);
  }

  document.addEventListener("submit", function (event) {
    const form = event.target.closest("#briefing form[data-briefing]");
    if (!form) return;
    event.preventDefault();
    send(form);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("#briefing textarea[rows='1']")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  window.addEventListener("popstate", function () {
    if (place()) document.dispatchEvent(new Event("doppelkern:arrive"));
  });

  /* Pictures: one after the other, so that a long briefing does not ask for more than the server makes at once. */

  const made = new Map();
  let round = 0;

  async function show(holder, mine) {
    const address = holder.dataset.picture;
    const said = holder.querySelector(".briefing-waiting");
    if (!made.has(address)) {
      said.textContent = holder.dataset.making;
      try {
        const answer = await fetched(address);
        made.set(address, URL.createObjectURL(await answer.blob()));
      } catch (error) {
        const reason = error.message === "failed" || error.constructor !== Error ? "…" : error.message;
        said.textContent = holder.dataset.failed.replace("{reason}", reason);
        holder.dataset.picture = ""; /* its words stand in */
        return;
      }
    }
    if (mine !== round) return;
    const picture = new Image();
    picture.alt = holder.dataset.alt;
    picture.src = made.get(address);
    await picture.decode().catch(() => null);
    holder.replaceChildren(picture);
  }

  async function showAll(body) {
    const mine = (round += 1);
    for (const holder of body.querySelectorAll(".briefing-picture")) {
      if (mine !== round) return;
      if (holder.dataset.picture) await show(holder, mine);
    }
  }

  /* Files: each chart first, so that what is said is how far it is; then the whole, of charts that are kept by then. */

  let errand = null;

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async function make(link, progress) {
    const words = progress.dataset;
    const bar = progress.querySelector("progress");
    const said = progress.querySelector(".briefing-said");
    const cancel = progress.querySelector("[data-cancel]");
    const parts = link.dataset.parts.split(" ");
    const { signal } = errand;
    const waiting = (reason, seconds) =>
      (said.textContent = words.waiting.replace("{reason}", reason).replace("{seconds}", seconds));
    progress.hidden = cancel.hidden = bar.hidden = false;
    bar.max = parts.length + 1;
    bar.value = 0;
    try {
      for (const [number, part] of parts.entries()) {
        said.textContent = words.step.replace("{number}", number + 1).replace("{count}", parts.length);
        await (await fetched(part, signal, waiting)).blob();
        bar.value = number + 1;
      }
      said.textContent = words.binding;
      save(await (await fetched(link.href, signal, waiting)).blob(), link.download);
      bar.value = bar.max;
      said.textContent = words.saved;
    } catch (error) {
      bar.hidden = true;
      const ours = error.constructor === Error && error.message !== "failed";
      said.textContent = signal.aborted ? words.cancelled : ours ? error.message : words.failed;
    } finally {
      cancel.hidden = true;
      errand = null;
    }
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("#briefing [data-cancel]")) {
      if (errand) errand.abort();
      return;
    }
    const link = event.target.closest("#briefing a[data-parts]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (errand) return;
    errand = new AbortController();
    make(link, place().querySelector(".briefing-progress"));
  });

  /* A chart's card: its link carries the view of the moment, and the briefing that the address holds. */

  function follow(event) {
    const link = event.target.closest && event.target.closest("a[data-tool=briefing]");
    if (!link) return;
    const tools = link.closest(".card-tools");
    const view = viewOf(tools);
    view.delete("lang");
    const chosen = [...view].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    const entry = tools.dataset.slug + (chosen ? `?${chosen}` : "");
    const address = readAddress();
    const charts = (address.get("charts") || "").split(",").filter(Boolean);
    const at = Number(link.dataset.at);
    if (at) charts[at - 1] = entry;
    else charts.push(entry);
    const kept = ["lang", "theme", "title", "note"].filter((name) => address.get(name));
    const pairs = [...kept.map((name) => [name, address.get(name)]), ["charts", charts.join(",")]];
    link.href = link.dataset.path + "?" + pairs.map(([name, value]) => `${name}=${encoded(value)}`).join("&");
  }
  for (const moment of ["pointerdown", "focusin", "contextmenu", "click"]) document.addEventListener(moment, follow, true);

  let known = null;
  new MutationObserver(function () {
    const body = place();
    const first = body && body.firstElementChild;
    if (!first || first === known) return;
    known = first;
    if (errand) errand.abort();
    arrived(body);
    showAll(body);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
