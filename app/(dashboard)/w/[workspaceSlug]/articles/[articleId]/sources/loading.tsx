import type { JSX } from "react";
import { SkeletonTable } from "@/app/_ui/skeletons";
import { ArticleSkeleton } from "../article-skeleton";

export default function Loading(): JSX.Element {
  return (
    <ArticleSkeleton>
      <SkeletonTable rows={4} label="Loading the sources" />
    </ArticleSkeleton>
  );
}
