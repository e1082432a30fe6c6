// Policies as a JSON list on stdin → what csp_evaluator says of each, as a JSON list of lists on stdout.
const { readFileSync } = require("node:fs");
const { CspEvaluator } = require("csp_evaluator/dist/evaluator.js");
const { Type } = require("csp_evaluator/dist/finding.js");
const { CspParser } = require("csp_evaluator/dist/parser.js");

const say = (policy) =>
  new CspEvaluator(new CspParser(policy).csp).evaluate().map((found) => ({
    rule: Type[found.type],
    directive: found.directive,
    value: found.value ?? "",
    message: found.description,
  }));
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(say)));
