import net from "node:net";

/**
 * @param {number} port 0 asks the system for any free one
 * @param {string} [host]
 * @returns {Promise<number | undefined>} the port, or undefined where it is taken
 */
export function tryPort(port, host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", (error) => {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === "EADDRINUSE" || code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}

/** @returns {Promise<number>} */
export async function freePort() {
  const port = await tryPort(0);
  if (port === undefined) throw new Error("the system has no free port on 127.0.0.1");
  return port;
}

const usualPort = 3000;

/**
 * A port that was asked for is taken as given or refused with another one offered; the usual port gives way to the next free one.
 * @param {number | undefined} wished
 * @param {(text: string) => void} say
 * @returns {Promise<number>}
 */
export async function choosePort(wished, say) {
  if (wished !== undefined && (await tryPort(wished))) return wished;
  const first = wished ?? usualPort;
  for (let port = first; port < Math.min(first + 100, 65_536); port += 1) {
    if (!(await tryPort(port))) continue;
    if (wished !== undefined) throw new Error(`port ${wished} is busy; ${port} is free: npm start -- --port ${port}`);
    if (port !== usualPort) say(`port ${usualPort} is busy; taking ${port} (--port N chooses another)`);
    return port;
  }
  throw new Error(`no free port from ${first} on; choose one with --port N`);
}
