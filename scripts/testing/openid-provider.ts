import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** What the provider does wrong on purpose, to see that the other side notices. */
export const faults = ["none", "state", "nonce", "signature", "audience", "expired", "code"] as const;

const personSchema = z.object({
  sub: z.string().min(1),
  email: z.string(),
  verified: z.enum(["yes", "no"]),
  name: z.string(),
  fault: z.enum(faults),
});
type Person = z.infer<typeof personSchema>;
type Grant = Person & { nonce: string; challenge: string; redirectUri: string };

const requestSchema = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.literal("code"),
  scope: z.string().regex(/\bopenid\b/),
  state: z.string().min(16),
  nonce: z.string().min(16),
  code_challenge: z.string().min(43),
  code_challenge_method: z.literal("S256"),
});

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const escape = (value: string): string => value.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (
  query: URLSearchParams,
): string => `<!doctype html><title>Provider</title><h1>Provider</h1><form method="post" action="/authorize">
${[...query].map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`).join("")}
<label>Subject <input name="sub"></label><label>E-mail <input name="email"></label><label>Name <input name="name"></label>
<label>Verified <select name="verified"><option>yes<option>no</select></label>
<label>Fault <select name="fault">${faults.map((fault) => `<option>${fault}`).join("")}</select></label>
<button>Continue</button></form>`;

/**
 * A small OpenID Connect provider of the authorization code flow (OpenID Connect Core 1.0, RFC 6749, RFC 7636) for tests:
 * discovery, PKCE with S256, codes that work once, ID tokens signed with RS256. Whoever stands at its page says who they are.
 */
export const startOpenidProvider = async (client: {
  id: string;
  secret: string;
  redirectUri: string;
}): Promise<{ issuer: string; close: () => Promise<void> }> => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const key = { ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" };
  const grants = new Map<string, Grant>();
  let issuer = "";

  const idToken = ({ sub, email, verified, name, nonce, fault }: Grant): string => {
    const now = Math.floor(Date.now() / 1000);
    const head = base64url({ alg: "RS256", kid: "one", typ: "JWT" });
    const body = base64url({
      iss: issuer,
      sub,
      aud: fault === "audience" ? "another client" : client.id,
      iat: fault === "expired" ? now - 7200 : now,
      exp: fault === "expired" ? now - 3600 : now + 300,
      nonce: fault === "nonce" ? randomBytes(16).toString("hex") : nonce,
      email,
      email_verified: verified === "yes",
      name,
    });
    const signature = sign("sha256", Buffer.from(`${head}.${body}`), fault === "signature" ? other : privateKey);
    return `${head}.${body}.${signature.toString("base64url")}`;
  };

  const authorise = (form: URLSearchParams, response: ServerResponse): void => {
    const request = requestSchema.parse(Object.fromEntries(form));
    if (request.client_id !== client.id || request.redirect_uri !== client.redirectUri) throw new Error("unknown client or redirect");
    const person = personSchema.parse(Object.fromEntries(form));
    const code = randomBytes(24).toString("base64url");
    grants.set(code, { ...person, nonce: request.nonce, challenge: request.code_challenge, redirectUri: request.redirect_uri });
    const target = new URL(request.redirect_uri);
    target.searchParams.set("code", person.fault === "code" ? randomBytes(24).toString("base64url") : code);
    target.searchParams.set("state", person.fault === "state" ? randomBytes(24).toString("base64url") : request.state);
    response.writeHead(303, { location: target.href }).end();
  };

  const exchange = (form: URLSearchParams, authorization: string | undefined, response: ServerResponse): void => {
    const credentials = Buffer.from((authorization ?? "").replace(/^Basic /, ""), "base64").toString();
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const refused =
      credentials !== `${client.id}:${client.secret}`
        ? "invalid_client"
        : !grant || grant.challenge !== challenge || grant.redirectUri !== form.get("redirect_uri")
          ? "invalid_grant"
          : null;
    response.setHeader("content-type", "application/json");
    if (refused !== null || !grant) {
      response.writeHead(400).end(JSON.stringify({ error: refused }));
      return;
    }
    response.end(
      JSON.stringify({
        access_token: randomBytes(24).toString("base64url"),
        token_type: "Bearer",
        expires_in: 300,
        id_token: idToken(grant),
      }),
    );
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/.well-known/openid-configuration") {
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
          code_challenge_methods_supported: ["S256"],
        }),
      );
    } else if (url.pathname === "/keys") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ keys: [key] }));
    } else if (url.pathname === "/authorize" && request.method === "GET") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(page(url.searchParams));
    } else if (url.pathname === "/authorize") {
      authorise(new URLSearchParams(await text(request)), response);
    } else if (url.pathname === "/token") {
      exchange(new URLSearchParams(await text(request)), request.headers.authorization, response);
    } else {
      response.writeHead(404).end();
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the provider has no port");
  issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
