import fs from "node:fs";
import path from "node:path";

/**
 * Writes a file in one step: whoever reads it finds the old text or the new one, also where this process is killed in the middle, the
 * disk is full, or the power fails afterwards.
 * @param {string} file
 * @param {string | Uint8Array} contents
 * @param {number} [mode]
 */
export function replaceFile(file, contents, mode = 0o666) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(draft, contents, { mode, flush: true });
    fs.renameSync(draft, file);
  } catch (error) {
    fs.rmSync(draft, { force: true });
    throw error;
  }
}
