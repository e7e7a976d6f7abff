import { describe, expect, it } from "vitest";
import { guessMapping } from "@/lib/imports/guess-mapping";
import { mapRecord } from "@/lib/imports/map-record";

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });

/** A record as the mapping that its own columns suggest reads it. */
const read = (record: Record<string, unknown>) => {
  const { mapping, complete } = guessMapping(Object.keys(record), [record]);
  return { complete, ...mapRecord(record, mapping) };
};

describe("columns that no format names", () => {
  it("a conversation alone ends with the response, and all before it is the prompt", () => {
    const messages = [user("Hi"), assistant("Hello"), user("Colour?"), assistant("Blue.")];
    expect(read({ prompt: "Hi", messages, source: "north" })).toMatchObject({
      complete: true,
      value: { prompt: messages.slice(0, 3), responses: [{ text: "Blue." }], labels: [], meta: { prompt: "Hi", source: "north" } },
    });
    const conversations = [
      { from: "human", value: "Colour?" },
      { from: "gpt", value: "Blue." },
    ];
    expect(read({ conversations })).toMatchObject({ value: { prompt: [user("Colour?")], responses: [{ text: "Blue." }] } });
  });

  it("conversations in a table, as JSON or as Python prints them, are conversations", () => {
    const told = { prompt: "[{'role': 'user', 'content': \"What's up?\"}]", response_a: "A", response_b: "B", winner: "b" };
    expect(read(told)).toMatchObject({ value: { prompt: [user("What's up?")], labels: [{ choice: 1 }] } });
    const answers = [assistant("A"), assistant("B")].map((turn) => JSON.stringify([user("Colour?"), turn]));
    expect(read({ question: "", output_1: answers[0], output_2: answers[1], preference: "1" })).toMatchObject({
      value: { prompt: [user("Colour?")], responses: [{ text: "A" }, { text: "B" }] },
    });
  });
});
