import { connect } from "node:net";
import type { Socket } from "node:net";

/**
 * One HTTP/1.1 connection, one request at a time: what a simulated annotator needs of a client and no more, so that the load takes
 * as little as it can of the processor that it shares with what is measured.
 */

export type Reply = { status: number; text: string; ms: number };

type Pending = { started: number; resolve: (reply: Reply) => void; reject: (error: Error) => void };

export type KeepAlive = { post: (path: string, text: string) => Promise<Reply>; close: () => void };

const headEnd = Buffer.from("\r\n\r\n");
const lineEnd = Buffer.from("\r\n");

/** The body of chunks from `at` on, or null where the last has not come yet. */
const joinChunks = (received: Buffer, at: number): Buffer | null => {
  const parts: Buffer[] = [];
  for (let from = at; ;) {
    const end = received.indexOf(lineEnd, from);
    if (end < 0) return null;
    const size = Number.parseInt(received.toString("latin1", from, end), 16);
    if (!Number.isInteger(size)) throw new Error("a chunk has no size");
    const next = end + 2 + size + 2;
    if (received.length < next) return null;
    if (size === 0) return Buffer.concat(parts);
    parts.push(received.subarray(end + 2, end + 2 + size));
    from = next;
  }
};

/** The answer that a connection has brought, or null where some of it is on its way. */
const readReply = (received: Buffer): { status: number; body: Buffer } | null => {
  const end = received.indexOf(headEnd);
  if (end < 0) return null;
  const head = received.toString("latin1", 0, end).toLowerCase();
  const status = Number.parseInt(head.slice(head.indexOf(" ") + 1), 10);
  const start = end + headEnd.length;
  if (head.includes("\r\ntransfer-encoding: chunked")) {
    const body = joinChunks(received, start);
    return body && { status, body };
  }
  const length = Number.parseInt(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? "0", 10);
  return received.length < start + length ? null : { status, body: received.subarray(start, start + length) };
};

/** @param headers lines that each request sends besides its length */
export const keepAlive = (url: URL, headers: readonly string[]): KeepAlive => {
  const fixed = [`Host: ${url.host}`, "Connection: keep-alive", ...headers].join("\r\n");
  let socket: Socket | null = null;
  let received: Buffer = Buffer.alloc(0);
  let pending: Pending | null = null;

  const fail = (error: Error): void => {
    socket?.destroy();
    socket = null;
    pending?.reject(error);
    pending = null;
  };
  const open = (): Socket => {
    const opened = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    received = Buffer.alloc(0);
    opened.on("data", (part: Buffer) => {
      received = received.length === 0 ? part : Buffer.concat([received, part]);
      try {
        const reply = readReply(received);
        if (!reply || !pending) return;
        const { started, resolve } = pending;
        received = Buffer.alloc(0);
        pending = null;
        resolve({ status: reply.status, text: reply.body.toString("utf8"), ms: performance.now() - started });
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
    opened.on("error", fail);
    // The server closes what rests for long: the next request opens another.
    opened.on("close", () => {
      if (socket === opened) fail(new Error("the server closed the connection"));
    });
    return opened;
  };

  return {
    post: (path, text) =>
      new Promise((resolve, reject) => {
        pending = { started: performance.now(), resolve, reject };
        socket ??= open();
        socket.write(`POST ${path} HTTP/1.1\r\n${fixed}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
      }),
    close: () => {
      const open = socket;
      socket = null;
      open?.destroy();
    },
  };
};
