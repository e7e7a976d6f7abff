import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { guardFormula, spreadsheetCsv } from "@/lib/spreadsheet-csv";

describe("guardFormula", () => {
  it.each(["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "|x", "%x", "\uff1d1"])("puts an apostrophe before %j", (value) =>
    expect(guardFormula(value)).toBe(`'${value}`),
  );
  it.each(["plain", "", "1-2", "a=b", "'=1"])("leaves %j as it is", (value) => expect(guardFormula(value)).toBe(value));
});

describe("spreadsheetCsv", () => {
  it("guards texts, quotes what must be, and keeps amounts numbers", async () => {
    const rows = [
      { name: "=cmd", note: 'say "no", twice', amount_micros: "-5" },
      { name: "plain", note: null, amount_micros: 7 },
    ];
    expect(await text(spreadsheetCsv(["name", "note", "amount_micros"], rows))).toBe(
      'name,note,amount_micros\r\n\'=cmd,"say ""no"", twice",-5\r\nplain,,7\r\n',
    );
  });

  it("breaks off with the error of its rows, and asks for no more of them once nobody reads on", async () => {
    const failing = function* () {
      yield { name: "a" };
      throw new Error("the rows broke off");
    };
    await expect(text(spreadsheetCsv(["name"], failing()))).rejects.toThrow("the rows broke off");
    let ended = false;
    const endless = function* () {
      try {
        for (;;) yield { name: "a" };
      } finally {
        ended = true;
      }
    };
    for await (const _ of spreadsheetCsv(["name"], endless())) break;
    await expect.poll(() => ended).toBe(true);
  });
});
