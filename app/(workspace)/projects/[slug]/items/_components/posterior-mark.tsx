/** The axis from A (left, as everywhere) to B (right) with the posterior's diamond: filled towards A, outlined towards B. */
export function PosteriorMark({ pFirst, wide = false }: { pFirst: number; wide?: boolean }) {
  const width = wide ? 148 : 96;
  const x = 6 + (1 - pFirst) * (width - 12);
  const d = `M${x} 5l5 5l-5 5l-5-5Z`;
  return (
    <svg width={width} height={20} viewBox={`0 0 ${width} 20`} aria-hidden="true" className="block">
      <line x1={6} x2={width - 6} y1={10} y2={10} className="stroke-rule" />
      <line x1={width / 2} x2={width / 2} y1={2} y2={18} className="stroke-rule-3" />
      <path d={d} className={pFirst >= 0.5 ? "fill-a stroke-a" : "fill-paper stroke-b stroke-[1.6]"} />
    </svg>
  );
}

/** An answer on the scale from the first response (left) to the second (right); ticks at the five points. */
export function AnswerMark({ value }: { value: number }) {
  const x = 46 + value * 40;
  return (
    <svg width={92} height={16} viewBox="0 0 92 16" aria-hidden="true" className="block">
      <line x1={6} x2={86} y1={8} y2={8} className="stroke-rule-3" />
      {[6, 26, 46, 66, 86].map((tick) => (
        <line key={tick} x1={tick} x2={tick} y1={5} y2={11} className="stroke-rule-3" />
      ))}
      {value === 0 ? (
        <circle cx={46} cy={8} r={3.5} className="fill-ink" />
      ) : (
        <path d={`M${x} 3l5 5l-5 5l-5-5Z`} className={value < 0 ? "fill-a stroke-a" : "fill-raise stroke-b stroke-[1.6]"} />
      )}
    </svg>
  );
}
