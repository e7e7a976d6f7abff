"use client";

import { Slider as RadixSlider } from "radix-ui";
import { cn } from "@/lib/cn";

export interface SliderProps {
  label: string;
  value: number;
  onValueChange: (value: number) => void;
  onValueCommit?: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  /** How the value is read out: "$812", "34.5 %". */
  valueText?: string;
  disabled?: boolean;
  className?: string;
}

/** A value on a range; arrows step, Page keys leap, Home and End go to the ends. */
export function Slider({ label, value, onValueChange, onValueCommit, min, max, step = 1, valueText, disabled, className }: SliderProps) {
  return (
    <RadixSlider.Root
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      onValueCommit={([next]) => next !== undefined && onValueCommit?.(next)}
      className={cn("relative flex h-7 w-full touch-none items-center select-none max-md:h-11", className)}
    >
      <RadixSlider.Track className="relative h-1 w-full rounded-full bg-rule-2">
        <RadixSlider.Range className="absolute h-full rounded-full bg-accent" />
      </RadixSlider.Track>
      <RadixSlider.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-4 rounded-full border-2 border-accent bg-raise shadow-object"
      />
    </RadixSlider.Root>
  );
}
