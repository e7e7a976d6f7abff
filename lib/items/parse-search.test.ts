import { describe, expect, it } from "vitest";
import { parseSearch } from "@/lib/items/parse-search";

const start = (words: string) => ({ words, start: true });
const exact = (words: string) => ({ words, start: false });

describe("parseSearch", () => {
  it("takes words for beginnings, quotes as written, a minus for what must not occur", () => {
    expect(parseSearch('green tea "hot water" -sugar -"cane syrup"')).toEqual({
      groups: [[start("green")], [start("tea")], [exact("hot water")]],
      without: [start("sugar"), exact("cane syrup")],
    });
  });

  it("joins alternatives, and takes a lone `or` for nothing", () => {
    expect(parseSearch("tea or coffee OR cocoa milk").groups).toEqual([[start("tea"), start("coffee"), start("cocoa")], [start("milk")]]);
    expect(parseSearch("or tea").groups).toEqual([[start("tea")]]);
    expect(parseSearch('"or" tea').groups).toEqual([[exact("or")], [start("tea")]]);
  });

  it("does not let one or two letters stand for what begins with them", () => {
    expect(parseSearch("go to 天 Käse")).toEqual({ groups: [[exact("go")], [exact("to")], [exact("天")], [start("Käse")]], without: [] });
  });

  it("drops signs, an open quote's end, and nothing else", () => {
    expect(parseSearch(`-- % "" '; "open`)).toEqual({ groups: [[exact("open")]], without: [] });
    expect(parseSearch("f(x)->y").groups).toEqual([[start("f(x)->y")]]);
    expect(parseSearch("   ")).toEqual({ groups: [], without: [] });
  });
});
