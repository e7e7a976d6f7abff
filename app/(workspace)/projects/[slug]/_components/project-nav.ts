import type { NavItem } from "@/components/shell/nav-item";
import { formatFigure } from "@/components/ui/figure-format";
import { can } from "@/lib/auth/permissions";
import type { Action, Role } from "@/lib/auth/permissions";
import type { StageCounts } from "@/lib/projects/schema";

const count = new Intl.NumberFormat("en");
const counted = (n: number | undefined): string | undefined => (n === undefined ? undefined : count.format(n));
const versioned = (prefix: string, n: number | null | undefined): string | undefined =>
  n === null || n === undefined ? undefined : `${prefix}${n}`;

const agreementOf = (counts: StageCounts | null): string | undefined =>
  counts === null || counts.agreement === null ? undefined : formatFigure(counts.agreement, "probability");

type Stage = NavItem & { needs: Action };

/** A project's pages in pipeline order, those that the role may open. */
export const projectNav = (slug: string, role: Role, counts: StageCounts | null): NavItem[] => {
  const at = (page: string): string => `/projects/${slug}${page === "" ? "" : `/${page}`}`;
  const failed = counts?.failedImports ?? 0;
  const stages: Stage[] = [
    { href: at(""), label: "Overview", needs: "overview:see", alone: true },
    {
      href: at("imports"),
      label: "Imports",
      needs: "imports:see",
      figure: counted(counts?.imports),
      stuck:
        failed > 0 ? { figure: count.format(failed), reason: failed === 1 ? "one import failed" : `${failed} imports failed` } : undefined,
    },
    { href: at("items"), label: "Items", needs: "items:see", figure: counted(counts?.items) },
    { href: at("campaigns"), label: "Campaigns", needs: "campaigns:see", figure: counted(counts?.campaigns) },
    { href: at("tasks"), label: "Tasks", needs: "tasks:see", figure: counted(counts?.tasks) },
    {
      href: at("annotate"),
      label: "Annotate",
      needs: "assignments:work",
      figure: counts && counts.openTasks > 0 ? `${count.format(counts.openTasks)} open` : undefined,
    },
    { href: at("pay"), label: "Pay", needs: "pay:own" },
    { href: at("agreement"), label: "Agreement", needs: "aggregation:see", figure: agreementOf(counts) },
    {
      href: at("flags"),
      label: "Flags",
      needs: "flags:see",
      figure: counts?.openFlags ? `${count.format(counts.openFlags)} open` : undefined,
    },
    { href: at("judges"), label: "Judges", needs: "judges:see", figure: counts?.judges ? count.format(counts.judges) : undefined },
    { href: at("reward-models"), label: "Reward models", needs: "reward-models:see", figure: versioned("v", counts?.rewardModel) },
    { href: at("routing"), label: "Routing", needs: "routing:see", figure: versioned("plan ", counts?.routePlan) },
    { href: at("budget"), label: "Budget", needs: "budgets:see" },
    { href: at("exports"), label: "Exports", needs: "exports:see", figure: versioned("v", counts?.dataset) },
    { href: at("settings"), label: "Settings", needs: "projects:edit", after: true },
  ];
  return stages.filter((stage) => can(role, stage.needs)).map(({ needs: _needs, ...item }) => item);
};
