import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { root } from "./paths.mjs";
import { findRefusals } from "./refusals.mjs";

const secret = randomBytes(32).toString("base64");
const good = {
  NODE_ENV: "production",
  DATABASE_URL: `postgresql://plumbline:${randomBytes(12).toString("hex")}@db:5432/plumbline`,
  NEXTAUTH_SECRET: secret,
  NEXTAUTH_URL: "https://labels.example.org",
  PLUMBLINE_HOME: "/data",
};

describe("a production start", () => {
  it("accepts a complete environment", () => {
    expect(findRefusals(good)).toEqual([]);
  });

  it.each([
    ["a missing secret", { NEXTAUTH_SECRET: undefined }, "NEXTAUTH_SECRET"],
    ["an empty secret", { NEXTAUTH_SECRET: "" }, "NEXTAUTH_SECRET"],
    ["a short secret", { NEXTAUTH_SECRET: secret.slice(0, 31) }, "shorter than 32"],
    ["a default secret", { NEXTAUTH_SECRET: "changeme-changeme-changeme-changeme" }, "well-known"],
    ["one letter repeated", { NEXTAUTH_SECRET: "a".repeat(48) }, "well-known"],
    ["a development environment", { NODE_ENV: "development" }, "NODE_ENV"],
    ["no database", { DATABASE_URL: undefined }, "DATABASE_URL"],
    ["a database without a password", { DATABASE_URL: "postgresql://plumbline@db/plumbline" }, "no password"],
    ["a default database password", { DATABASE_URL: `postgresql://plumbline:${"postgres"}@db/plumbline` }, "well known"],
    [
      "a database password that is no part of an address",
      { DATABASE_URL: `postgresql://plumbline:${"100%sure-of-it"}@db/plumbline` },
      "% is %25",
    ],
    ["no public address", { NEXTAUTH_URL: undefined }, "NEXTAUTH_URL"],
    ["an address below a path", { NEXTAUTH_URL: "https://example.org/labels" }, "without a path"],
    ["a proxy that is no address", { PLUMBLINE_TRUSTED_PROXIES: "10.0.0.0/8, proxy" }, "“proxy” is neither"],
    ["no folder for files", { PLUMBLINE_HOME: undefined }, "PLUMBLINE_HOME"],
  ])("refuses %s", (_what, change, reason) => {
    expect(findRefusals({ ...good, ...change }).join("\n")).toContain(reason);
  });

  it("ends with a status other than 0 and names the reason", () => {
    const environment = { PATH: process.env.PATH, NODE_ENV: "production" as const };
    const run = spawnSync(process.execPath, ["scripts/serve.mjs", "worker"], { cwd: root, env: environment, encoding: "utf8" });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("NEXTAUTH_SECRET is not set");
  });
});
