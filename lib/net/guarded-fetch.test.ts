import http from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { isNeverByName, isPublicAddress } from "@/lib/net/addresses";
import { guardedFetch, readText } from "@/lib/net/guarded-fetch";
import type { OutboundRequest, Resolve } from "@/lib/net/guarded-fetch";
import { permitHost, readHostList } from "@/lib/net/host-list";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const servers: http.Server[] = [];

const serve = async (answer: Answer): Promise<{ port: number; hits: () => number }> => {
  let hits = 0;
  const server = http.createServer(answer);
  server.on("connection", () => (hits += 1));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, hits: () => hits };
};

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const noNames: Resolve = async (name) => {
  throw new Error(`asked for ${name}`);
};
const ask = (address: string, hosts: string, request: Partial<OutboundRequest> = {}, resolve: Resolve = noNames) =>
  guardedFetch(address, { maxBytes: 10_000, totalMs: 5_000, idleMs: 2_000, ...request }, { hosts: readHostList(hosts), resolve });

describe("addresses", () => {
  it.each(["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));
  it.each(
    "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 fc00::1 fd00::1 fe80::1 fe80::1%eth0 ff02::1 2002:7f00:1:: 2001:0:0:0:0:0:0:1 2001:db8::1 localhost".split(
      " ",
    ),
  )("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));
  it("leads no name to a metadata service, listed or not", () => {
    for (const address of ["169.254.169.254", "fd00:ec2::254", "fe80::1", "::ffff:169.254.169.254", "0.0.0.0"])
      expect(isNeverByName(address), address).toBe(true);
    expect(isNeverByName("10.0.0.1")).toBe(false);
  });
});

describe("the list of hosts", () => {
  const rules = readHostList("api.example.com, http://localhost:11434, *.example.org, https://[2001:db8::5]:8443");
  it.each([
    ["https://api.example.com/v1", true],
    ["https://API.example.com:443/v1", true],
    ["http://localhost:11434/v1", true],
    ["https://[2001:db8::5]:8443/", true],
    ["https://a.b.example.org/", false],
  ])("allows %s", (address, mayBePrivate) => expect(permitHost(rules, new URL(address))).toEqual({ mayBePrivate }));
  it.each([
    "http://api.example.com/",
    "https://api.example.com:8443/",
    "https://api.example.com.evil.test/",
    "https://example.org/",
    "https://notexample.org/",
    "http://localhost/",
    "https://localhost:11434/",
    ["https://key", "word@api.example.com/"].join(":"),
    "ftp://api.example.com/",
    "file:///etc/passwd",
    "gopher://api.example.com/",
  ])("refuses %s", (address) => expect(() => permitHost(rules, new URL(address))).toThrow());
  it("lists nothing unless set, and says which entry is wrong", () => {
    expect(() => permitHost(readHostList(undefined), new URL("https://example.com"))).toThrow(/PLUMBLINE_OUTBOUND_HOSTS=example.com/);
    expect(() => readHostList("example.com/path")).toThrow(/example.com\/path/);
    expect(permitHost(readHostList("*"), new URL("https://example.com"))).toEqual({ mayBePrivate: false });
    expect(() => permitHost(readHostList("*"), new URL("http://example.com"))).toThrow();
  });
});

describe("guarded fetch", () => {
  it("brings the answer of a listed host, with what was sent", async () => {
    const { port } = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => response.writeHead(201, { "x-seen": request.headers["x-key"] ?? "" }).end(Buffer.concat(chunks)));
    });
    const response = await ask(`http://127.0.0.1:${port}/`, `http://127.0.0.1:${port}`, {
      method: "POST",
      body: "grüße",
      headers: { "x-key": "k" },
    });
    expect(response.status).toBe(201);
    expect(response.headers["x-seen"]).toBe("k");
    expect(await readText(response)).toBe("grüße");
  });

  it("reaches no loopback canary, however it is written", async () => {
    const canary = await serve((_request, response) => response.end("reached"));
    const { port } = canary;
    const spellings = [
      "127.0.0.1",
      "127.1",
      "2130706433",
      "0x7f000001",
      "017700000001",
      "0177.0.0.1",
      "0",
      "0.0.0.0",
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[64:ff9b::7f00:1]",
      "[2002:7f00:1::]",
      "127.0.0.1.",
      "①②⑦.⓪.⓪.①",
      "a.test",
    ];
    const toLoopback: Resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    for (const host of spellings)
      for (const [scheme, hosts] of [
        ["http", ""],
        ["https", "*"],
        ["https", `*.test:${port}`],
      ] as const)
        await expect(ask(`${scheme}://${host}:${port}/`, hosts, {}, toLoopback), `${scheme} ${host}`).rejects.toMatchObject({
          code: "refused",
        });
    expect(canary.hits()).toBe(0);
  });

  it("connects to the address that was checked: a name that answers otherwise the second time gets nothing", async () => {
    const canary = await serve((_request, response) => response.end("reached"));
    let asked = 0;
    const rebinding: Resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "169.254.169.254", family: 4 }];
    };
    const host = `http://inside.test:${canary.port}`;
    expect(await readText(await ask(host, host, {}, rebinding))).toBe("reached");
    expect(asked).toBe(1);
    await expect(ask(host, host, {}, rebinding)).rejects.toMatchObject({ code: "refused" });
  });

  it("refuses a host one of whose addresses is private", async () => {
    const both: Resolve = async () => [
      { address: "8.8.8.8", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ];
    await expect(ask("https://a.example.org/", "*.example.org", {}, both)).rejects.toMatchObject({ code: "refused" });
  });

  it("checks each redirect again and keeps keys from other origins", async () => {
    const canary = await serve((request, response) => response.end(`${request.method} ${request.headers.authorization ?? "no key"}`));
    const first = await serve((request, response) => {
      const to =
        request.url === "/away" ? `http://127.0.0.1:${canary.port}/` : request.url === "/meta" ? "http://169.254.169.254/" : "/round";
      response.writeHead(302, { location: to }).end();
    });
    const own = `http://127.0.0.1:${first.port}`;
    await expect(ask(`${own}/away`, own)).rejects.toMatchObject({ code: "refused" });
    await expect(ask(`${own}/meta`, own)).rejects.toMatchObject({ code: "refused" });
    await expect(ask(`${own}/round`, own)).rejects.toThrow(/too often \(3/);
    expect(canary.hits()).toBe(0);
    const both = `${own}, http://127.0.0.1:${canary.port}`;
    const response = await ask(`${own}/away`, both, { method: "POST", body: "{}", headers: { authorization: "Bearer k" } });
    expect(await readText(response)).toBe("GET no key");
    await expect(ask(`${own}/away`, both, { maxRedirects: 0 })).rejects.toMatchObject({ code: "refused" });
  });

  it("ends an endless body, one that says it is too long, and one that falls silent or trickles", async () => {
    const { port } = await serve((request, response) => {
      if (request.url === "/long") return void response.writeHead(200, { "content-length": "20000" }).end("x".repeat(20_000));
      if (request.url === "/cut") {
        response.writeHead(200, { "content-length": "100" }).write("half");
        return void setTimeout(() => response.destroy(), 20);
      }
      if (request.url === "/never") return;
      response.writeHead(200).write("x");
      if (request.url === "/silent") return;
      const every = request.url === "/trickle" ? 50 : 0;
      const timer = setInterval(() => response.write(every ? "x" : "x".repeat(5_000)), every || 1);
      response.once("close", () => clearInterval(timer));
    });
    const own = `http://127.0.0.1:${port}`;
    const read = async (path: string, request: Partial<OutboundRequest> = {}) => readText(await ask(`${own}${path}`, own, request));
    await expect(read("/long")).rejects.toMatchObject({ code: "too_large" });
    await expect(read("/endless")).rejects.toMatchObject({ code: "too_large" });
    await expect(read("/cut")).rejects.toMatchObject({ code: "unavailable" });
    await expect(read("/silent", { idleMs: 200 })).rejects.toThrow(/silence/);
    await expect(read("/never", { idleMs: 200 })).rejects.toThrow(/silence/);
    await expect(read("/trickle", { idleMs: 300, totalMs: 700 })).rejects.toThrow(/no complete answer within 0.7 s/);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await expect(read("/silent", { signal: stop.signal })).rejects.toMatchObject({ code: "cancelled" });
  });

  it("ends where the name server is silent: by its limit, and when it is cancelled", async () => {
    const silent: Resolve = () => new Promise(() => undefined);
    const own = "https://api.example.com";
    await expect(ask(own, "api.example.com", { totalMs: 50 }, silent)).rejects.toThrow(/no complete answer within 0.05 s/);
    const signal = AbortSignal.timeout(20);
    await expect(ask(own, "api.example.com", { signal }, silent)).rejects.toMatchObject({ code: "cancelled" });
  });

  it("says so where nobody listens", async () => {
    const { port } = await serve((_request, response) => response.end());
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    const own = `http://127.0.0.1:${port}`;
    await expect(ask(own, own)).rejects.toMatchObject({ code: "unavailable" });
  });
});
