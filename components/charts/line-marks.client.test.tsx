import { scaleLinear } from "@visx/scale";
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { namePlaces, References, spotsOfName } from "@/components/charts/line-marks";

afterEach(cleanup);

const box = { left: 40, right: 316, top: 22, bottom: 160 };
const x = scaleLinear<number>({ domain: [0, 150], range: [box.left, box.right] });
const y = scaleLinear<number>({ domain: [0.5, 0.8], range: [box.bottom, box.top] });

/** How far down the lines' names stand, and on which side, on a chart as narrow as a phone. */
const placed = (lines: number[], obstacles: { x: number; y: number }[]) => {
  const { container } = render(
    <svg>
      <References
        lines={lines.map((at, index) => ({ y: at, label: index === 0 ? "longer response wins" : "chance", kind: "baseline" as const }))}
        obstacles={obstacles}
        y={y}
        box={box}
        wide={false}
        kind="percent"
      />
    </svg>,
  );
  const text = container.querySelector("text");
  const found = { y: Number(text?.getAttribute("y")), right: text?.getAttribute("text-anchor") === "end" };
  cleanup();
  return found;
};

it("names a baseline where the name of the measured points does not stand", () => {
  const points = [10, 25, 50, 100].map((at) => ({ x: at, y: 0.57 }));
  const measured = { label: "measured", tone: "measured" as const, joined: false, points };
  const fitted = {
    label: "fitted",
    tone: "predicted" as const,
    points: Array.from({ length: 24 }, (_, i) => ({ x: 10 + i * 6, y: 0.57 })),
  };
  const spots = [...points, ...fitted.points].map((point) => ({ x: x(point.x), y: y(point.y) }));
  const names = namePlaces([measured, fitted], { x, y, box });
  const covers = (label: ReturnType<typeof placed>) => label.right && Math.abs(label.y - (names[0]?.y ?? 0)) < 10;
  expect(covers(placed([0.52, 0.5], spots))).toBe(true);
  expect(covers(placed([0.52, 0.5], [...spots, ...names.flatMap(spotsOfName)]))).toBe(false);
});

it("names chance beside the plot above the axis, where its line lies on the axis itself", () => {
  const { container } = render(
    <svg>
      <References lines={[{ y: 0.5, label: "chance", kind: "chance" }]} obstacles={[]} y={y} box={box} wide kind="percent" />
    </svg>,
  );
  const text = container.querySelector("text");
  const foot = Number(text?.getAttribute("y")) + Number(text?.querySelector("tspan")?.getAttribute("dy"));
  expect(foot).toBeLessThanOrEqual(box.bottom);
});
