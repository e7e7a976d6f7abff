import { describe, expect, it } from "vitest";
import { isAllowedAddress, mediaHosts } from "@/lib/media/allowed-hosts";
import { mediaSourceSchema } from "@/lib/media/schema";

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
