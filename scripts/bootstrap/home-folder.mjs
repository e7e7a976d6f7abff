import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * Makes the folder of an installation where it is missing, and makes sure that it can be written in.
 * @param {string} home
 * @throws {Error} one line that says what is wrong and what to do
 */
export function prepareHome(home) {
  try {
    makeFolder(path.resolve(home));
    const probe = path.join(home, `.probe-${crypto.randomUUID()}`);
    fs.writeFileSync(probe, "");
    fs.rmSync(probe);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/, \w+ '[^']*'$/, "");
    throw new Error(`nothing can be kept in ${home} (${reason}): name a folder that can be written in, by --home or PLUMBLINE_HOME`, {
      cause: error,
    });
  }
}

/**
 * One level after the other, as lib/make-folder.ts does: Node's own way to make them all at once never ends below folders that refuse
 * with "not there", as /proc does.
 * @param {string} folder
 */
function makeFolder(folder) {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // Another command may have made it meanwhile; a file of that name is told.
    if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
