import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { operations } from "@/lib/api/catalogue";
import { serveOperations } from "@/lib/api/serve-request";
import { bodyChunks } from "@/lib/http/body-chunks";

export type RunningApi = { url: string; close: () => Promise<void> };

/** The API on a port of its own, for clients that speak HTTP: the same handler as the app's, without the app. */
export const startApi = async (): Promise<RunningApi> => {
  const serve = serveOperations(operations);
  const server = createServer((incoming, outgoing) => {
    const answer = async (): Promise<void> => {
      const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "localhost"}`);
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === "string") headers.set(name, value);
      const bodied = incoming.method !== "GET" && incoming.method !== "HEAD";
      const request = new Request(url, {
        method: incoming.method ?? "GET",
        headers,
        ...(bodied ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" } : {}),
      });
      const path = url.pathname.replace("/api/v1/", "").split("/").map(decodeURIComponent);
      const { response } = await serve(request, path);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (response.body) for await (const chunk of bodyChunks(response.body)) outgoing.write(chunk);
      outgoing.end();
    };
    answer().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
