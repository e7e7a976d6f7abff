import { Area, LinePath } from "@visx/shape";
import type { LinearScale, PlotBox } from "@/components/charts/axes";
import { formatReference, spreadLabels } from "@/components/charts/chart-format";
import type { LinePoint, LineSeries, ReferenceLine } from "@/components/charts/line-band-data";
import { formatFigure } from "@/components/ui/figure-format";
import type { FigureKind } from "@/components/ui/figure-format";

interface Scales {
  x: LinearScale;
  y: LinearScale;
}

const lineClass = { measured: "line", predicted: "line line-accent", comparison: "line line-base dashed" };
const labelClass = { measured: "label", predicted: "label-accent", comparison: "label-2" };

type BandPoint = LinePoint & { low: number; high: number };

function hasBand(point: LinePoint): point is BandPoint {
  return typeof point.low === "number" && typeof point.high === "number";
}

/** The 95 % band of a joined series. */
export function SeriesBand({ series, x, y }: { series: LineSeries } & Scales) {
  const points = series.points.filter(hasBand);
  if (series.joined === false || series.tone === "comparison" || points.length < 2) return null;
  return (
    <Area<BandPoint>
      data={points}
      x={(point) => x(point.x)}
      y0={(point) => y(point.low)}
      y1={(point) => y(point.high)}
      className={series.tone === "predicted" ? "band-accent" : "band"}
    />
  );
}

/** The line itself, or single points with whiskers; a joined series ends in a dot. */
export function SeriesLine({ series, x, y }: { series: LineSeries } & Scales) {
  const last = series.points.at(-1);
  if (series.joined === false) {
    return (
      <g>
        {series.points.map((point) => (
          <g key={point.x}>
            {hasBand(point) ? <Whisker x={x(point.x)} low={y(point.low)} high={y(point.high)} /> : null}
            <circle cx={x(point.x)} cy={y(point.y)} r={4} className="point" />
          </g>
        ))}
      </g>
    );
  }
  return (
    <g>
      <LinePath<LinePoint>
        data={[...series.points]}
        x={(point) => x(point.x)}
        y={(point) => y(point.y)}
        className={lineClass[series.tone]}
      />
      {last && series.tone !== "comparison" ? (
        <circle cx={x(last.x)} cy={y(last.y)} r={3.5} className={series.tone === "predicted" ? "point point-accent" : "point"} />
      ) : null}
    </g>
  );
}

export function Whisker({ x, low, high }: { x: number; low: number; high: number }) {
  return (
    <g>
      <line x1={x} x2={x} y1={low} y2={high} className="whisker" />
      <line x1={x - 3} x2={x + 3} y1={low} y2={low} className="whisker" />
      <line x1={x - 3} x2={x + 3} y1={high} y2={high} className="whisker" />
    </g>
  );
}

interface LabelPlace {
  box: PlotBox;
  wide: boolean;
  kind: FigureKind;
}

/** A place that a label must not cover. */
interface Spot {
  x: number;
  y: number;
}

interface InlineLabelProps {
  text: string;
  at: number;
  /** where the other lines run: a label between two lines that lie close would name the wrong one */
  others: readonly number[];
  box: PlotBox;
  obstacles: readonly Spot[];
}

/** A label on its line, at the end and on the side where it covers least. */
function InlineLabel({ text, at, others, box, obstacles }: InlineLabelProps) {
  const width = text.length * 5.8;
  const taken = (side: "above" | "below"): boolean =>
    others.some((other) => (side === "above" ? other < at && other > at - 18 : other > at && other < at + 20));
  const places = [
    { x: box.right, y: at - 5, anchor: "end" as const, middle: box.right - width / 2 },
    { x: box.right, y: at + 13, anchor: "end" as const, middle: box.right - width / 2 },
    { x: box.left + 4, y: at - 5, anchor: "start" as const, middle: box.left + 4 + width / 2 },
    { x: box.left + 4, y: at + 13, anchor: "start" as const, middle: box.left + 4 + width / 2 },
  ].filter((place) => place.y < box.bottom && !taken(place.y < at ? "above" : "below"));
  const room = (place: (typeof places)[number]) =>
    Math.min(
      24,
      ...obstacles.map((spot) =>
        Math.hypot(Math.max(0, Math.abs(spot.x - place.middle) - width / 2), Math.max(0, Math.abs(spot.y - (place.y - 4)) - 5)),
      ),
    );
  const [first, ...rest] = places;
  if (!first) return null;
  const best = rest.reduce((chosen, place) => (room(place) > room(chosen) ? place : chosen), first);
  return (
    <text x={best.x} y={best.y} textAnchor={best.anchor} className="label-2 halo">
      {text}
    </text>
  );
}

/** From a line's end down to the foot of its name beside it, and on to that of the figure under the name. */
const labelDrop = 4;
const labelLine = 13;

/** Chance, baselines and targets, each named where it ends. */
export function References({
  lines,
  obstacles,
  y,
  box,
  wide,
  kind,
}: { lines: readonly ReferenceLine[]; obstacles: readonly Spot[]; y: LinearScale } & LabelPlace) {
  const positions = spreadLabels(
    lines.map((line) => y(line.y)),
    wide ? 27 : 13,
    // Beside the plot a label has two lines, and below the axis stands the last tick's number.
    box.bottom - labelDrop - labelLine,
  );
  return (
    <g>
      {lines.map((line, index) => (
        <g key={line.label}>
          <line
            x1={box.left}
            x2={box.right}
            y1={y(line.y)}
            y2={y(line.y)}
            className={line.kind === "chance" ? "chance" : line.kind === "target" ? "line line-base dashed" : "line line-base"}
          />
          {wide ? (
            <text x={box.right + 8} y={(positions[index] ?? y(line.y)) + labelDrop} className="label-2">
              {line.label}
              <tspan x={box.right + 8} dy={labelLine} fill="var(--ink-3)">
                {formatReference(line.y, kind)}
                {line.note ? `, ${line.note}` : ""}
              </tspan>
            </text>
          ) : (
            <InlineLabel
              text={`${line.label} ${formatReference(line.y, kind)}`}
              at={y(line.y)}
              others={lines.flatMap((other) => (other === line ? [] : [y(other.y)]))}
              box={box}
              obstacles={obstacles}
            />
          )}
        </g>
      ))}
    </g>
  );
}

/** Where along a line its name stands: past the middle, unless a single point lies there. */
function clearPoint(series: LineSeries, spots: readonly Spot[], x: LinearScale, y: LinearScale): LinePoint | undefined {
  const half = series.label.length * 3 + 6;
  const at = (share: number) => series.points[Math.floor((series.points.length - 1) * share)];
  const isClear = (point: LinePoint) =>
    spots.every((spot) => Math.abs(spot.x - x(point.x)) > half || spot.y > y(point.y) - 2 || spot.y < y(point.y) - 26);
  return [0.62, 0.85, 0.35].map(at).find((point) => point !== undefined && isClear(point)) ?? at(0.62);
}

interface NamePlace {
  series: LineSeries;
  x: number;
  y: number;
  anchor: "start" | "middle";
}

/** Where the names of several series stand: of a line above its middle, of single points beside the last. */
export function namePlaces(series: readonly LineSeries[], { x, y, box }: Scales & { box: PlotBox }): NamePlace[] {
  if (series.length < 2) return [];
  const spots = series.flatMap((one) => (one.joined === false ? one.points.map((point) => ({ x: x(point.x), y: y(point.y) })) : []));
  return series.flatMap((one, index) => {
    const single = one.joined === false;
    const middle = single ? one.points.at(-1) : clearPoint(one, spots, x, y);
    if (!middle || one.unlabelled) return [];
    const below = single || one.tone === "comparison";
    return [
      {
        series: one,
        x: Math.min(x(middle.x) + (single ? 9 : 0), box.right - 4),
        y: y(middle.y) + (below ? 16 : -10 - (index > 1 ? 4 : 0)),
        anchor: single ? ("start" as const) : ("middle" as const),
      },
    ];
  });
}

/** Both ends and the middle of a name, as places that no other label may cover. */
export function spotsOfName({ series, x, y, anchor }: NamePlace): Spot[] {
  const width = series.label.length * 5.8;
  const from = anchor === "start" ? x : x - width / 2;
  return [0, 0.5, 1].map((share) => ({ x: from + share * width, y: y - 4 }));
}

/** The last value of a single line; the names of several. */
export function EndLabels({ series, x, y, box, kind, wide }: { series: readonly LineSeries[] } & Scales & LabelPlace) {
  const [only] = series;
  if (series.length === 1 && only) {
    const last = only.points.at(-1);
    if (!last) return null;
    return (
      <text x={x(last.x) + 8} y={y(last.y) - 4} className="label halo">
        {formatFigure(last.y, kind)}
      </text>
    );
  }
  return (
    <g>
      {namePlaces(series, { x, y, box }).map(({ series: one, x: left, y: top, anchor }) => (
        <text key={one.label} x={left} y={top} textAnchor={anchor} className={`${labelClass[one.tone]} halo`}>
          {one.label}
          {one.note && wide ? (
            <tspan className="label-2" fontWeight={400} dx={5}>
              {one.note}
            </tspan>
          ) : null}
        </text>
      ))}
    </g>
  );
}
