import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../bootstrap/paths.mjs";
import { afterSecondTry, readPlaywright, readVitest } from "./read-reports.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-reports-"));
const write = (name: string, value: unknown): string => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};

describe("test reports", () => {
  it("counts a missing report as one failure", () => {
    expect(readVitest(path.join(folder, "none.json"))).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
    expect(readPlaywright(path.join(folder, "none.json"))).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  });

  it("counts a file that could not be loaded", () => {
    const testResults = [
      { name: path.join(root, "a.test.ts"), status: "failed", assertionResults: [] },
      {
        name: path.join(root, "b.test.ts"),
        status: "failed",
        assertionResults: [
          { status: "failed", fullName: "adds" },
          { status: "passed", fullName: "takes away" },
        ],
      },
    ];
    const file = write("a.json", {
      numPassedTests: 1,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      success: false,
      testResults,
    });
    expect(readVitest(file)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 3,
      failures: ["a.test.ts (could not be loaded)", "b.test.ts › adds"],
    });
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

  const spec = (title: string, status: "expected" | "unexpected" | "skipped", file = "desk.spec.ts") => ({
    title,
    file,
    ok: status !== "unexpected",
    tests: [{ status }],
  });
  type Asked = { failed?: string[]; skipped?: ReturnType<typeof spec>[]; errors?: object[]; expected?: number };
  const browser = (name: string, { failed = [], skipped = [], errors = [], expected = 3 }: Asked) => {
    const specs = [...failed.map((title) => spec(title, "unexpected")), ...skipped];
    const suites = [{ file: "desk.spec.ts", specs: [spec("is fine", "expected")], suites: [{ specs }] }];
    const stats = { expected, unexpected: failed.length, flaky: 0, skipped: skipped.length };
    return readPlaywright(write(name, { stats, errors, suites }));
  };

  it("counts a flaky browser test as failed", () => {
    const file = write("c.json", { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}], suites: [] });
    expect(readPlaywright(file)).toMatchObject({ passed: 3, failed: 3, skipped: 0 });
  });

  it("names the browser tests that failed and asks their files again, but not after an error outside of any", () => {
    expect(browser("d.json", { failed: ["undoes", "saves"] })).toMatchObject({
      failures: ["desk.spec.ts › undoes", "desk.spec.ts › saves"],
      files: ["desk.spec.ts"],
    });
    expect(browser("e.json", { failed: ["undoes"], errors: [{}] }).files).toEqual([]);
  });

  it("takes what passed alone as passed and names it, and leaves what failed again or never ran as failed", () => {
    const whole = browser("f.json", { failed: ["undoes"] });
    expect(afterSecondTry(whole, browser("g.json", {}))).toEqual({
      passed: 4,
      failed: 0,
      skipped: 0,
      failures: [],
      secondTry: ["desk.spec.ts › undoes"],
    });
    expect(afterSecondTry(whole, browser("h.json", { failed: ["saves"] }))).toMatchObject({ passed: 3, failed: 1, secondTry: [] });
    expect(afterSecondTry(whole, readPlaywright(path.join(folder, "none.json")))).toMatchObject({ failed: 1, secondTry: [] });
    expect(afterSecondTry(whole, browser("i.json", { expected: 0 }))).toMatchObject({ failed: 1, secondTry: [] });
  });

  it("counts what did not run behind a failure, and passed alone, as passed", () => {
    const elsewhere = spec("speaks to a server that is not here", "skipped", "judges.spec.ts");
    const here = spec("needs a file that is not here", "skipped");
    const whole = browser("j.json", { failed: ["undoes"], skipped: [spec("saves", "skipped"), here, elsewhere] });
    expect(whole).toMatchObject({ passed: 3, failed: 1, skipped: 3 });
    const alone = browser("k.json", { skipped: [here], expected: 3 });
    expect(afterSecondTry(whole, alone)).toMatchObject({ passed: 5, failed: 0, skipped: 2 });
  });
});
