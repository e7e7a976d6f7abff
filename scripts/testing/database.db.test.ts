import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { findDrift, migrationStatus } from "@/scripts/database/migrations.mjs";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();

describe("a test database", () => {
  it("is the one that lib/db opens", async () => {
    const rows = await db().$queryRaw<{ name: string }[]>`select current_database() as name`;
    expect(database.url.endsWith(`/${rows[0]?.name}`)).toBe(true);
  });

  it("has every migration applied, unedited", async () => {
    expect(await migrationStatus(database.url)).toEqual({ pending: [], edited: [], unknown: [] });
  });

  it("says when the schema is ahead of the migrations", async () => {
    expect(await findDrift(database.url)).toBe("");
    const place = { schema: `${database.home}/schema`, migrations: `${database.home}/migrations` };
    mkdirSync(place.schema, { recursive: true });
    writeFileSync(`${place.schema}/base.prisma`, readFileSync("prisma/schema/base.prisma", "utf8"));
    writeFileSync(`${place.schema}/item.prisma`, "model Thing {\n  id String @id\n}\n");
    expect(await findDrift(database.url, place)).toContain('CREATE TABLE "Thing"');
  });

  it("keeps what is committed through a crash", async () => {
    const rows = await db().$queryRaw<{ name: string; setting: string }[]>`
      select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by name`;
    expect(rows.map((row) => row.setting)).toEqual(["on", "on", "on"]);
  });
});
