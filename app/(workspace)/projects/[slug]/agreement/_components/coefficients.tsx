import { toFigure } from "@/app/(workspace)/projects/[slug]/agreement/_components/to-figure";
import { Stat } from "@/components/ui/stat";
import type { SelfConsistency } from "@/lib/agreement/measure-self-consistency";
import type { AgreementReport } from "@/lib/agreement/schema";

export interface CoefficientsProps {
  main: AgreementReport;
  fleiss: AgreementReport | null;
  percent: AgreementReport;
  self: SelfConsistency;
}

/** Coefficients with interval and n; where one is undefined, the reason stands in its place. */
export function Coefficients({ main, fleiss, percent, self }: CoefficientsProps) {
  return (
    <section
      aria-label="Coefficients"
      className="grid gap-x-11 gap-y-5 border-b border-rule pb-5 md:grid-cols-2 lg:auto-cols-fr lg:grid-flow-col"
    >
      <Stat
        label={main.metric === "distance-agreement" ? "Agreement by distance" : `Krippendorff’s α, ${main.level}`}
        estimate={toFigure(main.estimate, null)}
        kind="probability"
        digits={3}
        note="1 is perfect, 0 is chance. Any number of labels a task."
      />
      {fleiss ? (
        <Stat
          label="Fleiss’ κ"
          estimate={toFigure(fleiss.estimate, null)}
          kind="probability"
          digits={3}
          note={fleiss.estimate.value === null ? undefined : "The same, where every task has equally many labels."}
        />
      ) : null}
      <Stat
        label="Raw agreement"
        estimate={toFigure(percent.estimate, null)}
        kind="percent"
        note={`Pairs of answers that are ${fleiss ? "the same. Two coins reach half." : "wholly the same; how near the others come is not seen."}`}
      />
      <Stat
        label="Self-consistency"
        estimate={toFigure(self.estimate, null)}
        kind="percent"
        note={
          self.estimate.value === null
            ? undefined
            : `Tasks that came back to ${self.people === 1 ? "one person" : `${self.people} people`}, answered alike. n counts them.`
        }
      />
    </section>
  );
}
