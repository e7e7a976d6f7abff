import { scaleLinear } from "@visx/scale";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { BarsPerDay } from "@/components/charts/bars-per-day";
import { toCsv, toStandaloneSvg } from "@/components/charts/download";
import { LineBandChart } from "@/components/charts/line-band-chart";
import { References } from "@/components/charts/line-marks";
import { PipelinePicture } from "@/components/charts/pipeline-picture";

afterEach(cleanup);

const chart = (
  <LineBandChart
    title="Accuracy"
    fileName="accuracy"
    xTitle="version"
    yTitle="accuracy, %"
    yKind="percent"
    series={[
      {
        label: "model",
        tone: "measured",
        points: [
          { x: 1, y: 0.7, low: 0.65, high: 0.75, n: 90 },
          { x: 2, y: 0.731, low: 0.706, high: 0.756, n: 1112 },
        ],
      },
    ]}
    references={[{ y: 0.5, label: "chance", kind: "chance" }]}
  />
);

describe("a chart", () => {
  it("says what it shows to those who do not see it", () => {
    render(chart);
    expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
      "Accuracy. model at 2.00: 73.1 % [70.6, 75.6], n = 1,112; chance 50.0 %.",
    );
  });

  it("turns into its rows and back", async () => {
    render(chart);
    await userEvent.click(screen.getByRole("button", { name: "table" }));
    const rows = screen.getAllByRole("row").map((row) => row.textContent);
    expect(rows).toHaveLength(4);
    expect(rows[2]).toBe("model20.7310.7060.7561,112");
    await userEvent.click(screen.getByRole("button", { name: "drawing" }));
    expect(screen.getByRole("img")).toBeTruthy();
  });

  it("puts the names of two lines that lie close outside of them, not between", () => {
    const references = [
      { y: 0.545, label: "longer wins", kind: "baseline" as const },
      { y: 0.5, label: "chance", kind: "chance" as const },
    ];
    const y = scaleLinear<number>({ domain: [0, 1], range: [160, 0] });
    const box = { left: 30, right: 330, top: 0, bottom: 160 };
    const { container } = render(
      <svg>
        <References lines={references} obstacles={[]} y={y} box={box} wide={false} kind="percent" />
      </svg>,
    );
    const heightOf = (label: string): { text: number; line: number } => {
      const group = [...container.querySelectorAll("g")].filter((one) => one.textContent?.startsWith(label)).at(-1);
      return {
        text: Number(group?.querySelector("text")?.getAttribute("y")),
        line: Number(group?.querySelector("line")?.getAttribute("y1")),
      };
    };
    const [upper, lower] = [heightOf("longer wins"), heightOf("chance")];
    expect(upper.line).toBeLessThan(lower.line);
    expect(upper.text).toBeLessThan(upper.line);
    expect(lower.text).toBeGreaterThan(lower.line + 5);
  });

  it("gives the number and its n by keyboard", async () => {
    render(chart);
    screen.getByRole("img").focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    expect(screen.getByRole("status").textContent).toContain("73.1 % [70.6, 75.6], n = 1,112");
  });

  it("is drawn on the server, empty or full", () => {
    expect(renderToString(chart)).toContain("<path");
    for (const days of [[], [{ day: "2026-11-20", people: 0, models: 0 }]])
      expect(renderToString(<BarsPerDay fileName="x" days={days} />)).not.toMatch(/NaN|Infinity/);
    expect(renderToString(<LineBandChart title="t" fileName="t" xTitle="x" yTitle="y" series={[]} />)).not.toMatch(/NaN|Infinity/);
    const stages = ["items", "labels"].map((key) => ({ key, name: key, href: `/${key}`, figure: "0", volume: 0 }));
    expect(renderToString(<PipelinePicture stages={stages} labels={{ stage: "labels", people: 0, models: 0 }} />)).not.toMatch(
      /NaN|Infinity/,
    );
  });

  it("leaves as a drawing that needs no style sheet", () => {
    const { container } = render(chart);
    const svg = container.querySelector("svg.chart");
    if (!(svg instanceof SVGSVGElement)) throw new Error("no drawing");
    const file = toStandaloneSvg(svg);
    expect(file).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(file).not.toContain("class=");
    expect(file).toContain("font-size:");
  });
});

describe("toCsv", () => {
  it("quotes what must be quoted and disarms formulas, but not numbers", () => {
    const columns = [{ label: "name" }, { label: "value, n" }];
    expect(
      toCsv({
        columns,
        rows: [
          ["=HYPERLINK(1)", -0.5],
          ['say "x"', null],
          ["a\nb", 1e-7],
        ],
      }),
    ).toBe('name,"value, n"\r\n\'=HYPERLINK(1),-0.5\r\n"say ""x""",\r\n"a\nb",1e-7\r\n');
  });
});
