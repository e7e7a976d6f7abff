import { execFileSync } from "node:child_process";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { operations } from "@/lib/api/catalogue";
import { exampleBody, listReference, readReference } from "@/lib/api/reference/read-reference";
import { schemaRows } from "@/lib/api/reference/schema-rows";

const origin = "https://plumbline.example.org";
const pages = operations.map(({ id }) => {
  const page = readReference(id, origin);
  if (!page) throw new Error(`${id} has no page`);
  return page;
});
const code = (language: string) =>
  pages.map(({ id, snippets }) => ({ id, code: snippets.find((one) => one.language === language)?.code ?? "" }));

describe("the reference", () => {
  it("has a page for every operation, and none for others", () => {
    expect(listReference().entries.map(({ id }) => id)).toEqual(operations.map(({ id }) => id));
    expect(readReference("dropEverything", origin)).toBeNull();
    for (const { id, scope, path, parameters, responses } of pages) {
      expect(scope, id).toMatch(/^[a-z-]+:[a-z]+$/);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        parameters
          .filter(({ place }) => place === "path")
          .map(({ name }) => name)
          .sort(),
        id,
      ).toEqual(named.sort());
      expect(responses.length, id).toBeGreaterThan(1);
    }
  });

  it.each(operations.flatMap(({ id, intake }) => (intake.kind === "json" ? [{ id, schema: intake.schema }] : [])))(
    "sends as the example of $id what the operation takes",
    ({ id, schema }) => {
      expect(schema.safeParse(exampleBody(id)).error?.issues, JSON.stringify(exampleBody(id))).toBeUndefined();
    },
  );

  it("gives TypeScript, Python and shell that their languages read", () => {
    // One text, because a reading of each costs the set-up of a compiler; a fault tells its line.
    const together = code("TypeScript")
      .map(({ id, code: text }) => `// ${id}\n${text}`)
      .join("\n");
    const { diagnostics = [] } = ts.transpileModule(together, {
      reportDiagnostics: true,
      compilerOptions: { module: ts.ModuleKind.ESNext },
    });
    const lines = together.split("\n");
    expect(diagnostics.map(({ messageText, start = 0 }) => [messageText, lines[together.slice(0, start).split("\n").length - 1]])).toEqual(
      [],
    );
    execFileSync("python3", ["-c", "import ast, json, sys\nfor one in json.load(sys.stdin): ast.parse(one['code'])"], {
      input: JSON.stringify(code("Python")),
    });
    execFileSync("bash", ["-n"], {
      input: code("curl")
        .map(({ code: text }) => text)
        .join("\n"),
    });
  });
});

describe("the rows of a schema", () => {
  it("tell types, bounds and what is within, and open a part that holds itself once", () => {
    const node = {
      type: "object",
      required: ["name"],
      properties: { name: { type: "string", minLength: 1 }, children: { type: "array", items: { $ref: "#/components/schemas/Node" } } },
    };
    const { type, rows } = schemaRows({ $ref: "#/components/schemas/Node" }, { Node: node });
    expect(type).toBe("Node");
    expect(rows).toEqual([
      { name: "name", depth: 0, type: "string", required: true, about: "", rules: ["at least 1 character"] },
      { name: "children", depth: 0, type: "Node[]", required: false, about: "", rules: [] },
    ]);
  });

  it("set alternatives beside each other", () => {
    const share = { type: "object", properties: { share: { type: "number", minimum: 0, maximum: 1, default: 0.5 } } };
    const { rows } = schemaRows({ anyOf: [share, { type: "object", properties: { micros: { type: ["integer", "null"] } } }] }, {});
    expect(rows.map(({ name, depth, type, rules }) => `${depth} ${name} ${type} ${rules.join(", ")}`.trim())).toEqual([
      "0 either object",
      "1 share number unless given 0.5, at least 0, at most 1",
      "0 or object",
      "1 micros integer | null",
    ]);
  });
});
