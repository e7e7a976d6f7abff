import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { itemStretches } from "@/lib/item-stretches";
import { getItem } from "@/lib/items/get-item";
import { listItems, listMoreItems } from "@/lib/items/list-items";
import { removeItem } from "@/lib/items/remove-item";
import { itemQuerySchema, pageSize } from "@/lib/items/schema";
import { createCampaign } from "@/lib/projects/create-campaign";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";
import { waitForLocks } from "@/scripts/testing/locks";

testDatabase();

let actor: Actor;
let projectId: string;
let campaignId: string;
const annotators = { human: "", lm: "" };

type Planted = { itemId: string; taskId: string };

/** Item n with two responses; `choices` are the answers it has, by whom. */
const plant = async (n: number, choices: { human?: number[]; lm?: number[] } = {}): Promise<Planted> => {
  const [itemId, taskId] = [newId("item"), newId("task")];
  await db().item.create({
    data: {
      id: itemId,
      projectId,
      ordinal: n,
      externalId: `row-${n}`,
      contentHash: `h${n}`,
      promptHash: `p${n}`,
      title: `Question ${n}`,
      source: n % 2 === 0 ? "forum" : "desk",
      promptChars: 10,
      payload: { create: { prompt: `Question ${n}: 100% of what?` } },
      candidates: {
        create: [0, 1].map((ordinal) => ({
          id: newId("candidate"),
          projectId,
          ordinal,
          model: `model-${ordinal}`,
          textHash: `t${n}-${ordinal}`,
          chars: 5,
          payload: { create: { text: ordinal === 0 ? `alpha ${n}` : `beta ${n}` } },
        })),
      },
    },
  });
  await db().task.create({ data: { id: taskId, projectId, campaignId, itemId, unitKey: "0-1" } });
  for (const source of ["human", "lm"] as const) {
    for (const [index, choice] of (choices[source] ?? []).entries()) {
      await db().annotation.create({
        data: {
          id: newId("annotation"),
          projectId,
          campaignId,
          taskId,
          annotatorId: annotators[source],
          idemKey: `${n}-${index}`,
          payloadHash: "h",
          response: { answers: { overall: { choice, strength: choice === 0 ? -0.5 : 1 } } },
        },
      });
    }
  }
  return { itemId, taskId };
};

const query = (search: Record<string, string> = {}) => itemQuerySchema.parse(search);
const found = async (search: Record<string, string>): Promise<number[]> =>
  (await listItems(actor, { projectId, query: query(search) })).rows.map((row) => row.ordinal);

let items: Planted[];

beforeAll(async () => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(actor, { name: "Items" });
  projectId = project.id;
  campaignId = campaign.id;
  for (const source of ["human", "lm"] as const) {
    annotators[source] = newId("annotator");
    await db().annotator.create({ data: { id: annotators[source], projectId, name: `${source} one`, source } });
  }
  items = [
    await plant(1, { human: [0, 0] }),
    await plant(2, { human: [1], lm: [0] }),
    await plant(3, { lm: [1] }),
    await plant(4),
    await plant(5),
  ];
  await db().slot.create({ data: { projectId, campaignId, taskId: items[3]?.taskId ?? "", ordinal: 1 } });
  const fit = async (finishedAt: Date, p: [number, number]) => {
    const id = newId("aggregation");
    await db().aggregation.create({
      data: { id, projectId, campaignId, model: "majority", source: "all", question: "overall", seed: 1, state: "done", finishedAt },
    });
    await db().consensus.createMany({
      data: [0, 1].map((index) => ({
        aggregationId: id,
        taskId: items[index]?.taskId ?? "",
        question: "overall",
        choice: "0",
        pChoice: p[index] ?? 0,
        posterior: { "0": p[index] ?? 0, "1": 0.1, tie: 0.9 - (p[index] ?? 0), "both-bad": 0 },
        labels: 2,
        disagreement: index === 0 ? 0 : 0.75,
      })),
    });
  };
  await fit(new Date("2026-01-02"), [0.9, 0.6]);
  // An older fit says otherwise and must not be read.
  await fit(new Date("2026-01-01"), [0.5, 0.9]);
});

beforeAll(async () => {
  const at = (n: number): Planted => items[n - 1] ?? { itemId: "", taskId: "" };
  const version = await db().rewardModelVersion.create({
    data: {
      id: newId("rewardModel"),
      projectId,
      number: 1,
      state: "done",
      encoder: "none",
      head: "linear",
      loss: "bt",
      labels: "consensus",
      seed: 1,
      folds: 1,
    },
    select: { id: true },
  });
  for (const [n, scores] of [
    [1, [1.3, 1]],
    [2, [0, 2]],
    [5, [4, -4]],
  ] as const) {
    const candidates = await db().candidate.findMany({
      where: { itemId: at(n).itemId },
      orderBy: { ordinal: "asc" },
      select: { id: true },
    });
    await db().candidateScore.createMany({
      data: candidates.map(({ id }, index) => ({ versionId: version.id, candidateId: id, score: scores[index] ?? 0 })),
    });
  }
  for (const n of [2, 3])
    await db().itemTag.create({
      data: {
        itemId: at(n).itemId,
        projectId,
        tagger: "built-in",
        measures: {},
        prompt: {},
        encoder: "",
        tags: ["chemistry"],
        taggedAt: new Date(),
      },
    });
  await db().flag.create({
    data: {
      id: newId("flag"),
      projectId,
      campaignId,
      taskId: at(4).taskId,
      itemId: at(4).itemId,
      annotatorId: annotators.human,
      reason: "broken",
    },
  });
  const author = await db().user.create({ data: { id: newId("user"), email: "a@example.org", name: "Ada" }, select: { id: true } });
  await db().discussionPost.create({
    data: { id: newId("post"), projectId, itemId: at(5).itemId, authorId: author.id, body: "Which one?" },
  });
  const second = await createCampaign(actor, { projectId, name: "Second", kind: "pairwise" });
  await db().task.create({ data: { id: newId("task"), projectId, campaignId: second.id, itemId: at(5).itemId, unitKey: "0-1" } });
});

describe("listItems", () => {
  it("says of each who answered, what was agreed, and how it stands", async () => {
    const { rows, total } = await listItems(actor, { projectId, query: query() });
    expect(total).toBe(5);
    expect(rows.map((row) => [row.ordinal, row.people, row.models, row.state])).toEqual([
      [1, 2, 0, "decided"],
      [2, 1, 1, "contested"],
      [3, 0, 1, "answered"],
      [4, 0, 0, "open"],
      [5, 0, 0, "unlabelled"],
    ]);
    expect(rows[1]?.consensus).toMatchObject({ choice: "0", pChoice: 0.6 });
    expect(rows[1]?.consensus?.pair?.pFirst).toBeCloseTo(0.75, 12);
  });

  it("finds by annotator, and shows what else is known of an item", async () => {
    expect(await found({ annotator: annotators.lm })).toEqual([2, 3]);
    const { rows } = await listItems(actor, { projectId, query: query() });
    expect(
      rows.map(({ best, tags, flags, posts, disagreement }) => [best?.ordinal ?? null, tags.length, flags, posts, disagreement]),
    ).toEqual([
      [0, 0, 0, 0, 0],
      [1, 1, 0, 0, 0.75],
      [null, 1, 0, 0, null],
      [null, 0, 1, 0, null],
      [0, 0, 0, 1, null],
    ]);
    expect(rows[4]?.best?.margin).toBe(8);
  });

  it.each<[Record<string, string>, number[]]>([
    [{ state: "decided" }, [1]],
    [{ state: "contested" }, [2]],
    [{ state: "open" }, [4]],
    [{ state: "answered" }, [3]],
    [{ state: "unlabelled" }, [5]],
    [{ answers: "people" }, [1, 2]],
    [{ answers: "models" }, [2, 3]],
    [{ answers: "both" }, [2]],
    [{ answers: "none" }, [4, 5]],
    [{ source: "forum" }, [2, 4]],
    [{ source: "forum", answers: "none" }, [4]],
    [{ q: "question 3" }, [3]],
    [{ q: "BETA 2" }, [2]],
    [{ q: "quest bet 4" }, [4]],
    [{ q: '"quest"' }, []],
    [{ q: '"beta 2" or "alpha 5"' }, [2, 5]],
    [{ q: "-question" }, []],
    [{ q: "question -3 -1" }, [2, 4, 5]],
    [{ q: "row-5" }, [5]],
    [{ q: "100%" }, [1, 2, 3, 4, 5]],
    [{ q: "%" }, []],
    [{ q: "1_0" }, []],
    [{ q: "'; drop table item; --" }, []],
    [{ sort: "certainty" }, [2, 1, 3, 4, 5]],
    [{ sort: "certainty", down: "yes" }, [1, 2, 3, 4, 5]],
    [{ sort: "disagreement", down: "yes" }, [2, 1, 3, 4, 5]],
    [{ sort: "answers", down: "yes" }, [1, 2, 3, 4, 5]],
    [{ sort: "answers" }, [4, 5, 3, 1, 2]],
    [{ sort: "margin", down: "yes" }, [5, 2, 1, 3, 4]],
    [{ label: "0" }, [1, 2]],
    [{ label: "1" }, []],
    [{ agreement: "alike" }, [1]],
    [{ agreement: "split" }, [2]],
    [{ agreement: "mixed" }, []],
    [{ model: "for" }, [1]],
    [{ model: "against" }, [2]],
    [{ model: "close" }, [1]],
    [{ model: "unscored" }, [3, 4]],
    [{ tag: "chemistry" }, [2, 3]],
    [{ flagged: "yes" }, [4]],
    [{ discussed: "yes" }, [5]],
    [{ campaign: "nowhere" }, []],
    [{ campaign: "second" }, [5]],
    [{ campaign: "second", state: "decided" }, []],
    [{ tag: "chemistry", answers: "models", sort: "certainty", q: "question" }, [2, 3]],
  ])("finds by %j", async (search, ordinals) => {
    expect(await found(search)).toEqual(ordinals);
  });

  it("counts as open in a campaign what is open there, and says of which campaign a consensus is", async () => {
    const slot = await db().slot.create({ data: { projectId, campaignId, taskId: items[4]?.taskId ?? "", ordinal: 1 } });
    expect(await found({ state: "open" })).toEqual([4, 5]);
    expect(await found({ campaign: "second", state: "open" })).toEqual([]);
    await db().slot.delete({ where: { id: slot.id } });
    const { rows } = await listItems(actor, { projectId, query: query({ state: "decided" }) });
    const first = await db().campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { slug: true, name: true } });
    expect(rows.map(({ consensus }) => consensus?.campaign)).toEqual([first]);
  });

  it("goes on where it stopped, and shows no row twice though others come and go meanwhile", async () => {
    const { project } = await createProject(actor, { name: "Pages" });
    const add = (from: number, count: number) =>
      db().item.createMany({
        data: Array.from({ length: count }, (_, n) => ({
          id: newId("item"),
          projectId: project.id,
          ordinal: from + n,
          externalId: `x${from + n}`,
          contentHash: `x${from + n}`,
          promptHash: `x${from + n}`,
          title: `title ${(from + n) % 7}`,
          promptChars: 1,
        })),
      });
    await add(1, pageSize + 3);
    const orders: Record<string, string>[] = [
      {},
      { down: "yes" },
      { sort: "title" },
      { sort: "title", down: "yes" },
      { sort: "certainty" },
    ];
    for (const search of orders) {
      const first = await listItems(actor, { projectId: project.id, query: query(search) });
      expect(first.rows).toHaveLength(pageSize);
      const rest = await listMoreItems(actor, { projectId: project.id, query: query(search), after: first.next ?? { key: 0, ordinal: 0 } });
      expect(rest).toMatchObject({ next: null, rows: [{}, {}, {}] });
      expect(new Set([...first.rows, ...rest.rows].map((row) => row.id)).size).toBe(pageSize + 3);
    }
    const first = await listItems(actor, { projectId: project.id, query: query() });
    await db().item.delete({ where: { id: first.rows[0]?.id ?? "" } });
    await add(pageSize + 4, 2);
    const rest = await listMoreItems(actor, { projectId: project.id, query: query(), after: first.next ?? { key: 0, ordinal: 0 } });
    expect(rest.rows.map((row) => row.ordinal)).toEqual([1, 2, 3, 4, 5].map((n) => pageSize + n));
  });
});

describe("getItem", () => {
  it("holds texts, answers on the scale, and the newest consensus", async () => {
    const item = await getItem(actor, { projectId, itemId: items[1]?.itemId ?? "" });
    expect(item.candidates.map((candidate) => candidate.text)).toEqual(["alpha 2", "beta 2"]);
    const [unit] = item.units;
    expect(unit?.consensus).toMatchObject({ choice: "0", pChoice: 0.6, labels: 2 });
    expect(unit?.answers.map((answer) => [answer.annotator, answer.source, answer.given[0]?.label, answer.given[0]?.value])).toEqual([
      ["human one", "human", "1", 1],
      ["lm one", "lm", "0", -0.5],
    ]);
    expect(item.removable).toBe(false);
  });
});

describe("removeItem", () => {
  const gone = async (itemId: string): Promise<boolean> => (await db().item.count({ where: { id: itemId } })) === 0;

  it("removes what nobody has answered, with its open task", async () => {
    const { itemId, taskId } = await plant(101);
    await db().slot.create({ data: { projectId, campaignId, taskId, ordinal: 1 } });
    await removeItem(actor, { projectId, itemId });
    expect(await gone(itemId)).toBe(true);
    expect(await db().slot.count({ where: { taskId } })).toBe(0);
  });

  it("keeps what was answered, the answers that were taken back included", async () => {
    const { itemId, taskId } = await plant(102, { human: [0] });
    await db().annotation.updateMany({ where: { taskId }, data: { withdrawnAt: new Date() } });
    await expect(removeItem(actor, { projectId, itemId })).rejects.toMatchObject({ code: "conflict" });
    expect(await gone(itemId)).toBe(false);
  });

  it("keeps what somebody is answering", async () => {
    const { itemId, taskId } = await plant(103);
    const slot = await db().slot.create({ data: { projectId, campaignId, taskId, ordinal: 1, state: "leased" } });
    await db().assignment.create({
      data: {
        projectId,
        campaignId,
        taskId,
        slotId: slot.id,
        annotatorId: annotators.human,
        epoch: 1n,
        leaseUntil: new Date("2999-01-01"),
        shownOrder: [0, 1],
      },
    });
    await expect(removeItem(actor, { projectId, itemId })).rejects.toMatchObject({ code: "conflict" });
    expect(await gone(itemId)).toBe(false);
  });

  it("waits for an answer that is being written, and then keeps it", async () => {
    const { itemId, taskId } = await plant(104);
    let removing: Promise<unknown> = Promise.resolve();
    await db().$transaction(async (tx) => {
      await tx.annotation.create({
        data: {
          id: newId("annotation"),
          projectId,
          campaignId,
          taskId,
          annotatorId: annotators.human,
          idemKey: "late",
          payloadHash: "h",
          response: { answers: { overall: { choice: 0 } } },
        },
      });
      removing = removeItem(actor, { projectId, itemId }).catch((error: unknown) => error);
      // Until the removal waits for this transaction, there is nothing to show.
      await waitForLocks(1);
    });
    expect(await removing).toMatchObject({ code: "conflict" });
    expect(await db().annotation.count({ where: { taskId } })).toBe(1);
  });
});

it("goes through all items in stretches of places, each item in one of them, places without an item and the last one included", async () => {
  const ordinals = (await db().item.findMany({ where: { projectId }, select: { ordinal: true } })).map(({ ordinal }) => ordinal);
  const last = Math.max(...ordinals);
  for (const size of [1, last, last + 1, 7]) {
    const met: number[] = [];
    for await (const { from, before } of itemStretches(db(), projectId, size)) {
      met.push(...ordinals.filter((ordinal) => ordinal >= from && ordinal < before));
    }
    expect(met.toSorted((a, b) => a - b)).toEqual(ordinals.toSorted((a, b) => a - b));
  }
  for await (const items of itemStretches(db(), newId("project"), 7)) expect(items).toBeUndefined();
});
