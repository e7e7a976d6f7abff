import { NotForRole } from "@/app/_components/refused-page";

export default function Forbidden() {
  return (
    <main>
      <NotForRole />
    </main>
  );
}
