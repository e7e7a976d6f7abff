/** One violation of each rule, as files of a small tree of their own. The self-test fails where a rule has none here. */
export type Seeds = Record<string, Record<string, string>>;

const importing = (...specifiers: string[]): string =>
  specifiers.map((specifier, index) => `export * as part${index} from "${specifier}";\n`).join("");

/** What the seeds import; in itself it breaks nothing. */
export const soundTree: Record<string, string> = {
  "app/page-data.ts": "export const title = 1;\n",
  "cli/command.ts": "export const command = 1;\n",
  "workers/main.ts": "export const main = 1;\n",
  "components/forms/good.ts": "export const good = 1;\n",
  "components/ui/button.ts": "export const button = 1;\n",
  "lib/db.ts": "export const db = 1;\n",
  "lib/onnx/session.ts": "export const session = 1;\n",
  "lib/kinds/registry.client.tsx": "export const forms = 1;\n",
  "lib/kinds/contract.ts": "export const contract = 1;\n",
  "lib/ml/sum.ts": "export const sum = (a: number, b: number): number => a + b;\n",
  "lib/room-b/schema.ts": "export const schema = 1;\n",
  "lib/room-b/store.ts": importing("@/lib/db"),
  "lib/room-b/thing-store.ts": importing("@/lib/db"),
  "lib/room-b/get-thing.ts": importing("@/lib/room-b/store"),
  "lib/room-b/uses-runtime.ts": importing("@/lib/onnx/session"),
  "lib/room-b/get-thing.test.ts": importing("@/lib/room-b/get-thing"),
};

export const arrowSeeds: Seeds = {
  "no-cycles": { "lib/room-a/one.ts": importing("@/lib/room-a/two"), "lib/room-a/two.ts": importing("@/lib/room-a/one") },
  "nothing-imports-app": { "lib/room-a/seed-app.ts": importing("@/app/page-data") },
  "app-keeps-to-use-cases": { "app/seed-database.ts": importing("@/lib/db") },
  "components-do-no-io": { "components/forms/seed-room.ts": importing("@/lib/room-b/get-thing") },
  "components-never-reach-the-roots-of-io": { "components/forms/seed-reach.ts": importing("@/components/forms/seed-room") },
  "ui-is-a-leaf": { "components/ui/seed-form.ts": importing("@/components/forms/good") },
  "workers-and-cli-import-lib-only": { "workers/seed-component.ts": importing("@/components/forms/good") },
  "no-client-code-in-workers-and-cli": { "cli/seed-client.ts": importing("@/lib/kinds/registry.client") },
  "workers-and-cli-do-not-mix": { "workers/seed-cli.ts": importing("@/cli/command") },
  "lib-knows-no-caller": { "lib/room-a/seed-worker.ts": importing("@/workers/main") },
  "stores-stay-in-their-room": { "lib/room-a/seed-store.ts": importing("@/lib/room-b/thing-store") },
  "foundations-stand-below-the-rooms": { "lib/errors.ts": importing("@/lib/room-b/schema") },
  "only-stores-and-foundations-open-the-database": { "lib/kinds/pairwise/seed-database.ts": importing("@/lib/db") },
  "a-kind-stands-alone": { "lib/kinds/pairwise/seed-room.ts": importing("@/lib/room-b/schema") },
  "only-a-kinds-client-files-draw": { "lib/kinds/pairwise/seed-button.ts": importing("@/components/ui/button") },
  "ml-is-pure": { "lib/ml/seed-package.ts": importing("zod"), "lib/ml/seed-node.ts": importing("node:fs") },
  "the-graph-is-pure": { "lib/onnx/graph/seed-runtime.ts": importing("onnxruntime-node") },
  "the-runtime-stays-out-of-the-web": { "app/seed-runtime.ts": importing("@/lib/room-b/uses-runtime") },
  "one-door-to-the-queue": { "lib/room-b/seed-queue.ts": importing("pg-boss") },
  "nothing-unresolved": { "lib/room-b/seed-lost.ts": importing("@/lib/nowhere") },
  "tests-are-not-imported": { "lib/room-b/seed-test.ts": importing("@/lib/room-b/get-thing.test") },
};

const longFile = Array.from({ length: 401 }, (_, index) => `export const line${index} = ${index};\n`).join("");

export const lintSeeds: Seeds = {
  "max-lines": { "lib/a/long.ts": longFile },
  "no-console": { "lib/a/console.ts": 'console.log("x");\n' },
  "no-debugger": { "lib/a/debugger.ts": "debugger;\n" },
  "no-var": { "lib/a/var.ts": "export var old = 1;\n" },
  "prefer-const": { "lib/a/const.ts": "let never = 1;\nexport const same = never;\n" },
  eqeqeq: { "lib/a/equal.ts": "export const same = (a: number, b: number): boolean => a == b;\n" },
  "plumbline/session-proves-nothing": {
    "lib/a/session.ts": "export const signedIn = (session: object | null): boolean => !!session;\n",
    "lib/a/auth.ts": "export const signedIn = (auth: object | null): boolean => Boolean(auth);\n",
  },
  "no-empty": { "lib/a/empty.ts": "export const swallow = (run: () => void): void => {\n  try {\n    run();\n  } catch {}\n};\n" },
  "typescript/no-explicit-any": { "lib/a/any.ts": "export const loose = (value: any): unknown => value;\n" },
  "typescript/no-non-null-assertion": { "lib/a/bang.ts": "export const sure = (value: string | null): string => value!;\n" },
  "typescript/no-floating-promises": {
    "lib/a/floating.ts": "export const forget = (run: () => Promise<void>): void => {\n  run();\n};\n",
  },
  "typescript/no-misused-promises": {
    "lib/a/misused.ts": "export const always = (run: () => Promise<boolean>): number => (run() ? 1 : 2);\n",
  },
  "typescript/await-thenable": { "lib/a/await.ts": "export const wait = async (value: number): Promise<number> => await value;\n" },
  "typescript/consistent-type-imports": {
    "lib/a/type.ts": 'import { Stats } from "node:fs";\nexport const size = (stats: Stats): number => stats.size;\n',
  },
  "no-unused-vars": { "lib/a/unused.ts": "const unused = 1;\nexport {};\n" },
  "typescript/switch-exhaustiveness-check": {
    "lib/a/switch.ts":
      'export const size = (value: "a" | "b"): number => {\n  switch (value) {\n    case "a":\n      return 1;\n  }\n  return 0;\n};\n',
  },
  "typescript/only-throw-error": { "lib/a/throw.ts": 'export const fail = (): never => {\n  throw "text";\n};\n' },
  "typescript/ban-ts-comment": { "lib/a/comment.ts": "// @ts-ignore\nexport const wrong: number = 1;\n" },
  "react/rules-of-hooks": {
    "components/hook.tsx":
      'import { useState } from "react";\nexport const useMaybe = (on: boolean) => {\n  if (on) return useState(0);\n  return null;\n};\n',
  },
  "react/exhaustive-deps": {
    "components/deps.tsx":
      'import { useEffect } from "react";\nexport const useTold = (tell: (n: number) => void, n: number) => {\n  useEffect(() => tell(n), []);\n};\n',
  },
};

// Put together here, so that the scan does not find them in this file.
const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
export const secretSeeds: Seeds = {
  "private-key": { "key.txt": ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ") },
  "access-key": { "access.txt": `AKIA${"ABCDEFGHIJKLMNOP"}` },
  "service-token": { "token.txt": `ghp_${letters}` },
  "signed-token": { "jwt.txt": ["eyJ" + letters, "eyJ" + letters, letters].join(".") },
  "password-in-address": { "address.txt": `postgresql://app:${"hunter22"}@db.example.org/app` },
  "home-folder": { "home.txt": ["", "home", "somebody", "project"].join("/") },
  "conflict-marker": { "merged.md": `${"<".repeat(7)} HEAD\n` },
  "foreign-registry": { "lock.json": `"resolved": "${"https"}://mirror.example.org/zod.tgz"` },
};

export const deadCodeSeeds: Seeds = {
  "Unused files": { "lib/a/orphan.ts": "export const orphan = 1;\n" },
  "Unused exports": {
    "workers/main.ts": 'import { used } from "@/lib/a/used";\nif (used > 1) throw new Error("never");\n',
    "lib/a/used.ts": "export const used = 1;\nexport const unused = 2;\n",
  },
  "Unused dependencies": { "package.json": '{ "name": "seed", "type": "module", "dependencies": { "zod": "4.6.7" } }\n' },
  "Unlisted dependencies": { "cli/main.ts": 'import { Client } from "pg";\nif (!Client) throw new Error("never");\n' },
};
