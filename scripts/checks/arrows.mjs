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

const script = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";

/**
 * @param {string} config
 * @returns {{ modules: { source: string }[], summary: { violations: { rule: { name: string, severity: string }, from: string, to: string }[] } }}
 */
const cruise = (config) => {
  const run = spawnSync(process.execPath, [script, "--config", config, "--output-type", "json", ...folders], {
    encoding: "utf8",
    maxBuffer: 256_000_000,
  });
  if (run.stdout.startsWith("{")) return JSON.parse(run.stdout);
  process.stderr.write(`dependency-cruiser did not run: ${run.stderr}${run.stdout}\n`);
  process.exit(1);
};

const { modules, summary } = cruise(".dependency-cruiser.cjs");
// Once more without what only types see: that is what a bundle is made of.
const bundled = cruise(".dependency-cruiser.bundle.cjs");
const read = new Set(modules.map((module) => module.source));
const missed = folders.flatMap(sourcesBelow).filter((file) => !read.has(file));
const problems = [
  ...[...summary.violations, ...bundled.summary.violations].map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  ...missed.map((file) => `not-read: ${file} was not read, so its arrows are unknown`),
];
if (problems.length > 0) process.stderr.write(`${[...new Set(problems)].join("\n")}\n`);
process.stdout.write(`${read.size} modules read, ${problems.length} violations\n`);
process.exit(problems.length > 0 ? 1 : 0);
