/* What is wrong with the boxes of a page, and which controls are too small to be pressed. */
({
  /* Texts of plots against each other and against their plot; texts of the page against what cuts them off. A text is
     where its lines are, a little less high than their boxes, which hold more than letters. */
  measure: () => {
    const wrong = [];
    const round = (box) => [box.left, box.top, box.right, box.bottom].map(Math.round).join(" ");
    const shown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (document.documentElement.scrollWidth > innerWidth) {
      const far = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1
        && shown(one)).slice(0, 3).map((one) => `${one.tagName}.${one.className.baseVal ?? one.className}`);
      wrong.push(`sideways: ${document.documentElement.scrollWidth} of ${innerWidth}: ${far.join(", ")}`);
    }
    for (const svg of document.querySelectorAll(".js-plotly-plot .svg-container, .plot > svg")) {
      if (!shown(svg)) continue;
      const frame = svg.getBoundingClientRect();
      if (!frame.width) continue;
      const texts = [...svg.querySelectorAll("text")].filter((one) => one.textContent.trim() && shown(one)
        && !one.closest(".hoverlayer") && Number(getComputedStyle(one).opacity) > 0);
      const lines = texts.flatMap((text) => {
        const parts = [...text.querySelectorAll("tspan.line")];
        return (parts.length ? parts : [text]).filter((part) => part.textContent.trim()).map((part) => {
          const box = part.getBoundingClientRect();
          const less = box.height * 0.22;
          return { text, said: part.textContent, left: box.left + 1, right: box.right - 1, top: box.top + less, bottom: box.bottom - less };
        });
      });
      for (const line of lines) {
        if (line.left < frame.left - 2 || line.right > frame.right + 2 || line.top < frame.top - 2 || line.bottom > frame.bottom + 2) {
          wrong.push(`clipped in plot: ${line.said} ${round(line)} of ${round(frame)}`);
        }
      }
      for (let i = 0; i < lines.length; i += 1) {
        for (let j = i + 1; j < lines.length; j += 1) {
          const [a, b] = [lines[i], lines[j]];
          if (a.text !== b.text && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
            wrong.push(`overlapping in plot: ${a.said} | ${b.said}`);
          }
        }
      }
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.data.trim() || !parent || parent.closest("svg, script, style, noscript, textarea, option, .briefing-picture, .unseen, [hidden], .chart-skip, .skip-link")) continue;
      if (!shown(parent)) continue;
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
      if (!boxes.length) continue;
      const unseen = getComputedStyle(parent).clipPath !== "none" || parent.closest("[style*='clip-path']");
      if (unseen) continue;
      for (let around = parent; around && around !== document.body; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.position === "absolute" && style.clipPath !== "none") break;
        const [x, y] = [style.overflowX, style.overflowY];
        if (x === "visible" && y === "visible") continue;
        if (x === "auto" || x === "scroll" || y === "auto" || y === "scroll" || around.matches("main")) break;
        if (style.textOverflow === "ellipsis") break;
        const frame = around.getBoundingClientRect();
        const cut = boxes.find((box) => (x !== "visible" && (box.right > frame.right + 2 || box.left < frame.left - 2))
          || (y !== "visible" && (box.bottom > frame.bottom + 4 || box.top < frame.top - 4)));
        if (cut) wrong.push(`clipped: ${node.data.trim().slice(0, 60)} by ${around.className}`);
        break;
      }
    }
    return [...new Set(wrong)];
  },
  controls: () => {
    const least = matchMedia("(pointer: coarse)").matches ? 44 : 24;
    const shown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return [...document.querySelectorAll("button, select, summary, input:not([type=hidden]), [role=button]")].filter((one) => {
      const box = one.getBoundingClientRect();
      const inline = one.matches(".term, .term-help") || getComputedStyle(one).clipPath !== "none";
      return shown(one) && !inline && box.width && (box.height < least - 0.5 || box.width < 24);
    }).map((one) => `${one.className || one.tagName} ${one.textContent.slice(0, 30)} ${one.getBoundingClientRect().height}`);
  },
})
