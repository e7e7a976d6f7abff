import { encode } from "next-auth/jwt";
import { z } from "zod";
import { openSession } from "@/lib/auth/store";
import { closeDb, db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";

/** Fills a database of its own for the desk's benchmarks and prints who may sign in. Run by desk-server.ts in a process of its own. */

const input = z
  .object({ people: z.number(), tasks: z.number(), overlap: z.number(), turns: z.number(), promptChars: z.number() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const words =
  "the room cools as heat leaves it and a slope of the logarithm tells how fast while noise grows near the end of the curve".split(" ");
const prose = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, index) => words[(seed * 7 + index * index + index) % words.length] ?? "").join(" ");

/** A response of the sort that is compared every day: prose, a list, a little code. */
const response = (index: number, side: number): string =>
  [
    `**Answer ${side + 1}.** ${prose(index + side, 60)}.`,
    `- ${prose(index, 9)}\n- ${prose(index + 1, 12)}\n- ${prose(index + 2, 7)}`,
    "```python\nimport math\n\ndef rate(t, room=21.0):\n    return -math.log(t - room)\n```",
    `${prose(index + 3 * side, 90)}.`,
  ].join("\n\n");

const promptOf = (index: number): string | { role: string; content: string }[] => {
  if (input.turns > 1) {
    return Array.from({ length: input.turns }, (_, turn) => ({
      role: turn % 2 === 0 ? "user" : "assistant",
      content: `Turn ${turn} of item ${index}: ${prose(turn, 30)}.`,
    }));
  }
  const head = `Question number ${index}: `;
  return input.promptChars > 0 ? head + prose(index, input.promptChars).slice(0, input.promptChars) : `${head}${prose(index, 20)}?`;
};

const workspaceId = newId("workspace");
await db().workspace.create({ data: { id: workspaceId, slug: "bench", name: "Bench" } });
const { project, campaign } = await createProject({ kind: "system", workspaceId, name: "bench" }, { name: "Bench", slug: "bench" });
await db().campaign.update({ where: { id: campaign.id }, data: { overlap: input.overlap } });
const users = Array.from({ length: input.people }, (_, index) => ({
  id: newId("user"),
  email: `p${index}@bench.example`,
  name: `Person ${index}`,
}));
await db().user.createMany({ data: users });
await db().member.createMany({
  data: users.map((user) => ({ id: newId("member"), workspaceId, userId: user.id, role: "annotator" as const })),
});
const rows = Array.from({ length: input.tasks }, (_, index) => ({ itemId: newId("item"), taskId: newId("task"), index }));
for (let from = 0; from < rows.length; from += 2_000) {
  const some = rows.slice(from, from + 2_000);
  await db().item.createMany({
    data: some.map(({ itemId, index }) => ({
      id: itemId,
      projectId: project.id,
      ordinal: index + 1,
      externalId: `q${index}`,
      contentHash: `h${index}`,
      promptHash: `p${index}`,
      title: `Question number ${index}`,
      promptChars: 100,
    })),
  });
  await db().itemPayload.createMany({ data: some.map(({ itemId, index }) => ({ itemId, prompt: promptOf(index) })) });
  const candidates = some.flatMap(({ itemId, index }) =>
    [0, 1].map((ordinal) => ({
      id: newId("candidate"),
      projectId: project.id,
      itemId,
      ordinal,
      textHash: `${index}-${ordinal}`,
      chars: 900,
    })),
  );
  await db().candidate.createMany({ data: candidates });
  await db().candidatePayload.createMany({
    data: candidates.map(({ id, ordinal, textHash }) => ({ candidateId: id, text: response(Number(textHash.split("-")[0]), ordinal) })),
  });
  await db().task.createMany({
    data: some.map(({ itemId, taskId }) => ({
      id: taskId,
      projectId: project.id,
      campaignId: campaign.id,
      itemId,
      unitKey: "0-1",
      overlap: input.overlap,
    })),
  });
  await db().slot.createMany({
    data: some.flatMap(({ taskId }) =>
      Array.from({ length: input.overlap }, (_, ordinal) => ({
        projectId: project.id,
        campaignId: campaign.id,
        taskId,
        ordinal: ordinal + 1,
      })),
    ),
  });
}
await db().$executeRawUnsafe("analyze");
const secret = process.env.NEXTAUTH_SECRET ?? "";
const cookies = await Promise.all(
  users.map(async ({ id }) => {
    const session = await openSession(id);
    return encode({ token: { sub: id, sessionId: session?.sessionId, sessionEpoch: session?.epoch }, secret });
  }),
);
process.stdout.write(JSON.stringify({ projectId: project.id, campaignId: campaign.id, cookies }));
await closeDb();
process.exit(0);
