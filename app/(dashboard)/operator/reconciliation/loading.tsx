import type { JSX } from "react";
import { SkeletonHeader, SkeletonTable } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the reconciliation" />
      <SkeletonTable label="Loading the vendors" rows={8} />
    </>
  );
}
