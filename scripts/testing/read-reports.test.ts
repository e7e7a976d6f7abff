import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readPlaywright, readVitest } from "./read-reports.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-reports-"));
const write = (name: string, value: unknown): string => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};

describe("test reports", () => {
  it("counts a missing report as one failure", () => {
    expect(readVitest(path.join(folder, "none.json"))).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(readPlaywright(path.join(folder, "none.json"))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("counts a file that could not be loaded", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] },
    ];
    const file = write("a.json", {
      numPassedTests: 1,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      success: false,
      testResults,
    });
    expect(readVitest(file)).toEqual({ passed: 1, failed: 2, skipped: 3 });
  });

  it("counts a run that failed without a failed test, as a broken set-up does", () => {
    const file = write("b.json", {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      success: false,
      testResults: [],
    });
    expect(readVitest(file).failed).toBe(1);
  });

  it("counts a flaky browser test as failed", () => {
    const file = write("c.json", { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}] });
    expect(readPlaywright(file)).toEqual({ passed: 3, failed: 3, skipped: 0 });
  });
});
