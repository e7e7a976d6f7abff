import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { deployMigrations } from "../database/migrations.mjs";
import { openDatabase } from "../postgres.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** A server on which databases may be created and dropped, and the migrated database to copy. */
    database: { serverUrl: string; template: string };
  }
}

type Server = { serverUrl: string; template: string; close: () => Promise<void> };

/** Two projects of tests share one server; each brings a copy of this module. */
const shared = globalThis as typeof globalThis & { plumblineTestServer?: { users: number; server: Promise<Server> } };

/** Opens a server for the whole run and migrates one database, of which every test file gets a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const holder = (shared.plumblineTestServer ??= { users: 0, server: open() });
  holder.users += 1;
  const { close, ...database } = await holder.server;
  project.provide("database", database);
  return async () => {
    holder.users -= 1;
    if (holder.users > 0) return;
    delete shared.plumblineTestServer;
    await close();
  };
}

const open = async (): Promise<Server> => {
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-test-"));
  const own = process.env.TEST_DATABASE_URL;
  const server = own ? { url: own, release: async () => undefined } : await openDatabase(home, { ignoreEnvironment: true, durable: false });
  const template = `template_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${template}`);
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  await deployMigrations(url.href);
  const close = async (): Promise<void> => {
    await admin.query(`drop database ${template} with (force)`);
    await admin.end();
    await server.release();
    rmSync(home, { recursive: true, force: true });
  };
  return { serverUrl: server.url, template, close };
};
