import { describe, expect, it } from "vitest";
import { contentPolicy, securityHeaders, trustedHeaders } from "@/lib/http/security-headers";

describe("contentPolicy", () => {
  const policy = contentPolicy("abc", { development: false, https: true, mediaHosts: ["cdn.example.org"] });
  const script = policy.split("; ").find((part) => part.startsWith("script-src")) ?? "";

  it("runs scripts by nonce alone", () => {
    expect(script).toContain("'nonce-abc'");
    expect(script).not.toMatch(/unsafe|https?:|\*/);
  });

  it("cannot be framed, rebased or made to post elsewhere", () => {
    for (const part of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'"])
      expect(policy).toContain(part);
  });

  it("shows images, videos and sounds of this site and of the hosts that were allowed, and of no other", () => {
    expect(policy).toContain("media-src 'self' blob: https://cdn.example.org;");
    expect(policy).toContain("img-src 'self' data: blob: https://cdn.example.org;");
    expect(contentPolicy("abc", { development: false, https: true, mediaHosts: [] })).toContain("media-src 'self' blob:;");
  });

  it("allows eval in development only", () => {
    expect(contentPolicy("abc", { development: true, https: false, mediaHosts: [] })).toContain("'unsafe-eval'");
  });
});

describe("securityHeaders", () => {
  it("asks for https for good only where the site is served by it", () => {
    expect(securityHeaders({ https: true })["strict-transport-security"]).toBeDefined();
    expect(securityHeaders({ https: false })["strict-transport-security"]).toBeUndefined();
  });
});

describe("trustedHeaders", () => {
  it.each([
    "x-middleware-subrequest",
    "X-Middleware-Subrequest-Id",
    "x-middleware-rewrite",
    "next-resume",
    "x-nonce",
    "x-asked-page",
    "x-forwarded-host",
    "x-original-url",
    "x-rewrite-url",
  ])("drops %s, whoever sends it", (name) => {
    expect([...trustedHeaders(new Headers({ [name]: "src/middleware:src/middleware" })).keys()]).toEqual([]);
  });

  it("keeps the rest", () => {
    const kept = trustedHeaders(new Headers({ cookie: "a=b", "next-action": "1", rsc: "1" }));
    expect([...kept.keys()].sort()).toEqual(["cookie", "next-action", "rsc"]);
  });
});
