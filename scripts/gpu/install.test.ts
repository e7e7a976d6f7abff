import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gpu-install-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const install = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, "install.mjs"), ...args], { encoding: "utf8" });

describe("gpu:install", () => {
  it("refuses a package whose files are not the known ones, and places nothing", () => {
    const inside = path.join(folder, "package/Plugins/Linux/x64");
    mkdirSync(inside, { recursive: true });
    for (const name of ["shared", "cuda"]) writeFileSync(path.join(inside, `libonnxruntime_providers_${name}.so`), "something else");
    const archive = path.join(folder, "provider.tgz");
    spawnSync("tar", ["-czf", archive, "-C", folder, "package"]);
    const target = path.join(folder, "target");
    const done = install("--package", archive, "--into", target);
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/libonnxruntime_providers_shared\.so has sha256 [0-9a-f]{64}, expected c6a12593.*Nothing was installed/);
    expect(existsSync(target)).toBe(false);
  });

  it("says what is wrong with a package that is none, and with a route that is none", () => {
    const archive = path.join(folder, "broken.tgz");
    writeFileSync(archive, "no archive");
    expect(install("--package", archive, "--into", folder).stderr).toContain("gpu:install: tar -xzf failed");
    expect(install("--from", "disk").stderr).toContain("--from is npm or nuget, not disk");
  });
});
