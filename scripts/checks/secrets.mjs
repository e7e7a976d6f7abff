import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

// Looks through every file that would be committed for what must not be in it: secrets, paths of one person's machine,
// and what a merge left undecided (no compiler reads a text).

const folder = process.cwd();

/** @type {Record<string, RegExp>} */
const rules = {
  "private-key": /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  "access-key": /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  "service-token":
    /\b(gh[opsu]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|sk-[A-Za-z0-9_-]{24,}|xox[abpr]-[A-Za-z0-9-]{20,}|hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{30,})/,
  "signed-token": /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}/,
  "password-in-address":
    /\b[a-z][a-z0-9+]*:\/\/[A-Za-z0-9._-]+:(?!(?:\.{3}|…|PASSWORD|password|pw|secret)@)[A-Za-z0-9._~%-]{3,}@[A-Za-z0-9]/,
  "home-folder": /(?<![\w.])\/(home|Users)\/(?!node\b|user\b|me\b)[A-Za-z0-9_-]+\//,
  "conflict-marker": /^(<{7}|>{7}|(?:> ){6}>) \S/,
  "foreign-registry": /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)[a-z]/,
};

const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
  maxBuffer: 64_000_000,
});
if (listed.status !== 0) {
  process.stderr.write(`git cannot list the files: ${listed.stderr}\n`);
  process.exit(1);
}
const files = listed.stdout.split("\0").filter((file) => file !== "" && fs.existsSync(file) && fs.statSync(file).isFile());
const problems = files.flatMap((file) => {
  const text = fs.readFileSync(file, "utf8");
  if (text.includes("\0")) return [];
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const found = Object.keys(rules).filter((name) => rules[name]?.test(line));
    if (line.includes(`${folder}${path.sep}`)) found.push("path-of-this-checkout");
    return found.map((name) => `${file}:${index + 1} ${name}`);
  });
});
if (problems.length > 0) process.stderr.write(`${problems.join("\n")}\n`);
process.stdout.write(`${files.length} files read, ${problems.length} findings\n`);
process.exit(problems.length > 0 || files.length === 0 ? 1 : 0);
