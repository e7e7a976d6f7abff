import type { FormatFixture } from "@/lib/imports/formats/contract";

const option = (name: string, classifications: unknown[] = []) => ({
  feature_id: `f-${name}`,
  name,
  value: name.toLowerCase(),
  classifications,
});
const radio = (name: string, answer: string, nested: unknown[] = []) => ({ name, value: name, radio_answer: option(answer, nested) });
const text = (name: string, content: string) => ({ name, value: name, text_answer: { content } });
const labelBy = (person: string, annotations: Record<string, unknown>, performance: Record<string, unknown> = {}) => ({
  label_kind: "Default",
  version: "1.0.0",
  id: `label-${person}`,
  label_details: { created_at: "2026-11-24T06:00:00.000+00:00", created_by: person, reviews: [] },
  performance_details: { seconds_to_create: 12, seconds_to_review: 0, skipped: false, ...performance },
  annotations: { objects: [], classifications: [], relationships: [], ...annotations },
});
const exported = (dataRow: Record<string, unknown>, labels: unknown[]) => ({
  data_row: { external_id: "x1", dataset_id: "d1", dataset_name: "Colours", ...dataRow },
  media_attributes: { asset_type: "conversational", message_count: 1 },
  attachments: [],
  metadata_fields: [{ schema_id: "s1", schema_name: "lang", schema_kind: "CustomMetadataString", value: ["en"] }],
  projects: { p1: { name: "Colours", labels, project_details: { workflow_status: "DONE" } } },
});

const asked = (content: string, user: string) => ({
  messageId: "m0",
  content,
  user: { userId: user, name: user },
  align: "left",
  canLabel: true,
});
const output = (title: string, content: string, model: string) => ({ title, content, modelConfigName: model });
const sideBySide = (messages: unknown[], ...modelOutputs: unknown[]) =>
  JSON.stringify({ type: "application/vnd.labelbox.conversational", version: 1, messages, modelOutputs });
const two = sideBySide([asked("Colour?", "User 1")], output("Response A", "Blue.", "null"), output("Response B", "Seven.", "null"));

const said = (actorId: string, content: string, childMessageIds: string[] = []) => ({
  actorId,
  content: [{ type: "text", content }],
  childMessageIds,
});
const model = (name: string) => ({ role: "model", metadata: { modelConfigName: name, modelConfigId: `id-${name}` } });
const chat = {
  type: "application/vnd.labelbox.conversational.model-chat-evaluation",
  version: 2,
  rootMessageIds: ["q1"],
  actors: { h: { role: "human", metadata: { name: "User" } }, m1: model("one"), m2: model("two"), m3: model("three") },
  messages: {
    a2: said("m2", "Red."),
    q1: said("h", "Colour?", ["a1", "a2", "a3"]),
    a1: said("m1", "Blue.", ["q2"]),
    a3: said("m3", "Seven."),
    q2: said("h", "Why?", ["b1", "b2"]),
    b1: said("m1", "Light."),
    b2: said("m2", "Because."),
  },
};
const evaluated = (name: string, kind: string, value: Record<string, unknown>) => ({
  name,
  annotation_kind: kind,
  classifications: [],
  ...value,
});

const meta = { external_id: "x1", dataset_name: "Colours", lang: "en" };

export const fixtures: FormatFixture[] = [
  {
    about: "human preferences by two people, a reason below the answer, and one who skipped",
    records: [
      exported({ id: "r1", global_key: "k1", row_data: two }, [
        labelBy("ann@example.org", {
          classifications: [radio("Choose the best response", "Response B", [text("Provide a reason", "It answers.")])],
        }),
        labelBy("bob@example.org", { classifications: [radio("Choose the best response", "Response A is slightly better")] }),
        labelBy("cyd@example.org", {}, { skipped: true }),
      ]),
    ],
    rows: [
      {
        id: "k1",
        prompt: "Colour?",
        responses: [
          { text: "Blue.", id: "Response A" },
          { text: "Seven.", id: "Response B" },
        ],
        labels: [
          { annotator: "ann@example.org", kind: "human", choice: 1, rationale: "It answers.", lead_time: 12 },
          { annotator: "bob@example.org", kind: "human", choice: 0, strength: 0.25, lead_time: 12 },
        ],
        meta,
      },
    ],
  },
  {
    about: "three outputs of named models below a conversation, two questions",
    records: [
      exported(
        {
          id: "r2",
          row_data: sideBySide(
            [asked("Hello", "Bot 2"), asked("Colour?", "User 1")],
            output("Response 1", "Blue.", "one"),
            output("Response 2", "Red.", "two"),
            output("Response 3", "Seven.", "three"),
          ),
        },
        [
          labelBy("ann@example.org", {
            classifications: [
              radio("Best", "Response 3"),
              radio("Safest", "two"),
              radio("How is Response 1", "poor"),
              { name: "Faults of Response 2", value: "faults", checklist_answers: [option("short"), option("odd")] },
            ],
          }),
        ],
      ),
    ],
    rows: [
      {
        id: "r2",
        prompt: [
          { role: "assistant", content: "Hello" },
          { role: "user", content: "Colour?" },
        ],
        responses: [
          { text: "Blue.", id: "Response 1", model: "one" },
          { text: "Red.", id: "Response 2", model: "two" },
          { text: "Seven.", id: "Response 3", model: "three" },
        ],
        labels: [
          { annotator: "ann@example.org", kind: "human", choice: 2, pair: [0, 2], lead_time: 12 },
          { annotator: "ann@example.org", kind: "human", choice: 2, pair: [1, 2], lead_time: 12 },
          { annotator: "ann@example.org", kind: "human", choice: 1, pair: [0, 1], aspect: "Safest", lead_time: 12 },
          { annotator: "ann@example.org", kind: "human", choice: 1, pair: [1, 2], aspect: "Safest", lead_time: 12 },
          { annotator: "ann@example.org", kind: "human", response: 0, ratings: { "How is Response 1": "poor" } },
          { annotator: "ann@example.org", kind: "human", response: 1, ratings: { "Faults of Response 2": ["short", "odd"] } },
        ],
        meta,
      },
    ],
  },
  {
    about: "a chat whose first question has a ranking and a selection, and whose second follows the first response",
    records: [
      exported({ id: "r3", row_data: chat }, [
        labelBy("ann@example.org", {
          objects: [
            evaluated("Ranking", "MessageRanking", {
              ranked_messages: {
                parent_message_id: "q1",
                ranked_messages: [
                  { message_id: "a3", model_config_name: "three", order: 3 },
                  { message_id: "a1", model_config_name: "one", order: 1 },
                  { message_id: "a2", model_config_name: "two", order: 2 },
                ],
              },
            }),
            evaluated("Usable", "MessageMultiSelection", {
              selected_messages: { parent_message_id: "q1", messages: [{ message_id: "a2", model_config_name: "two" }] },
            }),
            evaluated("Ranking", "MessageRanking", {
              ranked_messages: {
                parent_message_id: "q2",
                ranked_messages: [
                  { message_id: "b2", model_config_name: "two", order: 1 },
                  { message_id: "b1", model_config_name: "one", order: 2 },
                ],
              },
            }),
          ],
          classifications: [
            { name: "Tone", value: "tone", message_id: "b1", conversational_radio_answer: option("dry") },
            { name: "Correct it", value: "it", message_id: "b2", conversational_text_answer: { content: "Because of light." } },
            { name: "Why so", value: "why", message_id: "q2", conversational_text_answer: { content: "It is true." } },
          ],
        }),
      ]),
    ],
    rows: [
      {
        id: "r3",
        prompt: "Colour?",
        responses: [
          { text: "Blue.", id: "a1", model: "one" },
          { text: "Red.", id: "a2", model: "two" },
          { text: "Seven.", id: "a3", model: "three" },
        ],
        labels: [
          { annotator: "ann@example.org", kind: "human", ranking: [0, 1, 2] },
          { annotator: "ann@example.org", kind: "human", response: 0, ratings: { Usable: false } },
          { annotator: "ann@example.org", kind: "human", response: 1, ratings: { Usable: true } },
          { annotator: "ann@example.org", kind: "human", response: 2, ratings: { Usable: false } },
        ],
        meta,
      },
      {
        id: "r3/q2",
        prompt: [
          { role: "user", content: "Colour?" },
          { role: "assistant", content: "Blue." },
          { role: "user", content: "Why?" },
        ],
        responses: [
          { text: "Light.", id: "b1", model: "one" },
          { text: "Because.", id: "b2", model: "two" },
        ],
        labels: [
          { annotator: "ann@example.org", kind: "human", choice: 1, rationale: "It is true.", lead_time: 12 },
          { annotator: "ann@example.org", kind: "human", response: 0, ratings: { Tone: "dry" } },
          { annotator: "ann@example.org", kind: "human", response: 1, correction: "Because of light." },
        ],
        meta,
      },
    ],
  },
];
