/* What the browser does by itself: the address, the colours of figures, the form that fits, visible failures. */
(function () {
  "use strict";

  const NARROW = 767; // where the style sheets change; wide figures need what is beyond
  const KEPT = ["lang", "theme", "present", "charts", "title", "note", "at", "keys"]; // nothing that a reset would change
  const THEMES = ["auto", "light", "dark", "contrast"];
  const root = document.documentElement;
  const plots = new Map();

  /* Figures name colours by role, var(--ink); the theme of the page says which colour that is. */
  function coloured(value, colours) {
    if (typeof value === "string") return value.startsWith("var(--") ? colours(value.slice(4, -1)) : value;
    if (Array.isArray(value)) {
      return typeof value[0] === "number" ? value : value.map((inner) => coloured(inner, colours));
    }
    if (value && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, coloured(inner, colours)]));
    }
    return value;
  }

  /* The colours of the theme as it is now; each is asked of the browser once. */
  function coloursNow() {
    const style = getComputedStyle(root);
    const found = new Map();
    return function (role) {
      if (!found.has(role)) found.set(role, style.getPropertyValue(role).trim());
      return found.get(role);
    };
  }

  /* A numbered marker opens its milestone: the entry of the same number in the list below. */
  function openMilestones(element) {
    if (element.dataset.opens || !element.on) return element;
    element.dataset.opens = "milestones";
    element.on("plotly_click", function (event) {
      const point = event.points[0];
      if (!point || point.data.meta !== "milestones") return;
      const entry = element.closest(".card").querySelectorAll(".markers a")[Number(point.text) - 1];
      if (entry) entry.click();
    });
    return element;
  }

  function colourPlots(Plotly) {
    for (const name of ["newPlot", "react"]) {
      const draw = Plotly[name];
      Plotly[name] = function (element, figure, ...rest) {
        if (element && typeof element === "object") plots.set(element, [figure, ...rest]);
        const colours = coloursNow();
        const drawn = draw.call(Plotly, element, ...[figure, ...rest].map((part) => coloured(part, colours)));
        return drawn.then(openMilestones).then(fitOnPaper);
      };
    }
  }

  function recolour() {
    for (const [element, parts] of plots) {
      if (element.isConnected) window.Plotly.react(element, ...parts);
      else plots.delete(element);
    }
  }

  /* On paper: the theme of paper, and a width at which every text of a figure has its place. */
  const PAPER_WIDTH = 740;
  const onPaper = matchMedia("print");

  /* What is drawn while the page is being printed, an answer that came late, fits the paper too. */
  function fitOnPaper(element) {
    return onPaper.matches ? window.Plotly.relayout(element, { width: PAPER_WIDTH }) : element;
  }

  function fitPaper() {
    for (const [element, parts] of plots) {
      if (!element.isConnected) continue;
      window.Plotly.react(element, ...parts);
      if (onPaper.matches) window.Plotly.relayout(element, { width: PAPER_WIDTH });
      else window.Plotly.Plots.resize(element);
    }
  }

  const first = window.doppelkernFirst || { plotly: Promise.resolve(null) }; // texts alone have no charts
  first.plotly.then((Plotly) => Plotly && colourPlots(Plotly));
  onPaper.addEventListener("change", fitPaper);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);

  /* The address is written here and nowhere else. */
  function readAddress() {
    return new Map(new URLSearchParams(location.search));
  }

  const spelled = (parameters) =>
    [...parameters].map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ",")}`).join("&");

  function writeAddress(parameters) {
    const query = spelled(parameters);
    history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
    document.dispatchEvent(new CustomEvent("doppelkern:address", { detail: query }));
    return query;
  }

  function setParameter(name, value, standard) {
    const parameters = readAddress();
    if (value === standard) parameters.delete(name);
    else parameters.set(name, value);
    return writeAddress(parameters);
  }

  /* What the controls say, among the parameters of the address; `isNew` knows the choice that was just made. */
  function enter(parameters, inputs, isNew, standards) {
    const chosen = () => JSON.stringify([...parameters].sort());
    const before = chosen();
    for (const input of inputs) {
      const { of, parameter } = input.id;
      const name = of === "page" ? parameter : `${of}.${parameter}`;
      const value = Array.isArray(input.value) ? input.value.join("~") : input.value || "";
      if (isNew(input.id)) {
        /* The same choice may have come in its other spelling, with or without the chart's name. */
        [...parameters.keys()].filter((key) => key.split(".").pop() === parameter).forEach(function (key) {
          if (of === "page" || key === parameter) parameters.delete(key);
        });
      }
      if (!value || value === standards[name]) parameters.delete(name);
      else parameters.set(name, value);
    }
    /* Another choice begins on its first page. */
    if (chosen() !== before) parameters.delete("page");
  }

  /* The view that a choice would lead to which has not been made. */
  function viewAfter(control, value) {
    const isNew = ({ of, parameter }) => of === control.of && parameter === control.parameter;
    const inputs = [...document.querySelectorAll(`#react-entry-point input[id*='"part":"control"']`)].map(function (input) {
      const id = JSON.parse(input.id);
      return { id: id, value: isNew(id) ? value : input.value };
    });
    const parameters = readAddress();
    const { props } = window.dash_component_api.getLayout("defaults") || { props: {} };
    enter(parameters, inputs, isNew, props.data || {});
    return { query: spelled(parameters), form: fitting() };
  }

  /* What lies folded comes as HTML, escaped by the server, and is filled in once it is opened: thousands of components
     that nobody looks at would take seconds. */
  const filled = new WeakMap();

  /* Of the document's own it says only the number. */
  function folded(place) {
    const html = place.dataset.html;
    return /^\d+$/.test(html) ? first.folded[html] || "" : html;
  }

  function fill(place) {
    const open = place.closest("details");
    if ((open && (!open.open || isBehindTab(open))) || filled.get(place) === place.dataset.html) return;
    filled.set(place, place.dataset.html);
    place.innerHTML = folded(place);
  }

  /* On the page of one chart its tabs, not the reader, decide which of the open parts is seen. */
  function isBehindTab(open) {
    const alone = open.dataset.tab && open.closest("#chart-alone");
    return Boolean(alone) && !open.dataset.tab.endsWith(`.${alone.dataset.tab}`);
  }

  function fillWithin(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("[data-html]")) fill(node);
    else node.querySelectorAll("[data-html]").forEach(fill);
  }

  /* What the reader has opened stays open, and closed what was closed, when an answer asked for before takes its place. */
  function foldWithin(node) {
    if (node.nodeType === Node.ELEMENT_NODE) [node, ...node.querySelectorAll("details[data-tab]")].forEach(fold);
  }

  function fold(folded) {
    if (!folded.matches("details[data-tab]") || folded.closest("#chart-alone")) return;
    const [slug, tab] = folded.dataset.tab.split(".");
    folded.open = readAddress().get(`${slug}.tab`) === tab;
  }

  document.addEventListener("toggle", (event) => fillWithin(event.target), true);
  new MutationObserver(function (changes) {
    for (const change of changes) {
      if (change.type === "attributes") fill(change.target);
      else if (change.target instanceof SVGElement) continue; // charts, redrawn mark by mark
      else change.addedNodes.forEach((node) => (foldWithin(node), fillWithin(node)));
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["data-html"] });
  fillWithin(root); // pages that are sent whole

  /* The form that fits the width: measured on arrival, and again when the width crosses the line. */
  const narrow = matchMedia(`(max-width: ${NARROW}px)`);
  const FORMS = ["wide", "narrow", "slide", "square"];
  const fitting = function () {
    const asked = readAddress().get("present") === "1" ? "slide" : readAddress().get("form");
    return FORMS.includes(asked) ? asked : narrow.matches ? "narrow" : "wide";
  };
  narrow.addEventListener("change", function () {
    if (onPaper.matches) return; // paper is narrow, but what is being printed is the page as it stands
    if (document.querySelector("#react-entry-point #content")) window.dash_clientside.set_props("form", { data: fitting() });
  });

  /* A whole new address for the same page: all of it is drawn anew. */
  document.addEventListener("doppelkern:arrive", function () {
    window.dash_clientside.set_props("arrival", {
      data: { path: location.pathname, search: location.search, form: fitting() },
    });
  });

  const NO_UPDATE = () => window.dash_clientside.no_update;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    doppelkern: {
      /* Where the reader has arrived, and the form that fits there. */
      arrive: function (path, search) {
        if (!path) return NO_UPDATE();
        const here = { path: path, search: search || "", form: fitting() };
        const { madeFor } = first;
        first.madeFor = null;
        const isThere = madeFor && ["path", "search", "form"].every((name) => madeFor[name] === here[name]);
        return isThere ? NO_UPDATE() : here;
      },

      /* All controls of the page -> the address, and the same words to every card and to the page itself. */
      writeAddress: function (values, form, defaults, views, pages) {
        const parameters = readAddress();
        const { inputs_list: inputs, triggered } = window.dash_clientside.callback_context;
        const changed = new Set((triggered || []).map((one) => one.prop_id));
        const isNew = ({ of, parameter }) => changed.has(JSON.stringify({ of: of, parameter: parameter, part: "control" }) + ".value");
        enter(parameters, inputs[0] || [], isNew, defaults || {});
        const query = writeAddress(parameters);
        const differs = [...parameters.keys()].some((name) => !KEPT.includes(name) && !/(^|\.)tab$/.test(name));
        document.querySelectorAll(".controls .reset").forEach((link) => (link.hidden = !differs));
        const told = (view) =>
          view && view.query === query && view.form === form ? NO_UPDATE() : { query: query, form: form };
        return [views.map(told), pages.map(told)];
      },

    },
  });

  /* What a choice makes possible elsewhere: the other controls offer what there is now. */
  const ignored = new Map();

  document.addEventListener("doppelkern:news", function (event) {
    const { chart, news } = event.detail;
    ignored.set(chart, news.ignored);
    if (news.offered) offerAnew(chart, news.offered);
    if (news.ignored) sayIgnored([...new Set([...ignored.values()].flatMap((told) => told || []))]);
  });

  /* What of the address cannot be used with what was just chosen is named, not silently changed. */
  function sayIgnored(told) {
    const line = document.getElementById("ignored");
    if (!line) return;
    line.hidden = !told.length;
    line.textContent = told.length ? `${line.dataset.intro} ${told.slice(0, 5).join(line.dataset.joint)}` : "";
  }

  function offerAnew(chart, offered) {
    for (const chooser of document.querySelectorAll("[data-control]")) {
      const { of, parameter } = JSON.parse(chooser.dataset.control);
      if (!offered[parameter] || (of !== chart && (of !== "page" || !chooser.closest(`#${chart}`)))) continue;
      const { options, value } = offered[parameter];
      if (chooser.matches("select")) renewMenu(chooser, options, value);
      else renewButtons(chooser, options, value.split("~"));
    }
  }

  function renewMenu(menu, options, value) {
    menu.replaceChildren(
      ...options.map(function (one) {
        const option = new Option(one.entry, one.value);
        option.disabled = one.disabled;
        return option;
      })
    );
    menu.value = value;
  }

  /* Buttons that stay keep their place and the reader's focus; what is offered no more goes, what is new comes last. */
  function renewButtons(chooser, options, chosen) {
    const there = new Map([...chooser.querySelectorAll("button[data-value]")].map((one) => [one.dataset.value, one]));
    for (const [value, button] of there) button.hidden = !options.some((one) => one.value === value);
    for (const one of options) {
      const button = there.get(one.value) || addButton(chooser, one);
      button.disabled = one.disabled;
      button.setAttribute("aria-pressed", String(chosen.includes(one.value)));
      button.replaceChildren(one.label);
      if (!one.hint) continue;
      const hint = button.appendChild(document.createElement("span"));
      hint.className = "option-hint";
      hint.textContent = one.hint;
    }
    for (const group of chooser.querySelectorAll(".options")) {
      group.hidden = ![...group.querySelectorAll("button")].some((button) => !button.hidden);
    }
  }

  function addButton(chooser, one) {
    const groups = [...chooser.querySelectorAll(".options")];
    const named = groups.find((group) => (group.querySelector(".option-group") || {}).textContent === one.group);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "option";
    button.dataset.value = one.value;
    button.dataset.label = one.label;
    return (named || groups[groups.length - 1] || chooser).appendChild(button);
  }

  /* The browser's own menus and buttons tell the application of a choice through a hidden input. What is chosen before
     the application is there is told it on arrival. */
  const early = [];

  function tell(chooser, value, pressed) {
    if (chooser.closest("#first-words")) {
      early.push([chooser.dataset.control, pressed || value]);
      return;
    }
    const control = JSON.parse(chooser.dataset.control);
    window.dash_clientside.set_props(control, { value: value });
    const alone = document.getElementById("chart-alone");
    if (!alone || control.parameter !== "tab") return;
    alone.dataset.tab = value;
    fillWithin(alone);
  }

  function press(button) {
    const chooser = button.closest("[data-control]");
    const buttons = [...chooser.querySelectorAll("button[data-value]")];
    const pressed = (one) => one.getAttribute("aria-pressed") === "true";
    if (chooser.dataset.several) {
      button.setAttribute("aria-pressed", String(!pressed(button)));
      const chosen = buttons.filter(pressed);
      chooser.querySelector("summary").textContent =
        chosen.map((one) => one.dataset.label).join(", ") || chooser.dataset.none;
      tell(chooser, chosen.map((one) => one.dataset.value).join("~"), button.dataset.value);
    } else {
      buttons.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
      tell(chooser, button.dataset.value);
    }
  }

  new MutationObserver(function () {
    const choosers = [...document.querySelectorAll("#react-entry-point [data-control]")];
    for (const [control, value] of early.splice(0)) {
      const chooser = choosers.find((one) => one.dataset.control === control);
      const button = chooser && [...chooser.querySelectorAll("button[data-value]")].find((one) => one.dataset.value === value);
      if (chooser && chooser.matches("select")) tell(chooser, (chooser.value = value));
      else if (button) press(button);
    }
  }).observe(root, { attributeFilter: ["data-arrived"] });

  document.addEventListener("change", function (event) {
    if (event.target.matches("select[data-control]")) tell(event.target, event.target.value);
  });

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-control] button[data-value]");
    if (button) press(button);
    for (const open of document.querySelectorAll("details.several[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  /* A list that would run over the edge of the page ends with its control instead of beginning with it. */
  function keepWithin(open) {
    if (!open.matches("details.several[open]")) return;
    const list = open.querySelector(".several-list");
    list.classList.remove("at-end");
    list.classList.toggle("at-end", list.getBoundingClientRect().right > root.clientWidth);
  }

  document.addEventListener("toggle", (event) => keepWithin(event.target), true);

  /* Typing in a long list keeps the options that hold all the words. */
  document.addEventListener("input", function (event) {
    if (!event.target.closest(".finder")) return;
    const words = event.target.value.toLowerCase().split(/\s+/);
    for (const group of event.target.closest(".several-list").querySelectorAll(".options")) {
      const options = [...group.querySelectorAll(".option")];
      for (const option of options) {
        option.hidden = !words.every((word) => option.dataset.label.toLowerCase().includes(word));
      }
      group.hidden = options.every((option) => option.hidden);
    }
  });

  document.addEventListener("keydown", function (event) {
    const open = event.key === "Escape" && event.target.closest("details.several[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  /* Links and buttons that choose without a control: data-choose="sort=-value&page=" sets and clears parameters of the
     page that data-of names, without leaving it. Opened in another window they are plain links. */
  function choose(element) {
    const parameters = readAddress();
    for (const [name, value] of new URLSearchParams(element.dataset.choose)) {
      if (value) parameters.set(name, value);
      else parameters.delete(name);
    }
    const view = { query: writeAddress(parameters), form: fitting() };
    window.dash_clientside.set_props({ part: "page-view", page: element.dataset.of }, { data: view });
  }

  document.addEventListener("click", function (event) {
    const element = event.target.closest("[data-choose]");
    if (!element || element.closest("#first-words") || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    choose(element);
  });

  /* Theme: auto, light, dark, contrast in turn; charts take the new colours without the server. */
  function takeTheme(theme) {
    root.dataset.theme = theme;
    setParameter("theme", theme, "auto");
    const button = document.getElementById("theme-button");
    if (button) {
      button.setAttribute("aria-label", button.dataset[theme]);
      button.title = button.dataset[theme];
    }
    recolour();
  }

  /* Links within the dashboard take language and theme along; links to another language keep the whole view. */
  function carry(link) {
    const target = new URL(link.href, location.href);
    if (target.origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
    if (link.dataset.lang) {
      const parameters = readAddress();
      if (link.dataset.lang === "de") parameters.delete("lang");
      else parameters.set("lang", link.dataset.lang);
      const query = [...parameters].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
      link.href = location.pathname + (query ? `?${query}` : "") + location.hash;
      return;
    }
    if (link.dataset.alone) {
      target.search = alone(link.dataset.alone);
      link.href = target.pathname + target.search;
      return;
    }
    const theme = root.dataset.theme;
    if (theme && theme !== "auto") target.searchParams.set("theme", theme);
    else target.searchParams.delete("theme");
    link.href = target.pathname + target.search + target.hash;
  }

  /* The view of one chart by itself: what holds for the page, and what is written with the chart's name. */
  function alone(slug) {
    return [...readAddress()]
      .map(([name, value]) => [name.startsWith(`${slug}.`) ? name.slice(slug.length + 1) : name, value])
      .filter(([name]) => !name.includes(".") && !["tab", "present"].includes(name))
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join("&");
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("#theme-button");
    if (button) {
      takeTheme(THEMES[(THEMES.indexOf(root.dataset.theme || "auto") + 1) % THEMES.length]);
      return;
    }
    const link = event.target.closest("a[href]");
    if (link) carry(link);
  }, true);

  /* Opened tables and notes are part of the address; some are opened before this script is there. */
  function tellFold(folded) {
    const name = folded.dataset && folded.dataset.tab;
    if (!name || folded.closest("#chart-alone")) return;
    const [slug, tab] = name.split(".");
    const parameter = `${slug}.tab`;
    if (folded.open) setParameter(parameter, tab, "chart");
    else if (readAddress().get(parameter) === tab) setParameter(parameter, "chart", "chart");
  }

  document.addEventListener("toggle", (event) => tellFold(event.target), true);
  document.querySelectorAll("#first-words details[data-tab][open]").forEach(tellFold);

  /* A failed update is said where it can be seen; the chart keeps showing the view before. */
  function say(text) {
    const notice = document.getElementById("notice");
    if (!notice) return;
    notice.textContent = text || notice.dataset.failed;
    notice.hidden = false;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => (notice.hidden = true), 10000);
  }

  /* For the other scripts of the house. */
  const send = window.fetch.bind(window);

  window.doppelkern = { readAddress, writeAddress, viewAfter, fitting, folded, say, askQuietly: send };

  window.fetch = function (input, options) {
    const address = typeof input === "string" ? input : input.url || "";
    if (!address.includes("_dash-update-component")) return send(input, options);
    return send(input, options).then(
      function (answer) {
        if (answer.status >= 400) say();
        return answer;
      },
      function (error) {
        say();
        throw error;
      }
    );
  };
})();
