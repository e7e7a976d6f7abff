import type { ReactNode } from "react";

/** The door: one column, nothing to be distracted by. The line hangs from the name and points at what is asked for. */
export default function DoorLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[440px] content-start px-4 pt-[14vh] pb-12 max-md:pt-10">
      <div className="plumb-door relative pl-[22px]">
        <p className="mb-10 flex h-6 items-center font-semibold tracking-[-0.01em]">Plumbline</p>
        {children}
      </div>
    </main>
  );
}
