/* Taking a chart away: files of exactly the view in the address, pictures, tables and sentences for the clipboard. */
(function () {
  "use strict";

  const MOST_TRIES = 4;
  const LONGEST_WAIT = 20;
  const IMAGES = ["png", "svg", "pdf"];
  const { readAddress } = window.doppelkern;

  const toolsOf = (element) => element.closest(".card-tools");
  const cardOf = (element) => element.closest(".card, .key-figures");
  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  /* The view of one chart: its language and its own choices, wherever the address writes them. */
  function viewOf(tools) {
    const address = readAddress();
    const view = new URLSearchParams();
    if (address.get("lang")) view.set("lang", address.get("lang"));
    for (const name of tools.dataset.parameters.split(" ")) {
      const value = address.get(`${tools.dataset.slug}.${name}`) || address.get(name);
      if (value) view.set(name, value);
    }
    return view;
  }

  function query(view) {
    const pairs = [...view].map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ",")}`);
    return pairs.length ? `?${pairs.join("&")}` : "";
  }

  const pageOf = (tools) =>
    new URL(tools.dataset.page || tools.dataset.path, location.href).href + query(viewOf(tools));

  function fileOf(tools, extension) {
    const view = viewOf(tools);
    if (extension === "csv") view.set("bom", "1");
    if (IMAGES.includes(extension)) {
      const chosen = (name) => (tools.querySelector(`[data-image=${name}]`) || {}).value;
      const colours = chosen("colours") || "light";
      view.set("size", chosen("size") || "natural");
      if (colours === "grey") view.set("variant", "grey");
      else if (colours !== "light") view.set("theme", colours);
    }
    return `${tools.dataset.path}.${extension}${query(view)}`;
  }

  function say(tools, name, values) {
    const place = tools.querySelector(".download .tool-said");
    if (!place) return;
    const text = place.dataset[name] || name;
    place.textContent = Object.entries(values || {}).reduce((said, [key, value]) => said.replace(`{${key}}`, value), text);
  }

  /* What the server makes: asked for again as often and as late as it says, refused in its own words. */

  async function fetched(address, onWait) {
    for (let tries = 1; ; tries += 1) {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) return answer;
      const told = await answer.json().then((body) => body.error, () => null);
      const wait = Number(answer.headers.get("Retry-After"));
      if (!wait || wait > LONGEST_WAIT || tries === MOST_TRIES) {
        throw new Error(told ? `${told.title}. ${told.detail}` : "failed");
      }
      onWait(told ? told.title : String(answer.status), wait);
      await pause(wait);
    }
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click(); /* outside the document, where nothing takes it for a link of the page or closes a menu */
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function nameOf(answer, otherwise) {
    const given = /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") || "");
    return given ? given[1] : otherwise;
  }

  /* One errand at a time; whatever goes wrong is said where it was asked for. */
  async function errand(tools, work) {
    if (tools.dataset.busy) return;
    tools.dataset.busy = "yes";
    say(tools, "making");
    try {
      say(tools, await work());
    } catch (error) {
      say(tools, error.message === "failed" || !(error.constructor === Error) ? "failed" : error.message);
    } finally {
      delete tools.dataset.busy;
    }
  }

  const waiting = (tools) => (reason, seconds) => say(tools, "waiting", { reason, seconds });

  async function download(tools, link) {
    const answer = await fetched(fileOf(tools, link.dataset.file), waiting(tools));
    save(await answer.blob(), nameOf(answer, link.download));
    return "saved";
  }

  /* The clipboard: where the page came by plain http, browsers only know the older way, and only for texts. */

  function older(data, inside) {
    const field = document.createElement("textarea");
    field.value = data["text/plain"];
    field.className = "unseen";
    inside.append(field);
    const active = document.activeElement;
    field.select();
    const give = function (event) {
      for (const [kind, text] of Object.entries(data)) event.clipboardData.setData(kind, text);
      event.preventDefault();
    };
    document.addEventListener("copy", give);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", give);
    field.remove();
    if (active) active.focus({ preventScroll: true });
    if (!done) throw new Error("failed");
  }

  async function copy(data, inside) {
    if (navigator.clipboard && window.ClipboardItem) {
      const blobs = Object.entries(data).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
      try {
        return await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      } catch (refused) {
        /* In a frame without leave for it, the older way may still be open. */
      }
    }
    older(data, inside);
  }

  async function copyImage(tools) {
    const name = tools.querySelector("[data-file=png], [data-picture]");
    const picture = makesImages(tools)
      ? fetched(fileOf(tools, "png"), waiting(tools)).then((answer) => answer.blob())
      : pictureOf(tools).then(({ blob }) => blob);
    if (navigator.clipboard && window.ClipboardItem) {
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
        return "copied";
      } catch (refused) {
        await picture; /* its own failure goes first */
      }
    }
    save(await picture, name.download || `${tools.dataset.slug}.png`);
    return "saved_instead";
  }

  const MINUS = /\u2212/g;
  const SPACES = /[\u00a0\u202f]/g;
  const FORMULA = /^[=+\-@\t\r]/;

  /* Numbers as spreadsheets read them; a text that one would take for a formula is kept a text. */
  function plain(cell) {
    const bare = cell.cloneNode(true);
    for (const heard of bare.querySelectorAll(".unseen, .term-help")) heard.remove();
    const text = bare.textContent.trim().replace(SPACES, " ").replace(/\s+/g, " ");
    if (cell.classList.contains("numeric")) return text.replace(MINUS, "-");
    return FORMULA.test(text) ? `'${text}` : text;
  }

  function tableOf(tools) {
    const folded = cardOf(tools).querySelector("[data-tab$='.table'] [data-html]");
    if (!folded) throw new Error("failed");
    const table = new DOMParser().parseFromString(window.doppelkern.folded(folded), "text/html").querySelector("table");
    const rows = [...table.rows].map((row) => [...row.cells]);
    const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    const marked = function (cell) {
      const align = cell.classList.contains("numeric") ? ' align="right"' : "";
      const kind = cell.parentNode.parentNode.tagName === "THEAD" ? "th" : "td";
      return `<${kind}${align}>${escaped(plain(cell))}</${kind}>`;
    };
    const lines = rows.map((cells) => `<tr>${cells.map(marked).join("")}</tr>`).join("");
    return {
      "text/html": `<table border="1" cellspacing="0" cellpadding="4">${lines}</table>`,
      "text/plain": rows.map((cells) => cells.map(plain).join("\t")).join("\r\n"),
    };
  }

  function sentenceOf(tools) {
    const card = cardOf(tools);
    const said = (name) => ((card.querySelector(name) || {}).textContent || "").trim().replace(/[.。]$/, "");
    const parts = {
      title: said(".headline") || card.getAttribute("aria-label"),
      subtitle: said(".subtitle"),
      source: said(".source-line"),
      link: pageOf(tools),
    };
    const form = tools.querySelector(".download .tool-said").dataset.sentence;
    const filled = parts.subtitle ? form : form.replace(/\{subtitle\}[.。] ?/, "");
    return { "text/plain": filled.replace(/\{(\w+)\}/g, (whole, name) => parts[name]) };
  }

  const COPIES = {
    image: copyImage,
    table: (tools) => copy(tableOf(tools), tools).then(() => "copied"),
    sentence: (tools) => copy(sentenceOf(tools), tools).then(() => "copied"),
  };

  /* Where the host has no browser, the reader's own makes the picture. */

  const makesImages = (tools) => tools.querySelector(".tool-rows").dataset.images === "host";

  function pictureOf(tools) {
    const file = new URL(fileOf(tools, "png"), location.href);
    file.pathname = file.pathname.replace(/\/chart\/([^/]+)\.png$/, "/picture/$1.json");
    return window.doppelkern.picture(file.href);
  }

  async function picture(tools) {
    const { blob, name } = await pictureOf(tools);
    save(blob, name);
    return "saved";
  }

  /* What is pressed. Links hold the address of the moment, also when they are opened elsewhere or copied. */

  function refresh(event) {
    const link = event.target.closest && event.target.closest("[data-file]");
    if (link) link.href = fileOf(toolsOf(link), link.dataset.file);
  }
  for (const moment of ["pointerdown", "focusin", "contextmenu"]) document.addEventListener(moment, refresh, true);

  document.addEventListener("click", function (event) {
    refresh(event);
    const pressed = event.target.closest("[data-file], [data-copy], [data-picture]");
    if (!pressed || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const tools = toolsOf(pressed);
    if (pressed.dataset.file) errand(tools, () => download(tools, pressed));
    else if (pressed.dataset.copy) errand(tools, async () => COPIES[pressed.dataset.copy](tools));
    else errand(tools, () => picture(tools));
  }, true);

  /* Menus: one open at a time; Escape and a press elsewhere close it, Escape gives the focus back. */

  function shut(menu) {
    menu.open = false;
  }

  document.addEventListener("click", function (event) {
    for (const menu of document.querySelectorAll(".tool-menu[open]")) if (!menu.contains(event.target)) shut(menu);
  });

  document.addEventListener("keydown", function (event) {
    const menu = event.key === "Escape" && event.target.closest && event.target.closest(".tool-menu[open]");
    if (!menu) return;
    event.stopPropagation();
    shut(menu);
    menu.querySelector("summary").focus();
  });

  document.addEventListener("toggle", function (event) {
    if (!event.target.matches || !event.target.matches(".tool-menu")) return;
    if (!event.target.open) {
      say(toolsOf(event.target), "");
      return;
    }
    for (const menu of document.querySelectorAll(".tool-menu[open]")) if (menu !== event.target) shut(menu);
    const address = pageOf(toolsOf(event.target));
    for (const place of event.target.querySelectorAll("[data-view-address]")) place.textContent = address;
  }, true);

  Object.assign(window.doppelkern, { viewOf, query, copy });
})();
