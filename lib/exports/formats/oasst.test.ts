import { expect, it } from "vitest";
import type { Asked, Entry } from "@/lib/exports/formats/contract";
import { oasstMessages, oasstTrees } from "@/lib/exports/formats/oasst";
import { recipeSchema } from "@/lib/exports/schema";
import { kindOf } from "@/lib/kinds/registry";
import { plainAnswer } from "@/scripts/testing/plain-answer";

const kind = kindOf("pairwise");
const asked: Asked = { kind, config: kind.defaultConfig, question: "overall", campaign: "pairs", extras: [] };

const entry = (meta: Entry["meta"]): Entry => ({
  ...{ item: "item-1", prompt: "Which?", media: null, source: null, license: null, meta, promptHash: "p", split: "train", tasks: [] },
  candidates: ["this", "that"].map((text) => ({ text, model: null, id: null, media: null })),
  answers: [],
  outcomes: [],
});

const context = (languages: string[]) => ({
  ...{ asked, shape: "standard" as const, mostResponses: 2, written: () => 0 },
  recipe: { ...recipeSchema.parse({ languages }), resolved: { campaigns: [] } },
});

it("has trees that Open-Assistant's loader does not pass over: ready, their prompts let through, in a language", () => {
  const langs: [Entry["meta"], string[], string | null][] = [
    [{ lang: "de" }, ["en"], "de"],
    [{}, ["en"], "en"],
    [{}, ["en", "de"], null],
    [{}, [], null],
  ];
  for (const [meta, languages, lang] of langs) {
    const told = { review_result: true, deleted: false, synthetic: false, lang };
    expect(oasstTrees.write(entry(meta), context(languages))).toMatchObject([
      { rows: [{ tree_state: "ready_for_export", prompt: { ...told, replies: [told, told] } }] },
    ]);
    expect(oasstMessages.write(entry(meta), context(languages))).toMatchObject([{ rows: [told, told, told] }]);
  }
});

it("leaves out a prompt whose turns do not alternate, at which Open-Assistant's loader would break off", () => {
  const turns = (...roles: string[]): Entry => ({ ...entry({}), prompt: roles.map((role) => ({ role, content: role })) });
  const written = (one: Entry) => [oasstTrees, oasstMessages].map((format) => format.write(one, context(["en"])));
  for (const odd of [
    turns("user", "user"),
    turns("user", "assistant"),
    turns("assistant", "user"),
    turns("user", "assistant", "assistant"),
  ])
    expect(written(odd)).toMatchObject([[{ none: "turns-not-in-turn" }], [{ none: "turns-not-in-turn" }]]);
  expect(written(turns("system", "user"))).toMatchObject([[{ none: "system-turn" }], [{ none: "system-turn" }]]);
  expect(written(turns("user", "assistant", "user"))).toMatchObject([[{ rows: [{}] }], [{ rows: [{}, {}, {}, {}, {}] }]]);
});

it("tells whom an answer tied, and takes a pair that nobody can compare for no order", () => {
  const answered = (choice: unknown, annotator: string) => {
    const response = { answers: { overall: { choice } } };
    const forms = kind.normalise(asked.config, "0-1", response);
    return { asked, unitKey: "0-1", annotator, source: "human" as const, response, forms, counted: true, ...plainAnswer };
  };
  const answers = [answered(1, "ada"), answered("tie", "bo"), answered("cannot-compare", "cy")];
  const [written] = oasstMessages.write({ ...entry({}), answers }, context(["en"]));
  const [prompt, ...replies] = written && "rows" in written ? written.rows : [];
  const [first, second] = replies.map((reply) => reply.message_id);
  expect(prompt?.events).toMatchObject({
    ranking: [
      { user_id: "ada", ranked_message_ids: [second, first], not_rankable: false },
      { user_id: "bo", ranked_message_ids: [first, second], tied_message_ids: [[first, second]], not_rankable: false },
      { user_id: "cy", ranked_message_ids: [], not_rankable: true },
    ],
  });
});
