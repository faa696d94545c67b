/* An embed in a portal's frame: its height and its address as messages, a portal's choices in, links out of the frame.
   Runs before the application: the words of the document stay until the content is there, and for good where the
   sandbox forbids what the application needs. */
(function () {
  "use strict";

  const settings = JSON.parse(document.querySelector('meta[name="embed"]').content);
  const root = document.documentElement;
  const wrapper = document.getElementById("embed");
  const words = document.getElementById("first-words");
  const KEPT = ["lang", "theme", "hide", "id"];
  const MOST_PARAMETERS = 30;
  const LONGEST = 400;
  const PLAIN = /^[A-Za-z0-9._~-]*$/;
  const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f]/;
  const limited = self.origin === "null";

  /* Out: to whoever frames this; what may frame it, the answer's own header says. */

  function tell(type, more) {
    if (parent === window) return;
    parent.postMessage(Object.assign({ source: "doppelkern", v: 1, id: settings.id, type: type }, more), "*");
  }

  let told = 0;
  let query = location.search.slice(1);
  let ready = false;

  function measure(again) {
    const height = Math.ceil(wrapper.getBoundingClientRect().height);
    if (parent === window || !height || (height === told && again !== true)) return;
    told = height;
    tell("resize", { height: height });
    parent.postMessage({ "datawrapper-height": { [settings.id]: height } }, "*");
  }

  /* Browsers stop laying out a frame that is scrolled out of sight: what may change its height is heard as well. */
  let soon = 0;
  function measureSoon() {
    if (!soon) soon = setTimeout(() => ((soon = 0), measure()), 60);
  }

  new ResizeObserver(measure).observe(wrapper);
  new MutationObserver(measureSoon).observe(wrapper, { childList: true, subtree: true, attributes: true });
  document.fonts.addEventListener("loadingdone", measureSoon);
  addEventListener("load", measureSoon);
  addEventListener("resize", measureSoon);

  function arrived() {
    ready = true;
    words.remove();
    root.dataset.arrived = "";
    tell("ready");
    measure(true);
    retarget();
  }

  /* The sandbox has taken the origin away: the server's answers may not be read, so the words stay and say so. */
  if (limited) {
    Object.defineProperty(window, "DashRenderer", { get: () => function () {}, set: () => {} });
    for (const hidden of words.querySelectorAll("noscript")) {
      hidden.insertAdjacentHTML("afterend", hidden.textContent);
    }
    root.dataset.limited = "";
    words.querySelector(".embed-limited").hidden = false;
    tell("ready");
    return;
  }

  const isThere = () => document.querySelector("#react-entry-point #content");

  const waiting = new MutationObserver(function () {
    if (!isThere()) return;
    waiting.disconnect();
    arrived();
  });
  waiting.observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });

  /* The address: what is chosen inside is told outside, and the way to the whole view follows it. */

  function retarget() {
    const whole = new URLSearchParams(query);
    ["hide", "id"].forEach((name) => whole.delete(name));
    const search = [...whole].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    for (const link of document.querySelectorAll("[data-whole]")) {
      link.href = settings.whole + (search ? `?${search}` : "");
    }
  }

  document.addEventListener("doppelkern:address", function (event) {
    if (event.detail === query) return;
    query = event.detail;
    retarget();
    tell("state", { query: query });
  });

  function go(parameters) {
    const search = [...parameters].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    history.replaceState(history.state, "", location.pathname + (search ? `?${search}` : ""));
    root.dataset.theme = parameters.get("theme") || "auto";
    root.lang = parameters.get("lang") || "de";
    document.dispatchEvent(new Event("doppelkern:arrive"));
    document.dispatchEvent(new CustomEvent("doppelkern:address", { detail: search }));
  }

  /* In: choices of a portal, from the origins that may frame this and from no other window than the one that does. */

  function isAllowed(origin) {
    return settings.ancestors.some(function (listed) {
      if (listed === "'self'") return origin === location.origin;
      if (!listed.endsWith(":*")) return origin === listed;
      const host = listed.slice(0, -2);
      return origin === host || (origin.startsWith(`${host}:`) && /^[0-9]+$/.test(origin.slice(host.length + 1)));
    });
  }

  function isPlain(value) {
    return value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
  }

  function isKnown(name) {
    const dot = name.lastIndexOf(".");
    if (dot < 0) return settings.parameters.includes(name);
    const own = name.slice(dot + 1);
    return settings.charts.includes(name.slice(0, dot)) && !KEPT.includes(own) && settings.parameters.includes(own);
  }

  function isText(name, value) {
    if (typeof value !== "string" || value.length > LONGEST) return false;
    return name === "q" ? !UNPRINTABLE.test(value) : PLAIN.test(value);
  }

  /* The parameters of a message, or nothing where anything in it is not as agreed. */
  function choices(message) {
    if (!isPlain(message) || message.source !== "doppelkern-host" || message.v !== 1 || message.type !== "set") return null;
    if (message.id !== settings.id || !isPlain(message.params)) return null;
    const entries = Object.entries(message.params);
    if (entries.length > MOST_PARAMETERS) return null;
    return entries.every(([name, value]) => isKnown(name) && isText(name, value)) ? entries : null;
  }

  window.addEventListener("message", function (event) {
    if (event.source !== parent || parent === window || !isAllowed(event.origin)) return;
    const message = event.data;
    if (isPlain(message) && message.source === "doppelkern-host" && message.v === 1 && message.type === "ask") {
      if (ready) tell("ready");
      measure(true);
      return;
    }
    const chosen = choices(message);
    if (!chosen || !ready) return;
    const parameters = new URLSearchParams(location.search);
    for (const [name, value] of chosen) {
      if (value) parameters.set(name, value);
      else parameters.delete(name);
    }
    go(parameters);
  });

  /* Links leave the frame, whose pages elsewhere may not be framed; those to the view itself stay. */

  function ownSearch(link) {
    if (link.origin !== location.origin) return null;
    const whole = new URL(settings.whole, location.href).pathname;
    return link.pathname === location.pathname || link.pathname === whole ? new URLSearchParams(link.search) : null;
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented) return;
    if (link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (place) place.scrollIntoView({ block: "start" });
      return;
    }
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const search = link.hasAttribute("data-whole") ? null : ownSearch(link);
    if (!search || link.hasAttribute("download")) return;
    event.preventDefault();
    const here = new URLSearchParams(location.search);
    KEPT.forEach((name) => (here.has(name) ? search.set(name, here.get(name)) : search.delete(name)));
    go(search);
  });
})();
