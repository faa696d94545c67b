/* What a laid-out document looks like, read by the browser process: a report on its texts and, if asked, the document as
   one SVG. It is called as read({width, height, svg}) in the page; scripts of the document itself do not run. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const TOLERANCE = 1;
  const round = (value) => Math.round(value * 100) / 100;
  const escaped = (text) =>
    String(text).replace(/[<>&"]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[c]);
  const visible = (style) => style.visibility === "visible" && style.display !== "none" && Number(style.opacity) > 0;
  const clear = (colour) => colour === "transparent" || /^rgba\(.*, 0\)$/.test(colour);

  /* Everything is measured from the upper left corner of the canvas. */
  function placed(rect) {
    return { x: rect.left + scrollX, y: rect.top + scrollY, width: rect.width, height: rect.height };
  }

  const pen = document.createElement("canvas").getContext("2d");

  function ascent(style) {
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const metrics = pen.measureText("x");
    return [metrics.fontBoundingBoxAscent, metrics.fontBoundingBoxDescent];
  }

  const transformed = (text, how) =>
    how === "uppercase" ? text.toUpperCase() : how === "lowercase" ? text.toLowerCase() : text;

  /* The lines of a text node: characters whose boxes stand side by side. */
  function linesOf(node) {
    const lines = [];
    const range = document.createRange();
    const text = node.data;
    for (let at = 0; at < text.length; ) {
      const character = String.fromCodePoint(text.codePointAt(at));
      range.setStart(node, at);
      range.setEnd(node, at + character.length);
      at += character.length;
      const rect = [...range.getClientRects()].filter((one) => one.width > 0).pop();
      if (!rect) continue;
      const box = placed(rect);
      const last = lines[lines.length - 1];
      if (last && Math.abs(last.y - box.y) < box.height / 2 && box.x >= last.x + last.width - box.width / 2) {
        last.text += character;
        last.width = box.x + box.width - last.x;
        if (character.trim()) last.reach = last.width;
      } else if (character.trim()) {
        lines.push({ text: character, ...box, reach: box.width });
      }
    }
    for (const line of lines) {
      const kept = line.text.replace(/\s+/g, " ");
      line.text = kept.trimEnd();
    }
    return lines;
  }

  /* What clips an element: the canvas and every ancestor that hides what overflows. */
  function frameOf(element, canvas) {
    let { left, top, right, bottom } = canvas;
    for (let up = element; up && up !== document.documentElement; up = up.parentElement) {
      if (up === document.body || up instanceof SVGElement) continue;
      if (getComputedStyle(up).overflow === "visible") continue;
      const box = placed(up.getBoundingClientRect());
      left = Math.max(left, box.x);
      top = Math.max(top, box.y);
      right = Math.min(right, box.x + box.width);
      bottom = Math.min(bottom, box.y + box.height);
    }
    return { left, top, right, bottom };
  }

  function isWithin(box, frame) {
    return (
      box.x >= frame.left - TOLERANCE &&
      box.y >= frame.top - TOLERANCE &&
      box.x + box.width <= frame.right + TOLERANCE &&
      box.y + box.height <= frame.bottom + TOLERANCE
    );
  }

  /* The part of a line where ink is: font boxes of neighbouring lines may overlap, letters must not. */
  function ink(line, baseline) {
    return { x: line.x, y: baseline - 0.74 * line.size, width: line.width, height: 0.94 * line.size };
  }

  function textsOfHtml(canvas) {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element instanceof SVGElement || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      if (!visible(style)) continue;
      const size = parseFloat(style.fontSize);
      const [up, down] = ascent(style);
      const frame = frameOf(element, canvas);
      for (const line of linesOf(node)) {
        const baseline = line.y + (line.height - up - down) / 2 + up;
        const box = ink({ ...line, size }, baseline);
        found.push({ element, style, baseline, x: line.x, size, reach: line.reach, text: transformed(line.text, style.textTransform), box,
          plot: false, within: isWithin(box, frame) });
      }
    }
    return found;
  }

  /* Texts of an SVG as they stand on the canvas; rotated ones by the box around them. */
  function textsOfSvg(canvas) {
    const found = [];
    for (const element of document.querySelectorAll("svg text")) {
      if (!element.textContent.trim() || !element.checkVisibility()) continue;
      const spans = element.querySelectorAll("tspan.line");
      for (const piece of spans.length ? spans : [element]) {
        const text = piece.textContent.trim();
        const box = placed(piece.getBoundingClientRect());
        if (!text || !box.width || !visible(getComputedStyle(piece))) continue;
        const matrix = element.getScreenCTM();
        const scale = matrix ? Math.hypot(matrix.b, matrix.d) : 1;
        const size = parseFloat(getComputedStyle(piece).fontSize) * scale;
        const level = matrix && Math.abs(matrix.b) < 0.01 && box.height < 2 * size;
        const inner = level ? { ...box, y: box.y + (box.height - size) / 2, height: size } : box;
        found.push({ element: piece, size, text, box: inner, plot: true, within: isWithin(inner, frameOf(element, canvas)) });
      }
    }
    return found;
  }

  function overlapsOf(texts) {
    const pairs = [];
    texts.forEach((one, a) => {
      for (let b = a + 1; b < texts.length; b++) {
        const other = texts[b].box;
        const wide = Math.min(one.box.x + one.box.width, other.x + other.width) - Math.max(one.box.x, other.x);
        const high = Math.min(one.box.y + one.box.height, other.y + other.height) - Math.max(one.box.y, other.y);
        if (wide > TOLERANCE && high > TOLERANCE) pairs.push([a, b]);
      }
    });
    return pairs;
  }

  function reportOn(texts, canvas) {
    const root = document.documentElement;
    const ofSource = texts.filter((one) => one.element.closest(".source-line"));
    return {
      width: canvas.right,
      height: canvas.bottom,
      contentWidth: Math.ceil(Math.max(root.scrollWidth, document.body.scrollWidth)),
      contentHeight: Math.ceil(document.body.getBoundingClientRect().bottom + scrollY),
      lines: texts.map(({ text, box, size, plot, within }) => ({
        text, x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height),
        size: round(size), plot, within,
      })),
      overlaps: overlapsOf(texts),
      sourceVisible: ofSource.length > 0 && ofSource.every((one) => one.within),
      faces: [...document.fonts].filter((face) => face.status === "loaded").map((face) => `${face.family} ${face.weight}`).sort(),
    };
  }

  /* ── the document as SVG ── */

  const INHERITED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
    "fill-opacity", "stroke-opacity", "opacity", "font-family", "font-size", "font-weight", "text-anchor"];

  const resolved = (text, style) =>
    text.replace(/var\((--[\w-]+)\)/g, (whole, name) => style.getPropertyValue(name).trim() || whole);

  /* A nested SVG as it stands: roles become colours; what style sheets say is written down where they say it. */
  function nestedSvg(original) {
    const copy = original.cloneNode(true);
    const style = getComputedStyle(original);
    const own = original.hasAttribute("data-plot") || original.classList.contains("main-svg");
    const before = [original, ...original.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((element, at) => {
      if (!own) {
        const computed = getComputedStyle(before[at]);
        for (const name of INHERITED) element.style.setProperty(name, computed.getPropertyValue(name));
      }
      for (const attribute of [...element.attributes]) {
        if (attribute.name === "class" || attribute.name.startsWith("aria-")) element.removeAttribute(attribute.name);
        else if (attribute.value.includes("var(")) attribute.value = resolved(attribute.value, style);
      }
    });
    const box = placed(original.getBoundingClientRect());
    for (const name of ["x", "y", "width", "height"]) copy.setAttribute(name, round(box[name]));
    copy.style.removeProperty("width");
    copy.style.removeProperty("height");
    if (!copy.getAttribute("style")) copy.removeAttribute("style");
    copy.setAttribute("overflow", style.overflow === "visible" ? "visible" : "hidden");
    return new XMLSerializer().serializeToString(copy);
  }

  function element(name, attributes, content) {
    const written = Object.entries(attributes)
      .filter(([, value]) => value !== "" && value !== null && value !== undefined)
      .map(([key, value]) => ` ${key}="${escaped(typeof value === "number" ? round(value) : value)}"`)
      .join("");
    return content === undefined ? `<${name}${written}/>` : `<${name}${written}>${escaped(content)}</${name}>`;
  }

  const DASHES = { dashed: (width) => `${width * 3} ${width * 2}`, dotted: (width) => `${width} ${width}` };

  function borders(style, { x, y, width, height }, radius, turned) {
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({
      width: style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]),
      colour: style[`border${side}Color`],
      dash: DASHES[style[`border${side}Style`]],
    }));
    const [top, right, bottom, left] = sides;
    const drawn = (side) => side.width > 0 && !clear(side.colour);
    const stroke = (side) => ({ stroke: side.colour, "stroke-width": side.width, fill: "none",
      "stroke-dasharray": side.dash ? side.dash(side.width) : "", transform: turned });
    if (drawn(top) && sides.every((side) => side.width === top.width && side.colour === top.colour)) {
      const inset = top.width / 2;
      return [element("rect", { x: x + inset, y: y + inset, width: width - top.width, height: height - top.width,
        rx: Math.max(0, radius - inset) || "", ...stroke(top) })];
    }
    const line = (side, x1, y1, x2, y2) => (drawn(side) ? [element("line", { x1, y1, x2, y2, ...stroke(side) })] : []);
    return [
      ...line(top, x, y + top.width / 2, x + width, y + top.width / 2),
      ...line(right, x + width - right.width / 2, y, x + width - right.width / 2, y + height),
      ...line(bottom, x, y + height - bottom.width / 2, x + width, y + height - bottom.width / 2),
      ...line(left, x + left.width / 2, y, x + left.width / 2, y + height),
    ];
  }

  /* The box of an element: turned ones are drawn level around their middle and turned by the browser of the SVG. */
  function boxOf(one, style) {
    const around = placed(one.getBoundingClientRect());
    if (style.transform === "none") return [around, ""];
    const { a, b, c, d } = new DOMMatrix(style.transform);
    const middle = { x: around.x + around.width / 2, y: around.y + around.height / 2 };
    const [width, height] = [one.offsetWidth, one.offsetHeight];
    const turn = `matrix(${[a, b, c, d].map((v) => Math.round(v * 1e4) / 1e4).join(" ")} ${round(middle.x)} ${round(middle.y)})`;
    return [{ x: -width / 2, y: -height / 2, width, height }, turn];
  }

  function shapesOf(one, style) {
    const [box, turned] = boxOf(one, style);
    if (!box.width && !box.height) return [];
    const radius = Math.min(parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith("%") ? box.width / 100 : 1),
      box.width / 2, box.height / 2);
    const shapes = [];
    if (!clear(style.backgroundColor)) {
      shapes.push(element("rect", { ...box, rx: radius || "", fill: style.backgroundColor, transform: turned }));
    }
    if (one instanceof HTMLImageElement && one.src.startsWith("data:")) {
      shapes.push(element("image", { ...box, href: one.src }));
    }
    return [...shapes, ...borders(style, box, radius, turned)];
  }

  /* With its length, so that a line keeps to its place where the faces are missing. */
  function textOf({ element: parent, style, baseline, x, text, reach }) {
    const bound = /\S/.test(text[0]) && text.length > 1;
    return element("text", {
      x, y: baseline, textLength: bound ? reach : "", lengthAdjust: bound ? "spacingAndGlyphs" : "", fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize,
      "font-weight": style.fontWeight === "400" ? "" : style.fontWeight,
      "font-style": style.fontStyle === "normal" ? "" : style.fontStyle,
      "letter-spacing": style.letterSpacing === "normal" ? "" : style.letterSpacing,
      "text-decoration": style.textDecorationLine === "none" ? "" : style.textDecorationLine,
      "xml:lang": parent.closest("[lang]")?.lang || "",
    }, text);
  }

  function asSvg(texts, { right: width, bottom: height }) {
    const shapes = [element("rect", { width, height, fill: ground() })];
    for (const one of document.body.querySelectorAll("*")) {
      const inSvg = one instanceof SVGElement;
      if (inSvg && (one.tagName !== "svg" || one.parentElement instanceof SVGElement)) continue;
      const style = getComputedStyle(one);
      if (!one.checkVisibility() || !visible(style)) continue;
      shapes.push(...(inSvg ? [nestedSvg(one)] : shapesOf(one, style)));
    }
    const lines = texts.filter((one) => !one.plot).map(textOf);
    const lang = document.documentElement.lang;
    return `<svg xmlns="${SVG}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
      `${lang ? ` xml:lang="${escaped(lang)}"` : ""}>${[...shapes, ...lines].join("\n")}</svg>`;
  }

  function ground() {
    const colours = [document.body, document.documentElement].map((one) => getComputedStyle(one).backgroundColor);
    return colours.find((colour) => !clear(colour)) || "none";
  }

  return async function read({ width, height, svg }) {
    document.body.getBoundingClientRect();
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    const canvas = { left: 0, top: 0, right: width, bottom: height };
    const texts = [...textsOfHtml(canvas), ...textsOfSvg(canvas)];
    return { report: reportOn(texts, canvas), svg: svg ? asSvg(texts, canvas) : "" };
  };
})()
