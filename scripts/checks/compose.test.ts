import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../bootstrap/paths.mjs";
import { composeSchema } from "./compose";

const text = readFileSync(path.join(root, "docker-compose.yml"), "utf8");
const read = (source = text) => composeSchema.parse(parse(source, { merge: true }));
const file = read();
const ours = Object.entries(file.services).filter(([, service]) => service.build);

/** What Docker's own parser would give for the instructions that matter here. */
const stagesOf = (dockerfile: string): { stages: string[]; commands: string[][] } => {
  const lines = readFileSync(path.join(root, dockerfile), "utf8").split("\n");
  return {
    stages: lines.flatMap((line) => /^FROM \S+ AS (\S+)$/.exec(line)?.[1] ?? []),
    commands: lines.flatMap((line) => (line.startsWith("CMD ") ? [JSON.parse(line.slice(4))] : [])),
  };
};

describe("docker-compose.yml", () => {
  it("is a valid file of the production shape", () => {
    expect(Object.keys(file.services)).toEqual(["postgres", "web", "worker", "worker-gpu"]);
    expect(file.services["worker-gpu"]?.runtime).toBe("nvidia");
  });

  it("can be refused", () => {
    expect(() => read(text.replace("restart: unless-stopped", "restrat: unless-stopped"))).toThrow();
    expect(() => read(text.replace("- files:/data", "- ./files:/data"))).toThrow();
    expect(() => read(text.replace("condition: service_healthy", "condition: service_started"))).toThrow();
  });

  it("holds no password and gives none a default", () => {
    const values = Object.values(file.services).flatMap((service) => Object.entries(service.environment));
    const secrets = values.filter(([name, value]) => value !== null && /PASSWORD|SECRET|DATABASE_URL/.test(name));
    expect(secrets.length).toBeGreaterThan(3);
    for (const [name, value] of secrets) expect(value, name).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/);
  });

  it.each(ours)("hands %s every setting that the operators' table names", (_name, service) => {
    const table = readFileSync(path.join(root, "docs/operators/README.md"), "utf8").matchAll(/^\|.*\|.*\|$/gm);
    const settings = [...table].flatMap(([row]) => [...(row.split("|")[1] ?? "").matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name));
    expect(settings.length).toBeGreaterThan(15);
    expect(settings.filter((name) => name !== undefined && !(name in service.environment))).toEqual([]);
  });

  it.each(ours)("builds %s from files and stages that exist", (_name, service) => {
    const { dockerfile = "", target } = service.build ?? {};
    expect(existsSync(path.join(root, dockerfile))).toBe(true);
    const { stages, commands } = stagesOf(dockerfile);
    if (target) expect(stages).toContain(target);
    expect(commands).toContainEqual(service.command);
  });

  it("runs every part as one user, since they share files that only their owner may read", () => {
    // `node` has the number 1000 in the images of Node.
    const users = ["docker/Dockerfile", "docker/worker-gpu.Dockerfile"].flatMap((dockerfile) =>
      [...readFileSync(path.join(root, dockerfile), "utf8").matchAll(/^USER (\S+)$/gm)].map(([, user]) => user),
    );
    expect(users).toEqual(["node", "node", "1000:1000"]);
  });

  it.each(ours)("runs in %s a script that exists and refuses to start without its secrets", (_name, service) => {
    const [program, script = "", ...args] = service.command;
    expect(program).toBe("node");
    expect(existsSync(path.join(root, script))).toBe(true);
    const run = spawnSync(process.execPath, [script, ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, NODE_ENV: "production" },
      encoding: "utf8",
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("refusing to start");
  });

  it.each(ours)("checks the health of %s with a script that can fail", (_name, service) => {
    const [, program, script = ""] = service.healthcheck.test;
    expect(program).toBe("node");
    expect(spawnSync(process.execPath, [script, "http://127.0.0.1:9/"], { cwd: root }).status).toBe(1);
  });
});
