import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { prepareHome } from "./home-folder.mjs";

let place: string;
beforeAll(() => {
  place = mkdtempSync(path.join(tmpdir(), "plumbline-home-"));
  writeFileSync(path.join(place, "file"), "");
});
afterAll(() => rmSync(place, { recursive: true }));

it("makes what is missing and leaves nothing behind", () => {
  const home = path.join(place, "a", "b");
  prepareHome(home);
  prepareHome(home);
  expect(readdirSync(home)).toEqual([]);
});

it.each(["file", "file/below"])("says in one line that %s is no folder, and what to do", (below) => {
  const home = path.join(place, below);
  expect(() => prepareHome(home)).toThrow(
    /^nothing can be kept in \S+ \(E(EXIST|NOTDIR)[^\n]*\): name a folder that can be written in[^\n]*$/,
  );
});

it.runIf(existsSync("/proc/self"))("ends where the system keeps the place to itself", () => {
  expect(() => prepareHome("/proc/nobody/makes/this")).toThrow("nothing can be kept in /proc/nobody/makes/this");
});
