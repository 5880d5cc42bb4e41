import type { JSX } from "react";
import { SkeletonForm } from "@/app/_ui/skeletons";
import { ArticleSkeleton } from "../article-skeleton";

export default function Loading(): JSX.Element {
  return (
    <ArticleSkeleton beside={<SkeletonForm fields={2} label="Loading the writers" />}>
      <SkeletonForm fields={6} label="Loading the brief" />
    </ArticleSkeleton>
  );
}
