/* The reader's own browser makes the picture where the host has none: of the very composition from which hosts make
   theirs, whose plot is drawn here. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  /* Plotly measures texts in the faces of the page: those that the figure needs must be there. */
  function faces(figure) {
    const family = getComputedStyle(document.documentElement).getPropertyValue("--font-text");
    const text = JSON.stringify(figure);
    return Promise.all([400, 600, 700].map((weight) => document.fonts.load(`${weight} 16px ${family}`, text)));
  }

  async function drawn({ figure, plot }) {
    await faces(figure);
    const { width, height } = plot;
    const text = await window.Plotly.toImage(
      { ...figure, config: { staticPlot: true } },
      { format: "svg", width, height, imageDataOnly: true }
    );
    return new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  }

  /* The document within a drawing: the only kind of picture into which browsers lay out text. */
  function framed(page, { width, height }, output) {
    const root = document.createElementNS(SVG, "svg");
    const sides = { width: output.width, height: output.height, viewBox: `0 0 ${width} ${height}` };
    for (const [name, value] of Object.entries(sides)) root.setAttribute(name, value);
    const foreign = document.createElementNS(SVG, "foreignObject");
    foreign.setAttribute("width", width);
    foreign.setAttribute("height", height);
    for (const part of page.head.querySelectorAll(":scope > :not(style)")) part.remove();
    foreign.append(document.importNode(page.documentElement, true));
    root.append(foreign);
    return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(root))}`;
  }

  async function composed(made) {
    const page = new DOMParser().parseFromString(made.document, "text/html");
    const place = page.querySelector("svg[data-plot]");
    if (made.figure && place) {
      const plot = await drawn(made);
      place.replaceChildren(...[...plot.childNodes].map((part) => page.importNode(part, true)));
    }
    return framed(page, made.layout, made.output);
  }

  /* What a PNG says of itself stands in chunks behind its head: length, kind, text, sum of these. */
  const HEAD = 33;

  function sumOf(bytes) {
    let sum = ~0;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
    }
    return ~sum >>> 0;
  }

  function chunk(name, text) {
    const body = new TextEncoder().encode(`iTXt${name}\0\0\0${document.documentElement.lang}\0${name}\0${text}`);
    const whole = new DataView(new ArrayBuffer(body.length + 8));
    whole.setUint32(0, body.length - 4);
    new Uint8Array(whole.buffer).set(body, 4);
    whole.setUint32(body.length + 4, sumOf(body));
    return whole.buffer;
  }

  async function named(picture, words) {
    const bytes = await picture.arrayBuffer();
    const chunks = Object.entries(words).map(([name, text]) => chunk(name, text));
    return new Blob([bytes.slice(0, HEAD), ...chunks, bytes.slice(HEAD)], { type: "image/png" });
  }

  /* A PNG and its name, of what lies at the address; rejects where it cannot be made. */
  window.doppelkern.picture = async function (address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error("failed");
    const made = await answer.json();
    const image = new Image();
    image.src = await composed(made);
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, made.output);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done, fail) =>
      canvas.toBlob((made) => (made ? done(made) : fail(new Error("failed"))), "image/png")
    );
    return { blob: await named(blob, made.words), name: made.filename };
  };
})();
