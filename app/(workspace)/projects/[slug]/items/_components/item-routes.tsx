import { AppLink } from "@/components/ui/app-link";
import { SourceMark } from "@/components/ui/source-mark";
import { armName, isPeopleArm } from "@/lib/routing/arms-schema";
import type { ItemRoute } from "@/lib/routing/schema";

/** A plan that was carried out and then replaced by a further round is dropped. */
const sends = { drawn: "would send it to", committed: "sends it to", dropped: "sent it to" } as const;

/** Whom a plan sends an item to, and why. */
export function ItemRoutes({ slug, routes }: { slug: string; routes: readonly ItemRoute[] }) {
  if (routes.length === 0) return <p className="text-ink-2">No plan routes it.</p>;
  return (
    <ul className="grid gap-3">
      {routes.map(({ taskId, plan, state, arm, rank, gain, why }) => (
        <li key={taskId}>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <AppLink href={`/projects/${slug}/routing/${plan}`} className="font-medium underline decoration-rule-3 underline-offset-2">
              Plan {plan}
            </AppLink>
            <span>
              {sends[state]} <SourceMark source={isPeopleArm(arm) ? "person" : "model"} label={null} className="mr-1" />
              {armName(arm)}
            </span>
            <span className="num ml-auto text-12 text-ink-3">
              rank {rank + 1}
              {gain === null ? "" : `, gain ${gain.toPrecision(2).replace("-", "−")}`}
            </span>
          </p>
          <p className="mt-0.5 text-ink-2">{why}</p>
        </li>
      ))}
    </ul>
  );
}
