/**
 * The checks that read the sources without running them. The self-test runs the same commands over seeded violations.
 * @typedef {object} Check
 * @property {string} name
 * @property {string[][]} commands arguments of `node`, in order
 */

/** @type {Check[]} */
export const sourceChecks = [
  { name: "format", commands: [["node_modules/oxfmt/bin/oxfmt", "--check", "."]] },
  { name: "lint", commands: [["node_modules/oxlint/bin/oxlint", "."]] },
  {
    name: "types",
    // Typed routes and the image types are written by Next; a bare clone has neither.
    commands: [
      ["node_modules/next/dist/bin/next", "typegen"],
      ["node_modules/typescript-7/bin/tsc", "--noEmit", "-p", "."],
    ],
  },
  { name: "arrows", commands: [["scripts/checks/arrows.mjs"]] },
  { name: "dead code", commands: [["node_modules/knip/bin/knip.js", "--no-config-hints"]] },
  { name: "secrets", commands: [["scripts/checks/secrets.mjs"]] },
];

/** The unit tests alone: what `npm run check` adds to the source checks. */
export const unitTests = {
  name: "unit tests",
  commands: [["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "--project", "unit-alone"]],
};
