import { withClient } from "../database/client.mjs";
import { readTrustedProxies } from "../web/client-address.mjs";

/** What examples, tutorials and other products ship with. */
const wellKnown = /^(.)\1*$|^(?:change-?me|secret|password|postgres|admin|default|example|test|dev|plumbline|1234)/i;

/**
 * Why a production start must not go on, as far as the environment tells. Fast: nothing is opened for it.
 * @param {Record<string, string | undefined>} environment
 * @returns {string[]}
 */
export function findRefusals(environment) {
  const { NODE_ENV, DATABASE_URL, NEXTAUTH_SECRET, NEXTAUTH_URL, PLUMBLINE_HOME } = environment;
  /** @type {string[]} */
  const reasons = [];
  if (NODE_ENV !== "production") reasons.push("NODE_ENV must be `production`");
  if (!NEXTAUTH_SECRET) reasons.push("NEXTAUTH_SECRET is not set: `openssl rand -base64 48` makes one");
  else if (Buffer.byteLength(NEXTAUTH_SECRET) < 32) reasons.push("NEXTAUTH_SECRET is shorter than 32 bytes");
  else if (wellKnown.test(NEXTAUTH_SECRET)) reasons.push("NEXTAUTH_SECRET is a well-known value");
  if (!NEXTAUTH_URL || !URL.canParse(NEXTAUTH_URL)) reasons.push("NEXTAUTH_URL must be the address under which people reach the app");
  else if (new URL(NEXTAUTH_URL).pathname !== "/")
    reasons.push("NEXTAUTH_URL must be a host without a path: the app lies at the root of its address");
  if (!PLUMBLINE_HOME) reasons.push("PLUMBLINE_HOME must name the folder for files");
  if (!DATABASE_URL || !URL.canParse(DATABASE_URL)) reasons.push("DATABASE_URL is not set or is no address");
  else {
    const password = readPassword(DATABASE_URL);
    if (password === undefined)
      reasons.push("the password in DATABASE_URL is not written as an address has it: % is %25, @ is %40, / is %2F");
    else if (password === "") reasons.push("DATABASE_URL has no password");
    else if (password.length < 12 || wellKnown.test(password)) reasons.push("the password in DATABASE_URL is short or well known");
  }
  try {
    readTrustedProxies(environment["PLUMBLINE_TRUSTED_PROXIES"]);
  } catch (error) {
    reasons.push(error instanceof Error ? error.message : String(error));
  }
  return reasons;
}

/** @param {string} url @returns {string | undefined} undefined where it cannot be read */
function readPassword(url) {
  try {
    return decodeURIComponent(new URL(url).password);
  } catch {
    return undefined;
  }
}

/**
 * What the server says of itself that a start must not go on with, as one row for each reason.
 * Rights are asked for where they will be needed: those to make tables of ours at the first start, of the queue until it has some.
 */
const serverFaults = `
  select 'the database runs with ' || name || '=off: a crash would lose labels that were confirmed' as reason
    from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
  union all select 'PostgreSQL 14 or newer is needed; this is ' || current_setting('server_version')
    where current_setting('server_version_num')::int < 140000
  union all select 'the database is in the encoding ' || current_setting('server_encoding') || '; UTF8 is needed'
    where current_setting('server_encoding') <> 'UTF8'
  union all select 'DATABASE_URL leads to a server that takes no writes (a standby, or default_transaction_read_only is on)'
    where pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on'
  union all select format('the role %I may not make tables; as the owner of the database run: grant usage, create on schema public to %I', current_user, current_user)
    where to_regclass('public._prisma_migrations') is null and not has_schema_privilege('public', 'create')
  union all select format('the role %I may not make the schema of the job queue; as the owner of the database run: create schema pgboss authorization %I', current_user, current_user)
    where to_regclass('pgboss.version') is null and not has_database_privilege(current_database(), 'create')
      and (to_regnamespace('pgboss') is null or not has_schema_privilege('pgboss', 'create'))
  order by reason`;

/**
 * Why the database cannot be used, or must not be trusted with labels: settings under which a crash may lose what was confirmed.
 * @param {string} url
 * @returns {Promise<string[]>}
 */
export async function findServerRefusals(url) {
  const { rows } = await withClient(url, (client) => client.query(serverFaults));
  return rows.map(({ reason }) => reason);
}
