import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
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

/** @param {SchemaPlace} place */
function migrationsList(place) {
  const lock = path.join(place.migrations, lockFile);
  return {
    baseDir: place.migrations,
    lockfile: { path: lockFile, content: fs.existsSync(lock) ? fs.readFileSync(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: readMigrations(place).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
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
 * @param {(client: pg.Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Names of the migrations that the database lacks, and of those whose file is not the one that was applied. One query: a
 * start with nothing to do need not load the engine. The checksum is the sha256 of the file, as Prisma's own commands write it.
 * @param {pg.Client} client
 * @param {SchemaPlace} place
 */
async function compareHistory(client, place) {
  const found = await client.query("select to_regclass('_prisma_migrations') is not null as present");
  const rows = found.rows[0].present
    ? (
        await client.query(
          "select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null",
        )
      ).rows
    : [];
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const files = readMigrations(place);
  const checksum = (/** @type {string} */ sql) => crypto.createHash("sha256").update(sql).digest("hex");
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
 * Applies what is missing.
 * @param {string} url
 * @param {SchemaPlace} [place]
 * @returns {Promise<string[]>} the names applied now
 */
export function deployMigrations(url, place = productSchema) {
  return withClient(url, async (client) => {
    await client.query("select pg_advisory_lock($1)", [advisoryLock]);
    const { pending, edited } = await compareHistory(client, place);
    if (edited.length > 0) throw new Error(`these migrations were edited after they were applied: ${edited.join(", ")}`);
    if (pending.length === 0) return [];
    return withSchema(url, place, async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsList(place), filters });
      return appliedMigrationNames;
    });
  });
}

/**
 * What the schema files say beyond the migrations, as SQL. The migrations run in a throw-away database beside the given one.
 * @param {string} url
 * @param {SchemaPlace} [place]
 * @returns {Promise<string>} empty where both agree
 */
export function findDrift(url, place = productSchema) {
  return withClient(url, async (client) => {
    const shadow = `shadow_${crypto.randomUUID().replaceAll("-", "")}`;
    await client.query(`create database "${shadow}"`);
    try {
      const shadowUrl = new URL(url);
      shadowUrl.pathname = `/${shadow}`;
      return await withSchema(shadowUrl.href, place, async (engine) => {
        await engine.applyMigrations({ migrationsList: migrationsList(place), filters });
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
