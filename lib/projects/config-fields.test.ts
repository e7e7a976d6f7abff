import { describe, expect, it } from "vitest";
import { z } from "zod";
import { kinds } from "@/lib/kinds/registry";
import { configNode } from "@/lib/projects/config-fields";
import type { ConfigNode, Json } from "@/lib/projects/config-fields";

const fields = (schema: z.ZodType) => {
  const node = configNode(schema);
  if (node.control !== "group") throw new Error("a group was expected");
  return node.fields.map(({ name, label, node: inner }) => [name, label, inner]);
};

describe("configNode", () => {
  it("gives each setting the control that fits its schema, in order", () => {
    const schema = z.object({
      points: z.union([z.literal(3), z.literal(5)]).default(5),
      allowBothBad: z.boolean().default(true),
      order: z.enum(["random", "fixed"]),
      help: z.string().max(2_000),
      size: z.number().int().min(1).max(9),
      reasons: z.array(z.string()),
      costs: z.record(z.string(), z.number().min(0)).optional(),
      limit: z.union([z.literal(1), z.string()]),
    });
    expect(fields(schema)).toEqual([
      ["points", "Points", { control: "choice", options: [3, 5] }],
      ["allowBothBad", "Allow both bad", { control: "switch" }],
      ["order", "Order", { control: "choice", options: ["random", "fixed"] }],
      ["help", "Help", { control: "text", long: true }],
      ["size", "Size", { control: "number", min: 1, max: 9, whole: true }],
      ["reasons", "Reasons", { control: "lines" }],
      ["costs", "Costs", { control: "amounts" }],
      ["limit", "Limit", { control: "json" }],
    ]);
  });

  it("opens lists of groups, parts that may be left out, and shapes told apart by a word", () => {
    const schema = z.object({
      questions: z.array(z.object({ name: z.string(), overall: z.boolean().default(false) })),
      safety: z.object({ levels: z.array(z.string()).default(["safe"]) }).nullable(),
      most: z.number().nullable().default(null),
      scale: z.discriminatedUnion("type", [
        z.object({ type: z.literal("yes-no"), title: z.string() }),
        z.object({ type: z.literal("slider"), title: z.string(), max: z.number().default(100) }),
      ]),
    });
    const [questions, safety, most, scale] = fields(schema).map(([, , node]) => node);
    expect(questions).toMatchObject({ control: "list", item: { control: "group" }, blank: { name: "", overall: false } });
    expect(safety).toMatchObject({ control: "maybe", node: { control: "group" }, blank: { levels: ["safe"] } });
    expect(most).toMatchObject({ control: "maybe", node: { control: "number" }, blank: 0 });
    expect(scale).toMatchObject({
      control: "variants",
      key: "type",
      variants: [
        { value: "yes-no", blank: { type: "yes-no", title: "" } },
        { value: "slider", blank: { type: "slider", title: "", max: 100 } },
      ],
    });
  });

  it("hides what a kind keeps for itself", () => {
    expect(fields(z.object({ seen: z.string().meta({ internal: true }), shown: z.boolean() })).map(([name]) => name)).toEqual(["shown"]);
  });

  it("has nothing to show for a kind without settings", () => {
    expect(configNode(z.null())).toEqual({ control: "json" });
  });
});

/** The controls of a node, all the way down. */
const controls = (node: ConfigNode): string[] => {
  const inner =
    node.control === "group"
      ? node.fields.map((field) => field.node)
      : node.control === "list"
        ? [node.item]
        : node.control === "maybe"
          ? [node.node]
          : node.control === "variants"
            ? node.variants.flatMap((variant) => variant.fields.map((field) => field.node))
            : [];
  return [node.control, ...inner.flatMap(controls)];
};

describe.each(Object.values(kinds))("the settings of $id", (kind) => {
  const node = configNode(kind.configSchema);

  it("are a form and not a text of brackets", () => {
    expect(node.control).toBe("group");
    const all = controls(node);
    expect(all.filter((control) => control === "json")).toEqual([]);
  });

  it("start new list entries that can be typed into", () => {
    const blanks = (inner: ConfigNode): Json[] =>
      inner.control === "list" ? [inner.blank] : inner.control === "group" ? inner.fields.flatMap((field) => blanks(field.node)) : [];
    for (const blank of blanks(node)) expect(blank).not.toBeNull();
  });
});
