import { performance } from "node:perf_hooks";
import type { CommandResult, OutputValue } from "@/cli/command";
import type { Progress } from "@/lib/jobs/progress";

const isRecord = (value: OutputValue | undefined): value is { [key: string]: OutputValue | undefined } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Four significant digits: enough to compare, short enough to read. */
const number = (value: number): string => (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4))));

/** A value in words for people: estimates with their interval and n, lists by their length. */
export const describeValue = (value: OutputValue): string => {
  if (value === null) return "–";
  if (typeof value === "number") return number(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value))
    return value.length <= 6 && value.every((entry) => !isRecord(entry))
      ? value.map(describeValue).join(", ") || "none"
      : `${value.length} entries`;
  const { value: estimate, ci, n, reason } = value;
  if (estimate === null && typeof reason === "string") return `undefined: ${reason}`;
  if (typeof estimate === "number") {
    const interval = Array.isArray(ci) ? ` [${ci.map(describeValue).join(", ")}]` : "";
    return `${number(estimate)}${interval}${typeof n === "number" ? ` n = ${number(n)}` : ""}`;
  }
  return Object.entries(value)
    .map(([key, entry]) => `${key} ${describeValue(entry ?? null)}`)
    .join(", ");
};

/** The command's object as the contract wants it: command first, then its own keys, then what it cost. */
export const closeResult = (command: string, startedAt: number, result: CommandResult): CommandResult => ({
  command,
  ...result,
  seconds: Math.round(performance.now() - startedAt) / 1000,
  peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 102.4) / 10,
});

export const isClosedPipe = (error: Error): boolean => "code" in error && error.code === "EPIPE";

/** A large list printed to a pipe is cut off where the process ends early, so the end waits for the write. */
const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error && !isClosedPipe(error) ? reject(error) : resolve()));
  });

export const printResult = async (result: CommandResult, json: boolean): Promise<void> => {
  if (json) return write(`${JSON.stringify(result)}\n`);
  const width = Math.max(...Object.keys(result).map((key) => key.length));
  const lines = Object.entries(result).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const head = `${key.padEnd(width)}  ${describeValue(value)}`;
    if (!Array.isArray(value) || !value.some(isRecord)) return [head];
    return [head, ...value.slice(0, 20).map((entry) => `${" ".repeat(width)}  ${describeValue(entry)}`)];
  });
  return write(`${lines.join("\n")}\n`);
};

export const printRow = (row: CommandResult): void => {
  process.stdout.write(`${JSON.stringify(row)}\n`);
};

/** One line a second at most, in place on a terminal. */
export const progressPrinter = (): { report: (progress: Progress) => void; end: () => void } => {
  let last = 0;
  let open = false;
  const terminal = process.stderr.isTTY;
  return {
    report: ({ done, total, message }) => {
      const now = performance.now();
      if (now - last < (terminal ? 200 : 1000)) return;
      last = now;
      const share = total ? ` ${Math.floor((100 * done) / total)} %` : "";
      process.stderr.write(terminal ? `\r\u001b[K${message}${share}` : `${message}${share}\n`);
      open = terminal;
    },
    end: () => {
      if (open) process.stderr.write("\n");
      open = false;
    },
  };
};

/** A fault has one line, whatever the library that told it. */
export const oneLine = (message: string): string => message.replace(/\s*\n\s*/g, " ");

/** One line: what, where, what to do. */
export const printError = (command: string, message: string): void => {
  process.stderr.write(`plumbline${command && ` ${command}`}: ${oneLine(message)}\n`);
};

/** What is no fault and worth knowing; where no object is asked for, too. */
export const printNote = (note: string): void => {
  process.stderr.write(`${oneLine(note)}\n`);
};
