import { vi } from "vitest";

/**
 * Test files that share a process each begin as in one of their own, but for packages, which stay loaded: what our modules remember
 * (connections, the environment as it was read) belongs to one file's database.
 */
const holder = globalThis as typeof globalThis & { plumblineEnvironment?: NodeJS.ProcessEnv };
const before = (holder.plumblineEnvironment ??= { ...process.env });
vi.unstubAllEnvs();
for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
Object.assign(process.env, before);
vi.resetModules();
