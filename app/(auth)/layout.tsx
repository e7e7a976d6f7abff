import type { ReactNode } from "react";

/** The door: one column, the name, nothing to be distracted by. */
export default function DoorLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[400px] content-start px-4 pt-[16vh] pb-12">
      <p className="mb-10 text-14 font-semibold tracking-[-0.01em]">Plumbline</p>
      {children}
    </main>
  );
}
