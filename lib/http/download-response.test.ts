import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { downloadResponse } from "@/lib/http/download-response";

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
