import { createServer } from "node:http";
import type { Server } from "node:http";
import { db } from "@/lib/db";

/** Answers 200 on /health while the database answers, for container health checks. Loopback unless told otherwise. */
export const serveHealth = (port: number, host = "127.0.0.1"): Server =>
  createServer((_request, response) => {
    db().$queryRaw`select 1`
      .then(() => response.writeHead(200).end("ok\n"))
      .catch(() => response.writeHead(503).end("database unreachable\n"));
  }).listen(port, host);
