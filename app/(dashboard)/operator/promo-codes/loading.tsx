import type { JSX } from "react";
import { SkeletonHeader, SkeletonTable } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading promo codes" />
      <SkeletonTable label="Loading their rows" rows={6} />
    </>
  );
}
