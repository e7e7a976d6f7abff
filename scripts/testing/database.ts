import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDb } from "@/lib/db";
import { closeQueue } from "@/lib/jobs/queue";

type TestDatabase = { url: string; home: string };

const onServer = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: inject("database").serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/**
 * Gives the test file that calls it a freshly migrated database and an empty home folder of its own, and takes both away at
 * the end. Call it once, at the top of the file, before any hook that touches the database; its fields are filled in when the hooks run.
 */
export const testDatabase = (): TestDatabase => {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const database: TestDatabase = { url: "", home: "" };
  beforeAll(async () => {
    const { serverUrl, template } = inject("database");
    await onServer(`create database ${name} template ${template}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    database.url = url.href;
    database.home = mkdtempSync(path.join(tmpdir(), "plumbline-home-"));
    process.env.DATABASE_URL = database.url;
    process.env.PLUMBLINE_HOME = database.home;
    process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
  });
  afterAll(async () => {
    await closeQueue(false);
    await closeDb();
    await onServer(`drop database if exists ${name} with (force)`);
    rmSync(database.home, { recursive: true, force: true });
  });
  return database;
};
