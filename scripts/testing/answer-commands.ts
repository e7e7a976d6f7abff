import { createInterface } from "node:readline";
import { runCommandLine } from "@/cli/run-command-line";

// The command line that the browser tests speak to (e2e/command-line.ts): each line that comes in is the words of one command as a JSON
// array, each end of a command is this mark and its status, behind what it printed. It ends with its reader.

const mark = "\u0004";

for await (const line of createInterface({ input: process.stdin })) {
  const words: unknown = JSON.parse(line);
  if (!Array.isArray(words)) throw new TypeError("no words of a command");
  const status = await runCommandLine(words.map(String), new AbortController().signal);
  process.stdout.write(`${mark}${status}\n`);
}
process.exit(0);
