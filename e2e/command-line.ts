import { execFile, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { programArguments } from "../scripts/bootstrap/programs.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-commands-"));

/** A place for files of a test. */
export const fileFor = (name: string): string => path.join(folder, name);

const home = (): string => process.env.E2E_HOME ?? "";

/** The object on the last line, which a script reads. */
const lastObject = (printed: string): unknown => JSON.parse(printed.trim().split("\n").at(-1) ?? "");

/**
 * A command as a shell calls it, by the launcher, which looks after packages, programs and database first: two seconds of processor
 * time in which most stories learn nothing.
 */
export const launch = async (...args: string[]): Promise<unknown> => {
  const words = ["scripts/plumbline.mjs", ...args, "--json", "--home", home()];
  const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 1e8 });
  return lastObject(stdout);
};

type Commands = (args: string[]) => Promise<string>;

/** One process for all commands of this worker, on the database of the installation under test; it ends with the worker. */
const startCommands = (): Commands => {
  const environment = { ...process.env, DATABASE_URL: process.env.E2E_DATABASE_URL, PLUMBLINE_HOME: home() };
  const child = spawn(process.execPath, programArguments("scripts/testing/answer-commands.ts"), { env: environment });
  let printed = "";
  let told = "";
  let asked: { resolve: (printed: string) => void; reject: (error: Error) => void } | undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    const end = /\u0004(\d)\n/.exec(printed);
    if (!end) return;
    if (end[1] === "0") asked?.resolve(printed.slice(0, end.index));
    else asked?.reject(new Error(`the command ended with status ${end[1]}: ${told}`));
    printed = "";
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (told += text));
  child.stdin.on("error", (error) => asked?.reject(error));
  child.once("exit", (code) => asked?.reject(new Error(`the command line ended with status ${code}: ${told}`)));
  return (args) =>
    new Promise((resolve, reject) => {
      told = "";
      asked = { resolve, reject };
      child.stdin.write(`${JSON.stringify(args)}\n`);
    });
};

let commands: Commands | undefined;

/** A command on the installation under test; its last line is one JSON object. Tests of a worker run one after the other, and so do these. */
export const plumbline = async (...args: string[]): Promise<unknown> => {
  commands ??= startCommands();
  return lastObject(await commands([...args, "--json", "--home", home()]));
};

/** Imports rows into a project of its own with a campaign of the kind. */
export const importRows = async (slug: string, kind: string, rows: readonly object[]): Promise<unknown> => {
  const file = fileFor(`${slug}.jsonl`);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  return plumbline("import", file, "--project", slug, "--create", "--kind", kind);
};
