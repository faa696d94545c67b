/* Doppelkern, for portals: gives frames the height of their content, lets scripts of the page set parameters.
   doppelkern.set(frame, {period: "2025-H1"}) · frame.addEventListener("doppelkern", e => e.detail) */
(function () {
  "use strict";
  if (window.doppelkern) return;
  var names = new WeakMap();
  var waiting = new WeakMap();

  function frames() {
    return Array.prototype.filter.call(document.getElementsByTagName("iframe"), function (frame) {
      return /\/embed\/./.test(frame.src);
    });
  }

  function post(frame, message, origin) {
    message.source = "doppelkern-host";
    message.v = 1;
    frame.contentWindow.postMessage(message, origin || new URL(frame.src, location.href).origin);
  }

  function set(frame, params) {
    if (names.has(frame)) post(frame, { id: names.get(frame), type: "set", params: params });
    else waiting.set(frame, Object.assign(waiting.get(frame) || {}, params));
  }

  function resize(frame, height) {
    if (typeof height !== "number" || !isFinite(height)) return;
    var border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.height = Math.min(4000, Math.max(120, Math.ceil(height))) + border + "px";
  }

  addEventListener("message", function (event) {
    var said = event.data;
    if (!said || said.source !== "doppelkern" || said.v !== 1 || typeof said.id !== "string") return;
    var frame = frames().filter(function (one) {
      return one.contentWindow === event.source;
    })[0];
    if (!frame) return;
    if (said.type === "resize") resize(frame, said.height);
    if (said.type === "ready") {
      names.set(frame, said.id);
      if (waiting.has(frame)) set(frame, waiting.get(frame));
      waiting.delete(frame);
    }
    frame.dispatchEvent(new CustomEvent("doppelkern", { bubbles: true, detail: said }));
  });

  window.doppelkern = { v: 1, set: set };
  frames().forEach(function (frame) {
    post(frame, { type: "ask" }, "*");
  });
})();
