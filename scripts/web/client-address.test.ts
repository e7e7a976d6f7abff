import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { root } from "../bootstrap/paths.mjs";
import { siteOf } from "@/lib/net/client-address";
import { clientAddress, readTrustedProxies } from "./client-address.mjs";

const none = readTrustedProxies(undefined);
const ours = readTrustedProxies("10.0.0.0/8, 192.0.2.7, fd00::/8, ::1");

describe("where a request comes from", () => {
  it.each([
    ["the socket, whatever is told", "203.0.113.9", "1.1.1.1", none, "203.0.113.9"],
    ["the socket of one that is no proxy of ours", "203.0.113.9", "1.1.1.1", ours, "203.0.113.9"],
    ["whom a proxy of ours names", "10.1.2.3", "203.0.113.9", ours, "203.0.113.9"],
    ["whom the outermost of ours names, not what a client wrote before", "10.1.2.3", "8.8.8.8, 203.0.113.9, 10.9.9.9", ours, "203.0.113.9"],
    ["one that passed none", "::ffff:10.1.2.3", undefined, ours, "10.1.2.3"],
    ["IPv4 in IPv6", "::ffff:203.0.113.9", undefined, ours, "203.0.113.9"],
    ["a port and brackets", "::1", "[2001:DB8::1]:443", ours, "2001:db8::1"],
    ["a port alone", "192.0.2.7", "203.0.113.9:1234", ours, "203.0.113.9"],
    ["what is no address", "10.1.2.3", "unknown, <script>", ours, "10.1.2.3"],
    ["all of ours", "10.1.2.3", "10.0.0.1, 10.0.0.2", ours, "10.0.0.1"],
    ["a socket that is gone", undefined, "203.0.113.9", ours, "unknown"],
  ])("is %s", (_what, socket, told, trusted, expected) => {
    expect(clientAddress(socket, told, trusted)).toBe(expected);
  });

  it("is found among thousands of names at once", () => {
    expect(clientAddress("10.1.2.3", "10.0.0.1, ".repeat(5_000), ours)).toBe("10.1.2.3");
  });

  it.each(["10.0.0.0/33", "proxy.example.org", "10.0.0.0/x", "::/129", "10.0.0/8"])("refuses the proxy %s", (entry) => {
    expect(() => readTrustedProxies(entry)).toThrow(/PLUMBLINE_TRUSTED_PROXIES/);
  });

  it("is counted by site where addresses cost nothing", () => {
    expect(siteOf("2001:db8:1:1ff::1")).toBe(siteOf("2001:db8:1:100:a:b:c:d"));
    expect(siteOf("2001:db8:1:1ff::1")).not.toBe(siteOf("2001:db8:1:200::1"));
    expect(siteOf("::1")).toBe("0:0:0:0::/56");
    expect(siteOf("203.0.113.9")).toBe("203.0.113.9");
  });
});

describe("a server that is started with it", () => {
  it("tells the app the address, an id, and every event in one line", async () => {
    const app = `const s = require("node:http").createServer((q, r) => {
      setImmediate(() => { console.error(new Error("two\\nlines")); r.end(q.headers["x-forwarded-for"]); });
    }).listen(0, "127.0.0.1", () => process.stdout.write(String(s.address().port)));`;
    const preload = pathToFileURL(path.join(root, "scripts/web/requests.mjs")).href;
    const child = spawn(process.execPath, ["--import", preload, "--eval", app], { env: { PATH: process.env.PATH, NODE_ENV: "test" } });
    try {
      let errors = "";
      child.stderr.on("data", (part) => (errors += String(part)));
      const [port] = await once(child.stdout, "data");
      const answer = await fetch(`http://127.0.0.1:${String(port)}`, { headers: { "x-forwarded-for": "203.0.113.9" } });
      expect(await answer.text()).toBe("127.0.0.1");
      const id = answer.headers.get("x-request-id");
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      await expect.poll(() => errors).toContain("\n");
      expect(errors.trim().split("\n")).toHaveLength(1);
      expect(JSON.parse(errors)).toMatchObject({ level: 50, requestId: id, msg: expect.stringContaining("two\nlines") });
    } finally {
      child.kill();
    }
  });
});

describe("a body that does not come", () => {
  it("costs its connection, one that comes slowly does not, nor one that we do not read", async () => {
    const { endQuiet, watchBodies } = await import("./slow-bodies.mjs");
    const server = http.createServer((request) => {
      watchBodies(request);
      if (request.url !== "/unread") request.resume();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const send = async (page: string) => {
      const socket = net.connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      const asked = once(server, "request");
      socket.write(`POST ${page} HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n`);
      const [request] = await asked;
      return { socket, request };
    };
    const [quiet, steady, unread] = [await send("/quiet"), await send("/steady"), await send("/unread")];
    const more = async (one: typeof steady) => {
      const before = one.request.socket.bytesRead;
      one.socket.write(Buffer.alloc(5_000));
      await expect.poll(() => one.request.socket.bytesRead - before).toBeGreaterThanOrEqual(5_000);
    };
    unread.socket.write(Buffer.alloc(300_000));
    await expect.poll(() => unread.request.readableLength).toBeGreaterThanOrEqual(unread.request.readableHighWaterMark);
    for (let look = 0; look < 6; look += 1) {
      await more(steady);
      endQuiet();
    }
    expect([quiet, steady, unread].map(({ request }) => request.socket.destroyed)).toEqual([true, false, false]);
    for (const { socket } of [quiet, steady, unread]) socket.destroy();
    server.close();
  });
});
