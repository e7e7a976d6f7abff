import { describe, expect, it } from "vitest";
import { emailSchema } from "@/lib/auth/schema";

describe("addresses", () => {
  it.each([
    ["josé@example.org", "josé@example.org"],
    ["JOSE\u0301@Example.ORG", "josé@example.org"],
    ["müller@bücher.example", "müller@bücher.example"],
    ["a.b+c'd@xn--bcher-kva.example", "a.b+c'd@xn--bcher-kva.example"],
    ["用户@例子.广告", "用户@例子.广告"],
  ])("%s is one, in one spelling", (given, kept) => {
    expect(emailSchema.parse(given)).toBe(kept);
  });

  it.each([
    "a",
    "a@b",
    "a@b.c",
    ".a@b.cd",
    "a..b@c.de",
    "a.@b.cd",
    "a b@c.de",
    "a@-b.cd",
    "a@b..cd",
    "a\u202eb@c.de",
    "a@b@c.de",
    "<a@b.cd>",
  ])("%j is none", (given) => {
    expect(emailSchema.safeParse(given).error?.issues[0]?.message).toBe("Write an e-mail address, like name@example.org.");
  });
});
