/* The reader's own browser makes the picture, where the host has none: headline, key, plot, note and source as they
   stand on the page, drawn onto a canvas. */
(function () {
  "use strict";

  const SCALE = 2;
  const LEFT_OUT = ".controls, .card-tools, .folded, .own-page, .timeline-panel, .timeline-list, [data-dash-is-loading]";
  const FACE = /url\(["']?([^"')]+\.woff2[^"')]*)["']?\)/g;

  const asData = (blob) =>
    new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(blob);
    });

  /* The style sheets of the page as text, with the faces in it: a picture may load nothing. */
  async function styles() {
    const sheets = [...document.styleSheets].filter((sheet) => !sheet.href || sheet.href.startsWith(location.origin));
    const texts = sheets.map(function (sheet) {
      const text = [...sheet.cssRules].map((rule) => rule.cssText).join("\n");
      return text.replace(FACE, (whole, path) => `url("${new URL(path, sheet.href || location.href).href}")`);
    });
    const whole = texts.join("\n");
    const used = [...new Set([...whole.matchAll(FACE)].map((match) => match[1]))];
    const faces = await Promise.all(used.map((face) => fetch(face).then((answer) => answer.blob()).then(asData)));
    return used.reduce((text, face, place) => text.replaceAll(face, faces[place]), whole);
  }

  async function drawn(plot) {
    const box = plot.getBoundingClientRect();
    const made = await window.Plotly.toImage(plot, { format: "svg", width: box.width, height: box.height });
    const text = decodeURIComponent(made.slice(made.indexOf(",") + 1));
    return new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  }

  /* The card without what is pressed; each plot as its drawing. */
  async function copied(card) {
    const copy = card.cloneNode(true);
    copy.querySelectorAll(LEFT_OUT).forEach((part) => part.remove());
    const plots = [...card.querySelectorAll(".js-plotly-plot")].filter((plot) => plot.offsetHeight);
    const places = [...copy.querySelectorAll(".js-plotly-plot")];
    const drawings = await Promise.all(plots.map(drawn));
    places.forEach((place, index) => (drawings[index] ? place.replaceChildren(drawings[index]) : place.remove()));
    return copy;
  }

  function framed(copy, { style, width, height, address }) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({ width, height, lang: document.documentElement.lang })) {
      made.setAttribute(name, value);
    }
    made.dataset.theme = document.documentElement.dataset.theme || "auto";
    const foreign = document.createElementNS(made.namespaceURI, "foreignObject");
    foreign.setAttribute("width", "100%");
    foreign.setAttribute("height", "100%");
    const sheet = document.createElement("style");
    sheet.textContent = style;
    const page = document.createElement("div");
    page.className = "picture";
    page.lang = document.documentElement.lang;
    const line = document.createElement("p");
    line.className = "picture-address";
    line.textContent = address.replace(/^https?:\/\//, "");
    page.append(sheet, copy, line);
    foreign.append(page);
    made.append(foreign);
    return new XMLSerializer().serializeToString(made);
  }

  /* A PNG of a card; rejects where the browser cannot draw one. */
  window.doppelkern.picture = async function (card, address) {
    const [style, copy] = await Promise.all([styles(), copied(card)]);
    const width = Math.ceil(card.getBoundingClientRect().width) + 48;
    const probe = document.createElement("div");
    probe.className = "picture picture-probe";
    probe.style.width = `${width}px`;
    probe.append(copy);
    document.body.append(probe);
    const height = Math.ceil(probe.getBoundingClientRect().height) + 40;
    probe.remove();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(framed(copy, { style, width, height, address }))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const pen = canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("failed"))), "image/png")
    );
  };
})();
