import { describeEvent } from "@/app/(workspace)/projects/[slug]/_components/describe-event";
import type { RecentEvent } from "@/lib/overview/schema";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** Who did what last. Times in UTC. */
export function EventList({ events }: { events: readonly RecentEvent[] }) {
  const today = new Date().toISOString().slice(0, 10);
  return (
    <section className="min-w-0">
      <h2 className="mb-2">Lately</h2>
      {events.length === 0 ? (
        <p className="text-ink-2">Nothing has been done here yet.</p>
      ) : (
        <ol>
          {events.map((event) => {
            const { what, detail } = describeEvent(event);
            const at = new Date(event.at);
            return (
              <li key={event.id} className="grid grid-cols-[56px_minmax(0,1fr)] gap-2 border-b border-rule py-[5px]">
                <time dateTime={event.at} title={`${event.at} UTC`} className="num text-ink-3">
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
