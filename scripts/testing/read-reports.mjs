import fs from "node:fs";
import path from "node:path";
import { root } from "../bootstrap/paths.mjs";

/**
 * `failures` names what failed, as far as the report has names: `file › test`. `files` are the browser tests' files that hold a failure.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Tally
 * @typedef {Tally & { files: string[] }} BrowserTally
 */

/** A missing report is a failure: the runner died before it could say anything. */
const nothingSaid = () => ({ passed: 0, failed: 1, skipped: 0, failures: [], files: [] });

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

/** @typedef {{ file: string, suites?: Suite[], specs: { title: string, file: string, ok: boolean }[] }} Suite */

/** @param {Suite[]} suites @returns {{ title: string, file: string }[]} */
const failedSpecs = (suites) =>
  suites.flatMap(({ specs, suites: inner = [] }) => [...specs.filter(({ ok }) => !ok), ...failedSpecs(inner)]);

/**
 * @param {string} file
 * @returns {BrowserTally}
 */
export function readPlaywright(file) {
  if (!fs.existsSync(file)) return nothingSaid();
  const { stats, errors, suites } = JSON.parse(fs.readFileSync(file, "utf8"));
  const failed = failedSpecs(suites);
  return {
    passed: stats.expected,
    // Passed only on another try within one run is not passed: what fails now and then fails.
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: failed.map((spec) => `${spec.file} › ${spec.title}`),
    // An error outside of any test is nothing that a file could be asked again about.
    files: errors.length > 0 ? [] : [...new Set(failed.map((spec) => spec.file))],
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
  return { passed: whole.passed + whole.failed, failed: 0, skipped: whole.skipped, failures: [], secondTry: whole.failures };
}
