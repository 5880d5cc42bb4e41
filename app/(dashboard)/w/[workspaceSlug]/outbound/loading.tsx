import type { JSX } from "react";
import { SkeletonHeader, SkeletonTable } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading calls" />
      <SkeletonTable label="Loading its rows" rows={8} />
    </>
  );
}
