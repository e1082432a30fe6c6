// The page kinds of the bench, and nothing more.
import markdownIt from "markdown-it";

const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
const day = (date) => date.toISOString().slice(0, 10);
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const newestFirst = (api) => api.getFilteredByGlob("briefs/**/*.md").sort((a, b) => b.date - a.date);

function grouped(keysOf) {
  return (api) => {
    const groups = new Map();
    for (const brief of newestFirst(api)) {
      for (const key of keysOf(brief)) {
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(brief);
      }
    }
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, briefs]) => ({ name, slug: slug(name), briefs }));
  };
}

export default function (config) {
  config.setLibrary("md", markdownIt("commonmark", { html: false }));
  config.setQuietMode(true);
  config.addPassthroughCopy({ static: "." });
  config.addFilter("slug", slug);
  config.addFilter("day", day);
  config.addFilter("long", (date) => `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`);
  config.addFilter("mail", (date) => date.toUTCString());
  config.addFilter("first", (list, most) => list.slice(0, most));
  config.addCollection("briefs", newestFirst);
  config.addCollection("byId", (api) => Object.fromEntries(newestFirst(api).map((brief) => [brief.url.slice(1, -1), brief])));
  config.addCollection("subjects", grouped((brief) => brief.data.subjects));
  config.addCollection("mentions", grouped((brief) => brief.data.mentions));
  config.addCollection("months", grouped((brief) => [day(brief.date).slice(0, 7)]));
  return { dir: { output: "site" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
