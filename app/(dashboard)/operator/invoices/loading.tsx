import type { JSX } from "react";
import { SkeletonHeader, SkeletonTable } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading invoices" />
      <SkeletonTable label="Loading who they are from" rows={3} />
    </>
  );
}
