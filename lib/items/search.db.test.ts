import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import { indexAllWords } from "@/lib/items/index-words";
import { listItems } from "@/lib/items/list-items";
import { parseSearch } from "@/lib/items/parse-search";
import { itemQuerySchema } from "@/lib/items/schema";
import { itemsWith } from "@/lib/items/words-store";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

let actor: Actor;

beforeAll(async () => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  actor = { kind: "system", workspaceId, name: "test" };
});

const many = 20_000;

/** Many items whose texts have two words that occur once in a thousand and once in all. */
const plantMany = async (projectId: string): Promise<void> => {
  await db().$executeRaw`
    insert into item (id, project_id, ordinal, external_id, content_hash, prompt_hash, title, prompt_chars)
    select ${projectId} || n, ${projectId}, n, 'x' || n, 'x' || n, 'x' || n, 'Prompt ' || n, 10 from generate_series(1, ${many}::int) n`;
  await db().$executeRaw`
    insert into item_payload (item_id, prompt)
    select ${projectId} || n, to_jsonb('the quick river holds a stone while markets open word' || (n % 1000) || ' number' || n) from generate_series(1, ${many}::int) n`;
};

type Text = { prompt: Prisma.InputJsonValue; responses?: string[] };

const plant = async (projectId: string, ordinal: number, { prompt, responses = [] }: Text): Promise<void> => {
  await db().item.create({
    data: {
      id: newId("item"),
      projectId,
      ordinal,
      externalId: `row-${ordinal}`,
      contentHash: `h${ordinal}`,
      promptHash: `p${ordinal}`,
      title: "t",
      promptChars: 1,
      payload: { create: { prompt } },
      candidates: {
        create: responses.map((text, index) => ({
          id: newId("candidate"),
          projectId,
          ordinal: index,
          textHash: `t${ordinal}-${index}`,
          chars: text.length,
          payload: { create: { text } },
        })),
      },
    },
  });
};

const search = async (projectId: string, q: string): Promise<number[]> =>
  (await listItems(actor, { projectId, query: itemQuerySchema.parse({ q }) })).rows.map((row) => row.ordinal);

describe("the search", () => {
  it("finds words of prompt and responses together, in conversations, code, and scripts without spaces", async () => {
    const { project } = await createProject(actor, { name: "Texts" });
    const texts: Text[] = [
      { prompt: "Brew green tea", responses: ["Use hot water.", "Boil milk."] },
      {
        prompt: [
          { role: "user", content: "Fix my_function(x) in src/lib/items.ts" },
          { role: "assistant", content: "Run it with --verbose" },
        ],
      },
      { prompt: "今天天气很好", responses: ["東京タワー"] },
      { prompt: "ÄPFEL und Käse-Brot", responses: ["user@example.org or https://example.org/a/b?c=1"] },
      { prompt: "المعنى و‎مثال", responses: ["naïve e\u0301tude"] },
    ];
    for (const [index, text] of texts.entries()) await plant(project.id, index + 1, text);
    const cases: [string, number[]][] = [
      ["green milk", [1]],
      ['"hot water"', [1]],
      ['"water hot"', []],
      ["tea -milk", []],
      ["my_function", [2]],
      ["items.ts verbose", [2]],
      ["function lib", [2]],
      ["assistant", []],
      ["天气", [3]],
      ["气天", []],
      ["タワー", [3]],
      ["äpfel brot", [4]],
      ["Käse-Brot", [4]],
      ["example.org/a", [4]],
      ["user example", [4]],
      ["المعنى", [5]],
      ["NAÏVE", [5]],
      ["row-3", [3]],
      ["tea or 天气", [1, 3]],
      ["!!! ( & | : *", []],
      ["tea:* & 'x", []],
    ];
    for (const [q, ordinals] of cases) expect([q, await search(project.id, q)]).toEqual([q, ordinals]);
  });

  it("finds what came in after the last reading, and nothing of other projects", async () => {
    const { project } = await createProject(actor, { name: "Later" });
    await plant(project.id, 1, { prompt: "walnut" });
    expect(await search(project.id, "walnut")).toEqual([1]);
    await plant(project.id, 2, { prompt: "walnut again" });
    expect(await search(project.id, "walnut")).toEqual([1, 2]);
    const { project: other } = await createProject(actor, { name: "Other" });
    expect(await search(other.id, "walnut")).toEqual([]);
  });

  it("takes a text beyond what one entry can hold, and finds what stands in its first part", async () => {
    const { project } = await createProject(actor, { name: "Long" });
    const words = Array.from({ length: 150_000 }, (_, n) => `w${n.toString(36)}`).join(" ");
    await plant(project.id, 1, { prompt: `begin ${words}`, responses: [`middle ${words}`, "a".repeat(300_000)] });
    expect(await search(project.id, "begin middle")).toEqual([1]);
  });

  it("reads many items by itself, says what it does not find yet, and answers from the index", async () => {
    const { project } = await createProject(actor, { name: "Many" });
    await plantMany(project.id);
    const query = itemQuerySchema.parse({ q: '"word77" "number77"' });
    expect(await listItems(actor, { projectId: project.id, query })).toMatchObject({ unread: many, total: 0 });
    expect(await indexAllWords()).toBe(many);
    expect(await listItems(actor, { projectId: project.id, query })).toMatchObject({ unread: 0, total: 1, rows: [{ ordinal: 77 }] });
    await db().$executeRaw`analyze item_words`;
    const plan = await db().$queryRaw<{ "QUERY PLAN": string }[]>`
      explain ${itemsWith(project.id, '"word77" "number77"', parseSearch('"word77" "number77"'))}`;
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(text).toContain("item_words_words_idx");
    expect(text).not.toContain("Seq Scan on item_words");
  }, 120_000);
});
