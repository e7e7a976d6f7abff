import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { optionsOf, webArguments } from "./web-arguments.mjs";

it("starts Node with options that it has", () => {
  const options = webArguments().filter((argument) => argument.startsWith("--") && !argument.startsWith("--import="));
  expect(options).not.toEqual([]);
  expect(execFileSync(process.execPath, [...options, "--print", "1 + 1"], { encoding: "utf8" })).toBe("2\n");
});

it("leaves out the options that a Node lacks", () => {
  const listed = "Options:\n  --max-semi-space-size (most)\n        type: size_t  default: 0\n  --parallel-scavenge (parallel scavenge)\n";
  const wanted = ["--max-semi-space-size=64", "--no-parallel-scavenge", "--interrupt-budget=20000"];
  expect(optionsOf(wanted, listed)).toEqual(["--max-semi-space-size=64", "--no-parallel-scavenge"]);
});
