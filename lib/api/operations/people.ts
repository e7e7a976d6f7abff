import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { named } from "@/lib/api/names";
import { act, command, drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inCampaign, inProject, inWorkspace, ofPerson } from "@/lib/api/params";
import { flagSchema, invitationSchema, memberSchema, personSchema } from "@/lib/api/views";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { apiKeyViewSchema, createApiKeySchema, createdApiKeySchema } from "@/lib/api-keys/schema";
import { flagFilterSchema, flagReasons, raiseFlagSchema, resolveFlagSchema } from "@/lib/flags/schema";
import { listFlags, resolveFlag } from "@/lib/flags/handle-flags";
import { raiseFlag } from "@/lib/flags/raise-flag";
import { changeRole } from "@/lib/members/change-role";
import { giveNewPassword } from "@/lib/members/give-new-password";
import { inviteMember } from "@/lib/members/invite-member";
import { listInvitations } from "@/lib/members/list-invitations";
import { listMembers } from "@/lib/members/list-members";
import { revokeInvitation } from "@/lib/members/revoke-invitation";
import { changeRoleSchema, inviteSchema, newPasswordGivenSchema, setDisabledSchema } from "@/lib/members/schema";
import { setDisabled } from "@/lib/members/set-disabled";
import { listPeople } from "@/lib/quality/list-people";
import { excludeSchema, liftPauseSchema, setSkillsSchema } from "@/lib/quality/schema";
import { excludePerson, liftPause, readmitPerson, setSkills } from "@/lib/quality/set-person";

const member = z.object({ memberId: z.string().min(1) });
const invitation = z.object({ invitationId: z.string().min(1) });
const key = z.object({ keyId: z.string().min(1) });
const flag = inProject.extend({ flagId: z.string().min(1) });
const placed = { projectId: true, campaignId: true, annotatorId: true } as const;

named("ApiKey", apiKeyViewSchema);

const workspace: Operation[] = [
  read({
    id: "listMembers",
    method: "GET",
    path: "/members",
    tag: "Members",
    summary: "List the members of the workspace",
    scope: "members:see",
    params: inWorkspace,
    query: pageQuery({}),
    answer: pageOf(memberSchema),
    run: (actor, { query }) => page("members", query, ({ at, take }) => listMembers(actor, { take, skip: at })),
  }),
  command({
    id: "changeRole",
    method: "PUT",
    path: "/members/{memberId}/role",
    tag: "Members",
    summary: "Give a member another role",
    scope: "members:edit",
    params: member,
    body: changeRoleSchema.omit({ memberId: true }),
    run: (actor, { params, body }) => changeRole(actor, { ...params, ...body }),
  }),
  command({
    id: "setDisabled",
    method: "PUT",
    path: "/members/{memberId}/disabled",
    tag: "Members",
    summary: "Bar a member, or let them in again",
    scope: "members:edit",
    params: member,
    body: setDisabledSchema.omit({ memberId: true }),
    run: (actor, { params, body }) => setDisabled(actor, { ...params, ...body }),
  }),
  act({
    id: "giveNewPassword",
    method: "POST",
    path: "/members/{memberId}/password",
    tag: "Members",
    summary: "Give a member who forgot theirs a new password; it is answered this once",
    about: "Of owners who are signed in: no key can do this. It signs the member out everywhere.",
    scope: "members:password",
    params: member,
    answer: newPasswordGivenSchema,
    run: (actor, { params }) => giveNewPassword(actor, params),
  }),
  read({
    id: "listInvitations",
    method: "GET",
    path: "/invitations",
    tag: "Members",
    summary: "List invitations, the newest first",
    scope: "members:see",
    params: inWorkspace,
    query: none,
    answer: z.object({ data: z.array(invitationSchema) }),
    run: async (actor) => ({ data: await listInvitations(actor) }),
  }),
  write({
    id: "inviteMember",
    method: "POST",
    path: "/invitations",
    tag: "Members",
    summary: "Make a link by which one person joins",
    about: "The link is in `path`, this once.",
    scope: "members:invite",
    params: inWorkspace,
    body: inviteSchema,
    answer: z.object({ id: z.string(), path: z.string(), expiresAt: z.iso.datetime() }),
    run: (actor, { body }) => inviteMember(actor, body),
  }),
  drop({
    id: "revokeInvitation",
    method: "DELETE",
    path: "/invitations/{invitationId}",
    tag: "Members",
    summary: "Take an invitation back",
    scope: "members:invite",
    params: invitation,
    run: (actor, { params }) => revokeInvitation(actor, params),
  }),
  read({
    id: "listApiKeys",
    method: "GET",
    path: "/api-keys",
    tag: "API keys",
    summary: "List keys: one's own, as an admin those of everybody",
    about: "Of people who are signed in. Keys cannot list, make or revoke keys.",
    scope: "api-keys:own",
    params: inWorkspace,
    query: none,
    answer: z.object({ data: z.array(apiKeyViewSchema) }),
    run: async (actor) => ({ data: await listApiKeys(actor) }),
  }),
  write({
    id: "createApiKey",
    method: "POST",
    path: "/api-keys",
    tag: "API keys",
    summary: "Create a key; its token is answered this once",
    scope: "api-keys:own",
    params: inWorkspace,
    body: createApiKeySchema,
    answer: createdApiKeySchema,
    run: (actor, { body }) => createApiKey(actor, body),
  }),
  drop({
    id: "revokeApiKey",
    method: "DELETE",
    path: "/api-keys/{keyId}",
    tag: "API keys",
    summary: "End a key for good",
    scope: "api-keys:own",
    params: key,
    run: (actor, { params }) => revokeApiKey(actor, params),
  }),
];

const campaign: Operation[] = [
  read({
    id: "listPeople",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/people",
    tag: "People",
    summary: "List everybody who works in a campaign, with how it goes",
    scope: "quality:see",
    params: inCampaign,
    query: none,
    answer: z.object({ data: z.array(personSchema) }),
    run: async (actor, { params }) => ({ data: await listPeople(actor, params) }),
  }),
  command({
    id: "setSkills",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/people/{annotatorId}/skills",
    tag: "People",
    summary: "Set the skills and the cohort of a person, and whether they are an expert",
    scope: "quality:manage",
    params: ofPerson,
    body: setSkillsSchema.omit(placed),
    run: (actor, { params, body }) => setSkills(actor, { ...params, ...body }),
  }),
  command({
    id: "liftPause",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/people/{annotatorId}/resume",
    tag: "People",
    summary: "Let a paused person work again",
    scope: "quality:manage",
    params: ofPerson,
    body: liftPauseSchema.omit(placed),
    run: (actor, { params, body }) => liftPause(actor, { ...params, ...body }),
  }),
  command({
    id: "excludePerson",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/people/{annotatorId}/exclusion",
    tag: "People",
    summary: "Stop counting a person's answers",
    scope: "quality:manage",
    params: ofPerson,
    body: excludeSchema.omit(placed),
    run: (actor, { params, body }) => excludePerson(actor, { ...params, ...body }),
  }),
  drop({
    id: "readmitPerson",
    method: "DELETE",
    path: "/projects/{projectId}/campaigns/{campaignId}/people/{annotatorId}/exclusion",
    tag: "People",
    summary: "Count a person's answers again",
    scope: "quality:manage",
    params: ofPerson,
    run: (actor, { params }) => readmitPerson(actor, params),
  }),
];

const flags: Operation[] = [
  read({
    id: "listFlags",
    method: "GET",
    path: "/projects/{projectId}/flags",
    tag: "Flags",
    summary: "List what annotators want looked at, the newest first",
    scope: "flags:see",
    params: inProject,
    query: pageQuery({
      campaignId: z.string().optional(),
      annotatorId: z.string().optional(),
      reason: z.enum(flagReasons).optional(),
      state: z.enum(["open", "resolved", "all"]).default("open"),
    }),
    answer: pageOf(flagSchema),
    run: (actor, { params, query }) =>
      page(`flags ${params.projectId}`, query, async ({ at, take }) => {
        const { limit: _limit, cursor: _cursor, ...filter } = query;
        return (await listFlags(actor, { ...params, filter: flagFilterSchema.parse(filter), take, skip: at })).flags;
      }),
  }),
  command({
    id: "raiseFlag",
    method: "POST",
    path: "/projects/{projectId}/flags",
    tag: "Flags",
    summary: "Flag an item that is on screen or was answered",
    scope: "flags:raise",
    params: inProject,
    body: raiseFlagSchema.omit({ projectId: true }),
    run: (actor, { params, body }) => raiseFlag(actor, { ...params, ...body }),
  }),
  command({
    id: "resolveFlag",
    method: "PUT",
    path: "/projects/{projectId}/flags/{flagId}/resolution",
    tag: "Flags",
    summary: "Mark a flag as dealt with",
    scope: "flags:resolve",
    params: flag,
    body: resolveFlagSchema.omit({ projectId: true, flagId: true }),
    run: (actor, { params, body }) => resolveFlag(actor, { ...params, ...body }),
  }),
];

export const peopleOperations: Operation[] = [...workspace, ...campaign, ...flags];
