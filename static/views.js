// The views of a page beside the one to work with: shot (a plain screenshot looks official), print (A4), wall.

const A4_PIXELS = 703; // 186 mm, what is left of 210 between the margins (static/paper.css)
const SHOWN = 3000; // milliseconds that the way out stays in sight

export const viewOf = (place, view) => {
  const address = new URL(place.href);
  if (view) address.searchParams.set("view", view);
  else address.searchParams.delete("view");
  return address.href;
};

export const enterView = (view) => location.assign(viewOf(location, view));

// Wait until a page has been drawn: the server has nothing more to say, and every figure stands.
export const settled = async (page, seconds) => {
  const until = Date.now() + 1000 * seconds;
  let calm = 0;
  while (calm < 3) {
    if (Date.now() > until) throw new Error("the page is not there in time");
    await new Promise((resolve) => setTimeout(resolve, 200));
    calm = isSettled(page) ? calm + 1 : 0;
  }
  await page.fonts.ready;
};

const isSettled = (page) =>
  page.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') &&
  page.querySelector("h1") &&
  !page.querySelector('[data-testid="stSkeleton"]') &&
  page.querySelectorAll('[data-testid="stPlotlyChart"]').length ===
    page.querySelectorAll('[data-testid="stPlotlyChart"] .main-svg:first-child').length;

// The way back from a view: the Esc key, or a link that shows itself while the mouse moves, so that no picture has it.
export const leaveView = (label) => {
  const link = document.createElement("a");
  link.className = "eduboard-leave";
  link.href = viewOf(location, "");
  link.textContent = label;
  document.body.append(link);
  let timer;
  const show = () => {
    link.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(() => link.classList.remove("shown"), SHOWN);
  };
  addEventListener("mousemove", show);
  addEventListener("touchstart", show);
  link.addEventListener("focus", show);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") location.assign(link.href);
  });
  show();
};

// -- Paper

// What is wider than the sheet is made smaller, never cut.
const fitToSheet = (wide) => {
  const parts = document.querySelectorAll('figure [role="region"], .programme, [data-testid="stTable"], .original');
  for (const part of parts) {
    part.style.zoom = "";
    const needed = Math.max(part.scrollWidth, ...[...part.children].map((item) => item.scrollWidth));
    if (wide && needed > part.clientWidth + 1) part.style.zoom = part.clientWidth / needed;
  }
};

export const watchPrinting = (view, words) => {
  if (view === "print") {
    settled(document, 60).then(() => {
      fitToSheet(true);
      document.documentElement.dataset.ready = "print";
      // A browser that is driven by a program has nobody to press the button.
      if (!navigator.webdriver) print();
    });
    return;
  }
  document.documentElement.style.setProperty("--eduboard-tables", JSON.stringify(words.tables));
  // Printed from the browser's menu: the figures are as wide as the screen, so the whole is made smaller.
  addEventListener("beforeprint", () => {
    const page = document.querySelector(".stMainBlockContainer");
    if (page) page.style.zoom = Math.min(1, A4_PIXELS / page.offsetWidth);
  });
  addEventListener("afterprint", () => {
    const page = document.querySelector(".stMainBlockContainer");
    if (page) page.style.zoom = "";
  });
  // The key leads to the view for paper, in which tables are whole.
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "p" && !view) {
      event.preventDefault();
      window.open(viewOf(location, "print"), "_blank");
    }
  }, true);
};
