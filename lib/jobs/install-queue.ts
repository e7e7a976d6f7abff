import type { Pool } from "pg";
import PgBoss from "pg-boss";

const schema = "pgboss";

/**
 * Makes the queue's tables where the database's role may not create schemas and somebody with more rights made the schema for it.
 * pg-boss itself asks for the schema `if not exists`, and PostgreSQL refuses even that to such a role. Everywhere else pg-boss
 * makes its tables by itself; a role that can have no schema at all is refused at start (scripts/bootstrap/refusals.mjs).
 */
export const installQueue = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  const missing = async (): Promise<boolean> => {
    const { rows } = await client.query<{ missing: boolean }>(
      `select to_regclass('${schema}.version') is null and to_regnamespace('${schema}') is not null
         and not has_database_privilege(current_database(), 'create') as missing`,
    );
    return rows[0]?.missing ?? false;
  };
  try {
    if (!(await missing())) return;
    const plan = PgBoss.getConstructionPlans(schema).replace(/CREATE SCHEMA IF NOT EXISTS \w+\s*;/, "");
    try {
      await client.query(plan);
    } catch (error) {
      await client.query("rollback");
      // Another process that started at the same time was first.
      if (await missing()) throw error;
    }
  } finally {
    client.release();
  }
};
