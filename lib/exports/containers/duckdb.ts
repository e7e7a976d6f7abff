import { DuckDBInstance } from "@duckdb/node-api";

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Runs a statement in a DuckDB of its own: one thread and insertion order, so that the same rows give the same bytes. */
export const withDuckdb = async (statement: string): Promise<void> => {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    await connection.run(statement);
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
};
