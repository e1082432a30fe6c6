// Pagefind comes with the first input; its finds become text, never markup.
const [box, query, order, status, found, more] = ["search", "q", "order", "status", "found", "more"].map(
  (id) => document.getElementById(id),
);
const fields = [...box.querySelectorAll("[name]")];
const { root, bundles, loading, failed } = box.dataset;
const paths = bundles.split(" ");
const given = new URLSearchParams(location.search);
const { lang } = document.documentElement;
const days = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });
let engine, timer, rest, turn = 0;

const make = (name, facts, ...parts) => {
  const element = Object.assign(document.createElement(name), facts);
  element.append(...parts);
  return element;
};

async function load() {
  const made = (await import(`${paths[0]}pagefind.js`)).createInstance();
  for (const path of paths.slice(1)) await made.mergeIndex(path);
  const known = await made.filters();
  for (const field of fields) {
    const values = Object.keys(known[field.name] ?? {}).sort((a, b) => a.localeCompare(b));
    (field.list ?? field).append(...values.map((value) => new Option(value)));
    field.value = given.get(field.name) ?? field.value;
  }
  return made;
}

// Text, with <mark> for markup.
const text = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
const marked = (excerpt) => excerpt.split(/<\/?mark>/).map((part, i) => (i % 2 ? make("mark", {}, text(part)) : text(part)));

function row({ raw_url: url, content, excerpt, meta }) {
  const link = make("a", { href: new URL(url, location.origin + root) }, meta.title);
  const day = make("time", { dateTime: meta.day }, days.format(new Date(meta.day)));
  const facts = [day, meta.publisher, meta.take].filter(Boolean).map((fact) => make("li", {}, fact));
  const lede = content === meta.title ? [] : [make("p", { className: "lede" }, "… ", ...marked(excerpt), " …")];
  const parts = [make("h2", {}, link), ...lede, make("ul", { className: "facts" }, ...facts)];
  return make("li", {}, make("article", { className: "row" }, ...parts));
}

async function show() {
  const mine = turn;
  const rows = (await Promise.all(rest.splice(0, 20).map((hit) => hit.data()))).map(row);
  if (mine !== turn) return;
  more.hidden = !rest.length;
  found.append(...rows);
  return rows[0];
}

async function search() {
  const mine = ++turn;
  status.textContent = loading;
  try {
    const made = await (engine ??= load());
    const term = query.value.trim();
    const filters = {};
    for (const { name, value, list, options = list.options } of fields)
      if (value && [...options].some((one) => one.value === value)) filters[name] = value;
    const asked = { ...(term && { q: term }), ...filters };
    const asks = Object.keys(asked)[0];
    if (order.value) asked.order = order.value;
    history.replaceState(null, "", `?${new URLSearchParams(asked)}`);
    // Several indexes answer by score: by day, each is asked.
    const sort = order.value || !term ? { day: "desc" } : {};
    const years = sort.day && !filters.year ? paths.map((path) => path.slice(-5, -1)) : [filters.year];
    const hits = [];
    for (const year of asks ? years : [])
      hits.push(...(await made.search(term || null, { filters: { ...filters, year }, sort })).results);
    if (mine !== turn) return;
    const form = hits.length ? new Intl.PluralRules(lang).select(hits.length) : "none";
    const words = asks ? (box.dataset[form] ?? box.dataset.other).replace("{n}", hits.length) : "";
    rest = hits;
    found.replaceChildren();
    await show();
    if (mine === turn) status.textContent = words;
  } catch {
    engine = undefined;
    if (mine === turn) status.textContent = failed;
  }
}

box.oninput = () => {
  clearTimeout(timer);
  timer = setTimeout(search, 200);
};
more.onclick = async () => (await show())?.querySelector("a").focus();
box.hidden = false;
query.value ||= given.get("q");
order.value = given.get("order") ?? "";
if (given.size) search();
