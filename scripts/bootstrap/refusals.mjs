import pg from "pg";

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
  if (!PLUMBLINE_HOME) reasons.push("PLUMBLINE_HOME must name the folder for files");
  if (!DATABASE_URL || !URL.canParse(DATABASE_URL)) reasons.push("DATABASE_URL is not set or is no address");
  else {
    const password = decodeURIComponent(new URL(DATABASE_URL).password);
    if (password === "") reasons.push("DATABASE_URL has no password");
    else if (password.length < 12 || wellKnown.test(password)) reasons.push("the password in DATABASE_URL is short or well known");
  }
  return reasons;
}

/**
 * Why the database must not be trusted with labels: settings under which a crash may lose what was confirmed.
 * @param {string} url
 * @returns {Promise<string[]>}
 */
export async function findServerRefusals(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_500 });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name",
    );
    return rows.map(({ name }) => `the database runs with ${name}=off: a crash would lose labels that were confirmed`);
  } finally {
    await client.end();
  }
}
