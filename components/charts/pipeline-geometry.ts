export interface PipelineStage {
  key: string;
  name: string;
  href: string;
  /** What stands large: "12,480", "v7", "plan 9"; "–" where nothing is yet. */
  figure: string;
  /** How much passes here, in rows; the band's width follows its square root. Zero draws no band. */
  volume: number;
  note?: string;
}

export interface PipelineLine {
  /** In pipeline order: items, tasks, labels, consensus, reward model, routing, data set. */
  stages: readonly PipelineStage[];
  /** The two strands that meet at the stage of the labels. */
  labels: { stage: string; people: number; models: number };
  /** What is stuck before which stage, in red where it sits. */
  jam?: { stage: string; text: string };
  /** What a plan would send back to an earlier stage. */
  back?: { from: string; to: string; text: string };
}

/** Pixels of the widest band. */
const widest = 60;
const thinnest = 5;

/**
 * How wide each stage's band is. It follows the square root of the volume, so that 3,000 rows are still to be seen beside 100,000;
 * the exact counts stand above. Nothing draws nothing, anything draws at least a visible thread.
 */
export function stageThickness(volumes: readonly number[]): number[] {
  const most = Math.max(0, ...volumes);
  return volumes.map((volume) => (volume <= 0 || most === 0 ? 0 : Math.max(thinnest, widest * Math.sqrt(volume / most))));
}

/** A band from one stage to the next, leaving and arriving level. */
export function flowPath(x0: number, top0: number, bottom0: number, x1: number, top1: number, bottom1: number): string {
  const half = (x0 + x1) / 2;
  const f = (value: number) => value.toFixed(1);
  return (
    `M${f(x0)} ${f(top0)}C${f(half)} ${f(top0)} ${f(half)} ${f(top1)} ${f(x1)} ${f(top1)}` +
    `V${f(bottom1)}C${f(half)} ${f(bottom1)} ${f(half)} ${f(bottom0)} ${f(x0)} ${f(bottom0)}Z`
  );
}
