import { describeEvent } from "@/app/(workspace)/_components/describe-event";
import { AppLink } from "@/components/ui/app-link";
import type { RecentEvent } from "@/lib/overview/schema";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

type Props = {
  events: readonly RecentEvent[];
  /** the audit log of the project; null for whoever may not read it */
  logHref: string | null;
};

/** Who did what last. Times in UTC. */
export function EventList({ events, logHref }: Props) {
  const today = new Date().toISOString().slice(0, 10);
  return (
    <section className="min-w-0">
      <div className="mb-2 flex items-baseline">
        <h2>Lately</h2>
        <span className="ml-4 text-12 text-ink-3">in UTC</span>
        {logHref ? (
          <AppLink href={logHref} className="ml-auto text-12 text-ink-2 underline decoration-rule-3 underline-offset-3">
            Audit log
          </AppLink>
        ) : null}
      </div>
      {events.length === 0 ? (
        <p className="text-ink-2">Nothing has been done here yet.</p>
      ) : (
        <ol>
          {events.map((event) => {
            const { what, detail } = describeEvent(event);
            const at = new Date(event.at);
            return (
              <li key={event.id} className="grid grid-cols-[56px_minmax(0,1fr)] gap-2 border-b border-rule py-[5px]">
                <time dateTime={event.at} title={`${event.at.slice(0, 19).replace("T", " ")} UTC`} className="num text-ink-3">
                  {event.at.startsWith(today) ? clock.format(at) : date.format(at)}
                </time>
                <span className="text-ink-2">
                  <b className="font-medium text-ink">{event.actor}</b> {what}
                  {detail ? <span className="text-ink-3"> · {detail}</span> : null}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
