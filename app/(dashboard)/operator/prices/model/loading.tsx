import type { JSX } from "react";
import { SkeletonHeader, SkeletonTable } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the model" />
      <SkeletonTable label="Loading its prices" rows={3} />
    </>
  );
}
