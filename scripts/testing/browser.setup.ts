import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { startOpenidProvider } from "./openid-provider";

/**
 * Starts the whole product for the browser tests, exactly as `npm start` does, with a home folder and a database of its own,
 * and a provider that people can sign in through (openid-provider.ts).
 * The tests read E2E_OWNER_EMAIL and E2E_OWNER_PASSWORD; E2E_HOME is the folder for the command line (`--home`).
 */
export default async function setup(): Promise<() => Promise<void>> {
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-e2e-"));
  const args = ["scripts/start.mjs", "--home", home, "--port", process.env.E2E_PORT ?? ""];
  const { DATABASE_URL: _ignored, NEXTAUTH_URL: _alsoIgnored, ...environment } = process.env;
  const client = { id: "plumbline", secret: randomBytes(24).toString("hex") };
  const provider = await startOpenidProvider({
    ...client,
    redirectUri: `http://127.0.0.1:${process.env.E2E_PORT ?? ""}/api/auth/callback/oidc`,
  });
  const oidc = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret, OIDC_NAME: "Test provider" };
  const product = spawn(process.execPath, args, { cwd: root, env: { ...environment, ...oidc }, stdio: ["ignore", "pipe", "pipe"] });
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
  if (!owner) throw new Error(`npm start did not print the owner's sign-in:\n${output}`);
  process.env.E2E_OWNER_EMAIL = owner[1];
  process.env.E2E_OWNER_PASSWORD = owner[2];
  process.env.E2E_HOME = home;
  return async () => {
    product.kill("SIGTERM");
    await ended;
    await provider.close();
    if (process.env.E2E_KEEP) process.stderr.write(readFileSync(path.join(home, "logs/web.log"), "utf8"));
    rmSync(home, { recursive: true, force: true });
  };
}
