import type { Operation } from "@/lib/api/operation";
import { agreementOperations } from "@/lib/api/operations/agreement";
import { auditOperations } from "@/lib/api/operations/audit";
import { bulkOperations } from "@/lib/api/operations/bulk";
import { budgetOperations } from "@/lib/api/operations/budgets";
import { dataOperations } from "@/lib/api/operations/data";
import { datasetOperations } from "@/lib/api/operations/datasets";
import { deskOperations } from "@/lib/api/operations/desk";
import { itemViewOperations } from "@/lib/api/operations/item-views";
import { itemOperations } from "@/lib/api/operations/items";
import { judgeOperations } from "@/lib/api/operations/judges";
import { judgeTrialOperations } from "@/lib/api/operations/judge-trials";
import { payOperations } from "@/lib/api/operations/pay";
import { peopleOperations } from "@/lib/api/operations/people";
import { campaignOperations } from "@/lib/api/operations/campaigns";
import { projectOperations } from "@/lib/api/operations/projects";
import { rewardModelOperations } from "@/lib/api/operations/reward-models";
import { routingLearningOperations } from "@/lib/api/operations/routing-learning";
import { routingOperations } from "@/lib/api/operations/routing";
import { scoreOperations } from "@/lib/api/operations/scores";
import { sourceOperations } from "@/lib/api/operations/sources";
import { tagOperations } from "@/lib/api/operations/tags";
import { taskOperations } from "@/lib/api/operations/tasks";
import { webhookOperations } from "@/lib/api/operations/webhooks";

/** Every operation of the public API. One that is added here is served, documented and tested. */
export const operations: readonly Operation[] = [
  ...projectOperations,
  ...campaignOperations,
  ...peopleOperations,
  ...auditOperations,
  ...itemOperations,
  ...itemViewOperations,
  ...taskOperations,
  ...deskOperations,
  ...dataOperations,
  ...sourceOperations,
  ...datasetOperations,
  ...agreementOperations,
  ...rewardModelOperations,
  ...scoreOperations,
  ...tagOperations,
  ...routingOperations,
  ...routingLearningOperations,
  ...bulkOperations,
  ...judgeOperations,
  ...judgeTrialOperations,
  ...budgetOperations,
  ...payOperations,
  ...webhookOperations,
];
