-- AlterTable
ALTER TABLE "judge_ask" ADD COLUMN     "cost_micros" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "done" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unanswered" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "judge_call" ADD COLUMN     "earlier_micros" BIGINT NOT NULL DEFAULT 0;

-- Rounds that ended before keep what their questions tell today.
update judge_ask a set done = n.done, failed = n.failed, unanswered = n.unanswered, cost_micros = n.cost
from (select ask_id, count(*) filter (where state = 'done') as done, count(*) filter (where state = 'failed') as failed,
        count(*) filter (where state in ('done', 'failed') and response is null) as unanswered, sum(cost_micros) as cost
      from judge_call group by ask_id) n
where n.ask_id = a.id and a.state not in ('queued', 'running');
