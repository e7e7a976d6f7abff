import { execFile } from "node:child_process";
import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";

const root = path.join(import.meta.dirname, "../..");

/** Unpacks a bundle as its reader does, with our packages in the place of those that they install. Returns its folder. */
export const unpackBundle = async (zip: Readable, stem: string): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-bundle-"));
  const file = path.join(folder, "bundle.zip");
  await writeFile(file, await buffer(zip));
  await promisify(execFile)("python3", ["-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])", file, folder]);
  await mkdir(path.join(folder, stem), { recursive: true });
  await symlink(path.join(root, "node_modules"), path.join(folder, stem, "node_modules"));
  return path.join(folder, stem);
};

export const runText = (command: string, args: string[], folder: string, input: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(command, args, { cwd: folder }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });

/** Scores by each program of a bundle that this machine can run: the Python one wants packages that it may lack, and is then only read. */
export const scoresOfPrograms = async (
  folder: string,
  rows: readonly { prompt: string; response: string }[],
  pythonModules: string,
): Promise<number[][]> => {
  const input = rows.map((row) => JSON.stringify(row)).join("\n");
  const numbers = async (command: string, args: string[]): Promise<number[]> =>
    (await runText(command, args, folder, input)).trim().split("\n").map(Number);
  const scores = [await numbers(process.execPath, ["--import", "tsx", "score.mts"])];
  await promisify(execFile)("python3", ["-m", "py_compile", path.join(folder, "score.py")]);
  const runs = await promisify(execFile)("python3", ["-c", `import ${pythonModules}`]).then(
    () => true,
    () => false,
  );
  if (runs) scores.push(await numbers("python3", ["score.py"]));
  return scores;
};
