import type { JSX } from "react";
import { SkeletonHeader, SkeletonTable } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the day" />
      <SkeletonTable label="Loading its calls" rows={10} />
    </>
  );
}
