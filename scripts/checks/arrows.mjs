import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

// A run of dependency-cruiser that read nothing is green as well (it does so with a TypeScript it does not know). So the
// sources on disk are listed here, and each must be among the modules that it says it read.

const folders = ["app", "components", "lib", "workers", "cli", "scripts", "prisma"].filter((folder) => fs.existsSync(folder));

/**
 * @param {string} folder
 * @returns {string[]}
 */
const sourcesBelow = (folder) =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return place === "lib/generated" ? [] : sourcesBelow(place);
    return /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [place] : [];
  });

const runtimeRule = "the-runtime-stays-out-of-the-web";
const script = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";

/**
 * @typedef {{ source: string, dependencies: { resolved: string, dependencyTypes: string[] }[] }} Module
 * @returns {{ modules: Module[], summary: { violations: { rule: { name: string }, from: string, to: string }[] } }}
 */
const cruise = () => {
  const run = spawnSync(process.execPath, [script, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...folders], {
    encoding: "utf8",
    maxBuffer: 256_000_000,
  });
  if (run.stdout.startsWith("{")) return JSON.parse(run.stdout);
  process.stderr.write(`dependency-cruiser did not run: ${run.stderr}${run.stdout}\n`);
  process.exit(1);
};

/**
 * onnxruntime-node is heavy and native: the web bundle must not meet it, not even through lib. A bundle leaves out what is
 * imported as a type (the compiler keeps every other import as it stands), and the cruiser's own rules of reach do not.
 * @param {Module[]} modules
 * @returns {string[]}
 */
const runtimeInTheWeb = (modules) => {
  const imports = new Map(
    modules.map(({ source, dependencies }) => [
      source,
      dependencies.filter(({ dependencyTypes }) => !dependencyTypes.includes("type-only")).map(({ resolved }) => resolved),
    ]),
  );
  const tests = /\.(test|spec)\.tsx?$/;
  /** @type {Map<string, string>} a module, and the page's file that it was reached from */
  const reached = new Map(
    [...imports.keys()].filter((source) => source.startsWith("app/") && !tests.test(source)).map((source) => [source, source]),
  );
  // A map hands out what is added while it is walked.
  for (const [source, page] of reached) for (const target of imports.get(source) ?? []) if (!reached.has(target)) reached.set(target, page);
  return [...reached]
    .filter(([source]) => /^lib\/onnx\/|onnxruntime-node/.test(source))
    .map(([source, page]) => `${runtimeRule}: ${page} → ${source}`);
};

const { modules, summary } = cruise();
const read = new Set(modules.map((module) => module.source));
const missed = folders.flatMap(sourcesBelow).filter((file) => !read.has(file));
const problems = [
  ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  ...runtimeInTheWeb(modules),
  ...missed.map((file) => `not-read: ${file} was not read, so its arrows are unknown`),
];
if (problems.length > 0) process.stderr.write(`${[...new Set(problems)].join("\n")}\n`);
process.stdout.write(`${read.size} modules read, ${problems.length} violations\n`);
process.exit(problems.length > 0 ? 1 : 0);
