import type pg from "pg";
import type { PrismaClient } from "@/lib/generated/prisma/client";

/** `connections`: those of the pool by the number of their backend. */
export type Opened = { pool: pg.Pool; client: PrismaClient; connections: Map<number, pg.PoolClient> };

/** What this process has opened: one pool must survive that Next reloads modules in development, and serve each of its bundles. */
export const holder = globalThis as typeof globalThis & { plumblineDb?: Opened; plumblineBulkDb?: Opened; plumblinePrepared?: pg.Pool };
