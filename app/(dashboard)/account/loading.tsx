import type { JSX } from "react";
import { SkeletonForm, SkeletonHeader } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <main className="mx-auto max-w-2xl px-4 py-10">
      <SkeletonHeader label="Loading your account" />
      <SkeletonForm label="Loading its fields" fields={2} />
    </main>
  );
}
