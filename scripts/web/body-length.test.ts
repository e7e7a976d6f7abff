import { once } from "node:events";
import http from "node:http";
import { expect, it } from "vitest";
import { keepLength } from "./body-length.mjs";

it("names the length that the app told, by HEAD and by GET, and not that of a body that was packed since", async () => {
  const server = http.createServer((request, response) => {
    keepLength(response);
    // As the framework does: a list of values, and the head with the first bytes.
    response.setHeader("x-body-length", ["5"]);
    if (request.url === "/packed") response.setHeader("content-encoding", "gzip");
    if (request.method !== "HEAD") response.write("12345");
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const ask = async (method: string, path: string) => {
    const asked = http.request({ port: typeof address === "object" ? (address?.port ?? 0) : 0, host: "127.0.0.1", method, path }).end();
    const [answer] = await once(asked, "response");
    answer.resume();
    const { "content-length": length, "transfer-encoding": encoding, "x-body-length": left } = answer.headers;
    return { length, encoding, left };
  };
  expect(await ask("GET", "/")).toEqual({ length: "5", encoding: undefined, left: undefined });
  expect(await ask("HEAD", "/")).toEqual({ length: "5", encoding: undefined, left: undefined });
  expect(await ask("GET", "/packed")).toEqual({ length: undefined, encoding: "chunked", left: undefined });
  server.close();
});
