import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";
import type { Plugin } from "vitest/config";

const root = import.meta.dirname;

// `server-only` throws outside a React server build; tests reach the guarded roots directly.
const alias = {
  "@": root,
  "server-only": path.join(root, "node_modules/server-only/empty.js"),
};

/**
 * The module runner keeps a module's exports in an object without a prototype, which V8 stores as a hash table: every call of an
 * imported function looks it up, and mathematics made of small functions takes twice as long and more. An object that serves as a
 * prototype, and through which a warm read passes, has fixed places again.
 */
const fastExports: Plugin = {
  name: "fast-exports",
  enforce: "post",
  transform: (code, id) => {
    if (!/\.tsx?$/.test(id) || id.includes("/node_modules/")) return null;
    const settle = `const read = (from) => from.nothing;
      for (let times = 0; times < 20; times += 1) read({});
      read(Object.create(__vite_ssr_exports__));`;
    return { code: `${code}\n;{ ${settle} }`, map: null };
  },
};

const folders = ["lib", "components", "app", "cli", "workers", "scripts", "prisma"];
const unitTests = folders.flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file))
    .filter((file) => /\.test\.ts$/.test(file) && !/\.(db|check)\.test\.ts$/.test(file)),
);
/** Tests that change what a process has only once: modules that are mocked, the environment, which is read at first use. */
const alone = unitTests.filter((file) =>
  /\bvi\.(mock|doMock|stubEnv|stubGlobal|resetModules)\b|process\.(chdir|env\b[^=;]*=[^=])/.test(
    fs.readFileSync(path.join(root, file), "utf8"),
  ),
);

export default defineConfig({
  test: {
    // Left to itself it keeps one core free, which on two cores is half of them.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        plugins: [fastExports],
        test: {
          name: "unit",
          include: unitTests.filter((file) => !alone.includes(file)),
          environment: "node",
          // One process for many files, which load each module once: half of the time of small tests went into loading.
          pool: "threads",
          isolate: false,
          globalSetup: ["./scripts/testing/programs.setup.ts"],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        plugins: [fastExports],
        test: {
          name: "unit-alone",
          include: alone,
          environment: "node",
          globalSetup: ["./scripts/testing/programs.setup.ts"],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "self-test",
          include: ["scripts/checks/*.check.test.ts"],
          environment: "node",
        },
      },
      {
        resolve: { alias },
        plugins: [fastExports],
        test: {
          name: "database",
          include: ["**/*.db.test.ts"],
          exclude: ["node_modules/**", ".next/**"],
          environment: "node",
          globalSetup: ["./scripts/testing/programs.setup.ts", "./scripts/testing/database.setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "client",
          include: ["**/*.client.test.tsx"],
          exclude: ["node_modules/**", ".next/**"],
          environment: "jsdom",
        },
      },
    ],
  },
});
