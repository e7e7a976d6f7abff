import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFolder, removeEmptyFolders } from "@/lib/make-folder";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "plumbline-folder-"));
  await writeFile(path.join(home, "file"), "");
});
afterAll(() => rm(home, { recursive: true }));

it("makes what is missing, and minds nothing that is there, however often it is asked at once", async () => {
  const folder = path.join(home, "a", "b", "c");
  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(path.dirname(folder))]);
  await makeFolder(folder);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

it.each([
  ["a file", "file", "EEXIST"],
  ["a folder below a file", "file/below", "ENOTDIR"],
])("says that there is %s", async (_what, place, code) => {
  await expect(makeFolder(path.join(home, place))).rejects.toMatchObject({ code, path: path.join(home, place) });
});

it.runIf(process.platform === "linux")("ends where the system keeps the place to itself", async () => {
  await expect(makeFolder("/proc/nobody/makes/this")).rejects.toMatchObject({ code: expect.any(String), path: "/proc/nobody" });
});

it("takes back what it made, but nothing in which something lies", async () => {
  const made = await makeFolder(path.join(home, "x", "y", "z"));
  expect(made).toHaveLength(3);
  await writeFile(path.join(home, "x", "kept"), "");
  await removeEmptyFolders(made);
  await expect(stat(path.join(home, "x", "y"))).rejects.toMatchObject({ code: "ENOENT" });
  expect((await stat(path.join(home, "x", "kept"))).size).toBe(0);
});
