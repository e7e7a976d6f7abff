import { encode } from "next-auth/jwt";
import { z } from "zod";
import { openSession } from "@/lib/auth/store";
import { closeDb, db } from "@/lib/db";
import { openCampaign } from "@/scripts/testing/campaign";

/** Fills a database of its own for the desk's benchmarks and prints who may sign in. Run by desk-server.ts in a process of its own. */

const input = z
  .object({ people: z.number(), tasks: z.number(), overlap: z.number(), turns: z.number(), promptChars: z.number(), rich: z.boolean() })
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

/** A response of the longer sort, 3 to 6 thousand letters: headings, prose, a list, a program, a table and formulas. */
const richResponse = (index: number, side: number): string =>
  [
    `## Answer ${side + 1}`,
    prose(index + side, 90 + (index % 7) * 40),
    `- ${prose(index, 9)}\n- **${prose(index + 1, 6)}**\n- ${prose(index + 2, 12)}`,
    `\`\`\`python\n${Array.from({ length: 18 }, (_, part) => `def part_${part}(t, room=21.0):\n    return -math.log(t - room) * ${part}  # ${prose(part, 5)}`).join("\n")}\n\`\`\``,
    prose(index + 3 + side, 80),
    `| step | heat | rate |\n|---|--:|--:|\n${Array.from({ length: 10 }, (_, row) => `| ${prose(index + row, 4)} | ${row * index} | ${row / 8} |`).join("\n")}`,
    `So that $k = \\frac{\\ln(T - T_r)}{t}$ and\n\n$$\n\\int_0^{n} e^{-k t}\\,dt = \\frac{1 - e^{-nk}}{k}\n$$`,
    `${prose(index, 60 + (index % 5) * 50)}.`,
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

const { projectId, campaignId, people } = await openCampaign({
  ...input,
  texts: { prompt: promptOf, response: input.rich ? richResponse : response },
});
await db().$executeRawUnsafe("analyze");
const secret = process.env.NEXTAUTH_SECRET ?? "";
const cookies = await Promise.all(
  people.map(async ({ userId }) => {
    const session = await openSession(userId);
    return encode({ token: { sub: userId, sessionId: session?.sessionId, sessionEpoch: session?.epoch }, secret });
  }),
);
process.stdout.write(JSON.stringify({ projectId, campaignId, cookies }));
await closeDb();
process.exit(0);
