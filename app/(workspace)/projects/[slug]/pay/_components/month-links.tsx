import { TabLinks } from "@/components/ui/tab-links";

const name = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** The periods of a statement: all of time, and each month with a line. */
export function MonthLinks({ path, months, month }: { path: string; months: string[]; month: string | null }) {
  return (
    <div className="print:hidden">
      <TabLinks
        label="Period"
        tabs={[
          { href: path, label: "All", current: month === null },
          ...months.map((one) => ({
            href: `${path}?month=${one}`,
            label: name.format(new Date(`${one}-01T00:00:00Z`)),
            current: one === month,
          })),
        ]}
      />
    </div>
  );
}
