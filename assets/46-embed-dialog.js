/* The dialog with the codes that show a chart elsewhere: choices, preview, fields to copy. The codes are the server's. */
(function () {
  "use strict";

  const [LEAST, MOST] = [120, 4000];
  const { viewOf, query, copy, readAddress } = window.doppelkern;
  const dialog = () => document.getElementById("embed-dialog");
  let shown = null; // tools, button that opened, what the server answered

  const group = (name) => dialog().querySelector(`[data-embedding="${name}"]`);
  const pressed = (name) =>
    [...group(name).querySelectorAll("[aria-pressed=true]")].map((button) => button.dataset.value);

  function press(name, values) {
    for (const button of group(name).querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(values.includes(button.dataset.value)));
    }
  }

  function open(button) {
    const tools = button.closest(".card-tools");
    const address = readAddress();
    shown = { tools: tools, button: button, answer: null };
    group("theme").value = "auto";
    group("lang").value = address.get("lang") || "de";
    press("time", ["following"]);
    press("hide", ["title", "controls", "downloads"]);
    press("width", [matchMedia("(max-width: 767px)").matches ? "320" : "600"]);
    dialog().querySelector(".tool-said").textContent = "";
    dialog().showModal();
    ask();
  }

  /* The codes of these choices; an answer that another choice has overtaken is dropped. */
  async function ask() {
    const asked = shown;
    const view = viewOf(asked.tools);
    view.set("lang", group("lang").value);
    if (group("theme").value !== "auto") view.set("theme", group("theme").value);
    const kept = pressed("hide");
    const hidden = [...group("hide").querySelectorAll("button")].map((one) => one.dataset.value);
    const hide = hidden.filter((part) => !kept.includes(part)).join("~");
    if (hide) view.set("hide", hide);
    const address = asked.tools.dataset.codes + query(view);
    asked.address = address;
    const answer = await fetch(address, { headers: { Accept: "application/json" } })
      .then((got) => (got.ok ? got.json() : null))
      .catch(() => null);
    if (asked !== shown || asked.address !== address) return;
    asked.answer = answer;
    if (answer) show();
    else say("failed");
  }

  function say(name) {
    const place = dialog().querySelector(".tool-said");
    place.textContent = place.dataset[name];
  }

  function show() {
    const { answer } = shown;
    const frozen = group("time").querySelector("[data-value=frozen]");
    group("time").closest(".dialog-option").hidden = !answer.frozen;
    const { plain, dated } = group("time").closest("[data-dated]").dataset;
    frozen.textContent = answer.period ? dated.replace("{period}", answer.period) : plain;
    dialog().querySelector(".dialog-about").textContent = answer.title;
    const codes = answer[pressed("time")[0]] || answer.following;
    for (const field of dialog().querySelectorAll("[data-code]")) {
      field.hidden = !codes[field.dataset.code];
      field.querySelector("textarea").value = codes[field.dataset.code];
    }
    preview(codes.live);
  }

  /* The chart as it will stand there, from this host whatever its public address is. */
  function preview(live) {
    const place = dialog().querySelector(".dialog-frame");
    const address = new URL(live, location.href);
    const wanted = address.pathname + address.search;
    let frame = place.querySelector("iframe");
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = place.dataset.title;
      frame.height = 480;
      place.replaceChildren(frame);
    }
    if (frame.getAttribute("src") !== wanted) frame.src = wanted;
    widen();
  }

  function widen() {
    const frame = dialog().querySelector(".dialog-frame iframe");
    const width = pressed("width")[0];
    if (frame) frame.width = width === "full" ? "100%" : width;
  }

  window.addEventListener("message", function (event) {
    const frame = dialog() && dialog().querySelector(".dialog-frame iframe");
    if (!frame || event.source !== frame.contentWindow || event.origin !== location.origin) return;
    const told = event.data;
    if (!told || told.source !== "doppelkern" || told.type !== "resize" || !Number.isFinite(told.height)) return;
    frame.height = Math.min(Math.max(Math.ceil(told.height), LEAST), MOST);
  });

  function choose(button) {
    const name = button.closest("[data-embedding]").dataset.embedding;
    if (name === "hide") {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      ask();
      return;
    }
    press(name, [button.dataset.value]);
    if (name === "width") widen();
    else if (shown.answer) show();
  }

  async function copyCode(button) {
    const field = document.getElementById(`code-${button.dataset.copyCode}`);
    try {
      await copy({ "text/plain": field.value }, dialog());
      say("copied");
    } catch (error) {
      field.select();
      say("failed");
    }
  }

  document.addEventListener("click", function (event) {
    const opener = event.target.closest("[data-tool=embed]");
    if (opener && dialog()) {
      open(opener);
      return;
    }
    const within = event.target.closest("#embed-dialog");
    if (!within) return;
    const option = event.target.closest("[data-embedding] button");
    const copying = event.target.closest("[data-copy-code]");
    if (event.target === within || event.target.closest(".dialog-close")) within.close();
    else if (option) choose(option);
    else if (copying) copyCode(copying);
  });

  document.addEventListener("change", function (event) {
    if (event.target.matches("#embed-dialog select")) ask();
  });

  /* Closed, it shows nothing and gives the focus back. */
  document.addEventListener("close", function (event) {
    if (event.target !== dialog() || !shown) return;
    dialog().querySelector(".dialog-frame").replaceChildren();
    const { button } = shown;
    shown = null;
    if (button.isConnected) button.focus();
  }, true);
})();
