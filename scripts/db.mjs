import { parseArgs } from "node:util";
import { resolveHome } from "./bootstrap/paths.mjs";
import { joinFileStore } from "./database/file-store.mjs";
import { createMigration, deployMigrations, findDrift, migrationStatus } from "./database/migrations.mjs";
import { openDatabase } from "./postgres.mjs";

const usage = `usage: node scripts/db.mjs COMMAND [--home DIR]
  new NAME   write the difference between schema and migrations as the next migration
  deploy     apply the migrations that the database lacks
  status     list missing, edited and unknown migrations; status 1 where there are any
  drift      show what the schema says beyond the migrations; status 1 where there is any
  adopt      the home folder holds the files of this database from now on (after they were copied there, or lost)`;
const commands = ["deploy", "status", "drift", "adopt"];

/**
 * @param {string} url
 * @param {string} home
 * @param {string[]} words
 * @returns {Promise<[status: number, text: string]>}
 */
async function run(url, home, [command, name = ""]) {
  if (command === "new") {
    const folder = await createMigration(url, name);
    return [0, folder ? `wrote ${folder}` : "no change"];
  }
  if (command === "deploy") {
    const applied = await deployMigrations(url);
    return [0, applied.length > 0 ? `applied ${applied.join(", ")}` : "nothing to apply"];
  }
  if (command === "status") {
    const status = await migrationStatus(url);
    return [Object.values(status).some((names) => names.length > 0) ? 1 : 0, JSON.stringify(status)];
  }
  if (command === "drift") {
    const sql = await findDrift(url);
    return sql === "" ? [0, "schema and migrations agree"] : [1, `the schema differs from the migrations:\n${sql}`];
  }
  await joinFileStore(url, home, { adopt: true });
  return [0, `${home} holds the files of this database`];
}

/** Told before a database is started for it. */
function readOptions() {
  try {
    const { values, positionals } = parseArgs({ options: { home: { type: "string" } }, allowPositionals: true });
    const [command = "", name, ...more] = positionals;
    const known = command === "new" ? name !== undefined && /^[a-z0-9_]+$/.test(name) : name === undefined && commands.includes(command);
    if (known && more.length === 0) return { values, positionals };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n`);
  }
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

const { values, positionals } = readOptions();
const home = resolveHome(values.home);
const database = await openDatabase(home);
let status = 1;
try {
  const [code, text] = await run(database.url, home, positionals);
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  status = code;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
} finally {
  await database.release();
}
// The adapter keeps idle timers for ten seconds after its pool is closed.
process.exit(status);
