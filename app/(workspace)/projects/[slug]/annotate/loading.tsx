import { SkeletonText } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <main className="px-17 pt-24 max-md:px-4">
      <SkeletonText lines={6} className="max-w-[68ch]" />
    </main>
  );
}
