// What the pages do beside standing there. Without this script they lose comfort, and no content.

// Mends the theme for keyboards and screen readers: the search dialog gets a name, the copy buttons are no landmarks,
// and code and tables that scroll can be focused.
const mend = () => {
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "presentation");
  for (const part of document.querySelectorAll("article :is(pre > code, .md-typeset__scrollwrap):not([tabindex])")) if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
};

mend();
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });

// A link into a closed part opens it; paper shows what is closed.
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target?.closest("details"); part; part = part.parentElement?.closest("details")) part.open = true;
};

addEventListener("hashchange", open);
addEventListener("beforeprint", () => document.querySelectorAll("article details").forEach((part) => (part.open = true)));
open();

// The filter of the page of all claims.
const filter = document.querySelector(".claims-filter");

if (filter) {
  const cards = [...document.querySelectorAll(".claims-list > div")].map((card) => ({ card, text: card.textContent.toLowerCase() }));
  const values = (name) => [...new Set(cards.flatMap(({ card }) => card.dataset[name].split(" ")))].filter(Boolean).sort();
  const select = (label, name) =>
    `<label>${label}<select data-by="${name}"><option value="">all</option>${values(name).map((v) => `<option>${v}</option>`).join("")}</select></label>`;
  filter.innerHTML = `<label>Words<input type="search" data-by="text"></label>${select("Verdict", "verdict")}${select("Evidence", "evidence")}<output aria-live="polite"></output>`;
  const said = (by) => filter.querySelector(`[data-by=${by}]`).value.trim().toLowerCase();
  const apply = () => {
    const words = said("text").split(/\s+/), verdict = said("verdict"), evidence = said("evidence");
    let shown = 0;
    for (const { card, text } of cards) {
      const fits = (!verdict || card.dataset.verdict === verdict) && (!evidence || card.dataset.evidence.split(" ").includes(evidence)) && words.every((w) => text.includes(w));
      card.hidden = !fits;
      shown += fits;
    }
    for (const list of document.querySelectorAll(".claims-list")) {
      list.hidden = !list.querySelector(".claims-list > div:not([hidden])");
      list.previousElementSibling.hidden = list.hidden;
    }
    filter.querySelector("output").textContent = `${shown} of ${cards.length} claims`;
  };
  filter.addEventListener("input", apply);
  filter.hidden = false;
  apply();
}
