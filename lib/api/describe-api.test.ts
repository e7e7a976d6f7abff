import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { operations } from "@/lib/api/catalogue";
import { describeApi, statusOf } from "@/lib/api/describe-api";

const document = describeApi(operations);
const text = JSON.stringify(document);

describe("the document of the API", () => {
  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(text));
    expect(result.valid, JSON.stringify(result.errors, null, 1)?.slice(0, 2_000)).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  it("says 201 where something was made, 204 where nothing is said, and 200 where something is read", () => {
    const codes = Object.fromEntries(operations.map((operation) => [operation.id, statusOf(operation)]));
    expect(codes).toMatchObject({ listProjects: 200, createProject: 201, removeItem: 204 });
  });

  it("names every schema that it refers to", () => {
    const known = new Set(
      Object.keys(z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) }).parse(document).components.schemas),
    );
    const wanted = [...text.matchAll(/#\/components\/schemas\/([^"]+)/g)].map(([, name]) => name ?? "");
    expect(wanted.filter((name) => !known.has(name))).toEqual([]);
    expect(text).not.toContain("$defs");
  });

  it("has every operation once, with its scope", () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, scope } of operations) {
      expect(text).toContain(`"operationId":${JSON.stringify(id)}`);
      expect(text).toContain(`"x-scope":${JSON.stringify(scope)}`);
    }
  });

  it("names the parameters of every address", () => {
    for (const { id, path, params } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params.shape).sort(), id).toEqual([...inPath].sort());
    }
  });
});
