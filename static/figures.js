// The buttons below each figure and above each page: pictures, the official view, paper, the big screen.
// Runs on every page; what makes a picture is loaded when the first one is asked for.

import { enterView, leaveView, settled, viewOf, watchPrinting } from "./views.js";

const words = JSON.parse(document.getElementById("eduboard-words").textContent);
const PAGE_PIXELS = 2732; // 1366 pixels, twice as sharp
const TALLEST = 30000; // pixels; browsers draw no higher pictures
const COLUMN = { pixels: 1843, dpi: 300, width: 590 }; // of pictures of tables, as of figures (charts/picture_sizes.py)
const CELL = 64; // pixels that a column of a table wants at least
const PAUSE = 20; // seconds until a page that is pictured has to stand
const LEFT_OUT = ".eduboard-bar, .eduboard-leave, .eduboard-ways";

// -- What is loaded when needed

let plotly;
const loadPlotly = () => {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/assets/plotly.min.js";
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      plotly = undefined;
      script.remove();
      reject(new Error(script.src));
    };
    document.head.append(script);
  });
  return plotly;
};

const save = (content, type, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

// -- Pictures of figures

const savePlot = async (plot, kind) => {
  const [Plotly, pictures] = await Promise.all([loadPlotly(), import("./pictures.js")]);
  const { name } = plot.layout.meta;
  if (kind === "svg") save(await pictures.svgOf(Plotly, plot, "column"), "image/svg+xml", `${name}.svg`);
  else if (kind === "slide") save(await pictures.pngOf(Plotly, plot, "slide"), "image/png", `${name}_${words.slide}.png`);
  else save(await pictures.pngOf(Plotly, plot, "column"), "image/png", `${name}.png`);
};

const saveTable = async (table) => {
  const { width, pixels, dpi } = COLUMN;
  // Drawn apart, as wide as it needs to be for nothing to scroll.
  const sheet = document.createElement("div");
  sheet.className = "eduboard-sheet";
  const copy = table.cloneNode(true);
  // A picture travels: one that is for the house says so, as those of figures do.
  const inside = document.querySelector(".eduboard-audience:not([data-audience])");
  if (inside) sheet.append(inside.cloneNode(true));
  sheet.append(copy);
  document.body.append(sheet);
  try {
    sheet.style.width = `${width}px`;
    const tables = [...copy.querySelectorAll("table")];
    const wanted = tables.map((item) => Math.max(item.scrollWidth, CELL * item.rows[0].cells.length) + 24);
    sheet.style.width = `${Math.max(width, ...wanted)}px`;
    const scale = (pixels + 0.5) / sheet.offsetWidth;
    save(await pictureOf(sheet, scale, dpi), "image/png", `${table.dataset.picture}.png`);
  } finally {
    sheet.remove();
  }
};

const pictureOf = async (element, scale, dpi) => {
  const [{ domToBlob }, { stamp }] = await Promise.all([
    import("./modern-screenshot-4.7.0.mjs"),
    import("./pictures.js"),
  ]);
  const blob = await domToBlob(element, {
    scale: Math.min(scale, TALLEST / element.offsetHeight),
    backgroundColor: "#FFFFFF",
    font: false, // the product's fonts are the desktop's
    filter: (node) => !(node instanceof Element && node.matches(LEFT_OUT)),
  });
  return stamp(new Uint8Array(await blob.arrayBuffer()), dpi);
};

// -- Pictures of pages: the official view of the page, opened out of sight

const savePage = async () => {
  const frame = document.createElement("iframe");
  frame.className = "eduboard-out-of-sight";
  frame.src = viewOf(location, "shot");
  document.body.append(frame);
  try {
    await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    await settled(frame.contentDocument, PAUSE);
    const { png, name } = await frame.contentWindow.eduboardPicture();
    save(png, "image/png", `${name}.png`);
  } finally {
    frame.remove();
  }
};

window.eduboardPicture = async () => {
  const page = document.querySelector(".stMainBlockContainer");
  const name = [...page.querySelectorAll("h1, h3")].slice(0, 2).map((item) => item.innerText);
  const mark = page.querySelector(".st-key-demo") ? [words.demo] : [];
  const whom = page.querySelector("[data-audience]");
  const scale = (PAGE_PIXELS + 0.5) / page.offsetWidth;
  const png = await pictureOf(page, scale, 192);
  return { png, name: [...mark, ...name, ...(whom ? [whom.dataset.audience] : [])].join("_").replace(/[\\/:*?"<>|\s]+/g, "-") };
};

// -- Buttons

const KINDS = ["png", "slide", "svg"];

const addBar = (holder, kinds) => {
  if (!holder || holder.querySelector(":scope > .eduboard-bar")) return;
  const bar = document.createElement("div");
  bar.className = "eduboard-bar";
  for (const kind of kinds) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.picture = kind;
    button.textContent = words.buttons[kind];
    button.title = words.hints[kind];
    bar.append(button);
  }
  holder.append(bar);
};

const addBars = () => {
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    addBar(plot.closest('[data-testid="stElementContainer"]'), KINDS);
  }
  for (const table of document.querySelectorAll('[data-testid="stHtml"] [data-picture]')) {
    addBar(table.closest('[data-testid="stElementContainer"]'), ["png"]);
  }
};

const makePicture = async (button) => {
  const holder = button.closest('[data-testid="stElementContainer"]');
  const plot = holder.querySelector(".js-plotly-plot");
  if (plot) await savePlot(plot, button.dataset.picture);
  else await saveTable(holder.querySelector("[data-picture]:not(button)"));
};

const WAYS = {
  shot: () => enterView("shot"),
  wall: () => enterView("wall"),
  print: () => window.open(viewOf(location, "print"), "_blank"),
  picture: savePage,
};

const press = async (button, work) => {
  if (button.disabled) return;
  const label = button.textContent;
  button.disabled = true;
  button.textContent = words.working;
  try {
    await work();
    button.textContent = label;
  } catch (error) {
    console.warn(error);
    button.textContent = words.failed;
    setTimeout(() => (button.textContent = label), 5000);
  } finally {
    button.disabled = false;
  }
};

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button?.matches(".eduboard-bar button")) press(button, () => makePicture(button));
  else if (button?.dataset.way) press(button, async () => WAYS[button.dataset.way]());
});

const view = new URLSearchParams(location.search).get("view");
if (view === "shot" || view === "print") leaveView(words.leave);
else if (view === "wall") import("./wall.js").then((wall) => wall.start(words));
else {
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      addBars();
    });
  }).observe(document.body, { subtree: true, childList: true });
}
watchPrinting(view, words);
