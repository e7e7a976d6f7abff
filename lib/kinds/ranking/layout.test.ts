import { describe, expect, it } from "vitest";
import { dropAt, outcomeOf } from "@/lib/kinds/ranking/drop-slot";
import { fitColumns, narrowestCard, rowWidths } from "@/lib/kinds/ranking/fit-columns";
import { put } from "@/lib/kinds/ranking/order";
import { rankingConfigSchema } from "@/lib/kinds/ranking/schema";
import { wordsIn } from "@/lib/kinds/ranking/words.client";

const words = (count: number): string => "word ".repeat(count);
const desk = { width: 1304, height: 640 };
const config = rankingConfigSchema.parse({});

describe("columns", () => {
  it("are few and wide for short texts, one a text for long ones, and one on a phone", () => {
    expect(fitColumns([12, 10, 14, 8].map(words), desk).length).toBeLessThanOrEqual(2);
    expect(fitColumns([160, 140, 150, 170].map(words), desk)).toHaveLength(4);
    expect(fitColumns([160, 140, 150, 170].map(words), { width: 390, height: 600 })).toHaveLength(1);
    expect(
      fitColumns(
        Array.from({ length: 10 }, () => words(60)),
        desk,
      ).length,
    ).toBeLessThanOrEqual(4);
  });

  it("are as wide as their texts are long, within what can be read, and fill the row", () => {
    const widths = rowWidths([words(30), words(200), words(200)], desk.width);
    expect(widths[0]).toBe(narrowestCard);
    expect(widths[1]).toBeCloseTo(widths[2] ?? 0, 6);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(desk.width, 6);
  });
});

describe("where a drag ends", () => {
  const response = { groups: [[0], [1, 2]], unranked: [3] };
  const cards = [0, 1, 2, 3].map((ordinal) => ({ ordinal, box: { left: ordinal * 300, top: 0, width: 300, height: 500 } }));
  const at = (x: number, dragged: number, options = config) =>
    dropAt({ x, y: 100 }, cards, dragged, { response, config: options, alongX: true });

  it("is before or after a place at a card's sides, and a tie in its middle", () => {
    expect(at(20, 3)).toMatchObject({ slot: { at: "before", group: 0 }, over: 0, side: "before" });
    expect(at(150, 3)).toMatchObject({ slot: { at: "tie", group: 0 }, side: "on" });
    expect(at(290, 3)).toMatchObject({ slot: { at: "before", group: 1 }, side: "after" });
    expect(at(590, 3)).toMatchObject({ slot: { at: "before", group: 2 }, over: 1, side: "after" });
    expect(at(150, 3, { ...config, allowTies: false })).toMatchObject({ slot: { at: "before" } });
  });

  it("is off the order over a response without a place, the end of the order for another such one, and nothing over itself", () => {
    expect(at(1000, 0)).toMatchObject({ slot: { at: "off" } });
    expect(at(1000, 3)).toMatchObject({ slot: { at: "before", group: 2 } });
    expect(at(150, 0)).toBeNull();
    expect(at(450, 1)).toBeNull();
  });

  it("is said as the place that comes of it", () => {
    const say = (x: number, dragged: number): string => {
      const drop = at(x, dragged);
      const outcome = drop && outcomeOf(put(response, dragged, drop.slot), dragged);
      return outcome ? wordsIn("en")(`say.${outcome.does}`, { place: outcome.place }) : "";
    };
    expect(say(20, 3)).toBe("put 1st");
    expect(say(150, 3)).toBe("tie for 1st");
    expect(say(290, 3)).toBe("put 2nd");
    expect(say(890, 3)).toBe("put 4th");
    expect(say(1000, 0)).toBe("take off");
    expect(wordsIn("en")("say.put", { place: 3 })).toBe("put 3rd");
    expect(wordsIn("de")("say.tie", { place: 2 })).toBe("gleichauf, Platz 2");
  });
});
