import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { downloadResponse, rangedResponse, requestedRange } from "@/lib/http/download-response";

describe("downloadResponse", () => {
  it("is kept, never shown or guessed at, and gives the bytes", async () => {
    const response = downloadResponse({
      name: 'höhe "1".csv',
      stream: Readable.from([Buffer.from("ab"), Buffer.from("c")]),
      byteSize: 3,
      sha256: "f0",
    });
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="h_he_1_.csv"; filename*=UTF-8''h%C3%B6he%20%221%22.csv`,
    );
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-length")).toBe("3");
    expect(await response.text()).toBe("abc");
  });

  it("stops reading where the browser leaves", async () => {
    const stream = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1024);
      })(),
    );
    await downloadResponse({ name: "x", stream, byteSize: null, sha256: null }).body?.cancel();
    expect(stream.destroyed).toBe(true);
  });
});

describe("requestedRange", () => {
  it.each([
    ["bytes=0-3", { start: 0, end: 3 }],
    ["bytes=4-", { start: 4, end: 9 }],
    ["bytes=-4", { start: 6, end: 9 }],
    ["bytes=8-99", { start: 8, end: 9 }],
    ["bytes=10-", "beyond"],
    ["bytes=5-3", null],
    ["bytes=0-1,4-5", null],
    ["lines=0-3", null],
    [null, null],
  ])("reads %j of ten bytes", (header, range) => expect(requestedRange(header, 10)).toEqual(range));
});

describe("rangedResponse", () => {
  const bytes = Buffer.from("0123456789");
  const file = {
    name: "x",
    byteSize: 10,
    sha256: "f0",
    open: (range?: { start: number; end: number }) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
  };
  const ask = (headers: Record<string, string>) => rangedResponse(new Request("https://example.org", { headers }), file);

  it("gives a part while the file is the one that the reader knows, and the whole otherwise", async () => {
    const part = ask({ range: "bytes=2-4", "if-range": '"f0"' });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 2-4/10", "234"]);
    const whole = ask({ range: "bytes=2-4", "if-range": '"f1"' });
    expect([whole.status, await whole.text()]).toEqual([200, "0123456789"]);
    expect(ask({ range: "bytes=10-" }).status).toBe(416);
    expect(ask({ "if-none-match": '"e0", "f0"' }).status).toBe(304);
  });
});
