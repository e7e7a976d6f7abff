import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAllowedAddress, mediaHosts } from "@/lib/media/allowed-hosts";
import { readRange } from "@/lib/media/read-range";
import { mediaSourceSchema } from "@/lib/media/schema";

describe("the part of a file that is asked for", () => {
  it.each([
    [null, null],
    ["bytes=0-", { start: 0, end: 99 }],
    ["bytes=10-19", { start: 10, end: 19 }],
    ["bytes=90-500", { start: 90, end: 99 }],
    ["bytes=-10", { start: 90, end: 99 }],
    ["bytes=-500", { start: 0, end: 99 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=20-10", null],
    ["bytes=0-1,5-6", null],
    ["lines=0-1", null],
    ["bytes=-", null],
  ])("%s", (header, range) => expect(readRange(header, 100)).toEqual(range));

  it("never leaves the file, whatever is asked", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1_000), fc.nat(1_000), (junk, from, size) => {
        for (const header of [junk, `bytes=${from}-`, `bytes=-${from}`, `bytes=${junk}-${from}`]) {
          const range = readRange(header, size);
          if (range === null || range === "unsatisfiable") continue;
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThan(size);
          expect(range.start).toBeLessThanOrEqual(range.end);
        }
      }),
    );
  });
});

describe("addresses of media", () => {
  const hosts = mediaHosts("cdn.example.org, Images.Example.org:8443, https://x, evil; script-src *");

  it("are on hosts that were named, and only over https", () => {
    expect(hosts).toEqual(["cdn.example.org", "images.example.org:8443"]);
    expect(isAllowedAddress("https://cdn.example.org/a.png", hosts)).toBe(true);
    expect(isAllowedAddress("https://images.example.org:8443/a.png", hosts)).toBe(true);
    for (const address of [
      "http://cdn.example.org/a.png",
      "https://cdn.example.org.evil.net/a.png",
      "https://cdn.example.org@evil.net/a.png",
      `https://${["user", "word"].join(":")}@cdn.example.org/a.png`,
      "https://sub.cdn.example.org/a.png",
      "https://cdn.example.org:444/a.png",
      "javascript:alert(1)",
      "//cdn.example.org/a.png",
    ])
      expect(isAllowedAddress(address, hosts)).toBe(false);
    expect(mediaHosts(undefined)).toEqual([]);
  });

  it("name a file or an address, not both and not neither", () => {
    expect(mediaSourceSchema.safeParse({ type: "image", file: "a.png" }).success).toBe(true);
    expect(mediaSourceSchema.safeParse({ type: "image", url: "https://cdn.example.org/a.png" }).success).toBe(true);
    expect(mediaSourceSchema.safeParse({ type: "image", url: "javascript:alert(1)" }).success).toBe(false);
    expect(mediaSourceSchema.safeParse({ type: "image", file: "a.png", url: "https://cdn.example.org/a.png" }).success).toBe(false);
    expect(mediaSourceSchema.safeParse({ type: "image" }).success).toBe(false);
    expect(mediaSourceSchema.safeParse({ type: "page", file: "a.html" }).success).toBe(false);
  });
});
