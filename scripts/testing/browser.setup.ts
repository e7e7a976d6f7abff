import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FullConfig } from "@playwright/test";
import pg from "pg";
import { root } from "../bootstrap/paths.mjs";
import { freePort } from "../bootstrap/ports.mjs";
import { openDatabase } from "../postgres.mjs";
import { startOpenidProvider } from "./openid-provider";

/**
 * Gives each worker of the browser tests an owner of its own, with the first one's password: what one worker's person prefers,
 * drafts or holds at the desk must not show up in another's test.
 * @returns their e-mail addresses, the first owner's first
 */
const ownerForEachWorker = async (databaseUrl: string, first: string, workers: number): Promise<string[]> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ email: string }>(
      `with fresh as (
         insert into app_user (id, email, name, password_hash)
         select id || '_' || n, 'owner-' || n || '@plumbline.local', 'Owner ' || n, password_hash
         from app_user, generate_series(2, $2::int) n where email = $1
         returning id, email
       ), joined as (
         insert into member (id, workspace_id, user_id, role)
         select member.id || '_' || fresh.id, workspace_id, fresh.id, role
         from fresh, member join app_user on app_user.id = member.user_id where app_user.email = $1
       )
       select email from fresh order by email`,
      [first, workers],
    );
    return [first, ...rows.map(({ email }) => email)];
  } finally {
    await client.end();
  }
};

/**
 * Starts the whole product for the browser tests, exactly as `npm start` does, with a home folder and a database of its own,
 * and a provider that people can sign in through (openid-provider.ts).
 * The tests read E2E_OWNER_EMAILS, one a worker, and E2E_OWNER_PASSWORD; E2E_HOME and E2E_DATABASE_URL are for the command line,
 * and E2E_MODEL_PORTS names the ports, one a worker, where the product may call a language model's server (judge-server.ts).
 */
export default async function setup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-e2e-"));
  const args = ["scripts/start.mjs", "--home", home, "--port", process.env.E2E_PORT ?? ""];
  const { DATABASE_URL: _ignored, NEXTAUTH_URL: _alsoIgnored, ...environment } = process.env;
  const client = { id: "plumbline", secret: randomBytes(24).toString("hex") };
  const provider = await startOpenidProvider({
    ...client,
    redirectUri: `http://127.0.0.1:${process.env.E2E_PORT ?? ""}/api/auth/callback/oidc`,
  });
  const oidc = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret, OIDC_NAME: "Test provider" };
  const modelPorts = await Promise.all(Array.from({ length: workers }, () => freePort()));
  const outbound = { PLUMBLINE_OUTBOUND_HOSTS: modelPorts.map((port) => `http://127.0.0.1:${port}`).join(",") };
  const env = { ...environment, ...oidc, ...outbound };
  const product = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => product.once("exit", () => resolve()));
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes("Ctrl-C stops everything")) resolve();
    };
    product.stdout.on("data", read);
    product.stderr.on("data", read);
    product.once("exit", (code) => reject(new Error(`npm start ended with status ${code}:\n${output}`)));
  });
  await ready;
  const owner = /^ {4}owner +(\S+) +(\S+)$/m.exec(output);
  if (!owner?.[1]) throw new Error(`npm start did not print the owner's sign-in:\n${output}`);
  // The product keeps it open until the tests are done.
  const database = await openDatabase(home, { ignoreEnvironment: true });
  await database.release();
  process.env.E2E_DATABASE_URL = database.url;
  process.env.E2E_OWNER_EMAILS = (await ownerForEachWorker(database.url, owner[1], workers)).join(",");
  process.env.E2E_OWNER_PASSWORD = owner[2];
  process.env.E2E_HOME = home;
  process.env.E2E_MODEL_PORTS = modelPorts.join(",");
  return async () => {
    product.kill("SIGTERM");
    await ended;
    await provider.close();
    if (process.env.E2E_KEEP) process.stderr.write(readFileSync(path.join(home, "logs/web.log"), "utf8"));
    rmSync(home, { recursive: true, force: true });
  };
}
