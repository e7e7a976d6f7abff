import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setBudget } from "@/lib/budgets/set-budget";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { addJudge, editJudge } from "@/lib/judges/add-judge";
import { changeRole } from "@/lib/members/change-role";
import { editProject } from "@/lib/projects/edit-project";
import { findCampaign } from "@/lib/projects/find-campaign";
import { handoutSchema } from "@/lib/projects/handout-schema";
import { unlessProjectSeen, unlessSeen } from "@/lib/projects/unless-seen";
import { admissionSchema } from "@/lib/qualification/schema";
import { listConsents, publishConsent, setAdmission } from "@/lib/qualification/set-admission";
import { qualityRulesSchema } from "@/lib/quality/schema";
import { setSkills } from "@/lib/quality/set-person";
import { setQualityRules } from "@/lib/quality/set-rules";
import { refuseUnseen } from "@/lib/refuse-unseen";
import { getPolicy, setPolicy } from "@/lib/reward-models/retrain-policy";
import { setTagSet } from "@/lib/tags/set-tag-set";
import { publishedTagSet } from "@/lib/tags/schema";
import { setHandout } from "@/lib/tasks/set-handout";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";
import { annotatorOf } from "@/scripts/testing/desk-work";

testDatabase();

/** Of ten who all saw the same and change it at once, one is let through and nine are told. */
const onlyOne = async (change: (n: number) => Promise<unknown>): Promise<void> => {
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => change(n)));
  const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  for (const reason of refused) expect(reason).toMatchObject({ code: "conflict" });
  expect(refused).toHaveLength(9);
};

const plant = async () => {
  const campaign = await openCampaign({ people: 1, tasks: 2, overlap: 1 });
  const { projectId, campaignId, people } = campaign;
  const actor: Actor = { kind: "system", workspaceId: people[0]?.workspaceId ?? "", name: "test" };
  return { ...campaign, actor, place: { projectId, campaignId } };
};

describe("of those who change the same at once, the later ones are told instead of undoing what they did not see", () => {
  it("how work is handed out, what people pass first, and quality rules: each for itself", async () => {
    const { actor, place } = await plant();
    const { handout, admission, qualityRules } = await findCampaign(place.projectId, place.campaignId);
    await onlyOne((n) => setHandout(actor, { ...place, handout: handoutSchema.parse({ repeatAfter: 30 + n }) }, unlessSeen({ handout })));
    await onlyOne((n) => setQualityRules(actor, { ...place, rules: { ...qualityRules, window: 30 + n } }, unlessSeen({ qualityRules })));
    const profile = (name: string) => [{ type: "number" as const, name, title: "Years" }];
    const mine = admissionSchema.parse({ profile: profile("years") });
    await setAdmission(actor, { ...place, admission: mine }, unlessSeen({ admission }));
    await expect(setAdmission(actor, { ...place, admission: {} }, unlessSeen({ admission }))).rejects.toMatchObject({
      userMessage: expect.stringContaining("Somebody changed what people pass before the first item while"),
    });
    // As a form knows it that has just kept it: what is left out there is undefined, and stored it is not there.
    await setAdmission(actor, { ...place, admission: { profile: profile("age") } }, unlessSeen({ admission: mine }));
    expect(await findCampaign(place.projectId, place.campaignId)).toMatchObject({ admission: { profile: [{ name: "age" }] } });
    expect(qualityRulesSchema.parse(qualityRules)).toEqual(qualityRules);
  });

  it("the text that people agree to: whoever names no version takes the next, whoever changed one takes no other", async () => {
    const { actor, place } = await plant();
    await Promise.all(Array.from({ length: 10 }, (_, n) => publishConsent(actor, { ...place, markdown: `Text ${n}` })));
    expect((await listConsents(actor, place)).map(({ version }) => version)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    await onlyOne((n) => publishConsent(actor, { ...place, markdown: `Text ${n}`, basedOn: 10 }));
  });

  it("a project's name", async () => {
    const { actor, place } = await plant();
    const { name, slug, description } = await db().project.findUniqueOrThrow({ where: { id: place.projectId } });
    await onlyOne((n) =>
      editProject(
        actor,
        { projectId: place.projectId, name, slug, description: `of ${n}` },
        unlessProjectSeen({ name, slug, description }),
      ),
    );
  });

  it("a judge's words", async () => {
    const { actor, place } = await plant();
    const { projectId } = place;
    const settings = { provider: "reward-model" } as const;
    const { judgeId } = await addJudge(actor, { projectId, name: "model", settings });
    await onlyOne((n) => editJudge(actor, { projectId, judgeId, settings, template: `{{default}} ${n}`, basedOn: 1 }));
    expect(await editJudge(actor, { projectId, judgeId, settings, template: "{{default}}" })).toEqual({ version: 3 });
  });

  it("a budget, also one that nobody had set yet; its alerts stay where they are not said anew", async () => {
    const { actor, place } = await plant();
    const { projectId } = place;
    const set = (capMicros: number, seen: number | null, alertShares?: number[]) =>
      setBudget(actor, { projectId, capMicros, alertShares }, (stored) =>
        refuseUnseen({ capMicros: "this budget" }, { capMicros: seen }, stored),
      );
    await onlyOne((n) => set(100 + n, null));
    const { capMicros } = await db().budget.findFirstOrThrow({ where: { projectId } });
    await set(200, Number(capMicros), [0.3]);
    await expect(set(300, Number(capMicros))).rejects.toMatchObject({
      userMessage: expect.stringContaining("Somebody changed this budget while"),
    });
    await set(300, 200);
    expect(await db().budget.findFirstOrThrow({ where: { projectId } })).toMatchObject({ capMicros: 300n, alertShares: [0.3] });
  });

  it("what a person gets", async () => {
    const { actor, place, people } = await plant();
    const [person] = people;
    if (!person) throw new RangeError("nobody is there");
    const annotatorId = await annotatorOf({ ...place, people }, person);
    const seen = { skills: [], cohort: null, expert: false };
    const names = { skills: "the skills", cohort: "the group", expert: "who is an expert" };
    await onlyOne((n) =>
      setSkills(actor, { ...place, annotatorId, skills: [`skill ${n}`], cohort: null, expert: false }, (stored) =>
        refuseUnseen(names, seen, stored),
      ),
    );
  });

  it("when a project trains by itself, also where nobody had decided yet", async () => {
    const { actor, place } = await plant();
    const { projectId } = place;
    const names = { policy: "when it trains by itself" };
    await onlyOne((n) =>
      setPolicy(actor, { projectId, enabled: true, everyLabels: 10 + n, onDrift: false }, (stored) =>
        refuseUnseen(names, { policy: null }, { policy: stored }),
      ),
    );
    const kept = await getPolicy(actor, { projectId });
    const { enabled, everyLabels, onDrift, settings } = kept ?? {};
    await setPolicy(actor, { projectId, enabled: false, everyLabels: 10, onDrift: false }, (stored) =>
      refuseUnseen(names, { policy: { enabled, everyLabels, onDrift, settings } }, { policy: stored }),
    );
  });

  it("tags", async () => {
    const { actor, place } = await plant();
    const { projectId } = place;
    const without = (n: number) => ({ ...publishedTagSet, tags: publishedTagSet.tags.filter((_, index) => index !== n) });
    await onlyOne((n) =>
      setTagSet(actor, { projectId, set: without(n) }, (stored) =>
        refuseUnseen({ set: "the tags" }, { set: publishedTagSet }, { set: stored }),
      ),
    );
  });

  it("a member's role", async () => {
    const { actor } = await plant();
    const userId = newId("user");
    await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: "Ada" } });
    const memberId = newId("member");
    await db().member.create({ data: { id: memberId, workspaceId: actor.workspaceId, userId, role: "annotator" } });
    const give = (role: "researcher" | "admin") =>
      changeRole(actor, { memberId, role }, (stored) => refuseUnseen({ role: "the role" }, { role: "annotator" }, stored));
    await give("researcher");
    await expect(give("admin")).rejects.toMatchObject({ userMessage: expect.stringContaining("Somebody changed the role while") });
    // Who wants what is so already is not refused.
    await give("researcher");
  });
});
