import fs from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

// Prisma's migration commands download a native engine. The same engine exists as WebAssembly in a package of its own;
// this file makes it run in plain Node over node-postgres.

const charTypeId = 18;
const textTypeId = 25;

/**
 * PostgreSQL's one-byte type "char" fills the catalogue. The adapter does not know it, and node-postgres reads its zero
 * byte as an empty string, which the engine refuses. So such a column travels as text and is named Character at the end.
 * @template {{ performIO: Function, queryRaw: Function }} T
 * @param {T} adapter
 */
function readCharColumns(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  /** @type {WeakMap<object, number[]>} */
  const charColumns = new WeakMap();
  adapter.performIO = async (/** @type {object} */ query) => {
    const result = await performIO(query);
    /** @type {number[]} */
    const found = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== charTypeId) continue;
      field.dataTypeID = textTypeId;
      found.push(index);
    }
    charColumns.set(query, found);
    return result;
  };
  adapter.queryRaw = async (/** @type {object} */ query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(query) ?? []) {
      result.columnTypes[index] = ColumnTypeEnum.Character;
      for (const row of result.rows) if (row[index] === "") row[index] = "\0";
    }
    return result;
  };
  return adapter;
}

class AdapterFactory extends PrismaPg {
  /** @type {{ dispose: () => Promise<void> }[]} */
  opened = [];

  /** @override */
  async connect() {
    const adapter = await super.connect();
    this.opened.push(adapter);
    // `performIO` is private in the types, and the only place where column types can be seen before they are judged.
    return readCharColumns(/** @type {any} */ (adapter));
  }
}

/** @type {Promise<any> | undefined} */
let loading;

/** The package imports its .wasm as an ES module, which Node does not do: it is instantiated by hand. */
async function loadEngine() {
  const require = createRequire(import.meta.url);
  const script = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue = /** @type {any} */ (await import("@prisma/schema-engine-wasm/schema_engine_bg"));
  const bytes = fs.readFileSync(script.replace(/\.js$/, ".wasm"));
  // The engine reports a panic through this global before it traps; without it the message is lost.
  const registry = {
    message: "",
    /** @param {string} message */
    set_message(message) {
      registry.message = message;
      process.stderr.write(`schema engine: ${message}\n`);
    },
  };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  /** @type {any} */ (instance.exports).__wbindgen_start();
  return glue;
}

/**
 * Opens the engine for one piece of work and closes its connections after it: they would hold the process and the database.
 * @template T
 * @param {string} url
 * @param {[path: string, content: string][]} datamodels
 * @param {(engine: any) => Promise<T>} work gets the engine's own interface (schema_engine_bg.d.ts in its package)
 * @returns {Promise<T>}
 */
export async function withEngine(url, datamodels, work) {
  loading ??= loadEngine();
  const { SchemaEngine } = await loading;
  const factory = new AdapterFactory({ connectionString: url });
  try {
    return await work(await SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory)));
  } finally {
    for (const adapter of factory.opened) await adapter.dispose();
  }
}
