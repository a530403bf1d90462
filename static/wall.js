// The big screen: turns the slides, fits them to the window, goes on without the network, starts anew now and then.

import { settled, viewOf } from "./views.js";

const SHEET = { width: 1280, height: 720 };
const FIGURE = { width: 832, height: 576 }; // the room right of the numbers (static/wall.css)
const SECONDS = { least: 5, most: 600, usual: 15 };
const ANEW = 10 * 60 * 1000; // milliseconds after which the page is loaded again, at the end of a round
const PATIENCE = 60; // seconds until the first slide stands

const askedSeconds = () => {
  const asked = Number(new URLSearchParams(location.search).get("seconds"));
  return asked ? Math.min(SECONDS.most, Math.max(SECONDS.least, asked)) : SECONDS.usual;
};

const slides = () => document.querySelectorAll('[class*="st-key-wall-"]').length;

const fit = () => {
  const page = document.querySelector(".stMainBlockContainer");
  if (!page) return;
  const scale = Math.min(innerWidth / SHEET.width, innerHeight / SHEET.height);
  const left = (innerWidth - scale * SHEET.width) / 2;
  const top = (innerHeight - scale * SHEET.height) / 2;
  page.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
  for (const figure of document.querySelectorAll('[class*="st-key-wallfigure"]')) {
    const size = Math.min(FIGURE.width / figure.offsetWidth, FIGURE.height / figure.offsetHeight);
    const beside = (FIGURE.width - size * figure.offsetWidth) / 2;
    figure.style.transform = `translateX(${beside}px) scale(${size})`;
  }
};

export const start = async (words) => {
  const style = document.createElement("style");
  const note = document.createElement("div");
  note.className = "eduboard-wall";
  document.head.append(style);
  document.body.append(note);
  const loaded = new Date();
  const seconds = askedSeconds();
  let number = 0;
  let paused = false;
  let offline = false;
  let timer;

  const show = () => {
    // The figures' own elements are hidden and shown with the slide they are in.
    style.textContent = `.st-key-wall-${number} { visibility: visible !important; }`;
    document.documentElement.dataset.slide = number;
    const state = paused ? words.paused : offline ? words.offline.replace("{time}", loaded.toTimeString().slice(0, 5)) : "";
    note.textContent = state || `${number + 1} / ${slides()}`;
  };

  const isReachable = async () => {
    const answer = await fetch("/_stcore/health", { cache: "no-store" }).catch(() => null);
    if (answer?.status === 401) location.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
    return Boolean(answer?.ok);
  };

  const turn = async () => {
    clearTimeout(timer);
    timer = setTimeout(turn, 1000 * seconds);
    if (paused) return;
    const wasOffline = offline;
    offline = !(await isReachable());
    const isRound = number + 1 >= slides();
    if (!offline && (wasOffline || (isRound && Date.now() - loaded > ANEW))) {
      location.reload();
      return;
    }
    number = isRound ? 0 : number + 1;
    show();
  };

  const step = (way) => {
    number = (number + way + slides()) % slides();
    show();
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") location.assign(viewOf(location, ""));
    else if (event.key === "ArrowRight") step(1);
    else if (event.key === "ArrowLeft") step(-1);
    else if (!event.ctrlKey && !event.altKey && !event.metaKey && event.key.length <= 6) {
      paused = !paused;
      show();
    }
  });
  addEventListener("pointerdown", () => {
    paused = !paused;
    show();
  });
  addEventListener("resize", fit);
  navigator.wakeLock?.request("screen").catch(() => null); // a screen that goes dark; browsers may refuse

  try {
    await settled(document, PATIENCE);
  } catch {
    location.reload();
    return;
  }
  fit();
  show();
  document.documentElement.dataset.ready = "wall";
  timer = setTimeout(turn, 1000 * seconds);
};
