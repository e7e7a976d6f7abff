import { describe, expect, it } from "vitest";
import { returnPath, signInPath } from "@/lib/http/return-path";

describe("the page that one comes back to", () => {
  it("is the one asked for, with what its address says", () => {
    for (const path of ["/members", "/projects/a/items?item=itm_1&q=%2F%2Fx", "/projects/a/routing/3#gains", "/audit?by=usr_1"])
      expect(returnPath(path)).toBe(path);
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "/./\\evil.example",
    "javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "http:/evil.example",
    "evil.example",
    "?next=//evil.example",
    "",
    `/${"x".repeat(2_000)}`,
    "/sign-in",
    "/sign-in?next=/sign-in",
    "/a/../sign-in",
    "/api/jobs/job_1",
    "/invitation/token",
    undefined,
    null,
    7,
    ["/members", "//evil.example"],
  ])("is the list of projects for %j", (wanted) => {
    expect(returnPath(wanted)).toBe("/projects");
  });

  it("never leaves this site in a browser's reading", () => {
    const parts = ["/", "\\", ".", "..", "\t", "\n", "%2f", "%5c", "@", ":", "evil.example", "?", "#", " "];
    let seed = 1;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    for (let round = 0; round < 500; round += 1) {
      const wanted = `/${Array.from({ length: 1 + (next() % 6) }, () => parts[next() % parts.length]).join("")}`;
      expect([wanted, new URL(returnPath(wanted), "http://here.example/sign-in").host]).toEqual([wanted, "here.example"]);
    }
  });

  it("stands in the door's address, but for the list of projects", () => {
    expect(signInPath("/audit?by=a&to=2026-01-01")).toBe("/sign-in?next=%2Faudit%3Fby%3Da%26to%3D2026-01-01");
    for (const wanted of ["/projects", "//evil.example", null]) expect(signInPath(wanted)).toBe("/sign-in");
  });
});
