import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { expect, it } from "vitest";
import { dataOf, noAnswer, pageIsOld, refusalOf, settled } from "@/components/forms/settled";

it("tells a silent server from one that was updated, where trying again is no use", async () => {
  expect(await settled(Promise.reject(new TypeError("fetch failed")))).toMatchObject({ ok: false, error: noAnswer });
  expect(await settled(Promise.reject(new UnrecognizedActionError("gone")))).toMatchObject({ ok: false, error: pageIsOld });
});

it("names the field that a refusal is about where the words alone would not", () => {
  const refused = { ok: false, code: "invalid_input", error: "Not so.", fields: { "settings.samples": "at least one" } } as const;
  expect(refusalOf(refused)).toBe("Samples: at least one.");
  expect(refusalOf({ ...refused, fields: {} })).toBe("Not so.");
});

it("throws for those who show what is thrown: the words of the field that is refused, and never those of the network", async () => {
  const refused = { ok: false, code: "invalid", error: "Not so.", fields: { name: "Taken." } } as const;
  await expect(dataOf(Promise.resolve(refused))).rejects.toThrow("Taken.");
  await expect(dataOf(Promise.reject(new TypeError("Failed to fetch")))).rejects.toThrow(noAnswer);
  expect(await dataOf(Promise.resolve({ ok: true, data: 3 }))).toBe(3);
});
