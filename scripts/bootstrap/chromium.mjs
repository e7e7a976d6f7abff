import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

// The shell without windows first: it draws the same pages for a quarter less of the processor's time.
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];

/** A file of that name may be a stub that only advises to install something: what counts is that it answers. @param {string} file */
const answers = (file) => spawnSync(file, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;

function findOnSystem() {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const files = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return files.find((file) => fs.existsSync(file) && answers(file));
}

async function findPlaywrights() {
  const { chromium } = await import("@playwright/test");
  const file = chromium.executablePath();
  return fs.existsSync(file) && answers(file) ? file : undefined;
}

/** @param {string} command @param {string[]} args */
const succeeds = (command, args) => spawnSync(command, args, { cwd: root, stdio: "ignore", timeout: 300_000 }).status === 0;

/**
 * A Chromium that runs: the one that CHROMIUM_PATH names, one of the system, the one Playwright keeps; else Playwright's is
 * downloaded, and where that cannot be (no network beyond a package mirror) root installs Debian's.
 * @param {(text: string) => void} say
 * @returns {Promise<string>} its file
 */
export async function ensureChromium(say) {
  const named = process.env["CHROMIUM_PATH"];
  if (named) {
    if (!answers(named)) throw new Error(`CHROMIUM_PATH=${named} does not run`);
    return named;
  }
  const present = findOnSystem() ?? (await findPlaywrights());
  if (present) return present;
  say("no Chromium found: downloading Playwright's");
  if (succeeds(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"])) {
    const downloaded = await findPlaywrights();
    if (downloaded) return downloaded;
  }
  if (process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    say("that did not work: installing Debian's with apt-get");
    succeeds("apt-get", ["update"]);
    for (const name of ["chromium-headless-shell", "chromium"]) {
      succeeds("apt-get", ["install", "-y", "--no-install-recommends", name]);
      const installed = findOnSystem();
      if (installed) return installed;
    }
  }
  throw new Error("no Chromium can be found or installed: install one, or name its file in CHROMIUM_PATH");
}
