import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { LearningCurveChart } from "@/app/(workspace)/projects/[slug]/reward-models/_components/learning-curve";
import { curveAt, fitPlateau } from "@/lib/ml/reward/learning-curve";

afterEach(cleanup);

describe("the learning curve", () => {
  it("counts what the loss learns from: ratings are no comparisons", () => {
    const points = [50, 100, 200, 400, 800].map((size) => ({ size, value: curveAt({ plateau: 0.8, drop: 0.3, scale: 300 }, size) }));
    const { unmount } = render(
      <LearningCurveChart fileName="f" curve={{ points, fit: fitPlateau(points) }} loss="regression" stacked={false} longerWins={null} />,
    );
    expect(screen.getByText(/About \d+ more ratings/u)).toBeTruthy();
    unmount();
    render(<LearningCurveChart fileName="f" curve={{ points: [], fit: null }} loss="pro" stacked={false} longerWins={null} />);
    expect(screen.getByText("There are too few choices from a list to draw a curve.")).toBeTruthy();
  });
});
