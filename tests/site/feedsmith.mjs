// Paths of feeds as a JSON list on stdin → how many entries feedsmith finds in each with id, title, address and date.
import { readFileSync } from "node:fs";
import { parseFeed } from "feedsmith";

const address = (entry) => entry.url ?? entry.link ?? entry.links?.find((link) => link.rel === "alternate")?.href;
const date = (entry) => entry.updated ?? entry.pubDate ?? entry.date_modified;
const id = (entry) => entry.id ?? entry.guid?.value;

const read = (path) => {
  try {
    const { feed } = parseFeed(readFileSync(path, "utf8"));
    const entries = feed.entries ?? feed.items ?? [];
    const whole = entries.filter((entry) => id(entry) && entry.title && address(entry) && date(entry));
    return { whole: whole.length, error: "" };
  } catch (error) {
    return { whole: 0, error: String(error) };
  }
};
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
