import { toFigure } from "@/app/(workspace)/projects/[slug]/agreement/_components/to-figure";
import { Interval } from "@/components/ui/interval";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { HonestFigures } from "@/lib/reward-models/honesty-schema";

/** Log loss and calibration error as they are, and after two ways of recalibrating that the pair's prompt took no part in. */
export function CalibrationPanel({ honesty }: { honesty: HonestFigures }) {
  const { calibration } = honesty;
  if (!calibration) return null;
  const ways = [
    { key: "none", name: "as trained", figures: calibration.before },
    { key: "temperature", name: `temperature ${calibration.temperature.toFixed(2)}`, figures: calibration.byTemperature },
    { key: "isotonic", name: "isotonic", figures: calibration.byIsotonic },
  ];
  return (
    <section className="min-w-0">
      <h2>Calibration, before and after</h2>
      <p className="mt-1 mb-2 text-12 text-ink-2">
        Each pair is recalibrated by a fit without its prompt.
        {calibration.best === "none" ? " Neither way gains anything worth having." : ` Best: ${calibration.best}.`}
      </p>
      <Table aria-label="Calibration before and after">
        <thead>
          <tr>
            <HeaderCell>Scores</HeaderCell>
            <HeaderCell numeric>Log loss, 95 %</HeaderCell>
            <HeaderCell numeric className="max-xl:whitespace-normal">
              Calibration error, 95 %
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {ways.map(({ key, name, figures }) => (
            <Row key={key} at={key === calibration.best}>
              <Cell className="max-xl:whitespace-normal">{name}</Cell>
              <Cell numeric>
                <Interval estimate={toFigure(figures.logLoss, null)} digits={3} showN={false} />
              </Cell>
              <Cell numeric>
                <Interval estimate={toFigure(figures.ece, null)} kind="probability" digits={3} showN={false} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
