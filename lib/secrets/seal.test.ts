import { describe, expect, it } from "vitest";
import { deriveKey, seal, unseal } from "@/lib/secrets/seal";

const place = { id: "sec_1", projectId: "prj_1", purpose: "judge" };
const key = deriveKey("k".repeat(40));

describe("sealing", () => {
  it("opens what it closed, and closes the same text differently each time", () => {
    const [one, two] = [seal(key, place, "sk-grüße"), seal(key, place, "sk-grüße")];
    expect(unseal(key, place, one)).toBe("sk-grüße");
    expect(Buffer.from(one.sealed).equals(Buffer.from(two.sealed))).toBe(false);
    expect(Buffer.from(one.sealed).includes(Buffer.from("sk-"))).toBe(false);
  });
  it("opens nothing that was moved, changed, cut or closed with another key", () => {
    const one = seal(key, place, "sk-12345678");
    expect(unseal(key, { ...place, id: "sec_2" }, one)).toBeNull();
    expect(unseal(key, { ...place, projectId: "prj_2" }, one)).toBeNull();
    expect(unseal(key, { ...place, purpose: "hub" }, one)).toBeNull();
    expect(unseal(deriveKey("l".repeat(40)), place, one)).toBeNull();
    expect(unseal(key, place, { ...one, sealed: one.sealed.slice(0, 10) })).toBeNull();
    for (let at = 0; at < one.sealed.byteLength; at += 1) {
      const changed = Uint8Array.from(one.sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal(key, place, { ...one, sealed: changed })).toBeNull();
    }
  });
});
