import fs from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * A missing report is a failure: the runner died before it could say anything. So is a file that could not be loaded: it
 * has no test that failed, because it has no test at all.
 * @param {string} file
 * @returns {Tally}
 */
export function readVitest(file) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(fs.readFileSync(file, "utf8"));
  const broken = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ suite) =>
      suite.status === "failed" && suite.assertionResults.every(({ status }) => status !== "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  const silent = failed === 0 && !report.success ? 1 : 0;
  return { passed: report.numPassedTests, failed: failed + silent, skipped: report.numPendingTests + report.numTodoTests };
}

/**
 * @param {string} file
 * @returns {Tally}
 */
export function readPlaywright(file) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = JSON.parse(fs.readFileSync(file, "utf8"));
  // Passed only on another try is not passed: what fails now and then fails.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}
