import type { JSX } from "react";
import { SkeletonTable } from "@/app/_ui/skeletons";
import { ArticleSkeleton } from "../article-skeleton";

export default function Loading(): JSX.Element {
  return (
    <ArticleSkeleton>
      <SkeletonTable rows={6} label="Loading the receipt" />
    </ArticleSkeleton>
  );
}
