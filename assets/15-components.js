/* The few components of Dash that the pages are made of, in place of Dash's own files, which are half a megabyte: the
   elements of HTML, the place of a chart, hidden inputs, what is kept, the address. And the way in: layout and callbacks
   come with the document, so that nothing is asked for before the page is there. */
(function () {
  "use strict";

  const React = window.React;
  const root = document.documentElement;
  const { createElement, useEffect, useLayoutEffect, useRef, useState } = React;
  const NEAR = "500px"; // from the edge of the window: charts that close are drawn at once

  /* Components are given names of several parts as one text. */
  const inParts = (id) => (id && id.startsWith("{") ? JSON.parse(id) : {});

  /* ── The layout and the callbacks, once from the document ─────────────────────────────────────────────────────── */

  const given = new Map();

  function readFirst() {
    if (!first) return;
    given.set("_dash-layout", () => (isFitting() ? layoutIn(document) : inAnotherForm(window.doppelkern.fitting())));
    given.set("_dash-dependencies", () => window.doppelkernDependencies);
  }

  /* The layout of a document; what lies folded there is only among its words, and has its number here. */
  const folded = [];

  function layoutIn(made) {
    const htmls = [...made.querySelectorAll("#first-words [data-part-html]")].map((one) => one.innerHTML);
    folded.splice(0, folded.length, ...htmls);
    return JSON.parse(made.getElementById("first-layout").textContent);
  }

  const isFitting = () => window.doppelkern.fitting() === first.dataset.form;

  /* The server could not know how wide the window is: the same document in the form that fits, its words as well. */
  function inAnotherForm(form) {
    return send
      .call(window, location.href, { headers: { "X-Form": form } })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
      .then(function (text) {
        const made = new DOMParser().parseFromString(text, "text/html");
        const layout = layoutIn(made);
        const words = document.getElementById("first-words");
        if (words) words.replaceChildren(...made.getElementById("first-words").childNodes);
        madeFor.form = form;
        return layout;
      })
      .catch(function () {
        const layout = layoutIn(document);
        layout.props.children[2].props.children = null; // the application asks for it
        return layout;
      });
  }

  const answered = (content) => ({
    ok: true,
    status: 200,
    headers: new Headers({ "Content-Type": "application/json" }),
    json: () => Promise.resolve(content),
    text: () => Promise.resolve(JSON.stringify(content)),
  });

  /* The form and the address for which the document was made. */
  const first = document.getElementById("first-layout");
  const madeFor = first && { form: first.dataset.form, path: location.pathname, search: location.search };

  readFirst();
  const send = window.fetch;
  window.fetch = function (input, options) {
    const name = typeof input === "string" ? input.split("?")[0].split("/").pop() : "";
    const first = given.get(name);
    if (!first) return send.call(window, input, options);
    given.delete(name);
    return Promise.resolve(first()).then(answered);
  };

  /* ── Elements ─────────────────────────────────────────────────────────────────────────────────────────────────── */

  const NOT_FOR_ELEMENTS = ["setProps", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "children", "componentPath", "data-inner"];

  /* All but live parts comes as HTML, escaped by the server: components cost time at every change. */
  function attributes(props, inner) {
    const kept = Object.assign({}, props);
    for (const name of NOT_FOR_ELEMENTS) delete kept[name];
    if (inner !== undefined) kept.dangerouslySetInnerHTML = { __html: inner };
    return kept;
  }

  const pathTo = (node, top) => (node === top ? [] : [...pathTo(node.parentNode, top), [...node.parentNode.children].indexOf(node)]);
  const along = (path, top) => path.reduce((node, step) => node && node.children[step], top);

  /* What a callback writes anew: parts that say the same stay as they are; in the others menus stay open and focus
     stays where it was. Tables and notes are opened as the address says. */
  function renew(place, before, html) {
    const [old, made] = [before || "", html || ""].map(function (text) {
      const template = document.createElement("template");
      template.innerHTML = text;
      return template.content;
    });
    const open = [...place.querySelectorAll("details[open]:not([data-tab])")].map((one) => pathTo(one, place));
    const focused = document.activeElement;
    const way = place !== focused && place.contains(focused) ? pathTo(focused, place) : null;
    const parts = [...made.childNodes];
    const isAlike = parts.length === old.childNodes.length && parts.length === place.childNodes.length;
    if (!isAlike) place.replaceChildren(...parts);
    else parts.forEach((part, at) => part.isEqualNode(old.childNodes[at]) || place.childNodes[at].replaceWith(part));
    for (const path of open) {
      const again = along(path, place);
      if (again && again.matches("details")) again.open = true;
    }
    if (!way || focused.isConnected) return;
    const again = along(way, place);
    if (again && again.localName === focused.localName) again.focus({ preventScroll: true });
  }

  function element(tag) {
    /* Only what a callback can write to, which has a name, is written anew and shows that it waits for an answer. */
    function Named(props) {
      const loading = window.dash_component_api.useDashContext().useLoading();
      const place = useRef(null);
      const inner = props["data-inner"];
      const first = useRef(inner);
      const shown = useRef(inner);
      useLayoutEffect(function () {
        if (shown.current !== inner) renew(place.current, shown.current, inner);
        shown.current = inner;
      }, [inner]);
      const kept = attributes(props, first.current);
      kept.ref = place;
      if (loading) kept["data-dash-is-loading"] = true;
      return createElement(tag, kept, props.children);
    }
    return (props) => (props.id ? createElement(Named, props) : createElement(tag, attributes(props, props["data-inner"]), props.children));
  }

  const elements = {};
  window.dash_html_components = new Proxy(elements, {
    get: (kept, name) => (typeof name === "string" ? (kept[name] ||= element(name.toLowerCase())) : undefined),
  });

  /* ── What is kept, the address, inputs ────────────────────────────────────────────────────────────────────────── */

  /* What is kept for the script is told to it once the page has been painted: no reader waits for it. */
  function Store(props) {
    const { part, chart } = inParts(props.id);
    useEffect(
      function () {
        if (part !== "news") return;
        const detail = { chart: chart, news: props.data || {} };
        const tell = () => document.dispatchEvent(new CustomEvent("doppelkern:news", { detail: detail }));
        requestAnimationFrame(() => setTimeout(tell));
      },
      [props.data]
    );
    return null;
  }

  function Location(props) {
    useEffect(function () {
      const tell = () =>
        props.setProps({
          pathname: location.pathname,
          search: location.search,
          hash: location.hash,
          href: location.href,
        });
      tell();
      addEventListener("popstate", tell);
      return () => removeEventListener("popstate", tell);
    }, []);
    return null;
  }

  function Input(props) {
    const [typed, setTyped] = useState(props.value || "");
    const waiting = useRef(0);
    useEffect(() => setTyped(props.value || ""), [props.value]);
    if (props.type === "hidden") return createElement("input", { type: "hidden", id: props.id, value: props.value || "", readOnly: true });

    function say(value) {
      clearTimeout(waiting.current);
      if (value !== (props.value || "")) props.setProps({ value: value });
    }

    function changed(event) {
      const value = event.target.value;
      setTyped(value);
      clearTimeout(waiting.current);
      waiting.current = setTimeout(() => say(value), (Number(props.debounce) || 0) * 1000);
    }

    const field = createElement("input", {
      id: props.id,
      type: props.type || "text",
      value: typed,
      placeholder: props.placeholder,
      maxLength: props.maxLength,
      className: "dash-input-element",
      onChange: changed,
      onKeyDown: (event) => event.key === "Enter" && say(event.target.value),
    });
    return createElement("div", { className: `dash-input-container ${props.className || ""}` }, field);
  }

  /* ── Charts ───────────────────────────────────────────────────────────────────────────────────────────────────── */

  /* Plotly comes beside this script, not before it: the page is made meanwhile. */
  const arriving = document.querySelector("script[data-plotly]");
  const plotly = new Promise(function (ready) {
    if (window.Plotly || !arriving) ready(window.Plotly);
    else arriving.addEventListener("load", () => ready(window.Plotly));
  });

  /* Those near the window are drawn first, the others one by one when the browser has nothing else to do. */
  const waiting = new Map();
  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 50));
  let resting = false;

  function drawNow(place) {
    const work = waiting.get(place);
    waiting.delete(place);
    if (!work) return;
    near.unobserve(place);
    work();
  }

  const near = new IntersectionObserver(
    function (entries) {
      const close = entries.filter((entry) => entry.isIntersecting);
      close.forEach((entry) => drawNow(entry.target));
      if (waiting.size && !resting) rest();
    },
    { rootMargin: NEAR }
  );

  function rest() {
    resting = true;
    idle(function () {
      const next = waiting.keys().next();
      if (!next.done) drawNow(next.value);
      resting = false;
      if (waiting.size) rest();
    }, { timeout: 3000 });
  }

  addEventListener("beforeprint", () => [...waiting.keys()].forEach(drawNow));

  const inWords = (points, place) =>
    points.map(function (point) {
      const plain = Object.fromEntries(
        Object.entries(point).filter(([key, value]) => !["fullData", "xaxis", "yaxis"].includes(key) && (value === null || typeof value !== "object"))
      );
      const custom = (place.data[point.curveNumber] || {}).customdata;
      if (custom && point.pointNumber !== undefined) plain.customdata = custom[point.pointNumber];
      return plain;
    });

  /* A chart is laid out by the widths of its texts: it waits a moment for their faces, which come before its script. */
  const faces = Promise.race([document.fonts.ready, new Promise((done) => setTimeout(done, 2000))]);

  async function draw(place, now, tell) {
    const [Plotly] = await Promise.all([plotly, faces]);
    const props = now();
    if (!Plotly || !place.isConnected) return;
    const figure = props.figure || {};
    if (!figure.data) {
      if (place.dataset.drawn) Plotly.purge(place);
      delete place.dataset.drawn;
      return;
    }
    const layout = Object.assign({}, figure.layout, { autosize: true, height: undefined, width: undefined });
    await Plotly.react(place, { data: figure.data, layout: layout, config: props.config });
    if (!place.dataset.drawn) place.on("plotly_click", (event) => tell({ clickData: { points: inWords(event.points, place) } }));
    place.dataset.drawn = "yes";
    place.parentNode.querySelectorAll(".plot-picture").forEach((picture) => picture.remove());
  }

  function fit(place) {
    if (!place.dataset.drawn || !place.offsetWidth || matchMedia("print").matches) return;
    const drawn = place._fullLayout || {};
    if (drawn.width !== place.offsetWidth || drawn.height !== place.offsetHeight) window.Plotly.Plots.resize(place);
  }

  function Graph(props) {
    const place = useRef(null);
    const latest = useRef(props);
    latest.current = props;
    const loading = window.dash_component_api.useDashContext().useLoading();

    /* The picture of the document stays until the chart is drawn. */
    useLayoutEffect(function () {
      const slug = inParts(props.id).chart;
      const picture = slug && document.querySelector(`#first-words [data-picture-of="${slug}"] > .plot-picture`);
      if (picture) place.current.parentNode.append(picture.cloneNode(true));
    }, []);

    useEffect(function () {
      const resized = new ResizeObserver(() => fit(place.current));
      resized.observe(place.current);
      const kept = place.current;
      return function () {
        resized.disconnect();
        waiting.delete(kept);
        near.unobserve(kept);
        if (kept.dataset.drawn) window.Plotly.purge(kept);
      };
    }, []);

    useEffect(function () {
      const work = () => draw(place.current, () => latest.current, (news) => latest.current.setProps(news));
      if (place.current.dataset.drawn || matchMedia("print").matches) work();
      else {
        waiting.set(place.current, work);
        near.unobserve(place.current);
        near.observe(place.current);
      }
    }, [props.figure]);

    const shown = { id: props.id, className: "dash-graph", style: props.style };
    if (loading) shown["data-dash-is-loading"] = true;
    return createElement("div", shown, createElement("div", { ref: place, style: { width: "100%", height: "100%" } }));
  }

  window.dash_core_components = { Graph, Input, Location, Store };

  /* ── The page takes the place of the first words at once, when it is there ─────────────────────────────────────── */

  const words = document.getElementById("first-words");
  const live = document.getElementById("react-entry-point");
  if (words && live && !root.hasAttribute("data-embed")) {
    const coming = new MutationObserver(function () {
      if (!live.querySelector("#content")) return;
      coming.disconnect();
      words.remove();
      root.dataset.arrived = "";
    });
    coming.observe(live, { childList: true, subtree: true });
  }

  window.doppelkernFirst = { madeFor, plotly, folded };
})();
