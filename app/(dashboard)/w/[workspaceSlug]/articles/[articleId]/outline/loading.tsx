import type { JSX } from "react";
import { SkeletonArticle, SkeletonTable } from "@/app/_ui/skeletons";
import { ArticleSkeleton } from "../article-skeleton";

export default function Loading(): JSX.Element {
  return (
    <ArticleSkeleton beside={<SkeletonTable rows={5} label="Loading the run" />}>
      <SkeletonArticle label="Loading the outline" />
    </ArticleSkeleton>
  );
}
