import { z } from "zod";
import { CodeBlock } from "@/components/content/code-block";

const argumentsSchema = z.union([z.record(z.string(), z.unknown()), z.string(), z.null()]).optional();
const plainSchema = z.object({ name: z.string(), arguments: argumentsSchema, parameters: argumentsSchema }).strict();
const callSchema = z.union([
  plainSchema,
  z.object({ type: z.literal("function").optional(), id: z.string().optional(), function: plainSchema }).transform((call) => call.function),
]);

export type ToolCall = { name: string; input: string };

const pretty = (value: unknown): string => {
  if (typeof value !== "string") return JSON.stringify(value ?? {}, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value; // arguments that are no JSON are shown as they are
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not a call: ordinary text
  }
};

/** A turn as text and the calls of tools in it, in the notations in use: tagged JSON, a list of calls, or one call alone. */
export const splitToolCalls = (content: string): { text: string; calls: ToolCall[] } => {
  const calls: ToolCall[] = [];
  const take = (value: unknown): boolean => {
    const outer = z.object({ tool_calls: z.array(z.unknown()) }).safeParse(value);
    const list = z
      .array(callSchema)
      .min(1)
      .safeParse(outer.success ? outer.data.tool_calls : Array.isArray(value) ? value : [value]);
    if (!list.success) return false;
    for (const call of list.data) calls.push({ name: call.name, input: pretty(call.arguments ?? call.parameters) });
    return true;
  };
  const tagged = content.replace(/<(tool_call|function_call)>([\s\S]*?)<\/\1>/g, (whole: string, _tag: string, body: string) =>
    take(parseJson(body.trim())) ? "" : whole,
  );
  const rest = tagged.trim();
  const whole = /^[[{]/.test(rest) ? parseJson(rest) : undefined;
  return whole !== undefined && take(whole) ? { text: "", calls } : { text: rest, calls };
};

export function ToolCallView({ call }: { call: ToolCall }) {
  return (
    <figure className="tool-call">
      <figcaption>{call.name}</figcaption>
      <CodeBlock code={call.input} language="json" />
    </figure>
  );
}
