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
const tests = folders.flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file))
    .filter((file) => /\.test\.tsx?$/.test(file)),
);

/** Half of the time of small tests goes into loading: files share processes, but for those whose text shows what only one may do. */
const splitTests = (kind: RegExp, changes: RegExp) => {
  const files = tests.filter((file) => kind.test(file));
  const alone = files.filter((file) => changes.test(fs.readFileSync(path.join(root, file), "utf8")));
  return { alone, shared: files.filter((file) => !alone.includes(file)) };
};
const mocks = String.raw`\bvi\.(mock\(|doMock|resetModules|stubGlobal)`;
/** The environment is read at first use. */
const unit = splitTests(
  /^(?!.*\.(db|check)\.test).*\.test\.ts$/,
  new RegExp(`${mocks}|\\bvi\\.stubEnv|process\\.(chdir|env\\b[^=;]*=[^=])`),
);
/** Each file of these begins with modules of its own (fresh-modules.ts) and has a database of its own. */
const database = splitTests(/\.db\.test\.ts$/, new RegExp(mocks));
const client = splitTests(/\.client\.test\.tsx$/, new RegExp(`${mocks}|\\bvi\\.useFakeTimers`));

const programs = "./scripts/testing/programs.setup.ts";
const onDatabase = {
  environment: "node" as const,
  globalSetup: [programs, "./scripts/testing/database.setup.ts"],
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

const onPage = { environment: "jsdom" as const, testTimeout: 60_000, setupFiles: ["./scripts/testing/page-storage.ts"] };

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
          include: unit.shared,
          environment: "node",
          pool: "threads",
          isolate: false,
          globalSetup: [programs],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        plugins: [fastExports],
        test: { name: "unit-alone", include: unit.alone, environment: "node", globalSetup: [programs], testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        test: { name: "self-test", include: ["scripts/checks/*.check.test.ts"], environment: "node" },
      },
      {
        resolve: { alias },
        plugins: [fastExports],
        test: {
          ...onDatabase,
          name: "database",
          include: database.shared,
          isolate: false,
          setupFiles: ["./scripts/testing/fresh-modules.ts"],
        },
      },
      {
        resolve: { alias },
        plugins: [fastExports],
        test: { ...onDatabase, name: "database-alone", include: database.alone },
      },
      {
        resolve: { alias },
        test: { ...onPage, name: "client", include: client.shared, isolate: false },
      },
      {
        resolve: { alias },
        test: { ...onPage, name: "client-alone", include: client.alone },
      },
    ],
  },
});
