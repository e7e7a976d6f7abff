import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import diagnostics from "node:diagnostics_channel";
import { format } from "node:util";
import { keepLength } from "./body-length.mjs";
import { clientAddress, readTrustedProxies } from "./client-address.mjs";
import { watchBodies } from "./slow-bodies.mjs";

// Loaded before the web app (`node --import`): what only the server itself knows of a request, told to the app before it sees it.

const trusted = readTrustedProxies(process.env["PLUMBLINE_TRUSTED_PROXIES"]);

/** The id of the request that is being worked at, for lib/log.ts: pieces of the app that are bundled by themselves share only this. */
const current = new AsyncLocalStorage();
Reflect.set(globalThis, Symbol.for("plumbline.request"), current);

/** A proxy that is kept alive longer than by us would send a request into a connection that we are closing; they wait a minute. */
const keepAliveMs = 75_000;

diagnostics.subscribe("http.server.request.start", (message) => {
  const { request, response, server } =
    /** @type {{ request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse, server: import("node:http").Server }} */ (
      message
    );
  server.keepAliveTimeout = keepAliveMs;
  // Node ends a request whose body takes longer than five minutes, uploads that come steadily as well; see slow-bodies.mjs.
  server.requestTimeout = 0;
  request.headers["x-forwarded-for"] = clientAddress(request.socket.remoteAddress, request.headers["x-forwarded-for"], trusted);
  const id = randomUUID();
  response.setHeader("x-request-id", id);
  current.enterWith(id);
  watchBodies(request);
  keepLength(response);
});

// The framework tells errors of pages over many lines; a log has one for each event.
for (const [method, level] of /** @type {const} */ ([
  ["error", 50],
  ["warn", 40],
  ["info", 30],
  ["log", 30],
])) {
  console[method] = (...parts) => {
    const requestId = current.getStore();
    const line = { level, time: Date.now(), ...(requestId === undefined ? {} : { requestId }), msg: format(...parts).trim() };
    if (line.msg !== "") process.stderr.write(`${JSON.stringify(line)}\n`);
  };
}
