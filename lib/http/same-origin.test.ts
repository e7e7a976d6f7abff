import { describe, expect, it } from "vitest";
import { foreignWrite } from "@/lib/http/same-origin";

const from = (headers: Record<string, string>): Headers => new Headers({ host: "plumbline.example", ...headers });

describe("foreignWrite", () => {
  it("lets our own pages write", () => {
    expect(foreignWrite(from({ "sec-fetch-site": "same-origin", origin: "https://plumbline.example" }), null)).toBeNull();
    expect(foreignWrite(from({ "sec-fetch-site": "same-origin" }), null)).toBeNull();
    expect(foreignWrite(from({ origin: "https://plumbline.example" }), null)).toBeNull();
  });

  it("knows its public address behind a proxy that rewrites the host", () => {
    const headers = new Headers({ host: "web:3000", origin: "https://plumbline.example" });
    expect(foreignWrite(headers, "https://plumbline.example")).toBeNull();
    expect(foreignWrite(headers, null)).not.toBeNull();
  });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a sibling sub-domain", { "sec-fetch-site": "same-site", origin: "https://other.plumbline.example" }],
    ["a sibling sub-domain in an old browser", { origin: "https://other.plumbline.example" }],
    ["another port", { origin: "https://plumbline.example:8443" }],
    ["a sandboxed frame", { origin: "null" }],
    ["a sandboxed frame that claims to be us", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["an address bar", { "sec-fetch-site": "none" }],
    ["a name that begins like ours", { origin: "https://plumbline.example.evil.example" }],
    ["somebody who says nothing", {}],
    ["an origin that is no address", { origin: "plumbline.example" }],
  ])("refuses %s", (_name, headers) => {
    expect(foreignWrite(from(headers), null)).not.toBeNull();
    expect(foreignWrite(from(headers), "https://plumbline.example")).not.toBeNull();
  });
});
