// Streamlit's own page says it is in English, so browsers would offer to translate it.
document.documentElement.lang = "zh-CN";

// A page that is opened from the menu first has a bare address and then writes its filters into it.  Were both kept in
// the history, going back would lead to the bare address, which is completed again: one could never leave the page.
if (!window.eduboardHistory) {
  window.eduboardHistory = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const to = new URL(url ?? location.href, location.href);
    const completes = to.pathname === location.pathname && location.search === "";
    return (completes ? history.replaceState.bind(history) : push)(state, title, url);
  };
}
