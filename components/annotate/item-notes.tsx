import { useTranslations } from "next-intl";
import { useSaid } from "@/components/annotate/desk-words";

/** What stands in the way, said where the answer is given. */
export function ItemNotes({ missing, overwrote }: { missing: string[]; overwrote: boolean }) {
  const t = useTranslations("desk");
  const said = useSaid();
  return (
    <div role="alert" className="px-[var(--desk-gutter)] text-13">
      {missing.length > 0 ? <p className="pb-2 font-medium text-bad">{missing.map(said).join(" ")}</p> : null}
      {overwrote ? <p className="pb-2 text-ink-2">{t("state.overwrote")}</p> : null}
    </div>
  );
}
