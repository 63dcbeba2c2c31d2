// Mends the theme for keyboards and screen readers: the search dialog gets a name, the copy buttons are no landmarks,
// and code that scrolls can be focused.
const mend = () => {
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "presentation");
  for (const code of document.querySelectorAll(".rustmem-block pre > code:not([tabindex])")) if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
};

mend();
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
