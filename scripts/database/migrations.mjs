import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { withClient } from "./client.mjs";
import { root } from "../bootstrap/paths.mjs";
import { withEngine } from "./schema-engine.mjs";

/**
 * Where the schema and its history lie. A parameter, so that the tests can bring a small schema of their own.
 * @typedef {object} SchemaPlace
 * @property {string} schema folder of the .prisma files
 * @property {string} migrations
 */

/** @type {SchemaPlace} */
export const productSchema = { schema: path.join(root, "prisma/schema"), migrations: path.join(root, "prisma/migrations") };

const lockFile = "migration_lock.toml";
const filters = { externalTables: [], externalEnums: [] };
/** Any number that nobody else on the server locks: commands that meet on a fresh database migrate it one after the other. */
const advisoryLock = 7_041_969;

/**
 * @param {SchemaPlace} place
 * @returns {{ path: string, content: string }[]}
 */
function readSchema({ schema }) {
  const names = fs.readdirSync(schema).filter((name) => name.endsWith(".prisma"));
  return names.sort().map((name) => ({ path: path.join(schema, name), content: fs.readFileSync(path.join(schema, name), "utf8") }));
}

/** @param {SchemaPlace} place */
function readMigrations({ migrations }) {
  const entries = fs.existsSync(migrations) ? fs.readdirSync(migrations, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort().map((name) => ({ name, sql: fs.readFileSync(path.join(migrations, name, "migration.sql"), "utf8") }));
}

/**
 * @template T
 * @param {string} url
 * @param {SchemaPlace} place
 * @param {(engine: any) => Promise<T>} work
 * @returns {Promise<T>}
 */
const withSchema = (url, place, work) =>
  withEngine(
    url,
    readSchema(place).map(({ path: file, content }) => [file, content]),
    work,
  );

/**
 * @template T
 * @param {string} url
 * @param {(client: import("pg").Client) => Promise<T>} work
 */
const atLength = (url, work) => withClient(url, work, { mayTakeLong: true });

/** @param {import("pg").Client} client @returns {Promise<boolean>} */
const hasHistory = async (client) =>
  (await client.query("select to_regclass('_prisma_migrations') is not null as present")).rows[0].present;

// The checksum is the sha256 of the file, as Prisma's own commands write it.
const checksum = (/** @type {string} */ sql) => crypto.createHash("sha256").update(sql).digest("hex");

/**
 * Names of the migrations that the database lacks, and of those whose file is not the one that was applied, and of those that have no file here.
 * @param {import("pg").Client} client
 * @param {SchemaPlace} place
 */
async function compareHistory(client, place) {
  const rows = (await hasHistory(client))
    ? (
        await client.query(
          "select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null",
        )
      ).rows
    : [];
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const files = readMigrations(place);
  return {
    pending: files.filter(({ name }) => !applied.has(name)).map(({ name }) => name),
    edited: files.filter(({ name, sql }) => applied.has(name) && applied.get(name) !== checksum(sql)).map(({ name }) => name),
    unknown: [...applied.keys()].filter((name) => !files.some((file) => file.name === name)),
  };
}

/**
 * @param {string} url
 * @param {SchemaPlace} [place]
 */
export const migrationStatus = (url, place = productSchema) => withClient(url, (client) => compareHistory(client, place));

/**
 * A database that this code must not touch, in words: it is ahead of us, or an earlier version left it half migrated.
 * @param {import("pg").Client} client
 * @param {Awaited<ReturnType<typeof compareHistory>>} history
 */
async function refuseHistory(client, { edited, unknown }) {
  if (edited.length > 0) throw new Error(`these migrations were edited after they were applied: ${edited.join(", ")}`);
  if (unknown.length > 0)
    throw new Error(
      `the database belongs to a newer version of Plumbline (this one does not have its migration ${unknown[0]}). Start that version, or restore the backup made before the upgrade into a new home. Nothing was changed`,
    );
  const { rows } = await client.query(
    "select migration_name as name from _prisma_migrations where finished_at is null and rolled_back_at is null",
  );
  if (rows.length > 0)
    throw new Error(
      `the migration ${rows[0].name} was broken off half way by an earlier version, which did not run migrations whole. Restore the backup made before the upgrade into a new home. Nothing was changed`,
    );
}

// As Prisma's own commands make it, so that they can go on from here.
const historyTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

/**
 * Each migration and the line that says so are one transaction: a start that is killed leaves the database as it was before or
 * after one of them, never inside. Prisma's engine sends statement by statement, and a kill between two could not be repaired.
 * One transaction for each, not for all: a new value of an enumeration cannot be used in the transaction that added it.
 * @param {import("pg").Client} client
 * @param {{ name: string, sql: string }[]} files
 */
async function applyMigrations(client, files) {
  for (const { name, sql } of files) {
    await client.query("begin");
    try {
      // A limit that the role or server sets for people's queries must not break off an index.
      await client.query("set local statement_timeout = 0");
      await client.query(sql);
      await client.query(
        `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         values (gen_random_uuid()::text, $1, $2, clock_timestamp(), 1)`,
        [checksum(sql), name],
      );
      await client.query("commit");
    } catch (error) {
      await client.query("rollback").catch(() => undefined); // the connection may be what failed; the server then rolls back by itself
      throw new Error(
        `the migration ${name} failed, and nothing of it was kept: ${error instanceof Error ? error.message : String(error)}`,
        {
          cause: error,
        },
      );
    }
  }
}

/**
 * Applies what is missing. Starts that meet wait for each other here.
 * @param {string} url
 * @param {SchemaPlace} [place]
 * @returns {Promise<string[]>} the names applied now
 */
export function deployMigrations(url, place = productSchema) {
  return atLength(url, async (client) => {
    await client.query("select pg_advisory_lock($1)", [advisoryLock]);
    if (!(await hasHistory(client))) await client.query(historyTable);
    const history = await compareHistory(client, place);
    await refuseHistory(client, history);
    await applyMigrations(
      client,
      readMigrations(place).filter(({ name }) => history.pending.includes(name)),
    );
    return history.pending;
  });
}

/**
 * Whether another process still has to migrate. Refuses what `deployMigrations` refuses: waiting would be for ever.
 * @param {string} url
 * @param {SchemaPlace} [place]
 */
export const isMigrated = (url, place = productSchema) =>
  withClient(url, async (client) => {
    const history = await compareHistory(client, place);
    if (await hasHistory(client)) await refuseHistory(client, history);
    return history.pending.length === 0;
  });

/**
 * What the schema files say beyond the migrations, as SQL. The migrations run in a throw-away database beside the given one.
 * @param {string} url
 * @param {SchemaPlace} [place]
 * @returns {Promise<string>} empty where both agree
 */
export function findDrift(url, place = productSchema) {
  return atLength(url, async (client) => {
    const shadow = `shadow_${crypto.randomUUID().replaceAll("-", "")}`;
    await client.query(`create database "${shadow}"`);
    try {
      const shadowUrl = new URL(url);
      shadowUrl.pathname = `/${shadow}`;
      await deployMigrations(shadowUrl.href, place);
      return await withSchema(shadowUrl.href, place, async (engine) => {
        const files = readSchema(place);
        const difference = await engine.diff({
          from: { tag: "schemaDatasource", files, configDir: root, url: shadowUrl.href },
          to: { tag: "schemaDatamodel", files },
          script: true,
          exitCode: true,
          filters,
          shadowDatabaseUrl: null,
        });
        return difference.exitCode === 0 ? "" : difference.stdout;
      });
    } finally {
      await client.query(`drop database "${shadow}" with (force)`);
    }
  });
}

/**
 * Writes the difference as the next migration.
 * @param {string} url
 * @param {string} name
 * @param {SchemaPlace} [place]
 * @returns {Promise<string | undefined>} the new folder, or undefined where nothing changed
 */
export async function createMigration(url, name, place = productSchema) {
  const sql = await findDrift(url, place);
  if (sql === "") return undefined;
  const moment = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join(place.migrations, `${moment}_${name}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "migration.sql"), sql);
  const lock = path.join(place.migrations, lockFile);
  if (!fs.existsSync(lock)) fs.writeFileSync(lock, 'provider = "postgresql"\n');
  return folder;
}
