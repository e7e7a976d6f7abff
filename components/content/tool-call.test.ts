import { describe, expect, it } from "vitest";
import { splitToolCalls } from "@/components/content/tool-call";

describe("tool calls in a turn", () => {
  it.each([
    ['Let me look.\n<tool_call>{"name": "search", "arguments": {"q": "tea"}}</tool_call>', "Let me look."],
    ['{"name":"search","arguments":"{\\"q\\":\\"tea\\"}"}', ""],
    ['{"tool_calls":[{"id":"1","type":"function","function":{"name":"search","arguments":{"q":"tea"}}}]}', ""],
    ['[{"name":"search","parameters":{"q":"tea"}}]', ""],
  ])("are found in %s", (content, text) => {
    expect(splitToolCalls(content)).toEqual({ text, calls: [{ name: "search", input: '{\n  "q": "tea"\n}' }] });
  });

  it.each(["A plain text.", '{"name": "Ada", "age": 36}', "[1, 2]", "<tool_call>broken</tool_call>", "{}", "[]"])(
    "are not seen in %s",
    (content) => {
      expect(splitToolCalls(content)).toEqual({ text: content, calls: [] });
    },
  );

  it("keep arguments that are no JSON as they are", () => {
    expect(splitToolCalls('{"name":"run","arguments":"ls -l"}').calls).toEqual([{ name: "run", input: "ls -l" }]);
  });
});
