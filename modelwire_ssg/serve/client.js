// Added to pages by `modelwire serve`, and never part of a site. Reloads the page when it was built anew, and shows
// what is wrong. All that comes from files is put in as text.
"use strict";
(() => {
  const since = document.currentScript.dataset.since;
  const root = "/__modelwire/";
  const page = location.pathname;
  const host = document.createElement("div");
  host.id = "modelwire-preview";
  const shadow = host.attachShadow({ mode: "open" }); // the page's own style stays out
  let source = null;
  let state = null;
  let lost = false;
  let listed = false; // warnings are shown

  function make(name, attributes, ...content) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content); // strings become text nodes
    return element;
  }

  function button(label, act) {
    const made = make("button", { type: "button" }, label);
    made.addEventListener("click", act);
    return made;
  }

  const count = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

  // What was closed stays closed until something else is wrong.
  const signature = () => JSON.stringify(errors());
  const errors = () => state.faults.filter((fault) => fault.severity === "error");
  const warnings = () => state.faults.filter((fault) => fault.severity !== "error");
  const isClosed = () => sessionStorage.getItem("modelwire-closed") === signature();

  function close() {
    sessionStorage.setItem("modelwire-closed", signature());
    show();
  }

  function snippet(fault) {
    const width = String(fault.snippet.at(-1)[0]).length;
    const lines = fault.snippet.map(([number, text]) => {
      const here = number === fault.line;
      const line = `${here ? ">" : " "} ${String(number).padStart(width)} | ${text}\n`;
      return here ? make("mark", {}, line) : line;
    });
    return make("pre", { tabindex: "0", "aria-label": `Lines of ${fault.path}` }, make("code", {}, ...lines));
  }

  function item(fault) {
    const place = fault.path ? `${fault.path}:${fault.line}` : "the build";
    const made = make("li", {}, make("p", { class: "place" }, make("code", {}, place), ` ${fault.code}`),
      make("p", {}, fault.message));
    if (fault.hint) made.append(make("p", { class: "hint" }, fault.hint));
    if (fault.snippet.length) made.append(snippet(fault));
    return made;
  }

  function overlay() {
    const rest = state.errors - errors().length;
    const made = make("section", { class: "overlay", role: "alertdialog", "aria-labelledby": "h" },
      make("h2", { id: "h" }, `${count(state.errors, "error")} in the last build`),
      make("p", {}, "Below is the last good version."),
      button("Close", close),
      make("ol", {}, ...errors().map(item)));
    if (rest) made.append(make("p", {}, `${rest} more; \`modelwire check\` says them all.`));
    return made;
  }

  function bar() {
    const made = make("aside", { class: "bar", "aria-label": "Preview" });
    if (lost) made.append(make("span", { role: "status" }, "The preview has stopped"));
    if (state && state.waiting) made.append(make("span", { role: "status" }, `Waiting: ${state.waiting}`));
    if (state && state.errors && isClosed()) {
      made.append(button(count(state.errors, "error"), () => {
        sessionStorage.removeItem("modelwire-closed");
        show();
      }));
    }
    if (state && state.warnings) {
      const open = button(count(state.warnings, "warning"), () => {
        listed = !listed;
        show();
      });
      open.setAttribute("aria-expanded", String(listed));
      made.append(open);
    }
    made.append(make("a", { href: `${root}review` }, "Review queue"));
    return made;
  }

  function show() {
    const parts = [make("link", { rel: "stylesheet", href: `${root}client.css` })];
    if (state && state.errors && !isClosed()) parts.push(overlay());
    if (state && state.warnings && listed) {
      parts.push(make("section", { class: "list", "aria-label": "Warnings" }, make("ol", {}, ...warnings().map(item))));
    }
    parts.push(bar());
    const style = shadow.querySelector("link");
    if (style) {
      parts[0] = style; // one that is loaded, so that nothing flashes
      while (style.nextSibling) style.nextSibling.remove();
      shadow.append(...parts.slice(1));
    } else {
      shadow.replaceChildren(...parts);
    }
    if (!host.isConnected) document.body.append(host);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state && state.errors && !isClosed()) close();
  });

  function connect() {
    if (source) return;
    source = new EventSource(`${root}events?page=${encodeURIComponent(decodeURI(page))}&since=${since}`);
    source.addEventListener("reload", () => location.reload());
    source.addEventListener("state", (event) => {
      state = JSON.parse(event.data);
      lost = false;
      show();
    });
    source.addEventListener("error", () => {
      lost = true;
      show();
    });
  }

  function disconnect() {
    if (source) source.close();
    source = null;
  }

  // A browser keeps six connections to a server: pages that nobody sees give theirs back, and catch up when seen.
  const follow = () => (document.visibilityState === "visible" ? connect() : disconnect());
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", follow);
  follow();
})();
