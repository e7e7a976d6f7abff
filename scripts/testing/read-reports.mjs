import fs from "node:fs";
import path from "node:path";
import { root } from "../bootstrap/paths.mjs";

/**
 * `failures` names what failed, as far as the report has names: `file › test`. `files` are the browser tests' files that hold a
 * failure; `skippedThere` of their tests did not run.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Tally
 * @typedef {Tally & { files: string[], skippedThere: number }} BrowserTally
 */

/** A missing report is a failure: the runner died before it could say anything. */
const nothingSaid = () => ({ passed: 0, failed: 1, skipped: 0, failures: [], files: [], skippedThere: 0 });

/**
 * A file that could not be loaded is a failure too: it has no test that failed, because it has no test at all.
 * @param {string} file
 * @returns {Tally}
 */
export function readVitest(file) {
  if (!fs.existsSync(file)) return nothingSaid();
  const report = JSON.parse(fs.readFileSync(file, "utf8"));
  /** @type {{ name: string, status: string, assertionResults: { status: string, fullName: string }[] }[]} */
  const suites = report.testResults;
  const broken = suites.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = report.numFailedTests + broken.length;
  const silent = failed === 0 && !report.success ? 1 : 0;
  const failures = suites.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => `${path.relative(root, name)} › ${fullName}`),
  );
  return {
    passed: report.numPassedTests,
    failed: failed + silent,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...broken.map(({ name }) => `${path.relative(root, name)} (could not be loaded)`), ...failures],
  };
}

/** @typedef {{ title: string, file: string, ok: boolean, tests: { status: string }[] }} Spec */
/** @typedef {{ file: string, suites?: Suite[], specs: Spec[] }} Suite */

/** @param {Suite[]} suites @returns {Spec[]} */
const specsOf = (suites) => suites.flatMap(({ specs, suites: inner = [] }) => [...specs, ...specsOf(inner)]);

/**
 * @param {string} file
 * @returns {BrowserTally}
 */
export function readPlaywright(file) {
  if (!fs.existsSync(file)) return nothingSaid();
  const { stats, errors, suites } = JSON.parse(fs.readFileSync(file, "utf8"));
  const specs = specsOf(suites);
  const failed = specs.filter(({ ok }) => !ok);
  // An error outside of any test is nothing that a file could be asked again about.
  const files = errors.length > 0 ? [] : [...new Set(failed.map((spec) => spec.file))];
  return {
    passed: stats.expected,
    // Passed only on another try within one run is not passed: what fails now and then fails.
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: failed.map((spec) => `${spec.file} › ${spec.title}`),
    files,
    skippedThere: specs
      .filter((spec) => files.includes(spec.file))
      .flatMap(({ tests }) => tests)
      .filter(({ status }) => status === "skipped").length,
  };
}

/**
 * What two runs of the browser tests say together: the whole beside everything else, and then the files with a failure once more, alone.
 * @param {BrowserTally} whole
 * @param {BrowserTally} alone
 * @returns {Tally & { secondTry: string[] }} what failed in the first alone counts as passed, and is named
 */
export function afterSecondTry(whole, alone) {
  if (alone.failed > 0 || alone.passed === 0) return { ...whole, secondTry: [] };
  // Behind a failure the rest of its file may not have run at all; in the second try it did.
  const ranNow = whole.skippedThere - alone.skipped;
  return {
    passed: whole.passed + whole.failed + ranNow,
    failed: 0,
    skipped: whole.skipped - ranNow,
    failures: [],
    secondTry: whole.failures,
  };
}
