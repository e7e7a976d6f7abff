import { NothingHere } from "@/app/_components/refused-page";

export default function NotFound() {
  return (
    <main>
      <NothingHere />
    </main>
  );
}
