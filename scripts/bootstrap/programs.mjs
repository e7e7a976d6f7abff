import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, stop } from "esbuild";
import { doOnce } from "./lock.mjs";
import { checkoutState, root } from "./paths.mjs";
import { replaceFile } from "./replace-file.mjs";
import { hashSources, isStamped, writeStamp } from "./stamp.mjs";

/** Every TypeScript file that a process begins with: those of the product, then of benchmarks and of tests. */
const programs = [
  ...["cli/main.ts", "workers/main.ts", "workers/threads/run-handler.ts", "workers/threads/reward-engine.ts"],
  ...["scripts/ensure-owner.ts", "prisma/seed.ts"],
  ...["bench/desk-plant.ts", "bench/gpu-probe.ts", "bench/first-byte.ts", "bench/reward/ours.ts", "bench/peers/duckdb-copy.ts"],
  ...["scripts/testing/answer-commands.ts", "scripts/testing/ask-and-die.ts", "scripts/testing/reserve-and-hang.ts"],
  ...["scripts/testing/train-version.ts"],
  ...["lib/onnx/training/testing/killed-training.ts", "lib/onnx/encoders/testing/killed-tuning.ts"],
];

const sources = ["bench", "cli", "lib", "prisma", "scripts", "workers", "tsconfig.json", "package-lock.json"];

/** lib/fork-script.ts looks here too. */
const folder = path.join(checkoutState, "programs");

/** A process that runs on may still load a part of the program that it was started from. */
const keptMilliseconds = 30 * 24 * 3_600_000;

/**
 * Translates the programs to JavaScript where their sources changed since the last time: together they start in a third of the
 * time that a loader takes which translates file by file. Packages stay where npm put them.
 * @returns {Promise<boolean>} whether it had to
 */
export function ensurePrograms() {
  const readState = () => hashSources(sources, (file) => !/\.test\.tsx?$/.test(file));
  const isDone = () => isStamped("programs", readState()) && programs.every((file) => fs.existsSync(programFile(file)));
  return doOnce("programs", isDone, async () => {
    const state = readState();
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: programs,
      outdir: folder,
      outbase: root,
      bundle: true,
      splitting: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node20",
      packages: "external",
      conditions: ["react-server"],
      sourcemap: "linked",
      sourcesContent: false,
      chunkNames: "parts/[name]-[hash]",
      logLevel: "silent",
      plugins: [placesOfSources],
    });
    // Its process would stay for as long as ours, which may be days.
    await stop();
    // What other parts name comes before what names it, each in one step: a program that starts meanwhile finds a whole one.
    const parts = path.join(folder, "parts");
    const inParts = outputFiles.filter((file) => file.path.startsWith(parts));
    for (const file of [...inParts, ...outputFiles.filter((other) => !inParts.includes(other))]) replaceFile(file.path, file.contents);
    removeOld(parts);
    writeStamp("programs", state);
  });
}

/**
 * A source that looks for files beside it must find them from wherever its translation lies.
 * @type {import("esbuild").Plugin}
 */
const placesOfSources = {
  name: "places-of-sources",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.(ts|mjs)$/ }, ({ path: file }) => {
      const contents = fs
        .readFileSync(file, "utf8")
        .replace(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(file).href))
        .replace(/\bimport\.meta\.dirname\b/g, JSON.stringify(path.dirname(file)));
      return { contents, loader: file.endsWith(".ts") ? "ts" : "js" };
    });
  },
};

/** @param {string} parts */
function removeOld(parts) {
  for (const name of fs.readdirSync(parts)) {
    const file = path.join(parts, name);
    if (Date.now() - fs.statSync(file).mtimeMs > keptMilliseconds) fs.rmSync(file);
  }
}

/** @param {string} source relative to the checkout */
export const programFile = (source) => path.join(folder, source.replace(/\.ts$/, ".js"));

/**
 * Arguments of `node` for a program, from any working folder; `ensurePrograms` comes before. The condition makes `server-only` the
 * empty module that it is inside a React server; maps name the sources in what an error tells.
 * @param {string} source relative to the checkout
 * @param {string[]} [args]
 */
export const programArguments = (source, args = []) => ["--conditions=react-server", "--enable-source-maps", programFile(source), ...args];
