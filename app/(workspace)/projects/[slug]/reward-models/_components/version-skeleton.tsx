import { Skeleton, SkeletonText } from "@/components/ui/skeleton";

/** Holds the room of a version's section, or of a comparison of two: what it says, its figures, its charts. */
export function VersionSkeleton() {
  return (
    <div className="mt-8 border-t border-rule pt-6">
      <SkeletonText lines={2} className="max-w-[60ch]" />
      <div className="mt-6 grid grid-cols-2 gap-x-8 gap-y-5 lg:grid-cols-5">
        {Array.from({ length: 5 }, (_, figure) => (
          <div key={figure} className="grid gap-2 py-1">
            <Skeleton className="h-3 w-24" />
            <Skeleton className="h-6 w-20" />
          </div>
        ))}
      </div>
      <div className="mt-8 grid gap-x-11 gap-y-8 lg:grid-cols-2">
        <Skeleton className="h-80" />
        <Skeleton className="h-80" />
      </div>
    </div>
  );
}
