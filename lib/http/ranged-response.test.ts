import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rangedResponse, requestedRange } from "@/lib/http/download-response";

const bytes = Buffer.from("0123456789");
const file = {
  name: "train.parquet",
  byteSize: bytes.byteLength,
  sha256: "abc",
  open: (range?: { start: number; end: number }) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
};
const ask = (headers: Record<string, string>, method = "GET") =>
  rangedResponse(new Request("http://localhost/x", { method, headers }), file);

describe("a file in parts", () => {
  it.each([
    ["bytes=0-3", { start: 0, end: 3 }],
    ["bytes=4-", { start: 4, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-30", { start: 0, end: 9 }],
    ["bytes=8-40", { start: 8, end: 9 }],
    ["bytes=10-", "beyond"],
    ["bytes=-0", "beyond"],
    ["bytes=0-1,4-5", null],
    ["bytes=5-2", null],
    ["bytes=-", null],
    ["items=0-1", null],
    [null, null],
  ])("reads %j", (header, range) => expect(requestedRange(header, 10)).toEqual(range));

  it("never leaves the file, whatever is asked", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1_000), fc.nat(1_000), (junk, from, size) => {
        for (const header of [junk, `bytes=${from}-`, `bytes=-${from}`, `bytes=${junk}-${from}`]) {
          const range = requestedRange(header, size);
          if (range === null || range === "beyond") continue;
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThan(size);
          expect(range.start).toBeLessThanOrEqual(range.end);
        }
      }),
    );
  });

  it("answers a range with that part alone", async () => {
    const response = ask({ range: "bytes=2-4" });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe("bytes 2-4/10");
    expect(response.headers.get("content-length")).toBe("3");
    expect(await response.text()).toBe("234");
  });

  it("answers HEAD with the size and no body", async () => {
    const response = ask({}, "HEAD");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("10");
    expect(response.headers.get("accept-ranges")).toBe("bytes");
    expect(await response.text()).toBe("");
    // Ranges are for GET alone (RFC 9110, 14.2): who asks for the size is told that of the file.
    expect(ask({ range: "bytes=0-3" }, "HEAD").headers.get("content-length")).toBe("10");
    expect(ask({ range: "bytes=20-" }, "HEAD").status).toBe(200);
  });

  it("refuses a range that is not there, and gives the whole file where the reader knows another one", async () => {
    expect(ask({ range: "bytes=20-30" }).status).toBe(416);
    expect(ask({ range: "bytes=20-30" }).headers.get("content-range")).toBe("bytes */10");
    const other = ask({ range: "bytes=0-3", "if-range": '"other"' });
    expect(other.status).toBe(200);
    expect(await other.text()).toBe("0123456789");
    for (const known of ['"abc"', '"other", "abc"', 'W/"abc"', "*"]) expect(ask({ "if-none-match": known }).status).toBe(304);
    expect(ask({ "if-none-match": '"other"' }).status).toBe(200);
  });
});
