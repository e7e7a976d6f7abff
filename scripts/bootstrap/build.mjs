import fs from "node:fs";
import path from "node:path";
import { offlineEnvironment } from "./environment.mjs";
import { doOnce } from "./lock.mjs";
import { root } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { clearStamp, hashSources, isStamped, writeStamp } from "./stamp.mjs";

const sources = [
  ...["app", "components", "lib", "public", "prisma/schema"],
  ...["next.config.ts", "postcss.config.mjs", "proxy.ts", "tsconfig.json", "package.json", "package-lock.json"],
];

export const serverScript = path.join(root, ".next/standalone/server.js");

/**
 * Builds the web app where its sources changed since the last build. The hash is taken before the build begins: an edit made
 * while it runs leads to another build at the next start, never to a stale page.
 * @param {() => void} [announce] called before a real build
 * @returns {Promise<boolean>} whether it had to build
 */
export function ensureBuild(announce = () => undefined) {
  const readState = () => hashSources(sources, (file) => !/\.test\.tsx?$/.test(file) && !file.startsWith("lib/generated/"));
  const isDone = () => fs.existsSync(serverScript) && isStamped("build", readState());
  return doOnce("build", isDone, async () => {
    const state = readState();
    announce();
    clearStamp("build");
    const environment = { ...offlineEnvironment(), NODE_ENV: /** @type {const} */ ("production") };
    await runQuietly("building the web app", process.execPath, ["node_modules/next/dist/bin/next", "build"], environment);
    const standalone = path.dirname(serverScript);
    fs.cpSync(path.join(root, ".next/static"), path.join(standalone, ".next/static"), { recursive: true });
    if (fs.existsSync(path.join(root, "public")))
      fs.cpSync(path.join(root, "public"), path.join(standalone, "public"), { recursive: true });
    writeStamp("build", state);
  });
}
