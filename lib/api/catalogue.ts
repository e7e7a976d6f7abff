import type { Operation } from "@/lib/api/operation";
import { agreementOperations } from "@/lib/api/operations/agreement";
import { bulkOperations } from "@/lib/api/operations/bulk";
import { dataOperations } from "@/lib/api/operations/data";
import { datasetOperations } from "@/lib/api/operations/datasets";
import { deskOperations } from "@/lib/api/operations/desk";
import { itemOperations } from "@/lib/api/operations/items";
import { judgeOperations } from "@/lib/api/operations/judges";
import { moneyOperations } from "@/lib/api/operations/money";
import { peopleOperations } from "@/lib/api/operations/people";
import { projectOperations } from "@/lib/api/operations/projects";
import { rewardModelOperations } from "@/lib/api/operations/reward-models";
import { routingOperations } from "@/lib/api/operations/routing";
import { sourceOperations } from "@/lib/api/operations/sources";
import { tagOperations } from "@/lib/api/operations/tags";
import { webhookOperations } from "@/lib/api/operations/webhooks";

/** Every operation of the public API. One that is added here is served, documented and tested. */
export const operations: readonly Operation[] = [
  ...projectOperations,
  ...peopleOperations,
  ...itemOperations,
  ...deskOperations,
  ...dataOperations,
  ...sourceOperations,
  ...datasetOperations,
  ...agreementOperations,
  ...rewardModelOperations,
  ...tagOperations,
  ...routingOperations,
  ...bulkOperations,
  ...judgeOperations,
  ...moneyOperations,
  ...webhookOperations,
];
