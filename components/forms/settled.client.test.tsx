import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { expect, it } from "vitest";
import { noAnswer, pageIsOld, settled } from "@/components/forms/settled";

it("tells a silent server from one that was updated, where trying again is no use", async () => {
  expect(await settled(Promise.reject(new TypeError("fetch failed")))).toMatchObject({ ok: false, error: noAnswer });
  expect(await settled(Promise.reject(new UnrecognizedActionError("gone")))).toMatchObject({ ok: false, error: pageIsOld });
});
