import { formatFigure } from "@/components/ui/figure-format";

/** @example signedLogits(0.314) → "+0.31" */
export const signedLogits = (value: number): string => `${value < 0 ? "−" : "+"}${formatFigure(Math.abs(value), "number", 2)}`;
