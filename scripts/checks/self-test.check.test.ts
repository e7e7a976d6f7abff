import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import arrows from "../../.dependency-cruiser.cjs";
import lintConfig from "../../.oxlintrc.json";
import { root } from "../bootstrap/paths.mjs";
import { arrowSeeds, deadCodeSeeds, lintSeeds, secretSeeds, soundTree } from "./seeds";
import type { Seeds } from "./seeds";

// A check that cannot fail is worse than none. Each runs here over a small tree with one violation of each of its rules
// and has to find every one; over the same tree without them it has to pass.

const trees: string[] = [];
afterAll(() => trees.forEach((tree) => rmSync(tree, { recursive: true, force: true })));

const configurations = [".oxlintrc.json", ".oxfmtrc.json", ".dependency-cruiser.cjs", "knip.json", "tsconfig.json"];

const plant = (...seeds: Record<string, string>[]): string => {
  const tree = mkdtempSync(path.join(tmpdir(), "plumbline-seeds-"));
  trees.push(tree);
  for (const file of configurations) cpSync(path.join(root, file), path.join(tree, file));
  cpSync(path.join(root, "scripts/checks"), path.join(tree, "scripts/checks"), {
    recursive: true,
    filter: (file) => !file.endsWith(".ts"),
  });
  symlinkSync(path.join(root, "node_modules"), path.join(tree, "node_modules"));
  const files = Object.assign({ "package.json": '{ "name": "seed", "type": "module" }\n' }, ...seeds);
  for (const [file, text] of Object.entries<string>(files)) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  }
  return tree;
};

const run = (tree: string, args: string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: "utf8", maxBuffer: 64_000_000 });
  return { status, output: stdout + stderr };
};

const all = (seeds: Seeds): Record<string, string> => Object.assign({}, ...Object.values(seeds));

describe("the checks can fail", { timeout: 180_000 }, () => {
  it("arrows: every rule finds its violation", () => {
    const sound = run(plant(soundTree), ["scripts/checks/arrows.mjs"]);
    expect(sound.status, sound.output).toBe(0);
    const seeded = run(plant(soundTree, all(arrowSeeds)), ["scripts/checks/arrows.mjs"]);
    expect(seeded.status).toBe(1);
    const names = ["the-runtime-stays-out-of-the-web", ...(arrows.forbidden ?? []).map((rule) => rule.name)];
    expect(names.filter((name) => !seeded.output.includes(`${name}: `))).toEqual([]);
    expect(Object.keys(arrowSeeds).sort()).toEqual([...names].sort());
  });

  it("arrows: a run that reads nothing is a failure", () => {
    const tree = plant(soundTree);
    writeFileSync(
      path.join(tree, ".dependency-cruiser.cjs"),
      'module.exports = { forbidden: [], options: { exclude: { path: "^lib/" } } };\n',
    );
    const { status, output } = run(tree, ["scripts/checks/arrows.mjs"]);
    expect(status).toBe(1);
    expect(output).toContain("not-read: lib/ml/sum.ts");
  });

  it("lint: every rule finds its violation", () => {
    const script = "node_modules/oxlint/bin/oxlint";
    const sound = run(plant({ "lib/ml/sum.ts": soundTree["lib/ml/sum.ts"] ?? "" }), [script, "lib"]);
    expect(sound.status, sound.output).toBe(0);
    const seeded = run(plant(all(lintSeeds)), [script, "lib", "components"]);
    expect(seeded.status).toBe(1);
    const rules = [lintConfig, ...lintConfig.overrides].flatMap((part) => Object.keys(part.rules));
    const ours = rules.filter((name) => !name.startsWith("nextjs/"));
    expect(ours.toSorted()).toEqual(Object.keys(lintSeeds).toSorted());
    // A finding is named as `plugin(rule)`.
    expect(ours.filter((name) => !seeded.output.includes(`(${name.split("/").at(-1)})`))).toEqual([]);
  });

  it("dead code: files, exports and packages", () => {
    const seeded = run(plant(all(deadCodeSeeds)), ["node_modules/knip/bin/knip.js", "--no-config-hints"]);
    expect(seeded.status).toBe(1);
    for (const kind of Object.keys(deadCodeSeeds)) expect(seeded.output).toContain(kind);
  });

  it("secrets: every rule finds its violation, and so does a path of this checkout", () => {
    const tree = plant(all(secretSeeds));
    writeFileSync(path.join(tree, "path.txt"), `see ${tree}/lib\n`);
    spawnSync("git", ["init", "-q"], { cwd: tree });
    const seeded = run(tree, ["scripts/checks/secrets.mjs"]);
    expect(seeded.status).toBe(1);
    for (const name of [...Object.keys(secretSeeds), "path-of-this-checkout"]) expect(seeded.output).toContain(` ${name}`);
  });

  it("format and types", () => {
    const tree = plant({
      "lib/a/loose.ts": "export const  a : string = 1\n",
      "docs/loose.md": "*  one\n",
      "app/loose.css": "a{color:red}\n",
      "loose.yml": "a:   1\n",
    });
    const format = run(tree, ["node_modules/oxfmt/bin/oxfmt", "--check", "."]);
    expect(format.status).toBe(1);
    for (const name of ["loose.ts", "loose.md", "loose.css", "loose.yml"]) expect(format.output).toContain(name);
    const types = run(tree, ["node_modules/typescript-7/bin/tsc", "--noEmit", "-p", "."]);
    expect(types.status).not.toBe(0);
    expect(types.output).toContain("TS2322");
  });
});
