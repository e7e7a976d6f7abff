import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, it, vi } from "vitest";
import { root } from "@/scripts/bootstrap/paths.mjs";

const home = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "plumbline-cli-")), "home");
afterAll(() => fs.rmSync(path.dirname(home), { recursive: true, force: true }));

const start = (...args: string[]) =>
  spawn(process.execPath, [path.join(root, "scripts/plumbline.mjs"), ...args], {
    cwd: path.dirname(home),
    // Without the database that other tests are given: it would hide that one is started.
    env: { ...process.env, DATABASE_URL: "", PLUMBLINE_HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });

const plumbline = async (...args: string[]) => {
  const child = start(...args);
  const [out, told, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status, told, last: out.trimEnd().split("\n").at(-1) ?? "" };
};

it("closes what fails with one line for people and, with --json, one object for scripts; a file is scored without a database", async () => {
  const missing = path.join(home, "runs.jsonl");
  const [unknown, failed, plain, flagged] = await Promise.all([
    plumbline("aggregat", "--json"),
    plumbline("rewardbench", missing, "--json"),
    plumbline("ppm", "--folds", "ten"),
    plumbline("verify", "--home", "--json"),
  ]);
  expect(unknown).toMatchObject({
    status: 2,
    told: "plumbline: unknown command 'aggregat' (Did you mean aggregate?). See `plumbline --help`\n",
  });
  expect(failed.status).toBe(1);
  const error = `The runs ${missing} cannot be read. Is the path right?`;
  expect(failed.told).toBe(`plumbline rewardbench: ${error}\n`);
  expect(JSON.parse(failed.last)).toEqual({
    command: "rewardbench",
    error,
    seconds: expect.any(Number),
    peak_rss_mb: expect.any(Number),
  });
  expect(plain).toMatchObject({ status: 2, last: "" });
  // Neither the flag nor the place where it was typed has become a home.
  expect(flagged).toMatchObject({ status: 2, told: expect.stringContaining("--home: has no value before --json") });
  expect(fs.readdirSync(path.dirname(home))).toEqual([]);
});

it("ends well where nobody reads on, as behind `| head`", async () => {
  const table = path.join(os.tmpdir(), `${path.basename(path.dirname(home))}.csv`);
  fs.writeFileSync(table, `count,score\n${Array.from({ length: 20 }, (_, i) => `${i},${i % 7}`).join("\n")}\n`);
  const child = start("ppm", "--candidates", table, "--target", "score", "--model", "linear", "--json");
  child.stdout.destroy();
  const [told, [status]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  fs.rmSync(table);
  expect({ status, told }).toEqual({ status: 0, told: "" });
});

/** A command that waits for its table, and the process behind the launcher once that has begun to read it. */
const startWaiting = async () => {
  const table = path.join(os.tmpdir(), `${path.basename(path.dirname(home))}.fifo`);
  fs.rmSync(table, { force: true });
  execFileSync("mkfifo", [table]);
  const child = start("ppm", "--candidates", table, "--target", "score", "--model", "linear", "--json");
  // Opening its other end waits until somebody reads.
  const pipe = await fs.promises.open(table, "w");
  const pid = await vi.waitUntil(
    () => fs.readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim().split(" ").map(Number).at(-1),
    60_000,
  );
  return { child, pid, pipe, drop: () => fs.rmSync(table) };
};

it.runIf(process.platform === "linux")("says so in one line where the system ends a command that has no time to say anything", async () => {
  const { child, pid, pipe, drop } = await startWaiting();
  process.kill(pid, "SIGKILL");
  const [out, told, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  await pipe.close();
  drop();
  expect({ status, told }).toEqual({ status: 1, told: expect.stringMatching(/^plumbline ppm: it was ended by SIGKILL [^\n]*\n$/) });
  expect(JSON.parse(out)).toMatchObject({ command: "ppm", error: expect.stringContaining("SIGKILL") });
});

it.runIf(process.platform === "linux")(
  "a stop that is told twice, by the terminal and by the launcher, does not end a command without a word",
  async () => {
    const { child, pid, pipe, drop } = await startWaiting();
    const ended = once(child, "exit");
    for (let times = 0; times < 20; times += 1) {
      process.kill(pid, "SIGINT");
      await new Promise((resolve) => setImmediate(resolve));
    }
    await pipe.writeFile(`count,score\n${Array.from({ length: 20 }, (_, i) => `${i},${i % 7}`).join("\n")}\n`);
    await pipe.close();
    const [out] = await Promise.all([text(child.stdout), ended]);
    drop();
    expect(JSON.parse(out)).toMatchObject({ command: "ppm" });
  },
);
