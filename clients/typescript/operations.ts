// Written from the API's document by the test lib/api/clients.db.test.ts; not to be edited.
export interface paths {
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List projects */
        get: operations["listProjects"];
        put?: never;
        /** Create a project with its first campaign */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find projects, campaigns and items by a word */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a project */
        get: operations["getProject"];
        /** Change name, short name and description */
        put: operations["editProject"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/archived": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Archive a project, or take it back */
        put: operations["archiveProject"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count what lies in each stage of the line */
        get: operations["countStages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the campaigns of a project */
        get: operations["listCampaigns"];
        put?: never;
        /** Create a campaign */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a campaign */
        get: operations["getCampaign"];
        /**
         * Change the question and the settings of a campaign
         * @description Once there are answers, a changed question needs `change`: what changed, and whether the answers so far count on.
         */
        put: operations["editCampaign"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Open, pause or archive a campaign */
        put: operations["setCampaignState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/handout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how work is handed out
         * @description Open tasks follow at once. More than 5,000 are put in order by a job, which `jobId` names; `slots` is 0 then.
         */
        put: operations["setHandout"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/admission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set what people pass before the first item */
        put: operations["setAdmission"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/quality-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set what follows when known answers are missed */
        put: operations["setQualityRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List earlier versions of the question */
        get: operations["listQuestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/guides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of the guide, the newest first */
        get: operations["listGuides"];
        put?: never;
        /**
         * Publish a version of the guide
         * @description `basedOn` is the version that was edited: a newer one of somebody else is not written over.
         */
        post: operations["publishGuide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of the consent text */
        get: operations["listConsents"];
        put?: never;
        /** Publish a version of the consent text */
        post: operations["publishConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the members of the workspace */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{memberId}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a member another role */
        put: operations["changeRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{memberId}/disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Bar a member, or let them in again */
        put: operations["setDisabled"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{memberId}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a member who forgot theirs a new password; it is answered this once
         * @description Of owners who are signed in: no key can do this. It signs the member out everywhere.
         */
        post: operations["giveNewPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List invitations, the newest first */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Make a link by which one person joins
         * @description The link is in `path`, this once.
         */
        post: operations["inviteMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List keys: one's own, as an admin those of everybody
         * @description Of people who are signed in. Keys cannot list, make or revoke keys.
         */
        get: operations["listApiKeys"];
        put?: never;
        /** Create a key; its token is answered this once */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key for good */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List everybody who works in a campaign, with how it goes */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/people/{annotatorId}/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the skills and the cohort of a person, and whether they are an expert */
        put: operations["setSkills"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/people/{annotatorId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a paused person work again */
        post: operations["liftPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/people/{annotatorId}/exclusion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stop counting a person's answers */
        put: operations["excludePerson"];
        post?: never;
        /** Count a person's answers again */
        delete: operations["readmitPerson"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what annotators want looked at, the newest first */
        get: operations["listFlags"];
        put?: never;
        /** Flag an item that is on screen or was answered */
        post: operations["raiseFlag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/flags/{flagId}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark a flag as dealt with */
        put: operations["resolveFlag"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who did what, the newest first
         * @description `by` is a member's id, what they did by keys included, the id of a key, or `system`; days are in UTC, by the clock of the database. A key of one project names it in `projectId`.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read all of the log that fits, one entry a line, the newest first */
        get: operations["readAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recompute the hash chain of the log: up to which entry it is whole, and where it breaks
         * @description Reads every entry, as `plumbline verify` does.
         */
        get: operations["checkAuditChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List items in the order of their import
         * @description The cursor is a place in that order: items that are added or removed meanwhile neither repeat nor skip others.
         */
        get: operations["listItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/items/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an item with its responses, answers and consensus */
        get: operations["getItem"];
        put?: never;
        post?: never;
        /** Remove an item that nobody has answered */
        delete: operations["removeItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/items/{itemId}/warning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set what is said before an item is shown; an empty text takes it away */
        put: operations["warnItem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/items/{itemId}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the thread of an item */
        get: operations["listPosts"];
        put?: never;
        /** Say something about an item */
        post: operations["postToItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/posts/{postId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a contribution back: one's own, with the right to moderate anybody's */
        delete: operations["removePost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/items/{itemId}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the deciding answers on the tasks of an item */
        get: operations["listDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/item-filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what the items can be narrowed to: their sources, imports, campaigns, labels and tags, and who answered
         * @description The commonest of each, at most thirty; two hundred of those who answered, and sixty tags.
         */
        get: operations["listFilterChoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/item-samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a few items that lie evenly over the project, to try a question on: the same ones each time */
        get: operations["sampleItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/item-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own saved views of the items, and those that others share */
        get: operations["listViews"];
        put?: never;
        /**
         * Keep a way of looking at the items under a name
         * @description A view belongs to a person: to whoever made the key where a key asks.
         */
        post: operations["saveView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/item-views/{viewId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take one's own view away, for everybody whom it was shared with */
        delete: operations["dropView"];
        options?: never;
        head?: never;
        /** Change one's own view: its name, whether others see it, or what it shows */
        patch: operations["editView"];
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tasks of a campaign */
        get: operations["listTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/tasks/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open tasks for people
         * @description Opening again changes nothing; a larger overlap adds the difference. All tasks of more than 5,000 items are opened by a job: `jobId` names it, and nothing is open yet where it is answered. `{"ofItems": {…}}` opens the tasks of the items that such a filter lets through, up to 5,000.
         */
        post: operations["openTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/tasks/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close tasks that nobody holds
         * @description Closing again changes nothing; labels and leases under way stay. All of more than 5,000 tasks are closed by a job: `jobId` names it, and nothing is closed yet where it is answered.
         */
        post: operations["closeTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/tasks/uncounted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the answers that take a place of their tasks and do not count any more
         * @description Of people who were left out, and to an earlier question; without those in whose place somebody is asked already.
         */
        get: operations["getUncounted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/tasks/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask other people in the place of answers that do not count any more
         * @description Asking again changes nothing. One request goes through up to 5,000 tasks; `tasksLeft` says how many more there are.
         */
        post: operations["replaceUncounted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/tasks/{taskId}/ask-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask one more person about a task */
        post: operations["askAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/tasks/{taskId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give the deciding answer to a task */
        put: operations["decideTask"];
        post?: never;
        /** Take the decision on a task back */
        delete: operations["withdrawDecision"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/known-answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tasks whose answers are known */
        get: operations["listKnownTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/tasks/{taskId}/guide-example": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put an item with its right answer, and why it is right, into the guide: its next version */
        post: operations["addGuideExample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/tasks/{taskId}/known-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the right answer to a task; null where it is no longer known */
        put: operations["setKnownAnswer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/training": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep tasks with known answers for practice, or give them back */
        put: operations["setTraining"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/annotations/{annotationId}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a person's answer back to them, with a note
         * @description They find it before all other items, with their answer filled in, and change it or keep it with a reply; until then it counts as it is. Refused for answers of judges, of files and of people who left, for tasks with a known answer, and in a campaign that is not open.
         */
        post: operations["sendBack"];
        /**
         * Call an answer back that was sent back and still waits for its person
         * @description It leaves their queue and stands as it is. 409 where it does not wait any more: its person changed or kept it, or it was called back before.
         */
        delete: operations["callBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Renew leases; those that are lost are named */
        put: operations["renewLeases"];
        /**
         * Take the next items to answer
         * @description A lease lasts as long as the campaign says and is renewed in time. Its `epoch` goes with every answer: an answer under a lost lease is refused.
         */
        post: operations["leaseNext"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/leases/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a lease back unanswered */
        post: operations["releaseLease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/leases/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Skip an item, with the reason */
        post: operations["skipAssignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/leases/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep an unfinished answer */
        put: operations["saveDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/annotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit an answer
         * @description `idemKey` makes it safe to send again: the same answer is stored once. Work with `returned` was answered before and sent back by a reviewer: another answer takes its place, the same one is kept and needs a `reply`.
         */
        post: operations["submitAnnotation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/annotations/{annotationId}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a new answer in the place of one of one's own */
        post: operations["correctAnnotation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/annotations/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take one's last answer or skip back */
        post: operations["undoLast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/annotations/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own answers, the newest first */
        get: operations["listOwnAnnotations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/annotations/{annotationId}/item": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the texts that one of one's own answers is about */
        get: operations["getOwnItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count what one has done and what is left */
        get: operations["getOwnProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what stands between oneself and the next item */
        get: operations["readGate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/gate/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a version of the consent text */
        post: operations["acceptConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/gate/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save one's profile */
        put: operations["saveProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/gate/practice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer a practice item and learn what was expected */
        put: operations["answerPractice"];
        /** Take the next practice item; null where there is none */
        post: operations["nextPractice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports, the newest first */
        get: operations["listImports"];
        put?: never;
        /**
         * Begin an import from an address, a bucket, a hub or a folder of the server
         * @description A folder is read where it lies, and there is no job; all else is fetched by one first. Look into it with previewImport, then start it.
         */
        post: operations["fetchImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/bulk/import-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload a file to import
         * @description The bytes are streamed to the store. Nothing is read into the project until the import is started.
         */
        put: operations["uploadImport"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an import with its counts */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/imports/{importId}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look into an uploaded file: how it reads, samples, problems. Writes nothing */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/imports/{importId}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read an uploaded file into the project, as a job */
        post: operations["startImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/imports/{importId}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List refused lines in the order of the file */
        get: operations["listRefusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/imports/{importId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take out what an import brought
         * @description Whole or not at all, and refused where people or other files have labelled its items since. More than 5,000 items and labels are taken out by a job: `jobId` names it, and nothing is removed yet where it is answered.
         */
        post: operations["undoImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List uploaded images, videos and sounds, the newest first */
        get: operations["listMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/bulk/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Upload an image, video or sound; its type is told from its bytes */
        put: operations["uploadMedia"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a job: its state, progress and message */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/jobs/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a job to stop */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the line as one picture: counts, models, plans, what is stuck, what happened last */
        get: operations["summariseProject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the buckets and hubs that the project knows, with the ends of their keys */
        get: operations["listConnections"];
        put?: never;
        /**
         * Keep where a bucket or a hub lies and what opens it
         * @description The key goes in and never comes out. The host must be among those that an operator lets the server call.
         */
        post: operations["addConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/connections/{connectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a bucket or a hub, and its key. What came from there or went there stays */
        delete: operations["dropConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/server-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a folder of the server that an operator opened to imports; the opened folders where none is named */
        get: operations["browseServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep how a file is read under a name, for files with the same columns
         * @description The same name again takes the place of the one before. previewImport lists what was kept.
         */
        post: operations["saveReading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/readings/{readingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget how a file is read */
        delete: operations["dropReading"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List data set versions, the newest first */
        get: operations["listDatasets"];
        put?: never;
        /** Build an immutable data set version, as a job */
        post: operations["createDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/datasets/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count what a recipe would give. Writes nothing */
        post: operations["previewDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/datasets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a version with its files and its manifest */
        get: operations["getDataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/datasets/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare two versions: settings, reasons, and rows that only one has */
        get: operations["diffDatasets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/bulk/dataset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the rows of a format as they are now, one a line. Nothing is stored
         * @description The first row comes at once. For figures in a paper build a version instead: those never change.
         */
        get: operations["streamDataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/datasets/{number}/pushes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where a version was sent, the newest first */
        get: operations["listPushes"];
        put?: never;
        /**
         * Send a finished version to a bucket or a hub, as a job
         * @description `place` is a folder in the bucket, or OWNER/NAME on the hub. What a hub has already is not sent again.
         */
        post: operations["pushDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/datasets/{number}/files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download one file of a version; manifest.json is one of them */
        get: operations["downloadDatasetFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/datasets/{number}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a whole version as a ZIP archive */
        get: operations["downloadDataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measure how far annotators agree, with an interval */
        get: operations["measureAgreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/agreement/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read all about agreement: three coefficients, annotators beside each other, contested tasks */
        get: operations["summariseAgreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/self-consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measure how far people agree with themselves on repeated items */
        get: operations["measureSelfConsistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/aggregations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Aggregate labels into posteriors, as a job */
        post: operations["requestAggregation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/campaigns/{campaignId}/aggregations/newest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the aggregation that was started last, with its job */
        get: operations["getNewestAggregation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/consensus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the newest finished aggregation: the reliability of each annotator, the posterior of each task page by page
         * @description A cursor belongs to the aggregation that its page was read from: where a newer one has finished meanwhile it is refused, since the two say different things. `readConsensus` reads one to its end.
         */
        get: operations["getConsensus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/bulk/consensus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the posterior of every task of the newest finished aggregation, one a line */
        get: operations["readConsensus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List versions, the newest first, those at work with their job */
        get: operations["listRewardModels"];
        put?: never;
        /** Train a reward model, as a job */
        post: operations["requestTraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a version with its figures and the pairs on which it contradicts the labels most */
        get: operations["getRewardModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare two versions on the pairs that both judged without having seen the prompt */
        get: operations["compareRewardModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models/{versionId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a training: one event a change, until it ends */
        get: operations["followTraining"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models/{versionId}/files/{artifact}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the model, its encoder, its card, or all as a bundle */
        get: operations["downloadArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models/{versionId}/promoted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a version the one that scores, or take that back */
        put: operations["promoteRewardModel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read which version a roll-back would promote; null where there is none */
        get: operations["findRollBack"];
        put?: never;
        /** Promote the version again that was promoted before */
        post: operations["rollBackPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/test-set": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the frozen test set; null where there is none */
        get: operations["getTestSet"];
        put?: never;
        /** Freeze a share of the prompts for testing */
        post: operations["freezeTestSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/retrain-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read when models are retrained by themselves; null where nothing is set */
        get: operations["getRetrainPolicy"];
        /** Set when models are retrained by themselves */
        put: operations["setRetrainPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/encoders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the text encoders that were added, with the versions that use them */
        get: operations["listEncoders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/encoders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a text encoder, as a job
         * @description `source` is a folder among those that an operator opened to imports, or OWNER/NAME on the installation's hub. It serves every project.
         */
        post: operations["requestEncoder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/encoders/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a text encoder that no version uses, with the vectors that are kept for it */
        delete: operations["removeEncoder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models/{versionId}/score-candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Score the project's responses with a version, as a job */
        post: operations["requestScoring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Score responses under the version named, else the promoted one, else the newest
         * @description For a difference d of two scores of one prompt and p = (1 − lapse) σ(d) + lapse / 2, the first is better with the probability σ(logit(p) / temperature). Under a preference that may run in circles a score is the lead over the average response; `rerank` tells the probability of two.
         */
        post: operations["scorePrompts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/scores/rerank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Order responses to one prompt, the best first */
        post: operations["rerank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/scores/best-of-n": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose the best of several responses to one prompt */
        post: operations["bestOfN"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/reward-models/{number}/items/{itemId}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read why a version gives the responses of an item their scores, and what makes one of two score higher
         * @description In logits: a score is its base, its parts and the rest. `first` and `second` are places of responses in the item, its first two unless given. A version whose features are not words refuses.
         */
        get: operations["explainItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/tagging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the tag set, who has tagged how many items, and the newest runs of taggers */
        get: operations["getTagging"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/tagging/set": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give the project tags of its own, or the published ones again
         * @description Items that were described keep what is known of them: their tags follow at once. Of more than 5,000 described items it is a job, at whose end set and tags change together.
         */
        put: operations["setTagSet"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/tagging/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count how many items each tag of a set would have, from what is known of them; nothing is written */
        post: operations["previewTagSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/tagging/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tag every item, as a job: by the built-in rules, or by a judge's model under the project's budgets
         * @description `tagger` is `built-in` or `model:NAME` of a judge, which wants `judges:ask` and `judges:see` too.
         */
        post: operations["requestTagging"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/tagging/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tag every item by measures of its texts and the built-in rules
         * @description Up to 5,000 items are tagged at once. More are tagged by a job, which `jobId` names; `items` and `tags` are 0 then.
         */
        post: operations["tagProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/bulk/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the tags of every item, one item a line */
        get: operations["readTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List routing plans, and those that are not drawn yet */
        get: operations["listPlans"];
        put?: never;
        /** Draw a routing plan under a budget, as a job */
        post: operations["requestPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/routing-arms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List whom a plan could leave items to */
        get: operations["listArms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a plan with what is expected of it and how far it is */
        get: operations["getPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans/{number}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a plan's decisions in the order of asking, each with its reason */
        get: operations["listPlanDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans/{planId}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the tasks that a plan gives to people
         * @description More than 5,000 are opened by a job, all or none: `jobId` names it, and nothing is open yet where it is answered.
         */
        post: operations["commitPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans/{planId}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop a plan and withdraw what nobody has begun
         * @description More than 5,000 tasks are closed by a job: `jobId` names it, and nothing is withdrawn yet where it is answered.
         */
        post: operations["dropPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans/{number}/measured": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measure what a plan has gained: chosen items against items drawn at random */
        get: operations["measurePlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans/{number}/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read where a plan's items lie, and what its tags gain */
        get: operations["mapPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans/{planId}/next-round": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draw what nobody has begun of a committed plan anew, as a job, which drops that plan once it is done */
        post: operations["requestRound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/performance-tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tables of mixes measured elsewhere, the newest first, each with how well its scores can be told from its counts
         * @description `spearman` and `rmse` are of mixes left out, in ten folds.
         */
        get: operations["listPerformanceTables"];
        put?: never;
        /** Keep scores of models that were trained elsewhere on mixes of labels, as CSV: what published strategies can learn from */
        post: operations["addPerformanceTable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/performance-tables/{tableId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget such a table. Plans that were drawn from it stay as they are */
        delete: operations["dropPerformanceTable"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/routing-seed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what routing can learn from: a judge's items, how many people answered, and how many are decided; null without a judge */
        get: operations["readSeed"];
        put?: never;
        /** Draw items at random for people, from which routing can learn, as a job */
        post: operations["requestSeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/route-plans/seed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draw items at random for people, from which routing can learn */
        post: operations["collectSeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/bulk/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read all items with their responses, one a line */
        get: operations["readItems"];
        put?: never;
        /**
         * Add items from a stream of lines, as a job
         * @description NDJSON: one item a line in our own import schema, with the labels that came with it. The stream is stored as it comes, however long it is, and then read into the campaign; the job tells how far it is, the import what was refused and why. Items that are there already are recognised by their content: sending a stream again adds nothing.
         */
        post: operations["addItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/bulk/annotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read all live answers, one a line, in the order in which they were made
         * @description `after` takes the id of a line that one has: only later answers follow. An answer that was being stored while one read (an import, another server) may have an earlier place. To read on and miss none, ask with `settled=true` each time, the first included: the newest answers are then left for the next time, those of the last half minute and those made since the oldest write began that is under way.
         */
        get: operations["readAnnotations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/jobs/{jobId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a job: one event a change, until it ends */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List language models that answer as annotators do */
        get: operations["listJudges"];
        put?: never;
        /** Add a judge: a model on a server, imported labels given again, or the project’s reward model */
        post: operations["addJudge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judges/{judgeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how good a judge is in a campaign, against known answers and people */
        get: operations["getJudgeCard"];
        /** Change what a judge is asked with: its next version. Earlier labels keep the version that gave them */
        put: operations["editJudge"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judges/{judgeId}/archived": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask a judge no more, or again. Its labels stay */
        put: operations["archiveJudge"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judges/{judgeId}/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the newest rounds of asking a judge */
        get: operations["listJudgeRounds"];
        put?: never;
        /** Ask a judge about tasks, as a job */
        post: operations["askJudge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judges/{judgeId}/unanswered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what a judge left unanswered, why, and what asking it again can cost at the most
         * @description Of its present version, in one campaign. A round with the scope `unanswered` asks again.
         */
        get: operations["priceUnanswered"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judge-rounds/{askId}/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read why questions of a round have no answer, the commonest reason first */
        get: operations["explainFailures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judge-cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the cards of all judges in a campaign, to compare them */
        get: operations["compareJudges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/imported-judges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the names of language models whose labels were imported: what a judge can give again */
        get: operations["listImportedJudges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judges/{judgeId}/prompt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read what a judge would be told about an item, word for word, in each order; nobody is asked */
        post: operations["previewPrompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/judges/{judgeId}/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a judge once about one item, for money. No label is stored
         * @description Where it gave no answer, `answer` is null and `reason` says why.
         */
        post: operations["tryJudge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read every cap with what is spent and promised of it, and what the last days say of the next */
        get: operations["readBudgets"];
        put?: never;
        /** Set a cap, or change the one of the same scope */
        post: operations["setBudget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/budgets/{budgetId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a cap away; what was spent stays in the ledger */
        delete: operations["dropBudget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read lines of the ledger, newest first
         * @description `before` is the id of the last line seen. Whose pay a line is about is told to those who may see pay.
         */
        get: operations["readLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what people earned, were paid and are owed, and what an hour brought them */
        get: operations["listPay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set what an answer or an hour is worth, for everybody, a person or a campaign */
        post: operations["setPayRate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay/minimum": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the least that an hour of active time should bring */
        put: operations["setPayMinimum"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what you earned, were paid and are owed */
        get: operations["readOwnStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay/people/{annotatorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a person’s statement, of a month or of all */
        get: operations["readStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay/people/{annotatorId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter that a person was handed money; the same idemKey enters it once */
        post: operations["markPaid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay/people/{annotatorId}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add to what a person earned, or take from it */
        post: operations["adjustPay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay/lines/{lineId}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back a payment or an adjustment by a line of its own */
        post: operations["reversePayLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/pay/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring the ledger up to what people’s answers earn, without waiting for the worker
         * @description Each answer enters once, however often this is asked. `waitingIn` are campaigns whose budget has no room for all of them.
         */
        post: operations["countEarned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Tell an address what happens in a project from now on
         * @description Deliveries are signed as Standard Webhooks 1.0 has it; the secret is answered this once.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a webhook's address and what it is told of
         * @description It is told of events that are added from now on. The secret stays; what waits already goes to the new address.
         */
        put: operations["editWebhook"];
        post?: never;
        /** Remove a webhook with its secret and its log */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/webhooks/{webhookId}/enabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Pause a webhook, or let it go on
         * @description What happens while it is paused is not told later. A delivery whose time comes meanwhile is given up; it can be sent again.
         */
        put: operations["setWebhookEnabled"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deliveries, the newest first: what was sent and what came back */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/webhook-deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a delivery with what was sent and how the answer began */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/webhook-deliveries/{deliveryId}/send-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a delivery once more */
        post: operations["resendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What went wrong, as RFC 9457 has it */
        Problem: {
            /** @description urn:plumbline:problem: and the code */
            type: string;
            /** @description of the code, the same each time */
            title: string;
            status: number;
            /** @description what happened, what is safe, what to do */
            detail: string;
            /** @enum {string} */
            code: "invalid_input" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "lease_lost" | "precondition_failed" | "too_large" | "refused" | "rate_limited" | "cancelled" | "internal" | "unavailable" | "method_not_allowed";
            /** @description what is wrong with each field */
            fields?: {
                [key: string]: string;
            };
        };
        ProjectSummary: {
            id: string;
            slug: string;
            name: string;
            description: string;
            archivedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            items: number;
            annotations: number;
            openTasks: number;
            lastAnsweredAt: string | null;
        };
        Project: {
            id: string;
            slug: string;
            name: string;
            description: string;
            archivedAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        Campaign: {
            id: string;
            slug: string;
            name: string;
            kind: string;
            config: unknown;
            /** @enum {string} */
            state: "draft" | "open" | "paused" | "archived";
            overlap: number;
            goldShare: number;
            leaseSeconds: number;
            guideVersion: number;
            handout: {
                /**
                 * @default least-annotated
                 * @enum {string}
                 */
                order: "least-annotated" | "random" | "uncertainty";
                /**
                 * @default {
                 *       "by": "anyone"
                 *     }
                 */
                match: {
                    /** @constant */
                    by: "anyone";
                } | {
                    /** @constant */
                    by: "skill";
                    field: string;
                } | {
                    /** @constant */
                    by: "cohort";
                    cohorts: {
                        name: string;
                        overlap: number;
                    }[];
                };
                /** @default null */
                adaptive: {
                    min: number;
                    max: number;
                    threshold: number;
                } | null;
                /** @default 0 */
                repeatShare: number;
                /** @default 20 */
                repeatAfter: number;
            };
            extras: {
                name: string;
                title: string;
                /** @default  */
                help: string;
                /** @enum {string} */
                type: "critique" | "rewrite";
                /** @enum {string} */
                about: "item" | "response";
                /** @default false */
                required: boolean;
                /** @default 0 */
                minChars: number;
            }[];
            shownMeta: string[];
            highlightedWords: string[];
            admission: {
                /** @default false */
                consent: boolean;
                /** @default [] */
                profile: ({
                    /** @constant */
                    type: "text";
                    name: string;
                    title: string;
                    /** @default  */
                    help: string;
                    /** @default false */
                    required: boolean;
                } | {
                    /** @constant */
                    type: "number";
                    name: string;
                    title: string;
                    /** @default  */
                    help: string;
                    /** @default false */
                    required: boolean;
                    min?: number;
                    max?: number;
                } | {
                    /** @enum {string} */
                    type: "one" | "several";
                    name: string;
                    title: string;
                    /** @default  */
                    help: string;
                    /** @default false */
                    required: boolean;
                    options: string[];
                })[];
                /** @default null */
                qualification: {
                    items: number;
                    pass: number;
                    /** @default 3 */
                    attempts: number;
                } | null;
            };
            qualityRules: {
                /** @default 20 */
                window: number;
                /** @default 5 */
                atLeast: number;
                /** @default null */
                warnBelow: number | null;
                /** @default null */
                retrainBelow: number | null;
                /** @default null */
                pauseBelow: number | null;
                /** @default null */
                pace: {
                    /** @default null */
                    leastSeconds: number | null;
                    /** @default null */
                    wordsPerMinute: number | null;
                    /** @default 20 */
                    window: number;
                    /** @default 10 */
                    atLeast: number;
                    /** @default null */
                    warnAbove: number | null;
                    /** @default null */
                    pauseAbove: number | null;
                } | null;
            };
            questionVersion: number;
            countsFrom: number;
        };
        CampaignSummary: {
            id: string;
            slug: string;
            name: string;
            kind: string;
            config: unknown;
            /** @enum {string} */
            state: "draft" | "open" | "paused" | "archived";
            overlap: number;
            goldShare: number;
            leaseSeconds: number;
            guideVersion: number;
            handout: {
                /**
                 * @default least-annotated
                 * @enum {string}
                 */
                order: "least-annotated" | "random" | "uncertainty";
                /**
                 * @default {
                 *       "by": "anyone"
                 *     }
                 */
                match: {
                    /** @constant */
                    by: "anyone";
                } | {
                    /** @constant */
                    by: "skill";
                    field: string;
                } | {
                    /** @constant */
                    by: "cohort";
                    cohorts: {
                        name: string;
                        overlap: number;
                    }[];
                };
                /** @default null */
                adaptive: {
                    min: number;
                    max: number;
                    threshold: number;
                } | null;
                /** @default 0 */
                repeatShare: number;
                /** @default 20 */
                repeatAfter: number;
            };
            extras: {
                name: string;
                title: string;
                /** @default  */
                help: string;
                /** @enum {string} */
                type: "critique" | "rewrite";
                /** @enum {string} */
                about: "item" | "response";
                /** @default false */
                required: boolean;
                /** @default 0 */
                minChars: number;
            }[];
            shownMeta: string[];
            highlightedWords: string[];
            admission: {
                /** @default false */
                consent: boolean;
                /** @default [] */
                profile: ({
                    /** @constant */
                    type: "text";
                    name: string;
                    title: string;
                    /** @default  */
                    help: string;
                    /** @default false */
                    required: boolean;
                } | {
                    /** @constant */
                    type: "number";
                    name: string;
                    title: string;
                    /** @default  */
                    help: string;
                    /** @default false */
                    required: boolean;
                    min?: number;
                    max?: number;
                } | {
                    /** @enum {string} */
                    type: "one" | "several";
                    name: string;
                    title: string;
                    /** @default  */
                    help: string;
                    /** @default false */
                    required: boolean;
                    options: string[];
                })[];
                /** @default null */
                qualification: {
                    items: number;
                    pass: number;
                    /** @default 3 */
                    attempts: number;
                } | null;
            };
            qualityRules: {
                /** @default 20 */
                window: number;
                /** @default 5 */
                atLeast: number;
                /** @default null */
                warnBelow: number | null;
                /** @default null */
                retrainBelow: number | null;
                /** @default null */
                pauseBelow: number | null;
                /** @default null */
                pace: {
                    /** @default null */
                    leastSeconds: number | null;
                    /** @default null */
                    wordsPerMinute: number | null;
                    /** @default 20 */
                    window: number;
                    /** @default 10 */
                    atLeast: number;
                    /** @default null */
                    warnAbove: number | null;
                    /** @default null */
                    pauseAbove: number | null;
                } | null;
            };
            questionVersion: number;
            countsFrom: number;
            tasks: number;
            openTasks: number;
            annotations: number;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description Any JSON value */
        Json: unknown;
        Guide: {
            id: string;
            version: number;
            markdown: string;
            note: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string | null;
            annotations: number;
        };
        Member: {
            id: string;
            userId: string;
            name: string;
            email: string;
            role: string;
            disabledAt: string | null;
            /** Format: date-time */
            joinedAt: string;
            lastSignInAt: string | null;
        };
        Invitation: {
            id: string;
            email: string | null;
            role: string;
            /** @enum {string} */
            state: "open" | "used" | "revoked" | "expired";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            sentBy: string | null;
            usedBy: string | null;
        };
        ApiKey: {
            id: string;
            name: string;
            prefix: string;
            owner: {
                userId: string;
                name: string;
                email: string;
            };
            scopes: string[];
            project: {
                id: string;
                name: string;
            } | null;
            /** @enum {string} */
            state: "live" | "barred" | "over" | "revoked";
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        Person: {
            annotatorId: string;
            name: string;
            email: string | null;
            skills: string[];
            cohort: string | null;
            expert: boolean;
            /** @enum {string} */
            standing: "working" | "warned" | "retraining" | "paused";
            standingAt: string | null;
            qualifiedAt: string | null;
            consentVersion: number | null;
            answers: number;
            skipped: number;
            flags: number;
            medianSeconds: number | null;
            checks: number;
            checksCorrect: number;
            paces: number;
            pacesTooFast: number;
            lastAnswerAt: string | null;
            excluded: {
                reason: string;
                at: string;
            } | null;
        };
        Flag: {
            id: string;
            /** @enum {string} */
            reason: "answer" | "comment" | "unsafe" | "broken" | "expert";
            comment: string;
            response: number | null;
            createdAt: string;
            resolvedAt: string | null;
            resolution: string;
            campaignId: string;
            campaign: string;
            taskId: string;
            unitKey: string;
            itemId: string;
            ordinal: number;
            title: string;
            contentWarning: string | null;
            annotatorId: string;
            annotator: string;
        };
        AuditEntry: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            actorKind: "person" | "api key" | "system";
            actorId: string;
            actor: string;
            action: string;
            project: {
                id: string;
                slug: string;
                name: string;
            } | null;
            subjectId: string | null;
            detail: {
                [key: string]: components["schemas"]["Json"];
            };
            block: string | null;
        };
        AuditChain: {
            checked: number;
            wholeUpTo: string | null;
            waiting: number;
            last: {
                block: string;
                hash: string;
                /** Format: date-time */
                sealedAt: string;
            } | null;
            broken: {
                block: string;
                /** Format: date-time */
                sealedAt: string;
                from: string | null;
                to: string | null;
                unlinked: boolean;
            }[];
        };
        ItemRow: {
            id: string;
            ordinal: number;
            externalId: string;
            title: string;
            source: string | null;
            candidates: number;
            people: number;
            models: number;
            openSlots: number;
            units: number;
            consensus: {
                choice: string;
                pChoice: number | null;
                pair: {
                    pFirst: number;
                } | null;
                figure: {
                    name: string;
                    about: string;
                };
                campaign: {
                    slug: string;
                    name: string;
                };
            } | null;
            /** @enum {string} */
            state: "open" | "decided" | "contested" | "answered" | "unlabelled";
            disagreement: number | null;
            best: {
                ordinal: number;
                margin: number;
            } | null;
            tags: string[];
            flags: number;
            posts: number;
        };
        Item: {
            id: string;
            ordinal: number;
            externalId: string;
            title: string;
            source: string | null;
            license: string | null;
            meta: {
                [key: string]: unknown;
            };
            prompt: string | {
                role: string;
                content: string;
            }[];
            media: {
                /** @enum {string} */
                type: "image" | "video" | "audio";
                src: string;
                alt: string | null;
            }[] | null;
            candidates: {
                id: string;
                ordinal: number;
                model: string | null;
                text: string;
                media: {
                    /** @enum {string} */
                    type: "image" | "video" | "audio";
                    src: string;
                    alt: string | null;
                }[] | null;
                score: number | null;
            }[];
            scoredBy: {
                number: number;
                promoted: boolean;
            } | null;
            import: {
                id: string;
                fileName: string;
                at: string;
            } | null;
            createdAt: string;
            units: {
                taskId: string;
                unitKey: string;
                campaign: {
                    id: string;
                    name: string;
                    slug: string;
                    kind: string;
                };
                overlap: number;
                openSlots: number;
                doneSlots: number;
                openedAt: string | null;
                consensus: {
                    choice: string;
                    pChoice: number | null;
                    pair: {
                        pFirst: number;
                    } | null;
                    figure: {
                        name: string;
                        about: string;
                    };
                    labels: number;
                    model: string;
                } | null;
                answers: {
                    id: string;
                    annotator: string;
                    /** @enum {string} */
                    source: "human" | "lm" | "gold" | "adjudicator";
                    given: {
                        question: string;
                        label: string;
                        value: number | null;
                    }[];
                    comment: string | null;
                    remarks: string[];
                    uncounted: ("left-out" | "older-question" | "repeat") | null;
                    activeSeconds: number | null;
                    guideVersion: number | null;
                    at: string;
                    mayReturn: boolean;
                    returned: {
                        note: string;
                        by: string | null;
                        at: string;
                        outcome: ("changed" | "kept" | "called back") | null;
                        reply: string;
                    } | null;
                }[];
                answersInAll: number;
                differences: {
                    question: string;
                    mean: number;
                    pairs: number;
                    farthest: {
                        annotator: string;
                        mean: number;
                    } | null;
                }[];
                route: {
                    plan: number;
                    arm: string;
                    rank: number;
                    gain: number | null;
                    state: string;
                } | null;
            }[];
            removable: boolean;
        };
        Post: {
            id: string;
            author: string;
            mine: boolean;
            body: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        Decision: {
            id: string;
            taskId: string;
            by: string;
            response: unknown;
            reason: string;
            uncounted: ("left-out" | "older-question" | "repeat") | null;
            createdAt: string;
        };
        SampleItem: {
            id: string;
            title: string;
            prompt: string | {
                role: string;
                content: string;
            }[];
            media: {
                /** @enum {string} */
                type: "image" | "video" | "audio";
                src: string;
                alt: string | null;
            }[] | null;
            candidates: {
                ordinal: number;
                text: string;
                media: {
                    /** @enum {string} */
                    type: "image" | "video" | "audio";
                    src: string;
                    alt: string | null;
                }[] | null;
            }[];
        };
        ItemView: {
            id: string;
            name: string;
            shared: boolean;
            query: {
                q?: string;
                source?: string;
                import?: string;
                /** @enum {string} */
                state?: "open" | "decided" | "contested" | "answered" | "unlabelled";
                /** @enum {string} */
                answers?: "people" | "models" | "both" | "none";
                campaign?: string;
                annotator?: string;
                label?: string;
                /** @enum {string} */
                agreement?: "alike" | "mixed" | "split";
                /** @enum {string} */
                model?: "for" | "against" | "close" | "unscored";
                tag?: string;
                /** @constant */
                flagged?: "yes";
                /** @constant */
                discussed?: "yes";
                /**
                 * @default order
                 * @enum {string}
                 */
                sort: "order" | "title" | "answers" | "certainty" | "disagreement" | "margin";
                /** @constant */
                down?: "yes";
                columns?: ("source" | "answers" | "posterior" | "probability" | "state" | "disagreement" | "margin" | "tags" | "responses" | "flags" | "discussion" | "id")[];
            };
            owner: string;
            mine: boolean;
        };
        TaskRow: {
            id: string;
            itemId: string;
            ordinal: number;
            title: string;
            unitKey: string;
            isGold: boolean;
            priority: number;
            open: number;
            leased: number;
            done: number;
            people: number;
            models: number;
            question: string | null;
            choice: string | null;
            pChoice: number | null;
            consensusLabels: number | null;
        };
        KnownTask: {
            taskId: string;
            unitKey: string;
            itemId: string;
            ordinal: number;
            title: string;
            training: boolean;
            response: unknown;
            explanation: string;
            asked: number;
            correct: number;
        };
        Work: {
            assignmentId: string;
            epoch: string;
            /** Format: date-time */
            leaseUntil: string;
            taskId: string;
            unitKey: string;
            questionVersion: number;
            /** @default  */
            questionHash: string;
            contentWarning: string | null;
            prompt: string | {
                role: string;
                content: string;
            }[];
            /** @default null */
            media: {
                /** @enum {string} */
                type: "image" | "video" | "audio";
                src: string;
                alt: string | null;
            }[] | null;
            /** @default [] */
            meta: {
                field: string;
                value: string;
            }[];
            candidates: {
                ordinal: number;
                text: string;
                /** @default null */
                media: {
                    /** @enum {string} */
                    type: "image" | "video" | "audio";
                    src: string;
                    alt: string | null;
                }[] | null;
            }[];
            draft: unknown | null;
            draftVersion: number;
            draftSavedAt: string | null;
            /** @default 0 */
            draftsSince: string;
            /** @default null */
            returned: {
                note: string;
                answer: {
                    response: unknown;
                    comment: string;
                    flagged: boolean;
                    extras: {
                        name: string;
                        response: number | null;
                        text: string;
                    }[];
                };
            } | null;
        };
        AnnotationReceipt: {
            id: string;
            taskId: string;
            assignmentId: string | null;
            response: unknown;
            comment: string | null;
            flagged: boolean;
            /** @default [] */
            extras: {
                name: string;
                response: number | null;
                text: string;
            }[];
            /** Format: date-time */
            createdAt: string;
        };
        OwnAnswer: {
            id: string;
            unitKey: string;
            title: string;
            response: unknown;
            shownOrder: number[];
            comment: string | null;
            flagged: boolean;
            /** @default [] */
            extras: {
                name: string;
                response: number | null;
                text: string;
            }[];
            questionVersion: number;
            /** Format: date-time */
            createdAt: string;
        };
        Gate: {
            /** @enum {string} */
            step: "consent" | "profile" | "qualification" | "failed" | "paused" | "ready";
            /** @enum {string} */
            standing: "working" | "warned" | "retraining" | "paused";
            message: string;
            consent: {
                version: number;
                markdown: string;
            } | null;
            profile: ({
                /** @constant */
                type: "text";
                name: string;
                title: string;
                /** @default  */
                help: string;
                /** @default false */
                required: boolean;
            } | {
                /** @constant */
                type: "number";
                name: string;
                title: string;
                /** @default  */
                help: string;
                /** @default false */
                required: boolean;
                min?: number;
                max?: number;
            } | {
                /** @enum {string} */
                type: "one" | "several";
                name: string;
                title: string;
                /** @default  */
                help: string;
                /** @default false */
                required: boolean;
                options: string[];
            })[];
            profileAnswers: {
                [key: string]: string | number | string[] | null;
            };
            qualification: {
                items: number;
                pass: number;
                attempts: number;
                used: number;
                underway: {
                    number: number;
                    answered: number;
                    correct: number;
                } | null;
                passed: boolean;
            } | null;
        };
        Import: {
            rowsRead: number;
            itemsAdded: number;
            itemsExisting: number;
            candidatesAdded: number;
            labelsAdded: number;
            labelsExisting: number;
            annotatorsAdded: number;
            rowsRefused: number;
            id: string;
            fileName: string;
            byteSize: number;
            source: ({
                /** @constant */
                from: "url";
                /** Format: uri */
                url: string;
            } | {
                /** @constant */
                from: "s3";
                connectionId: string;
                key: string;
            } | {
                /** @constant */
                from: "hub";
                connectionId: string | null;
                repository: string;
                /** @default main */
                revision: string;
                /** @default  */
                path: string;
            } | {
                /** @constant */
                from: "folder";
                path: string;
            }) | null;
            format: string;
            onError: string;
            /** @enum {string} */
            state: "receiving" | "fetching" | "uploaded" | "running" | "done" | "failed" | "cancelled" | "undone";
            labelsUnfit: {
                [key: string]: number;
            };
            error: string | null;
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
        };
        ImportPreview: {
            reading: {
                /** @enum {string} */
                container: "jsonl" | "json" | "csv" | "tsv" | "parquet" | "arrow" | "folder";
                /** @enum {string} */
                format: "plumbline" | "trl-preference" | "trl-unpaired" | "trl-stepwise" | "hh-rlhf" | "ultrafeedback" | "rewardbench" | "helpsteer" | "prism" | "multipref" | "rlhf-v" | "safe-rlhf" | "oasst-trees" | "oasst-messages" | "arena" | "argilla" | "label-studio" | "wmt-mqm" | "open-instruct" | "shp" | "webgpt" | "nectar" | "prm800k" | "math-shepherd" | "summarize-feedback" | "prodigy" | "stack-exchange" | "prism-survey" | "process-bench" | "ranked-lists" | "summeval" | "wmt-esa" | "prodigy-compare" | "labelbox" | "community-alignment" | "mix-instruct" | "open-webui" | "columns";
                /** @default {} */
                columns: {
                    [key: string]: string | null;
                };
                /** @default null */
                mapping: {
                    /** @default null */
                    id: string | null;
                    /** @default null */
                    prompt: string | null;
                    /** @default null */
                    system: string | null;
                    /** @default null */
                    context: string | null;
                    responses: string[];
                    /** @default [] */
                    models: (string | null)[];
                    /** @default false */
                    chosenFirst: boolean;
                    /** @default null */
                    choice: string | null;
                    /** @default [] */
                    aspects: {
                        name: string;
                        column: string;
                    }[];
                    /** @default null */
                    choiceBase: (0 | 1) | null;
                    /** @default true */
                    zeroIsTie: boolean;
                    /** @default null */
                    scale: [
                        number,
                        number
                    ] | null;
                    /** @default {} */
                    words: {
                        [key: string]: "A" | "B" | "tie" | "both-bad" | "cannot-compare";
                    };
                    /** @default [] */
                    raters: string[];
                    /** @default null */
                    ratersOutOf: number | null;
                    /** @default [] */
                    ranks: string[];
                    /** @default [] */
                    votes: {
                        /** @enum {string} */
                        side: "A" | "B" | "tie" | "both-bad";
                        column: string;
                    }[];
                    /** @default [] */
                    ratings: {
                        name: string;
                        columns: string[];
                        /** @default null */
                        outOf: number | null;
                        /** @default false */
                        approval: boolean;
                        /** @default {} */
                        words: {
                            [key: string]: number | boolean | string;
                        };
                    }[];
                    /** @default null */
                    annotator: string | null;
                    /** @default file */
                    annotatorName: string;
                    /**
                     * @default human
                     * @enum {string}
                     */
                    annotatorKind: "human" | "lm" | "gold" | "adjudicator";
                    /** @default null */
                    rationale: string | null;
                } | null;
                /** @default null */
                annotator: {
                    name: string;
                    /** @enum {string} */
                    kind: "human" | "lm" | "gold" | "adjudicator";
                } | null;
                /** @default null */
                members: {
                    name: string;
                    split: string | null;
                }[] | null;
            };
            columns: string[];
            metadataColumns: string[];
            scale: {
                column: string;
                from: number;
                to: number;
            } | null;
            needsMapping: boolean;
            confidence: number;
            format: {
                title: string;
                about: string;
            };
            choices: {
                /** @enum {string} */
                format: "plumbline" | "trl-preference" | "trl-unpaired" | "trl-stepwise" | "hh-rlhf" | "ultrafeedback" | "rewardbench" | "helpsteer" | "prism" | "multipref" | "rlhf-v" | "safe-rlhf" | "oasst-trees" | "oasst-messages" | "arena" | "argilla" | "label-studio" | "wmt-mqm" | "open-instruct" | "shp" | "webgpt" | "nectar" | "prm800k" | "math-shepherd" | "summarize-feedback" | "prodigy" | "stack-exchange" | "prism-survey" | "process-bench" | "ranked-lists" | "summeval" | "wmt-esa" | "prodigy-compare" | "labelbox" | "community-alignment" | "mix-instruct" | "open-webui" | "columns";
                title: string;
                confidence: number | null;
            }[];
            fields: {
                name: string;
                title: string;
                required: boolean;
            }[];
            duplicates: number;
            languages: {
                name: string;
                rows: number;
            }[];
            lengths: {
                median: number;
                longest: number;
                bars: {
                    upTo: number | null;
                    responses: number;
                }[];
            } | null;
            saved: {
                id: string;
                name: string;
                fits: boolean;
            }[];
            savedId: string | null;
            rowsLooked: number;
            complete: boolean;
            rowsFine: number;
            people: number;
            unaskable: number;
            labels: number;
            labelsUnfit: {
                [key: string]: number;
            };
            samples: {
                line: number;
                id: string | null;
                prompt: string;
                responses: {
                    text: string;
                    model: string | null;
                }[];
                labels: number;
            }[];
            refusals: {
                line: number;
                reason: string;
                excerpt: string;
            }[];
            refused: number;
        };
        MediaAsset: {
            id: string;
            fileName: string;
            /** @enum {string} */
            type: "image" | "video" | "audio";
            contentType: string;
            byteSize: number;
            /** Format: date-time */
            createdAt: string;
        };
        Job: {
            id: string;
            name: string;
            subjectId: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            done: number;
            total: number | null;
            message: string;
            cancelRequested: boolean;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            finishedAt: string | null;
        };
        Connection: {
            id: string;
            name: string;
            settings: {
                endpoint: unknown;
                /** @default us-east-1 */
                region: string;
                bucket: string;
                /** @default true */
                pathStyle: boolean;
                /** @constant */
                kind: "s3";
                accessKeyId: string | null;
            } | {
                /** @default https://huggingface.co */
                endpoint: unknown;
                /** @constant */
                kind: "hub";
            };
            lastFour: string | null;
            createdAt: string;
        };
        DatasetVersion: {
            id: string;
            number: number;
            format: string;
            container: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            rows: number;
            excluded: {
                [key: string]: number;
            };
            error: string | null;
            createdAt: string;
            finishedAt: string | null;
            recipe: {
                [key: string]: unknown;
            };
        };
        DatasetDiff: {
            from: number;
            to: number;
            recipe: {
                setting: string;
                from: string;
                to: string;
            }[];
            excluded: {
                from: number;
                to: number;
                reason: string;
            }[];
            parts: {
                part: string;
                rows: {
                    from: number;
                    to: number;
                };
                added: number | null;
                removed: number | null;
                reason: string | null;
            }[];
            same: boolean;
        };
        DatasetPush: {
            id: string;
            connectionId: string;
            place: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            address: string | null;
            error: string | null;
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
        };
        AgreementReport: {
            /** @enum {string} */
            metric: "krippendorff-alpha" | "fleiss-kappa" | "percent-agreement" | "distance-agreement";
            /** @enum {string} */
            level: "nominal" | "ordinal" | "interval" | "ratio";
            question: string;
            estimate: components["schemas"]["Estimate"];
            items: number;
            labels: number;
            annotators: number;
            taskShare: number;
            fewestLabels: 1 | 2;
        };
        Estimate: {
            value: number;
            ci: [
                number,
                number
            ] | null;
            n: number;
        } | {
            value: null;
            reason: string;
        };
        Aggregation: {
            id: string;
            campaignId: string;
            model: string;
            /** @enum {string} */
            source: "human" | "lm" | "all";
            question: string;
            /** @enum {string} */
            state: "running" | "done" | "failed" | "cancelled";
            converged: boolean;
            iterations: number;
            tasks: number;
            labels: number;
            annotators: number;
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
        };
        TaskConsensus: {
            taskId: string;
            part: string;
            itemId: string;
            itemExternalId: string;
            unitKey: string;
            choice: string;
            posterior: unknown;
            pChoice: number | null;
            labels: number;
        };
        RewardModel: {
            id: string;
            number: number;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            encoder: string;
            /** @enum {string} */
            head: "linear" | "mlp" | "low-rank";
            /** @enum {string} */
            loss: "bradley-terry" | "bradley-terry-ties" | "plackett-luce" | "pro" | "regression" | "ordinal" | "cost" | "preference";
            labels: string;
            seed: number;
            folds: number;
            options: {
                /**
                 * @default hard
                 * @enum {string}
                 */
                targets: "hard" | "posterior";
                /** @default 0 */
                margin: number;
                /** @default 0 */
                smoothing: number;
                /** @default false */
                gapWeights: boolean;
                /** @default 2 */
                penalty: number;
                /** @default 32 */
                hidden: number;
                /** @default 8 */
                rank: number;
                /** @default 2 */
                planes: number;
                /** @default 5 */
                ensemble: number;
                /** @default 0 */
                tuneLayers: number;
                /** @default 8 */
                tuneRank: number;
                /** @default 16 */
                tuneAlpha: number;
                /** @default 3 */
                tuneEpochs: number;
                /** @default 0.0003 */
                tuneRate: number;
                /**
                 * @default linear
                 * @enum {string}
                 */
                tuneDecay: "constant" | "linear" | "cosine";
                /** @default [] */
                questions: "all" | string[];
                /** @default null */
                campaignId: string | null;
            };
            data: {
                /** @default  */
                labels: string;
                /** @default 0 */
                pairs: number;
                /** @default {} */
                excluded: {
                    [key: string]: number;
                };
                /** @default  */
                sha256: string;
                /** @default null */
                answers: number | null;
                /** @default 0 */
                frozenPrompts: number;
            };
            /** @enum {string} */
            trigger: "person" | "labels" | "drift";
            codeVersion: string | null;
            live: {
                /** @default [] */
                losses: number[];
            };
            provider: string | null;
            trainPairs: number;
            testPairs: number;
            metrics: {
                accuracy: components["schemas"]["Estimate"];
                logLoss: components["schemas"]["Estimate"];
                ece: components["schemas"]["Estimate"];
                eceNoiseFloor: {
                    mean: number;
                    high: number;
                } | null;
                longerWins: components["schemas"]["Estimate"];
                gain: components["schemas"]["Estimate"];
                reliability: {
                    confidence: number;
                    accuracy: number;
                    ci: [
                        number,
                        number
                    ];
                    n: number;
                }[];
                ties: number;
                identical: number;
                /** @enum {string} */
                basis: "test" | "cross-validation";
                crossValidation: {
                    accuracy: components["schemas"]["Estimate"];
                    logLoss: components["schemas"]["Estimate"];
                    ece: components["schemas"]["Estimate"];
                    eceNoiseFloor: {
                        mean: number;
                        high: number;
                    } | null;
                    longerWins: components["schemas"]["Estimate"];
                    gain: components["schemas"]["Estimate"];
                    reliability: {
                        confidence: number;
                        accuracy: number;
                        ci: [
                            number,
                            number
                        ];
                        n: number;
                    }[];
                    ties: number;
                    identical: number;
                };
                lossHistory: number[];
                converged: boolean;
                coefficients: {
                    [key: string]: number;
                } | null;
                /** @default 0 */
                lapse: number;
                vocabulary: number;
                responses: number;
                seconds: number;
                features: {
                    name: string;
                    weight: number;
                }[];
                /** @default null */
                honesty: {
                    brier: components["schemas"]["Estimate"];
                    ace: components["schemas"]["Estimate"];
                    mce: components["schemas"]["Estimate"];
                    calibration: {
                        temperature: number;
                        before: {
                            logLoss: components["schemas"]["Estimate"];
                            ece: components["schemas"]["Estimate"];
                        };
                        byTemperature: {
                            logLoss: components["schemas"]["Estimate"];
                            ece: components["schemas"]["Estimate"];
                        };
                        byIsotonic: {
                            logLoss: components["schemas"]["Estimate"];
                            ece: components["schemas"]["Estimate"];
                        };
                        /** @enum {string} */
                        best: "none" | "temperature" | "isotonic";
                    } | null;
                    length: {
                        people: components["schemas"]["Estimate"];
                        model: components["schemas"]["Estimate"];
                        beyond: components["schemas"]["Estimate"];
                        position: components["schemas"]["Estimate"];
                        ratio: components["schemas"]["Estimate"];
                        alarm: boolean;
                    };
                    slices: {
                        dimension: string;
                        name: string;
                        accuracy: components["schemas"]["Estimate"];
                        longerWins: components["schemas"]["Estimate"];
                        reading: ("below-chance" | "not-above-chance" | "not-above-length") | null;
                    }[];
                    smallSample: {
                        n: number;
                        detectable: number;
                        needed: number | null;
                        /** @enum {string} */
                        reason: "few-pairs" | "gain-not-shown";
                    } | null;
                } | null;
                /** @default null */
                curve: {
                    points: {
                        size: number;
                        value: number;
                    }[];
                    fit: {
                        plateau: number;
                        drop: number;
                        scale: number;
                        interval: [
                            number,
                            number
                        ];
                        /** @default null */
                        near: {
                            size: number;
                            low: number;
                            high: number | null;
                        } | null;
                        bends: boolean;
                    } | null;
                } | null;
                /** @default null */
                temperature: number | null;
                /** @default [] */
                aspectTemperatures: {
                    aspect: string;
                    labels: number;
                    temperature: number;
                    own: boolean;
                }[];
                /** @default null */
                tieFactor: number | null;
                /** @default null */
                tie: {
                    ci: [
                        number,
                        number
                    ] | null;
                    scale: number;
                } | null;
                /** @default false */
                resumed: boolean;
            } | null;
            artifactSha256: string | null;
            error: string | null;
            promotedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            finishedAt: string | null;
        };
        Encoder: {
            name: string;
            source: string;
            family: string;
            width: number;
            layers: number;
            /** @enum {string} */
            pooling: "mean" | "mean-sqrt" | "max" | "cls";
            limit: number;
            sha256: string;
            files: {
                name: string;
                byteSize: number;
                sha256: string;
            }[];
            /** Format: date-time */
            addedAt: string;
            /** @default null */
            addedBy: string | null;
            byteSize: number;
            vectors: number;
            versions: {
                slug: string;
                project: string;
                number: number;
            }[];
            elsewhere: number;
        };
        ExplainedItem: {
            number: number;
            prompt: string;
            responses: {
                ordinal: number;
                text: string;
                model: string | null;
                score: number;
                base: number;
                parts: {
                    name: string;
                    measure: string | null;
                    logits: number;
                }[];
                rest: number;
            }[];
            difference: {
                first: number;
                second: number;
                logits: number;
                parts: {
                    name: string;
                    first: string;
                    second: string;
                    logits: number;
                }[];
                rest: number;
                others: number;
            } | null;
        };
        TagSet: {
            /**
             * @default half-open
             * @enum {string}
             */
            rule: "half-open" | "published-count" | "published-instance";
            tags: {
                name: string;
                condition: {
                    /** @constant */
                    is: "bin";
                    /** @enum {string} */
                    fact: "bertscore" | "bertscore_length" | "cosine_sim" | "rouge" | "entity_sim" | "prompt_len" | "len_shorter" | "len_longer" | "token_len_diff";
                    low: number;
                    high: number;
                } | {
                    /** @constant */
                    is: "level";
                    /** @enum {string} */
                    dimension: "expertise_level" | "open_endedness" | "safety_concern" | "complexity_of_intents";
                    value: string;
                } | {
                    /** @constant */
                    is: "member";
                    /** @enum {string} */
                    dimension: "subject_of_expertise" | "languages" | "type_of_in_context_material" | "format_constraints";
                    value: string;
                } | {
                    /** @constant */
                    is: "exists";
                    /** @enum {string} */
                    dimension: "subject_of_expertise" | "languages" | "type_of_in_context_material" | "format_constraints";
                } | {
                    /** @constant */
                    is: "meta";
                    key: string;
                    value: string;
                } | {
                    /** @constant */
                    is: "always";
                };
            }[];
        };
        Tagging: {
            id: string;
            tagger: string;
            /** @enum {string} */
            state: "queued" | "done" | "failed" | "cancelled";
            result: {
                tagger: string;
                encoder: string;
                /** @enum {string} */
                rule: "half-open" | "published-count" | "published-instance";
                items: number;
                tags: number;
                untold: number;
                untoldReason: string | null;
                agreement: {
                    with: string;
                    dimension: string;
                    items: number;
                    agreement: number;
                    /** @default null */
                    ci: [
                        number,
                        number
                    ] | null;
                    /** @default null */
                    chance: number | null;
                }[];
            } | null;
            error: string | null;
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
        };
        TagSetInput: {
            /**
             * @default half-open
             * @enum {string}
             */
            rule: "half-open" | "published-count" | "published-instance";
            tags: {
                name: string;
                condition: {
                    /** @constant */
                    is: "bin";
                    /** @enum {string} */
                    fact: "bertscore" | "bertscore_length" | "cosine_sim" | "rouge" | "entity_sim" | "prompt_len" | "len_shorter" | "len_longer" | "token_len_diff";
                    low: number;
                    high: number;
                } | {
                    /** @constant */
                    is: "level";
                    /** @enum {string} */
                    dimension: "expertise_level" | "open_endedness" | "safety_concern" | "complexity_of_intents";
                    value: string;
                } | {
                    /** @constant */
                    is: "member";
                    /** @enum {string} */
                    dimension: "subject_of_expertise" | "languages" | "type_of_in_context_material" | "format_constraints";
                    value: string;
                } | {
                    /** @constant */
                    is: "exists";
                    /** @enum {string} */
                    dimension: "subject_of_expertise" | "languages" | "type_of_in_context_material" | "format_constraints";
                } | {
                    /** @constant */
                    is: "meta";
                    key: string;
                    value: string;
                } | {
                    /** @constant */
                    is: "always";
                };
            }[];
        };
        TaggedItem: {
            itemId: string;
            item: string;
            tags: string[];
        };
        RoutePlan: {
            id: string;
            campaignId: string;
            number: number;
            /** @enum {string} */
            strategy: "best" | "repaired-topk" | "published-simulated" | "published-topk" | "uncertainty" | "random";
            seed: number;
            budget: unknown;
            prices: unknown;
            overlap: number;
            items: number;
            humanItems: number;
            costMicros: number;
            /** @enum {string} */
            state: "drawn" | "committed" | "dropped";
            tasksOpened: number;
            outlook: unknown;
            createdAt: string;
            committedAt: string | null;
            alarmedAt: string | null;
        };
        PendingPlan: {
            id: string;
            number: number;
            /** @enum {string} */
            strategy: "best" | "repaired-topk" | "published-simulated" | "published-topk" | "uncertainty" | "random";
            /** @enum {string} */
            state: "queued" | "failed" | "cancelled";
            error: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        RouteDecision: {
            taskId: string;
            item: string;
            unitKey: string;
            title: string;
            arm: string;
            rank: number;
            gain: number | null;
            costMicros: number;
            why: string;
        };
        PerformanceTable: {
            id: string;
            name: string;
            target: string;
            mixes: number;
            mixItems: number;
            tags: number;
            lowest: number;
            highest: number;
            spearman: number | null;
            rmse: number;
            createdAt: string;
        };
        RoutingSeed: {
            judge: string;
            labelled: number;
            answered: number;
            adjudicated: number;
            open: number;
            wanted: number;
            least: number;
        };
        ItemLine: {
            id: string;
            prompt: string | {
                role: string;
                content: string;
            }[];
            responses: {
                text: string;
                model: string | null;
            }[];
            source: string | null;
            license: string | null;
            meta: {
                [key: string]: components["schemas"]["Json"];
            };
        };
        AnnotationLine: {
            id: string;
            campaignId: string;
            taskId: string;
            itemId: string;
            item: string;
            unitKey: string;
            annotator: string;
            /** @enum {string} */
            source: "human" | "lm" | "gold" | "adjudicator";
            response: components["schemas"]["Json"];
            comment: string | null;
            flagged: boolean;
            questionVersion: number;
            activeSeconds: number | null;
            /** Format: date-time */
            createdAt: string;
        };
        Judge: {
            id: string;
            name: string;
            annotatorId: string;
            version: number;
            versionId: string;
            settings: {
                /** @constant */
                provider: "openai";
                /**
                 * @default both
                 * @enum {string}
                 */
                orders: "both" | "one";
                /** @default 1 */
                samples: number;
                /** Format: uri */
                url: string;
                model: string;
                /** @default 0 */
                temperature: number;
                /** @default 1024 */
                maxTokens: number;
                /** @default false */
                logProbabilities: boolean;
                /** @default 0 */
                promptPriceMicros: number;
                /** @default 0 */
                completionPriceMicros: number;
                /** @default 4 */
                concurrency: number;
                /** @default null */
                requestsPerMinute: number | null;
                /** @default 120 */
                timeoutSeconds: number;
                /** @default 6 */
                attempts: number;
                /** @default 1 */
                retrySeconds: number;
                /**
                 * @default assume
                 * @enum {string}
                 */
                unknownOutcome: "assume" | "release";
                /** @default false */
                honoursIdempotencyKeys: boolean;
            } | {
                /** @constant */
                provider: "replay";
                annotator: string;
                /** @default 0 */
                priceMicros: number;
            } | {
                /** @constant */
                provider: "reward-model";
                /** @default null */
                version: number | null;
            };
            template: string;
            /** @enum {string} */
            replyMode: "json_schema" | "json_object" | "text";
            keyEnding: string | null;
            archived: boolean;
            createdAt: string;
            labels: number;
        };
        JudgeCard: {
            judge: components["schemas"]["Judge"];
            campaign: {
                id: string;
                name: string;
            };
            question: string;
            units: number;
            referenced: number;
            calls: {
                answered: number;
                unanswered: number;
                unknownCost: number;
            };
            costMicros: number;
            measures: {
                accuracy: components["schemas"]["Estimate"];
                kappa: components["schemas"]["Estimate"];
                firstShown: components["schemas"]["Estimate"];
                orderFlips: components["schemas"]["Estimate"];
                lengthBias: components["schemas"]["Estimate"];
                selfConsistency: components["schemas"]["Estimate"];
                ece: components["schemas"]["Estimate"];
                costPerCorrectMicros: components["schemas"]["Estimate"];
            };
        };
        JudgeRound: {
            id: string;
            judge: string;
            campaign: string;
            scope: {
                /** @constant */
                tasks: "all";
            } | {
                /** @constant */
                tasks: "known";
            } | {
                /** @constant */
                tasks: "people";
            } | {
                /** @constant */
                tasks: "plan";
                plan: number;
            } | {
                /** @constant */
                tasks: "unanswered";
            };
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            error: string | null;
            tasks: number;
            labels: number;
            calls: {
                waiting: number;
                asking: number;
                done: number;
                failed: number;
            };
            unanswered: number;
            costMicros: number;
            createdAt: string;
            finishedAt: string | null;
        };
        Budget: {
            id: string;
            campaignId: string;
            campaign: string | null;
            arm: string;
            /** @enum {string} */
            period: "total" | "month";
            month: string;
            capMicros: number;
            reservedMicros: number;
            spentMicros: number;
            alertShares: number[];
            alerts: {
                month: string;
                share: number;
                raisedAt: string;
            }[];
        };
        LedgerEntry: {
            id: string;
            /** @enum {string} */
            kind: "reserve" | "settle" | "release" | "assume" | "earn" | "take-back" | "adjust" | "pay" | "reverse";
            reservedChangeMicros: number;
            spentChangeMicros: number;
            paidChangeMicros: number;
            campaign: string | null;
            arm: string;
            annotator: string | null;
            month: string;
            note: string;
            createdAt: string;
        };
        PayRate: {
            id: string;
            campaign: string | null;
            annotator: string | null;
            /** @enum {string} */
            basis: "item" | "hour" | "none";
            amountMicros: number;
            from: string | null;
            replaced: boolean;
            toCome: boolean;
        };
        PersonPay: {
            annotatorId: string;
            name: string;
            items: number;
            activeSeconds: number;
            earnedMicros: number;
            adjustedMicros: number;
            paidMicros: number;
            owedMicros: number;
            waitingItems: number;
            waitingMicros: number;
            hourlyMicros: components["schemas"]["Estimate"];
            /** @enum {string} */
            minimum: "surely below" | "below" | "above" | "not known";
        };
        PayStatement: {
            annotatorId: string;
            name: string;
            month: string | null;
            months: string[];
            openingMicros: number;
            lines: {
                campaign: string;
                /** @enum {string} */
                basis: "item" | "hour" | "none";
                rateMicros: number;
                items: number;
                activeSeconds: number;
                amountMicros: number;
            }[];
            notes: {
                lineId: string;
                at: string;
                /** @enum {string} */
                kind: "adjust" | "pay" | "reverse";
                /** @enum {string} */
                of: "adjust" | "pay";
                amountMicros: number;
                note: string;
                reversed: boolean;
            }[];
            items: number;
            activeSeconds: number;
            earnedMicros: number;
            adjustedMicros: number;
            paidMicros: number;
            closingMicros: number;
            waitingItems: number;
            waitingMicros: number;
            hourlyMicros: components["schemas"]["Estimate"];
        };
        Webhook: {
            id: string;
            url: string;
            events: string[];
            enabled: boolean;
            /** Format: date-time */
            createdAt: string;
            waiting: number;
            failed: number;
        };
        WebhookDelivery: {
            id: string;
            webhookId: string;
            type: string;
            /** @enum {string} */
            state: "waiting" | "sent" | "failed";
            attempts: number;
            answerStatus: number | null;
            error: string | null;
            /** Format: date-time */
            createdAt: string;
            nextAttemptAt: string | null;
            sentAt: string | null;
        };
        WebhookDeliveryDetail: {
            id: string;
            webhookId: string;
            type: string;
            /** @enum {string} */
            state: "waiting" | "sent" | "failed";
            attempts: number;
            answerStatus: number | null;
            error: string | null;
            /** Format: date-time */
            createdAt: string;
            nextAttemptAt: string | null;
            sentAt: string | null;
            payload: unknown;
            answerBody: string | null;
        };
    };
    responses: {
        /** @description Refused, with the reason */
        Problem: {
            headers: {
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description 8 to 200 characters, made once for one intended write */
        IdempotencyKey: string;
        /** @description ETag of what was read: refused where it changed since */
        IfMatch: string;
        /** @description ETag of what is held: 304 where it is the same */
        IfNoneMatch: string;
    };
    requestBodies: never;
    headers: {
        /** @description requests a minute */
        "RateLimit-Limit": number;
        /** @description requests left in this minute */
        "RateLimit-Remaining": number;
        /** @description seconds until the next minute begins */
        "RateLimit-Reset": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listProjects: {
        parameters: {
            query?: {
                slug?: string;
                archived?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ProjectSummary"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    slug?: string;
                    /** @default  */
                    description?: string;
                    /** @default pairwise */
                    kind?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        project: components["schemas"]["Project"];
                        campaign: components["schemas"]["Campaign"];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search: {
        parameters: {
            query: {
                text: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: ({
                            id: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    editProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what was read: refused where it changed since */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    slug: string;
                    description: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    archiveProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    archived: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    countStages: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        imports: number;
                        failedImports: number;
                        items: number;
                        campaigns: number;
                        tasks: number;
                        openTasks: number;
                        annotations: number;
                        annotators: number;
                        judges: number;
                        openFlags: number;
                        agreement: number | null;
                        rewardModel: number | null;
                        routePlan: number | null;
                        dataset: number | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CampaignSummary"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    slug?: string;
                    kind: string;
                    template?: string;
                    /** @default 1 */
                    overlap?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    editCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what was read: refused where it changed since */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    overlap: number;
                    goldShare: number;
                    leaseSeconds: number;
                    config: components["schemas"]["Json"];
                    extras?: {
                        name: string;
                        title: string;
                        /** @default  */
                        help?: string;
                        /** @enum {string} */
                        type: "critique" | "rewrite";
                        /** @enum {string} */
                        about: "item" | "response";
                        /** @default false */
                        required?: boolean;
                        /** @default 0 */
                        minChars?: number;
                    }[];
                    shownMeta?: string[];
                    highlightedWords?: string[];
                    change?: {
                        note: string;
                        keepCounting: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setCampaignState: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "open" | "paused" | "archived";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setHandout: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what was read: refused where it changed since */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    handout: {
                        /**
                         * @default least-annotated
                         * @enum {string}
                         */
                        order?: "least-annotated" | "random" | "uncertainty";
                        /**
                         * @default {
                         *       "by": "anyone"
                         *     }
                         */
                        match?: {
                            /** @constant */
                            by: "anyone";
                        } | {
                            /** @constant */
                            by: "skill";
                            field: string;
                        } | {
                            /** @constant */
                            by: "cohort";
                            cohorts: {
                                name: string;
                                overlap: number;
                            }[];
                        };
                        /** @default null */
                        adaptive?: {
                            min: number;
                            max: number;
                            threshold: number;
                        } | null;
                        /** @default 0 */
                        repeatShare?: number;
                        /** @default 20 */
                        repeatAfter?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        slots: number;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setAdmission: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what was read: refused where it changed since */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    admission: {
                        /** @default false */
                        consent?: boolean;
                        /** @default [] */
                        profile?: ({
                            /** @constant */
                            type: "text";
                            name: string;
                            title: string;
                            /** @default  */
                            help?: string;
                            /** @default false */
                            required?: boolean;
                        } | {
                            /** @constant */
                            type: "number";
                            name: string;
                            title: string;
                            /** @default  */
                            help?: string;
                            /** @default false */
                            required?: boolean;
                            min?: number;
                            max?: number;
                        } | {
                            /** @enum {string} */
                            type: "one" | "several";
                            name: string;
                            title: string;
                            /** @default  */
                            help?: string;
                            /** @default false */
                            required?: boolean;
                            options: string[];
                        })[];
                        /** @default null */
                        qualification?: {
                            items: number;
                            pass: number;
                            /** @default 3 */
                            attempts?: number;
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setQualityRules: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description ETag of what was read: refused where it changed since */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: {
                        /** @default 20 */
                        window?: number;
                        /** @default 5 */
                        atLeast?: number;
                        /** @default null */
                        warnBelow?: number | null;
                        /** @default null */
                        retrainBelow?: number | null;
                        /** @default null */
                        pauseBelow?: number | null;
                        /** @default null */
                        pace?: {
                            /** @default null */
                            leastSeconds?: number | null;
                            /** @default null */
                            wordsPerMinute?: number | null;
                            /** @default 20 */
                            window?: number;
                            /** @default 10 */
                            atLeast?: number;
                            /** @default null */
                            warnAbove?: number | null;
                            /** @default null */
                            pauseAbove?: number | null;
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listQuestions: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            version: number;
                            config: unknown;
                            note: string;
                            /** Format: date-time */
                            replacedAt: string;
                            answers: number;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listGuides: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Guide"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publishGuide: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    markdown: string;
                    note: string;
                    basedOn: number;
                    examples?: {
                        itemId: string;
                        prompt: string;
                        responses: {
                            letter: string;
                            text: string;
                        }[];
                        answer: string;
                        why: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listConsents: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: ({
                            version: number;
                            markdown: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publishConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    markdown: string;
                    basedOn?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    changeRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "admin" | "researcher" | "annotator";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setDisabled: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    disabled: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    giveNewPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Invitation"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    inviteMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "admin" | "researcher" | "annotator";
                    email?: ("" | string) | null;
                    /** @default 7 */
                    days?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        path: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("projects:see" | "assignments:work" | "annotations:own" | "guides:see" | "flags:raise" | "discussion:see" | "discussion:write" | "pay:own" | "projects:create" | "projects:edit" | "campaigns:see" | "campaigns:edit" | "items:see" | "items:remove" | "views:save" | "imports:see" | "imports:create" | "imports:undo" | "tasks:see" | "tasks:open" | "annotations:see" | "annotations:decide" | "quality:see" | "quality:manage" | "flags:see" | "flags:resolve" | "discussion:moderate" | "aggregation:see" | "aggregation:run" | "reward-models:see" | "reward-models:train" | "reward-models:promote" | "tags:see" | "tags:run" | "tags:edit" | "routing:see" | "routing:plan" | "routing:alarm" | "judges:see" | "judges:ask" | "budgets:see" | "budgets:spend" | "exports:see" | "exports:create" | "jobs:see" | "jobs:cancel" | "overview:see" | "connections:see" | "connections:edit" | "secrets:keep" | "secrets:use" | "projects:archive" | "routing:commit" | "judges:edit" | "budgets:edit" | "pay:see" | "pay:edit" | "members:see" | "members:invite" | "members:edit" | "workspace:edit" | "webhooks:see" | "webhooks:edit" | "audit:see" | "metrics:see" | "members:own")[];
                    projectId?: ("" | string) | null;
                    /** @default 90 */
                    days?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        token: string;
                        prefix: string;
                        expiresAt: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listPeople: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Person"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setSkills: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                annotatorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    skills: string[];
                    cohort: string | null;
                    expert: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    liftPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                annotatorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    again?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    excludePerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                annotatorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readmitPerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                annotatorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listFlags: {
        parameters: {
            query?: {
                campaignId?: string;
                annotatorId?: string;
                reason?: "answer" | "comment" | "unsafe" | "broken" | "expert";
                state?: "open" | "resolved" | "all";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Flag"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    raiseFlag: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId: string;
                    taskId: string;
                    /** @enum {string} */
                    reason: "comment" | "unsafe" | "broken";
                    /** @default  */
                    comment?: string;
                    /** @default null */
                    response?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    resolveFlag: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                flagId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    resolution?: string;
                    /** @default false */
                    backToAll?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                by?: "system" | string;
                action?: "account:edit" | "projects:see" | "assignments:work" | "annotations:own" | "guides:see" | "flags:raise" | "discussion:see" | "discussion:write" | "pay:own" | "projects:create" | "projects:edit" | "campaigns:see" | "campaigns:edit" | "items:see" | "items:remove" | "views:save" | "imports:see" | "imports:create" | "imports:undo" | "tasks:see" | "tasks:open" | "annotations:see" | "annotations:decide" | "quality:see" | "quality:manage" | "flags:see" | "flags:resolve" | "discussion:moderate" | "aggregation:see" | "aggregation:run" | "reward-models:see" | "reward-models:train" | "reward-models:promote" | "tags:see" | "tags:run" | "tags:edit" | "routing:see" | "routing:plan" | "routing:alarm" | "judges:see" | "judges:ask" | "budgets:see" | "budgets:spend" | "exports:see" | "exports:create" | "jobs:see" | "jobs:cancel" | "overview:see" | "api-keys:own" | "connections:see" | "connections:edit" | "secrets:keep" | "secrets:use" | "projects:archive" | "routing:commit" | "judges:edit" | "budgets:edit" | "pay:see" | "pay:edit" | "members:see" | "members:invite" | "members:edit" | "workspace:edit" | "api-keys:manage" | "webhooks:see" | "webhooks:edit" | "audit:see" | "metrics:see" | "members:own" | "members:password" | "workspace:backup";
                projectId?: string;
                from?: string;
                to?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readAuditLog: {
        parameters: {
            query?: {
                by?: "system" | string;
                action?: "account:edit" | "projects:see" | "assignments:work" | "annotations:own" | "guides:see" | "flags:raise" | "discussion:see" | "discussion:write" | "pay:own" | "projects:create" | "projects:edit" | "campaigns:see" | "campaigns:edit" | "items:see" | "items:remove" | "views:save" | "imports:see" | "imports:create" | "imports:undo" | "tasks:see" | "tasks:open" | "annotations:see" | "annotations:decide" | "quality:see" | "quality:manage" | "flags:see" | "flags:resolve" | "discussion:moderate" | "aggregation:see" | "aggregation:run" | "reward-models:see" | "reward-models:train" | "reward-models:promote" | "tags:see" | "tags:run" | "tags:edit" | "routing:see" | "routing:plan" | "routing:alarm" | "judges:see" | "judges:ask" | "budgets:see" | "budgets:spend" | "exports:see" | "exports:create" | "jobs:see" | "jobs:cancel" | "overview:see" | "api-keys:own" | "connections:see" | "connections:edit" | "secrets:keep" | "secrets:use" | "projects:archive" | "routing:commit" | "judges:edit" | "budgets:edit" | "pay:see" | "pay:edit" | "members:see" | "members:invite" | "members:edit" | "workspace:edit" | "api-keys:manage" | "webhooks:see" | "webhooks:edit" | "audit:see" | "metrics:see" | "members:own" | "members:password" | "workspace:backup";
                projectId?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON value a line */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["AuditEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkAuditChain: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditChain"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listItems: {
        parameters: {
            query?: {
                q?: string;
                source?: string;
                import?: string;
                state?: "open" | "decided" | "contested" | "answered" | "unlabelled";
                answers?: "people" | "models" | "both" | "none";
                campaign?: string;
                annotator?: string;
                label?: string;
                agreement?: "alike" | "mixed" | "split";
                model?: "for" | "against" | "close" | "unscored";
                tag?: string;
                flagged?: "yes";
                discussed?: "yes";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ItemRow"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    removeItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    warnItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    warning: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listPosts: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Post"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postToItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removePost: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listDecisions: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Decision"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listFilterChoices: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sources: {
                            name: string;
                            items: number;
                        }[];
                        imports: {
                            id: string;
                            fileName: string;
                        }[];
                        campaigns: {
                            slug: string;
                            name: string;
                        }[];
                        annotators: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            source: "human" | "lm" | "gold" | "adjudicator";
                        }[];
                        labels: string[];
                        tags: string[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    sampleItems: {
        parameters: {
            query?: {
                count?: number;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SampleItem"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ItemView"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    saveView: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default false */
                    shared?: boolean;
                    query: {
                        q?: string;
                        source?: string;
                        import?: string;
                        /** @enum {string} */
                        state?: "open" | "decided" | "contested" | "answered" | "unlabelled";
                        /** @enum {string} */
                        answers?: "people" | "models" | "both" | "none";
                        campaign?: string;
                        annotator?: string;
                        label?: string;
                        /** @enum {string} */
                        agreement?: "alike" | "mixed" | "split";
                        /** @enum {string} */
                        model?: "for" | "against" | "close" | "unscored";
                        tag?: string;
                        /** @constant */
                        flagged?: "yes";
                        /** @constant */
                        discussed?: "yes";
                        /**
                         * @default order
                         * @enum {string}
                         */
                        sort?: "order" | "title" | "answers" | "certainty" | "disagreement" | "margin";
                        /** @constant */
                        down?: "yes";
                        columns?: ("source" | "answers" | "posterior" | "probability" | "state" | "disagreement" | "margin" | "tags" | "responses" | "flags" | "discussion" | "id")[];
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    dropView: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    editView: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                viewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    shared?: boolean;
                    query?: {
                        q?: string;
                        source?: string;
                        import?: string;
                        /** @enum {string} */
                        state?: "open" | "decided" | "contested" | "answered" | "unlabelled";
                        /** @enum {string} */
                        answers?: "people" | "models" | "both" | "none";
                        campaign?: string;
                        annotator?: string;
                        label?: string;
                        /** @enum {string} */
                        agreement?: "alike" | "mixed" | "split";
                        /** @enum {string} */
                        model?: "for" | "against" | "close" | "unscored";
                        tag?: string;
                        /** @constant */
                        flagged?: "yes";
                        /** @constant */
                        discussed?: "yes";
                        /**
                         * @default order
                         * @enum {string}
                         */
                        sort?: "order" | "title" | "answers" | "certainty" | "disagreement" | "margin";
                        /** @constant */
                        down?: "yes";
                        columns?: ("source" | "answers" | "posterior" | "probability" | "state" | "disagreement" | "margin" | "tags" | "responses" | "flags" | "discussion" | "id")[];
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                filter?: "all" | "open" | "answered" | "unopened";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TaskRow"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    openTasks: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    taskIds: "all" | string[] | {
                        ofItems: {
                            q?: string;
                            source?: string;
                            import?: string;
                            /** @enum {string} */
                            state?: "open" | "decided" | "contested" | "answered" | "unlabelled";
                            /** @enum {string} */
                            answers?: "people" | "models" | "both" | "none";
                            campaign?: string;
                            annotator?: string;
                            label?: string;
                            /** @enum {string} */
                            agreement?: "alike" | "mixed" | "split";
                            /** @enum {string} */
                            model?: "for" | "against" | "close" | "unscored";
                            tag?: string;
                            /** @constant */
                            flagged?: "yes";
                            /** @constant */
                            discussed?: "yes";
                        };
                    };
                    overlap?: number;
                    priority?: number;
                    routePlanId?: string;
                    lane?: string;
                    asking?: {
                        taskId: string;
                        asking: {
                            most: number;
                            threshold: number;
                            label: string;
                            machine: number;
                            person: number;
                            priceMicros: number;
                        };
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tasks: number;
                        slots: number;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    closeTasks: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    taskIds: "all" | string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tasks: number;
                        slots: number;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getUncounted: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        leftOut: number;
                        earlierQuestion: number;
                        tasks: number;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    replaceUncounted: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tasks: number;
                        slots: number;
                        tasksLeft: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askAgain: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        slots: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    response: unknown;
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listKnownTasks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KnownTask"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    addGuideExample: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    itemId: string;
                    response: unknown;
                    why: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setKnownAnswer: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    response: unknown;
                    /** @default  */
                    explanation?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setTraining: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    taskIds: string[] | number;
                    training: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        marked: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sendBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    callBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    renewLeases: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    leases: {
                        assignmentId: string;
                        epoch: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lost: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    leaseNext: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    holding?: string[];
                    assignmentId?: string;
                    /** @default 1 */
                    want?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        work: components["schemas"]["Work"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    releaseLease: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assignmentId: string;
                    epoch: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    skipAssignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assignmentId: string;
                    epoch: string;
                    /** @enum {string} */
                    reason: "cannot-judge" | "needs-expert" | "broken-item" | "unsafe" | "language" | "other";
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    saveDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assignmentId: string;
                    draft: {
                        response: unknown;
                        comment?: string;
                        /** @default false */
                        flagged?: boolean;
                        /** @default [] */
                        extras?: {
                            name: string;
                            response: number | null;
                            text: string;
                        }[];
                        activeSeconds?: number;
                        reply?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        draftVersion: number;
                        savedAt: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    submitAnnotation: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assignmentId: string;
                    epoch: string;
                    idemKey: string;
                    response: unknown;
                    comment?: string;
                    /** @default false */
                    flagged?: boolean;
                    /** @default [] */
                    extras?: {
                        name: string;
                        response: number | null;
                        text: string;
                    }[];
                    questionVersion?: number;
                    activeSeconds?: number;
                    reply?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnotationReceipt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    correctAnnotation: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    idemKey: string;
                    response: unknown;
                    comment?: string;
                    /** @default false */
                    flagged?: boolean;
                    /** @default [] */
                    extras?: {
                        name: string;
                        response: number | null;
                        text: string;
                    }[];
                    questionVersion?: number;
                    activeSeconds?: number;
                    reply?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnotationReceipt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    undoLast: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignmentId: string;
                        /** @enum {string} */
                        was: "submit" | "skip";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOwnAnnotations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OwnAnswer"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getOwnItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        prompt: string | {
                            role: string;
                            content: string;
                        }[];
                        /** @default null */
                        media: {
                            /** @enum {string} */
                            type: "image" | "video" | "audio";
                            src: string;
                            alt: string | null;
                        }[] | null;
                        /** @default [] */
                        meta: {
                            field: string;
                            value: string;
                        }[];
                        candidates: {
                            ordinal: number;
                            text: string;
                            /** @default null */
                            media: {
                                /** @enum {string} */
                                type: "image" | "video" | "audio";
                                src: string;
                                alt: string | null;
                            }[] | null;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getOwnProgress: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: number;
                        skipped: number;
                        left: number;
                        activeSeconds: number;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readGate: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gate"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    acceptConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    saveProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        [key: string]: string | number | string[] | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    answerPractice: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    taskId: string;
                    shownOrder: number[];
                    response: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        correct: boolean;
                        known: unknown;
                        explanation: string;
                        answered: number;
                        correctSoFar: number;
                        passed: boolean | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    nextPractice: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        work: {
                            attempt: number;
                            number: number;
                            of: number;
                            taskId: string;
                            unitKey: string;
                            contentWarning: string | null;
                            prompt: string | {
                                role: string;
                                content: string;
                            }[];
                            /** @default null */
                            media: {
                                /** @enum {string} */
                                type: "image" | "video" | "audio";
                                src: string;
                                alt: string | null;
                            }[] | null;
                            /** @default [] */
                            meta: {
                                field: string;
                                value: string;
                            }[];
                            candidates: {
                                ordinal: number;
                                text: string;
                                /** @default null */
                                media: {
                                    /** @enum {string} */
                                    type: "image" | "video" | "audio";
                                    src: string;
                                    alt: string | null;
                                }[] | null;
                            }[];
                        } | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listImports: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Import"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    fetchImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: {
                        /** @constant */
                        from: "url";
                        /** Format: uri */
                        url: string;
                    } | {
                        /** @constant */
                        from: "s3";
                        connectionId: string;
                        key: string;
                    } | {
                        /** @constant */
                        from: "hub";
                        connectionId: string | null;
                        repository: string;
                        /** @default main */
                        revision?: string;
                        /** @default  */
                        path?: string;
                    } | {
                        /** @constant */
                        from: "folder";
                        path: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        importId: string;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    uploadImport: {
        parameters: {
            query: {
                fileName: string;
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    previewImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                importId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId: string;
                    reading?: {
                        /** @enum {string} */
                        container: "jsonl" | "json" | "csv" | "tsv" | "parquet" | "arrow" | "folder";
                        /** @enum {string} */
                        format: "plumbline" | "trl-preference" | "trl-unpaired" | "trl-stepwise" | "hh-rlhf" | "ultrafeedback" | "rewardbench" | "helpsteer" | "prism" | "multipref" | "rlhf-v" | "safe-rlhf" | "oasst-trees" | "oasst-messages" | "arena" | "argilla" | "label-studio" | "wmt-mqm" | "open-instruct" | "shp" | "webgpt" | "nectar" | "prm800k" | "math-shepherd" | "summarize-feedback" | "prodigy" | "stack-exchange" | "prism-survey" | "process-bench" | "ranked-lists" | "summeval" | "wmt-esa" | "prodigy-compare" | "labelbox" | "community-alignment" | "mix-instruct" | "open-webui" | "columns";
                        /** @default {} */
                        columns?: {
                            [key: string]: string | null;
                        };
                        mapping?: {
                            /** @default null */
                            id?: string | null;
                            /** @default null */
                            prompt?: string | null;
                            /** @default null */
                            system?: string | null;
                            /** @default null */
                            context?: string | null;
                            responses: string[];
                            /** @default [] */
                            models?: (string | null)[];
                            /** @default false */
                            chosenFirst?: boolean;
                            /** @default null */
                            choice?: string | null;
                            /** @default [] */
                            aspects?: {
                                name: string;
                                column: string;
                            }[];
                            /** @default null */
                            choiceBase?: (0 | 1) | null;
                            /** @default true */
                            zeroIsTie?: boolean;
                            /** @default null */
                            scale?: [
                                number,
                                number
                            ] | null;
                            /** @default {} */
                            words?: {
                                [key: string]: "A" | "B" | "tie" | "both-bad" | "cannot-compare";
                            };
                            /** @default [] */
                            raters?: string[];
                            /** @default null */
                            ratersOutOf?: number | null;
                            /** @default [] */
                            ranks?: string[];
                            /** @default [] */
                            votes?: {
                                /** @enum {string} */
                                side: "A" | "B" | "tie" | "both-bad";
                                column: string;
                            }[];
                            /** @default [] */
                            ratings?: {
                                name: string;
                                columns: string[];
                                /** @default null */
                                outOf?: number | null;
                                /** @default false */
                                approval?: boolean;
                                /** @default {} */
                                words?: {
                                    [key: string]: number | boolean | string;
                                };
                            }[];
                            /** @default null */
                            annotator?: string | null;
                            annotatorName?: string | number;
                            /**
                             * @default human
                             * @enum {string}
                             */
                            annotatorKind?: "human" | "lm" | "gold" | "adjudicator";
                            /** @default null */
                            rationale?: string | null;
                        } | null;
                        annotator?: {
                            name: string | number;
                            /** @enum {string} */
                            kind: "human" | "lm" | "gold" | "adjudicator";
                        } | null;
                        /** @default null */
                        members?: {
                            name: string;
                            split: string | null;
                        }[] | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    startImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                importId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId: string;
                    /** @enum {string} */
                    onError: "stop" | "skip";
                    reading: {
                        /** @enum {string} */
                        container: "jsonl" | "json" | "csv" | "tsv" | "parquet" | "arrow" | "folder";
                        /** @enum {string} */
                        format: "plumbline" | "trl-preference" | "trl-unpaired" | "trl-stepwise" | "hh-rlhf" | "ultrafeedback" | "rewardbench" | "helpsteer" | "prism" | "multipref" | "rlhf-v" | "safe-rlhf" | "oasst-trees" | "oasst-messages" | "arena" | "argilla" | "label-studio" | "wmt-mqm" | "open-instruct" | "shp" | "webgpt" | "nectar" | "prm800k" | "math-shepherd" | "summarize-feedback" | "prodigy" | "stack-exchange" | "prism-survey" | "process-bench" | "ranked-lists" | "summeval" | "wmt-esa" | "prodigy-compare" | "labelbox" | "community-alignment" | "mix-instruct" | "open-webui" | "columns";
                        /** @default {} */
                        columns?: {
                            [key: string]: string | null;
                        };
                        mapping?: {
                            /** @default null */
                            id?: string | null;
                            /** @default null */
                            prompt?: string | null;
                            /** @default null */
                            system?: string | null;
                            /** @default null */
                            context?: string | null;
                            responses: string[];
                            /** @default [] */
                            models?: (string | null)[];
                            /** @default false */
                            chosenFirst?: boolean;
                            /** @default null */
                            choice?: string | null;
                            /** @default [] */
                            aspects?: {
                                name: string;
                                column: string;
                            }[];
                            /** @default null */
                            choiceBase?: (0 | 1) | null;
                            /** @default true */
                            zeroIsTie?: boolean;
                            /** @default null */
                            scale?: [
                                number,
                                number
                            ] | null;
                            /** @default {} */
                            words?: {
                                [key: string]: "A" | "B" | "tie" | "both-bad" | "cannot-compare";
                            };
                            /** @default [] */
                            raters?: string[];
                            /** @default null */
                            ratersOutOf?: number | null;
                            /** @default [] */
                            ranks?: string[];
                            /** @default [] */
                            votes?: {
                                /** @enum {string} */
                                side: "A" | "B" | "tie" | "both-bad";
                                column: string;
                            }[];
                            /** @default [] */
                            ratings?: {
                                name: string;
                                columns: string[];
                                /** @default null */
                                outOf?: number | null;
                                /** @default false */
                                approval?: boolean;
                                /** @default {} */
                                words?: {
                                    [key: string]: number | boolean | string;
                                };
                            }[];
                            /** @default null */
                            annotator?: string | null;
                            annotatorName?: string | number;
                            /**
                             * @default human
                             * @enum {string}
                             */
                            annotatorKind?: "human" | "lm" | "gold" | "adjudicator";
                            /** @default null */
                            rationale?: string | null;
                        } | null;
                        annotator?: {
                            name: string | number;
                            /** @enum {string} */
                            kind: "human" | "lm" | "gold" | "adjudicator";
                        } | null;
                        /** @default null */
                        members?: {
                            name: string;
                            split: string | null;
                        }[] | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRefusals: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            file: string;
                            line: number;
                            reason: string;
                            excerpt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    undoImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: number;
                        labels: number;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMedia: {
        parameters: {
            query?: {
                page?: number;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MediaAsset"][];
                        total: number;
                        perPage: number;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    uploadMedia: {
        parameters: {
            query: {
                fileName: string;
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaAsset"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "failed" | "cancelled";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    summariseProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            [key: string]: number;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Connection"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    addConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    settings: {
                        /** Format: uri */
                        endpoint: string;
                        /** @default us-east-1 */
                        region?: string;
                        bucket: string;
                        /** @default true */
                        pathStyle?: boolean;
                        /** @constant */
                        kind: "s3";
                        accessKeyId: string | null;
                    } | {
                        /** Format: uri */
                        endpoint?: string;
                        /** @constant */
                        kind: "hub";
                    };
                    key?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connectionId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    dropConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    browseServer: {
        parameters: {
            query?: {
                path?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            path: string;
                            name: string;
                            isFolder: boolean;
                            byteSize: number;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    saveReading: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    reading: {
                        /** @enum {string} */
                        container: "jsonl" | "json" | "csv" | "tsv" | "parquet" | "arrow" | "folder";
                        /** @enum {string} */
                        format: "plumbline" | "trl-preference" | "trl-unpaired" | "trl-stepwise" | "hh-rlhf" | "ultrafeedback" | "rewardbench" | "helpsteer" | "prism" | "multipref" | "rlhf-v" | "safe-rlhf" | "oasst-trees" | "oasst-messages" | "arena" | "argilla" | "label-studio" | "wmt-mqm" | "open-instruct" | "shp" | "webgpt" | "nectar" | "prm800k" | "math-shepherd" | "summarize-feedback" | "prodigy" | "stack-exchange" | "prism-survey" | "process-bench" | "ranked-lists" | "summeval" | "wmt-esa" | "prodigy-compare" | "labelbox" | "community-alignment" | "mix-instruct" | "open-webui" | "columns";
                        /** @default {} */
                        columns?: {
                            [key: string]: string | null;
                        };
                        mapping?: {
                            /** @default null */
                            id?: string | null;
                            /** @default null */
                            prompt?: string | null;
                            /** @default null */
                            system?: string | null;
                            /** @default null */
                            context?: string | null;
                            responses: string[];
                            /** @default [] */
                            models?: (string | null)[];
                            /** @default false */
                            chosenFirst?: boolean;
                            /** @default null */
                            choice?: string | null;
                            /** @default [] */
                            aspects?: {
                                name: string;
                                column: string;
                            }[];
                            /** @default null */
                            choiceBase?: (0 | 1) | null;
                            /** @default true */
                            zeroIsTie?: boolean;
                            /** @default null */
                            scale?: [
                                number,
                                number
                            ] | null;
                            /** @default {} */
                            words?: {
                                [key: string]: "A" | "B" | "tie" | "both-bad" | "cannot-compare";
                            };
                            /** @default [] */
                            raters?: string[];
                            /** @default null */
                            ratersOutOf?: number | null;
                            /** @default [] */
                            ranks?: string[];
                            /** @default [] */
                            votes?: {
                                /** @enum {string} */
                                side: "A" | "B" | "tie" | "both-bad";
                                column: string;
                            }[];
                            /** @default [] */
                            ratings?: {
                                name: string;
                                columns: string[];
                                /** @default null */
                                outOf?: number | null;
                                /** @default false */
                                approval?: boolean;
                                /** @default {} */
                                words?: {
                                    [key: string]: number | boolean | string;
                                };
                            }[];
                            /** @default null */
                            annotator?: string | null;
                            annotatorName?: string | number;
                            /**
                             * @default human
                             * @enum {string}
                             */
                            annotatorKind?: "human" | "lm" | "gold" | "adjudicator";
                            /** @default null */
                            rationale?: string | null;
                        } | null;
                        annotator?: {
                            name: string | number;
                            /** @enum {string} */
                            kind: "human" | "lm" | "gold" | "adjudicator";
                        } | null;
                        /** @default null */
                        members?: {
                            name: string;
                            split: string | null;
                        }[] | null;
                    };
                    columns: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readingId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    dropReading: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                readingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listDatasets: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DatasetVersion"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createDataset: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    format: "trl-preference" | "trl-preference-implicit" | "trl-unpaired" | "trl-stepwise" | "trl-sft" | "trl-prompt-only" | "openrlhf" | "openai-preference" | "alignment-handbook" | "hh-rlhf" | "soft-preference" | "ddpo" | "pro" | "image-reward" | "multi-aspect" | "safe-rlhf" | "rewardbench" | "arena" | "oasst-trees" | "oasst-messages" | "argilla" | "argilla-flat" | "label-studio" | "plumbline" | "annotations";
                    /** @enum {string} */
                    container: "parquet" | "jsonl" | "csv" | "hf";
                    /** @default {} */
                    recipe?: {
                        /**
                         * @default 1
                         * @constant
                         */
                        version?: 1;
                        campaign?: string;
                        campaigns?: string[];
                        question?: string;
                        /**
                         * @default latest
                         * @enum {string}
                         */
                        labels?: "latest" | "human" | "lm" | "all";
                        /** @enum {string} */
                        aggregate?: "majority" | "one-coin" | "dawid-skene" | "glad" | "mace" | "crowd-bt" | "lcpo" | "bt-ties";
                        /** @default {} */
                        answers?: {
                            /** Format: date */
                            from?: string;
                            /** Format: date */
                            to?: string;
                            /** @default [] */
                            annotators?: string[];
                            /** @default [] */
                            exceptAnnotators?: string[];
                        };
                        /** @default [] */
                        itemSources?: string[];
                        /** @default 0 */
                        minPosterior?: number;
                        /** @default 0 */
                        minVoteShare?: number;
                        /** @default 0 */
                        minLabels?: number;
                        /**
                         * @default drop
                         * @enum {string}
                         */
                        ties?: "drop" | "lean" | "unpaired";
                        /**
                         * @default include
                         * @enum {string}
                         */
                        gold?: "include" | "exclude";
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        rewrites?: "auto" | "include" | "none";
                        /**
                         * @default none
                         * @enum {string}
                         */
                        dedup?: "none" | "rows" | "prompts";
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        shape?: "auto" | "conversational";
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        margin?: "auto" | "none";
                        /**
                         * @default none
                         * @enum {string}
                         */
                        weights?: "none" | "column";
                        /** @default {} */
                        splits?: {
                            /** @default 1 */
                            train?: number;
                            /** @default 0 */
                            validation?: number;
                            /** @default 0 */
                            test?: number;
                        };
                        /** @default 1 */
                        seed?: number;
                        /**
                         * @default pseudonyms
                         * @enum {string}
                         */
                        annotators?: "pseudonyms" | "names";
                        /**
                         * @default none
                         * @enum {string}
                         */
                        compression?: "none" | "gzip" | "zstd";
                        /** @default 500 */
                        shardMegabytes?: number;
                        license?: string;
                        allowEmpty?: boolean;
                        /** @default [] */
                        languages?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: number;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewDataset: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    format: "trl-preference" | "trl-preference-implicit" | "trl-unpaired" | "trl-stepwise" | "trl-sft" | "trl-prompt-only" | "openrlhf" | "openai-preference" | "alignment-handbook" | "hh-rlhf" | "soft-preference" | "ddpo" | "pro" | "image-reward" | "multi-aspect" | "safe-rlhf" | "rewardbench" | "arena" | "oasst-trees" | "oasst-messages" | "argilla" | "argilla-flat" | "label-studio" | "plumbline" | "annotations";
                    /** @enum {string} */
                    container: "parquet" | "jsonl" | "csv" | "hf";
                    /** @default {} */
                    recipe?: {
                        /**
                         * @default 1
                         * @constant
                         */
                        version?: 1;
                        campaign?: string;
                        campaigns?: string[];
                        question?: string;
                        /**
                         * @default latest
                         * @enum {string}
                         */
                        labels?: "latest" | "human" | "lm" | "all";
                        /** @enum {string} */
                        aggregate?: "majority" | "one-coin" | "dawid-skene" | "glad" | "mace" | "crowd-bt" | "lcpo" | "bt-ties";
                        /** @default {} */
                        answers?: {
                            /** Format: date */
                            from?: string;
                            /** Format: date */
                            to?: string;
                            /** @default [] */
                            annotators?: string[];
                            /** @default [] */
                            exceptAnnotators?: string[];
                        };
                        /** @default [] */
                        itemSources?: string[];
                        /** @default 0 */
                        minPosterior?: number;
                        /** @default 0 */
                        minVoteShare?: number;
                        /** @default 0 */
                        minLabels?: number;
                        /**
                         * @default drop
                         * @enum {string}
                         */
                        ties?: "drop" | "lean" | "unpaired";
                        /**
                         * @default include
                         * @enum {string}
                         */
                        gold?: "include" | "exclude";
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        rewrites?: "auto" | "include" | "none";
                        /**
                         * @default none
                         * @enum {string}
                         */
                        dedup?: "none" | "rows" | "prompts";
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        shape?: "auto" | "conversational";
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        margin?: "auto" | "none";
                        /**
                         * @default none
                         * @enum {string}
                         */
                        weights?: "none" | "column";
                        /** @default {} */
                        splits?: {
                            /** @default 1 */
                            train?: number;
                            /** @default 0 */
                            validation?: number;
                            /** @default 0 */
                            test?: number;
                        };
                        /** @default 1 */
                        seed?: number;
                        /**
                         * @default pseudonyms
                         * @enum {string}
                         */
                        annotators?: "pseudonyms" | "names";
                        /**
                         * @default none
                         * @enum {string}
                         */
                        compression?: "none" | "gzip" | "zstd";
                        /** @default 500 */
                        shardMegabytes?: number;
                        license?: string;
                        allowEmpty?: boolean;
                        /** @default [] */
                        languages?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        considered: number;
                        rows: number;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDataset: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        number: number;
                        format: string;
                        container: string;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "failed" | "cancelled";
                        rows: number;
                        excluded: {
                            [key: string]: number;
                        };
                        error: string | null;
                        createdAt: string;
                        finishedAt: string | null;
                        recipe: {
                            [key: string]: unknown;
                        };
                        files: {
                            path: string;
                            rows: number;
                            byteSize: number;
                            sha256: string;
                        }[];
                        manifest: {
                            [key: string]: unknown;
                        } | null;
                        namedPeople: string[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    diffDatasets: {
        parameters: {
            query: {
                a: number;
                b: number;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetDiff"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    streamDataset: {
        parameters: {
            query: {
                format: "trl-preference" | "trl-preference-implicit" | "trl-unpaired" | "trl-stepwise" | "trl-sft" | "trl-prompt-only" | "openrlhf" | "openai-preference" | "alignment-handbook" | "hh-rlhf" | "soft-preference" | "ddpo" | "pro" | "image-reward" | "multi-aspect" | "safe-rlhf" | "rewardbench" | "arena" | "oasst-trees" | "oasst-messages" | "argilla" | "argilla-flat" | "label-studio" | "plumbline" | "annotations";
                recipe?: string;
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON value a line */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": {
                        [key: string]: unknown;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPushes: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DatasetPush"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    pushDataset: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    connectionId: string;
                    place: string;
                    /** @default true */
                    hidden?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pushId: string;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    downloadDatasetFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
                number: number;
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    downloadDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    measureAgreement: {
        parameters: {
            query?: {
                campaignId?: string;
                question?: string;
                metric?: "krippendorff-alpha" | "fleiss-kappa" | "percent-agreement" | "distance-agreement";
                level?: "nominal" | "ordinal" | "interval" | "ratio";
                source?: "human" | "lm" | "all";
                seed?: number;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementReport"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    summariseAgreement: {
        parameters: {
            query?: {
                campaignId?: string;
                question?: string;
                source?: "human" | "lm" | "all";
                matrixAnnotators?: number;
                contested?: number;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        main: components["schemas"]["AgreementReport"];
                        fleiss: components["schemas"]["AgreementReport"] | null;
                        percent: components["schemas"]["AgreementReport"];
                        matrix: {
                            names: {
                                annotatorId: string;
                                name: string;
                                source: string;
                                labels: number;
                            }[];
                            /** @enum {string} */
                            measure: "cohen-kappa" | "krippendorff-alpha" | "distance-agreement";
                            pairs: {
                                first: number;
                                second: number;
                                shared: number;
                                value: number | null;
                            }[];
                        };
                        contested: {
                            taskId: string;
                            itemId: string;
                            title: string;
                            labels: number;
                            agreement: number;
                            votes: {
                                choice: string;
                                people: number;
                                models: number;
                            }[];
                        }[];
                        totalLabels: number;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    measureSelfConsistency: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    requestAggregation: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId?: string;
                    /** @enum {string} */
                    model?: "majority" | "one-coin" | "dawid-skene" | "glad" | "mace" | "crowd-bt" | "lcpo" | "bt-ties";
                    /**
                     * @default human
                     * @enum {string}
                     */
                    source?: "human" | "lm" | "all";
                    question?: string;
                    /** @default 1 */
                    seed?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        aggregationId: string;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getNewestAggregation: {
        parameters: {
            query?: {
                source?: "human" | "lm" | "all";
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        aggregation: components["schemas"]["Aggregation"] | null;
                        job: components["schemas"]["Job"] | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getConsensus: {
        parameters: {
            query?: {
                campaignId?: string;
                question?: string;
                source?: "human" | "lm" | "all";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TaskConsensus"][];
                        nextCursor: string | null;
                        aggregation: components["schemas"]["Aggregation"] | null;
                        annotators: {
                            annotatorId: string;
                            name: string;
                            source: string;
                            reliability: number;
                            ci: [
                                number,
                                number
                            ] | null;
                            labels: number;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readConsensus: {
        parameters: {
            query?: {
                campaignId?: string;
                question?: string;
                source?: "human" | "lm" | "all";
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON value a line */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["TaskConsensus"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRewardModels: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            number: number;
                            /** @enum {string} */
                            state: "queued" | "running" | "done" | "failed" | "cancelled";
                            encoder: string;
                            /** @enum {string} */
                            head: "linear" | "mlp" | "low-rank";
                            /** @enum {string} */
                            loss: "bradley-terry" | "bradley-terry-ties" | "plackett-luce" | "pro" | "regression" | "ordinal" | "cost" | "preference";
                            labels: string;
                            seed: number;
                            folds: number;
                            options: {
                                /**
                                 * @default hard
                                 * @enum {string}
                                 */
                                targets: "hard" | "posterior";
                                /** @default 0 */
                                margin: number;
                                /** @default 0 */
                                smoothing: number;
                                /** @default false */
                                gapWeights: boolean;
                                /** @default 2 */
                                penalty: number;
                                /** @default 32 */
                                hidden: number;
                                /** @default 8 */
                                rank: number;
                                /** @default 2 */
                                planes: number;
                                /** @default 5 */
                                ensemble: number;
                                /** @default 0 */
                                tuneLayers: number;
                                /** @default 8 */
                                tuneRank: number;
                                /** @default 16 */
                                tuneAlpha: number;
                                /** @default 3 */
                                tuneEpochs: number;
                                /** @default 0.0003 */
                                tuneRate: number;
                                /**
                                 * @default linear
                                 * @enum {string}
                                 */
                                tuneDecay: "constant" | "linear" | "cosine";
                                /** @default [] */
                                questions: "all" | string[];
                                /** @default null */
                                campaignId: string | null;
                            };
                            data: {
                                /** @default  */
                                labels: string;
                                /** @default 0 */
                                pairs: number;
                                /** @default {} */
                                excluded: {
                                    [key: string]: number;
                                };
                                /** @default  */
                                sha256: string;
                                /** @default null */
                                answers: number | null;
                                /** @default 0 */
                                frozenPrompts: number;
                            };
                            /** @enum {string} */
                            trigger: "person" | "labels" | "drift";
                            codeVersion: string | null;
                            live: {
                                /** @default [] */
                                losses: number[];
                            };
                            provider: string | null;
                            trainPairs: number;
                            testPairs: number;
                            metrics: {
                                accuracy: components["schemas"]["Estimate"];
                                logLoss: components["schemas"]["Estimate"];
                                ece: components["schemas"]["Estimate"];
                                eceNoiseFloor: {
                                    mean: number;
                                    high: number;
                                } | null;
                                longerWins: components["schemas"]["Estimate"];
                                gain: components["schemas"]["Estimate"];
                                reliability: {
                                    confidence: number;
                                    accuracy: number;
                                    ci: [
                                        number,
                                        number
                                    ];
                                    n: number;
                                }[];
                                ties: number;
                                identical: number;
                                /** @enum {string} */
                                basis: "test" | "cross-validation";
                                crossValidation: {
                                    accuracy: components["schemas"]["Estimate"];
                                    logLoss: components["schemas"]["Estimate"];
                                    ece: components["schemas"]["Estimate"];
                                    eceNoiseFloor: {
                                        mean: number;
                                        high: number;
                                    } | null;
                                    longerWins: components["schemas"]["Estimate"];
                                    gain: components["schemas"]["Estimate"];
                                    reliability: {
                                        confidence: number;
                                        accuracy: number;
                                        ci: [
                                            number,
                                            number
                                        ];
                                        n: number;
                                    }[];
                                    ties: number;
                                    identical: number;
                                };
                                lossHistory: number[];
                                converged: boolean;
                                coefficients: {
                                    [key: string]: number;
                                } | null;
                                /** @default 0 */
                                lapse: number;
                                vocabulary: number;
                                responses: number;
                                seconds: number;
                                features: {
                                    name: string;
                                    weight: number;
                                }[];
                                /** @default null */
                                honesty: {
                                    brier: components["schemas"]["Estimate"];
                                    ace: components["schemas"]["Estimate"];
                                    mce: components["schemas"]["Estimate"];
                                    calibration: {
                                        temperature: number;
                                        before: {
                                            logLoss: components["schemas"]["Estimate"];
                                            ece: components["schemas"]["Estimate"];
                                        };
                                        byTemperature: {
                                            logLoss: components["schemas"]["Estimate"];
                                            ece: components["schemas"]["Estimate"];
                                        };
                                        byIsotonic: {
                                            logLoss: components["schemas"]["Estimate"];
                                            ece: components["schemas"]["Estimate"];
                                        };
                                        /** @enum {string} */
                                        best: "none" | "temperature" | "isotonic";
                                    } | null;
                                    length: {
                                        people: components["schemas"]["Estimate"];
                                        model: components["schemas"]["Estimate"];
                                        beyond: components["schemas"]["Estimate"];
                                        position: components["schemas"]["Estimate"];
                                        ratio: components["schemas"]["Estimate"];
                                        alarm: boolean;
                                    };
                                    slices: {
                                        dimension: string;
                                        name: string;
                                        accuracy: components["schemas"]["Estimate"];
                                        longerWins: components["schemas"]["Estimate"];
                                        reading: ("below-chance" | "not-above-chance" | "not-above-length") | null;
                                    }[];
                                    smallSample: {
                                        n: number;
                                        detectable: number;
                                        needed: number | null;
                                        /** @enum {string} */
                                        reason: "few-pairs" | "gain-not-shown";
                                    } | null;
                                } | null;
                                /** @default null */
                                curve: {
                                    points: {
                                        size: number;
                                        value: number;
                                    }[];
                                    fit: {
                                        plateau: number;
                                        drop: number;
                                        scale: number;
                                        interval: [
                                            number,
                                            number
                                        ];
                                        /** @default null */
                                        near: {
                                            size: number;
                                            low: number;
                                            high: number | null;
                                        } | null;
                                        bends: boolean;
                                    } | null;
                                } | null;
                                /** @default null */
                                temperature: number | null;
                                /** @default [] */
                                aspectTemperatures: {
                                    aspect: string;
                                    labels: number;
                                    temperature: number;
                                    own: boolean;
                                }[];
                                /** @default null */
                                tieFactor: number | null;
                                /** @default null */
                                tie: {
                                    ci: [
                                        number,
                                        number
                                    ] | null;
                                    scale: number;
                                } | null;
                                /** @default false */
                                resumed: boolean;
                            } | null;
                            artifactSha256: string | null;
                            error: string | null;
                            promotedAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                            job: components["schemas"]["Job"] | null;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    requestTraining: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default linear
                     * @enum {string}
                     */
                    head?: "linear" | "mlp" | "low-rank";
                    /**
                     * @default bradley-terry
                     * @enum {string}
                     */
                    loss?: "bradley-terry" | "bradley-terry-ties" | "plackett-luce" | "pro" | "regression" | "ordinal" | "cost" | "preference";
                    /** @default {} */
                    options?: {
                        /**
                         * @default hard
                         * @enum {string}
                         */
                        targets?: "hard" | "posterior";
                        /** @default 0 */
                        margin?: number;
                        /** @default 0 */
                        smoothing?: number;
                        /** @default false */
                        gapWeights?: boolean;
                        /** @default 2 */
                        penalty?: number;
                        /** @default 32 */
                        hidden?: number;
                        /** @default 8 */
                        rank?: number;
                        /** @default 2 */
                        planes?: number;
                        /** @default 5 */
                        ensemble?: number;
                        /** @default 0 */
                        tuneLayers?: number;
                        /** @default 8 */
                        tuneRank?: number;
                        /** @default 16 */
                        tuneAlpha?: number;
                        /** @default 3 */
                        tuneEpochs?: number;
                        /** @default 0.0003 */
                        tuneRate?: number;
                        /**
                         * @default linear
                         * @enum {string}
                         */
                        tuneDecay?: "constant" | "linear" | "cosine";
                        /** @default [] */
                        questions?: "all" | string[];
                        /** @default null */
                        campaignId?: string | null;
                    };
                    /** @default 5 */
                    folds?: number;
                    /** @default 1 */
                    seed?: number;
                    /** @default lexical */
                    encoder?: "lexical" | string;
                    /** @default consensus */
                    labels?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        versionId: string;
                        number: number;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRewardModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: components["schemas"]["RewardModel"];
                        disagreements: {
                            taskId: string;
                            itemId: string;
                            title: string;
                            ordinals: [
                                number,
                                number
                            ] | null;
                            pModel: number;
                            /** @enum {string} */
                            modelSays: "A" | "B";
                            /** @enum {string} */
                            labelSays: "A" | "B";
                            deviation: number | null;
                        }[];
                        unscored: number;
                        job: components["schemas"]["Job"] | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    compareRewardModels: {
        parameters: {
            query: {
                a: number;
                b: number;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        a: components["schemas"]["RewardModel"];
                        b: components["schemas"]["RewardModel"];
                        pairs: number;
                        leftOut: number;
                        comparison: {
                            accuracyA: components["schemas"]["Estimate"];
                            accuracyB: components["schemas"]["Estimate"];
                            accuracy: components["schemas"]["Estimate"];
                            logLoss: components["schemas"]["Estimate"];
                            disagree: components["schemas"]["Estimate"];
                            /** @enum {string} */
                            verdict: "b-better" | "a-better" | "undecided";
                        };
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    followTraining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
                versionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events whose data is this */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        state: string;
                        done: number;
                        total: number | null;
                        message: string;
                        losses: number[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    downloadArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
                versionId: string;
                artifact: "model" | "encoder" | "card" | "bundle";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    promoteRewardModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                versionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    promoted: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    findRollBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        previous: {
                            versionId: string;
                            number: number;
                        } | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    rollBackPromotion: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        number: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getTestSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        testSet: {
                            share: number;
                            seed: number;
                            prompts: number;
                            createdAt: string;
                        } | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    freezeTestSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 0.2 */
                    share?: number;
                    /** @default 1 */
                    seed?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        share: number;
                        seed: number;
                        prompts: number;
                        createdAt: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRetrainPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policy: {
                            projectId: string;
                            enabled: boolean;
                            everyLabels: number | null;
                            onDrift: boolean;
                            settings: {
                                /**
                                 * @default consensus
                                 * @enum {string}
                                 */
                                labels: "consensus" | "human";
                                /** @default false */
                                promote: boolean;
                            };
                            note: string;
                            checkedAt: string | null;
                        } | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setRetrainPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    enabled: boolean;
                    everyLabels: number | null;
                    onDrift: boolean;
                    /** @default {} */
                    settings?: {
                        /**
                         * @default consensus
                         * @enum {string}
                         */
                        labels?: "consensus" | "human";
                        /** @default false */
                        promote?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listEncoders: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Encoder"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    requestEncoder: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: string;
                    as?: string;
                    /** @enum {string} */
                    pooling?: "mean" | "mean-sqrt" | "max" | "cls";
                    /** @default main */
                    revision?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requestId: string;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeEncoder: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        vectors: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    requestScoring: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                versionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    scorePrompts: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    versionId?: string;
                    prompts: {
                        prompt: string;
                        responses: string[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: {
                            id: string;
                            number: number;
                        };
                        prompts: {
                            scores: number[];
                            spread: number[] | null;
                            members: number[][];
                            aspects: {
                                [key: string]: number[];
                            };
                            lapse: number;
                            temperature: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rerank: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    versionId?: string;
                    prompt: string;
                    responses: string[];
                    /** @default 0 */
                    cautious?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: {
                            id: string;
                            number: number;
                        };
                        ranking: {
                            index: number;
                            score: number;
                            spread: number | null;
                            pBetterThanNext: number | null;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    bestOfN: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    versionId?: string;
                    prompt: string;
                    responses: string[];
                    /** @default 0 */
                    cautious?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: {
                            id: string;
                            number: number;
                        };
                        best: number;
                        ranking: {
                            index: number;
                            score: number;
                            spread: number | null;
                            pBetterThanNext: number | null;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    explainItem: {
        parameters: {
            query?: {
                first?: number;
                second?: number;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                number: number;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainedItem"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getTagging: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: number;
                        set: components["schemas"]["TagSet"];
                        own: boolean;
                        taggers: {
                            tagger: string;
                            items: number;
                            encoder: string;
                        }[];
                        runs: components["schemas"]["Tagging"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setTagSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    set: components["schemas"]["TagSetInput"] | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tags: number | null;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewTagSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    set: components["schemas"]["TagSetInput"];
                    tagger?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tagger: string | null;
                        items: number;
                        described: number;
                        tags: {
                            name: string;
                            items: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    requestTagging: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tagger: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        taggingId: string;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    tagProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tagger: string;
                        items: number;
                        tags: number;
                        agreement: {
                            with: string;
                            dimension: string;
                            items: number;
                            agreement: number;
                            /** @default null */
                            ci: [
                                number,
                                number
                            ] | null;
                            /** @default null */
                            chance: number | null;
                        }[];
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readTags: {
        parameters: {
            query?: {
                tagger?: string;
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON value a line */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["TaggedItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPlans: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RoutePlan"][];
                        pending: components["schemas"]["PendingPlan"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    requestPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId?: string;
                    budget: {
                        share: number;
                    } | {
                        micros: number;
                    };
                    /**
                     * @default best
                     * @enum {string}
                     */
                    strategy?: "best" | "repaired-topk" | "published-simulated" | "published-topk" | "uncertainty" | "random";
                    /**
                     * @default {
                     *       "humanMicros": 500000,
                     *       "lmMicros": 2000
                     *     }
                     */
                    prices?: {
                        humanMicros: number;
                        lmMicros: number;
                    };
                    /** @default 1 */
                    overlap?: number;
                    /** @default 0 */
                    controlShare?: number;
                    /**
                     * @default worth
                     * @enum {string}
                     */
                    spend?: "worth" | "all";
                    arms?: {
                        name: string;
                        who: {
                            /** @constant */
                            by: "anyone";
                        } | {
                            /** @constant */
                            by: "expert";
                        } | {
                            /** @constant */
                            by: "cohort";
                            cohort: string;
                        } | {
                            /** @constant */
                            by: "skill";
                            skill: string;
                        } | {
                            /** @constant */
                            by: "judge";
                            judge: string;
                        };
                        /** @default [] */
                        members?: string[];
                        /** @default 1 */
                        labels?: number;
                        priceMicros: number;
                        /** @default null */
                        capacity?: number | null;
                        /** @default 0 */
                        delayHours?: number;
                    }[];
                    adaptive?: {
                        most: number;
                        threshold: number;
                    };
                    withinHours?: number;
                    follows?: number;
                    lm?: string;
                    performance?: string;
                    learnFrom?: string;
                    /** @default 1 */
                    seed?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        planId: string;
                        number: number;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listArms: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        judges: {
                            name: string;
                            tasks: number;
                            answeredByPeople: number;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        plan: components["schemas"]["RoutePlan"];
                        progress: {
                            done: number;
                            open: number;
                        };
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listPlanDecisions: {
        parameters: {
            query?: {
                arm?: "human";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RouteDecision"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    commitPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                planId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tasks: number;
                        slots: number;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    dropPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                planId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        withdrawn: number;
                        jobId: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    measurePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        routed: components["schemas"]["Estimate"];
                        control: components["schemas"]["Estimate"];
                        lift: components["schemas"]["Estimate"];
                        predicted: number | null;
                        alarm: boolean;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    mapPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dots: {
                            item: string;
                            toPeople: boolean;
                            agreementLogits: number | null;
                            pDisagree: number | null;
                        }[];
                        tags: {
                            tagger: string;
                            shares: {
                                tag: string;
                                items: number;
                                toPeople: number;
                                gain: number | null;
                            }[];
                        } | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    requestRound: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                planId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        planId: string;
                        number: number;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPerformanceTables: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PerformanceTable"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    addPerformanceTable: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    text: string;
                    target: string;
                    mixItems: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tableId: string;
                        mixes: number;
                        tags: number;
                        leftOut: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    dropPerformanceTable: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readSeed: {
        parameters: {
            query?: {
                lm?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        seed: components["schemas"]["RoutingSeed"] | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    requestSeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId?: string;
                    items?: number;
                    overlap?: number;
                    humanMicros?: number;
                    lm?: string;
                    seed?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        planId: string;
                        number: number;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    collectSeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId?: string;
                    items?: number;
                    lm?: string;
                    overlap?: number;
                    seed?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutePlan"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON value a line */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ItemLine"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addItems: {
        parameters: {
            query: {
                campaignId: string;
                onError?: "stop" | "skip";
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        importId: string;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readAnnotations: {
        parameters: {
            query?: {
                campaignId?: string;
                source?: "human" | "lm" | "gold" | "adjudicator";
                after?: string;
                settled?: "true" | "false";
            };
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON value a line */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["AnnotationLine"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    followJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events whose data is this */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Job"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listJudges: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Judge"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    addJudge: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    settings: {
                        /** @constant */
                        provider: "openai";
                        /**
                         * @default both
                         * @enum {string}
                         */
                        orders?: "both" | "one";
                        /** @default 1 */
                        samples?: number;
                        /** Format: uri */
                        url: string;
                        model: string;
                        /** @default 0 */
                        temperature?: number;
                        /** @default 1024 */
                        maxTokens?: number;
                        /** @default false */
                        logProbabilities?: boolean;
                        /** @default 0 */
                        promptPriceMicros?: number;
                        /** @default 0 */
                        completionPriceMicros?: number;
                        /** @default 4 */
                        concurrency?: number;
                        /** @default null */
                        requestsPerMinute?: number | null;
                        /** @default 120 */
                        timeoutSeconds?: number;
                        /** @default 6 */
                        attempts?: number;
                        /** @default 1 */
                        retrySeconds?: number;
                        /**
                         * @default assume
                         * @enum {string}
                         */
                        unknownOutcome?: "assume" | "release";
                        /** @default false */
                        honoursIdempotencyKeys?: boolean;
                    } | {
                        /** @constant */
                        provider: "replay";
                        annotator: string;
                        /** @default 0 */
                        priceMicros?: number;
                    } | {
                        /** @constant */
                        provider: "reward-model";
                        /** @default null */
                        version?: number | null;
                    };
                    /** @default {{default}} */
                    template?: string;
                    key?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        judgeId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getJudgeCard: {
        parameters: {
            query?: {
                campaignId?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                judgeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgeCard"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    editJudge: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                judgeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: {
                        /** @constant */
                        provider: "openai";
                        /**
                         * @default both
                         * @enum {string}
                         */
                        orders?: "both" | "one";
                        /** @default 1 */
                        samples?: number;
                        /** Format: uri */
                        url: string;
                        model: string;
                        /** @default 0 */
                        temperature?: number;
                        /** @default 1024 */
                        maxTokens?: number;
                        /** @default false */
                        logProbabilities?: boolean;
                        /** @default 0 */
                        promptPriceMicros?: number;
                        /** @default 0 */
                        completionPriceMicros?: number;
                        /** @default 4 */
                        concurrency?: number;
                        /** @default null */
                        requestsPerMinute?: number | null;
                        /** @default 120 */
                        timeoutSeconds?: number;
                        /** @default 6 */
                        attempts?: number;
                        /** @default 1 */
                        retrySeconds?: number;
                        /**
                         * @default assume
                         * @enum {string}
                         */
                        unknownOutcome?: "assume" | "release";
                        /** @default false */
                        honoursIdempotencyKeys?: boolean;
                    } | {
                        /** @constant */
                        provider: "replay";
                        annotator: string;
                        /** @default 0 */
                        priceMicros?: number;
                    } | {
                        /** @constant */
                        provider: "reward-model";
                        /** @default null */
                        version?: number | null;
                    };
                    template: string;
                    key?: string;
                    basedOn?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    archiveJudge: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                judgeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    archived: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listJudgeRounds: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                judgeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["JudgeRound"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    askJudge: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                judgeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId?: string;
                    /**
                     * @default {
                     *       "tasks": "all"
                     *     }
                     */
                    scope?: {
                        /** @constant */
                        tasks: "all";
                    } | {
                        /** @constant */
                        tasks: "known";
                    } | {
                        /** @constant */
                        tasks: "people";
                    } | {
                        /** @constant */
                        tasks: "plan";
                        plan: number;
                    } | {
                        /** @constant */
                        tasks: "unanswered";
                    };
                    /** @default false */
                    again?: boolean;
                    /** @default null */
                    limit?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        askId: string;
                        jobId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    priceUnanswered: {
        parameters: {
            query?: {
                campaignId?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                judgeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tasks: number;
                        questions: number;
                        mostMicros: number;
                        reasons: {
                            reason: string;
                            questions: number;
                        }[];
                        replies: {
                            item: string;
                            itemId: string;
                            reason: string;
                            reply: string;
                            at: string | null;
                            attempts: number;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    explainFailures: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                askId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            reason: string;
                            calls: number;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    compareJudges: {
        parameters: {
            query?: {
                campaignId?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["JudgeCard"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listImportedJudges: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: string[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    previewPrompt: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                judgeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId?: string;
                    item?: string;
                    template?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: string;
                        unitKey: string;
                        mostMicros: number;
                        orders: {
                            shownOrder: number[];
                            messages: {
                                role: string;
                                content: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    tryJudge: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                judgeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId?: string;
                    item?: string;
                    template?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: string;
                        answer: string | null;
                        reason: string | null;
                        reply: string;
                        probabilities: {
                            [key: string]: number;
                        } | null;
                        seconds: number;
                        costMicros: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readBudgets: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        budgets: components["schemas"]["Budget"][];
                        arms: {
                            arm: string;
                            reservedMicros: number;
                            spentMicros: number;
                            shortMicros: number;
                            calls: number;
                            assumed: number;
                        }[];
                        days: {
                            day: string;
                            spentMicros: number;
                        }[];
                        forecast: {
                            perDay: components["schemas"]["Estimate"];
                            daysLeft: number | null;
                            monthEndMicros: number | null;
                        };
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setBudget: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    campaignId?: string;
                    /** @default  */
                    arm?: string;
                    /**
                     * @default total
                     * @enum {string}
                     */
                    period?: "total" | "month";
                    capMicros: number;
                    alertShares?: number[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        budgetId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    dropBudget: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                budgetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readLedger: {
        parameters: {
            query?: {
                before?: string;
                take?: number;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LedgerEntry"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listPay: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rates: components["schemas"]["PayRate"][];
                        minimumMicros: number | null;
                        people: components["schemas"]["PersonPay"][];
                        hourlyMicros: components["schemas"]["Estimate"];
                        /** @enum {string} */
                        minimum: "surely below" | "below" | "above" | "not known";
                        covered: boolean;
                        withoutMoney: {
                            name: string;
                            state: string;
                        }[];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setPayRate: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    campaignId?: string;
                    /** @default  */
                    annotatorId?: string;
                    /** @enum {string} */
                    basis: "item" | "hour" | "none";
                    /** @default 0 */
                    amountMicros?: number;
                    /** @default now */
                    from?: ("now" | "start") | string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rateId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setPayMinimum: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hourlyMicros: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readOwnStatement: {
        parameters: {
            query?: {
                month?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        statement: components["schemas"]["PayStatement"] | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readStatement: {
        parameters: {
            query?: {
                month?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                annotatorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayStatement"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    markPaid: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                annotatorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    amountMicros?: number | null;
                    idemKey: string;
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lineId: string;
                        amountMicros: number;
                        owedMicros: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    adjustPay: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                annotatorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amountMicros: number;
                    /** @default  */
                    campaignId?: string;
                    idemKey: string;
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lineId: string;
                        amountMicros: number;
                        owedMicros: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reversePayLine: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lineId: string;
                        amountMicros: number;
                        owedMicros: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    countEarned: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counted: number;
                        waitingIn: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uri */
                    url: string;
                    events: ("job.finished" | "annotations:own" | "annotations:decide" | "imports:create" | "imports:undo" | "items:remove" | "campaigns:edit" | "tasks:open" | "flags:raise" | "flags:resolve" | "discussion:write" | "quality:manage" | "aggregation:run" | "reward-models:train" | "reward-models:promote" | "routing:plan" | "routing:commit" | "budgets:spend" | "pay:edit" | "routing:alarm" | "exports:create" | "projects:edit")[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        secret: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    editWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uri */
                    url: string;
                    events: ("job.finished" | "annotations:own" | "annotations:decide" | "imports:create" | "imports:undo" | "items:remove" | "campaigns:edit" | "tasks:open" | "flags:raise" | "flags:resolve" | "discussion:write" | "quality:manage" | "aggregation:run" | "reward-models:train" | "reward-models:promote" | "routing:plan" | "routing:commit" | "budgets:spend" | "pay:edit" | "routing:alarm" | "exports:create" | "projects:edit")[];
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setWebhookEnabled: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    enabled: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                webhookId?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is held: 304 where it is the same */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                projectId: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetail"];
                };
            };
            /** @description As it was: the ETag is the one that was sent */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    resendDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8 to 200 characters, made once for one intended write */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
}
