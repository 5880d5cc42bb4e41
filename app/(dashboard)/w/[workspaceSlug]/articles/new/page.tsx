import type { Metadata } from "next";
import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { PageHeader } from "@/app/_ui/page-header";
import { TextField } from "@/app/_ui/text-field.client";
import { requireWorkspace } from "@/lib/http/page-session";

export const metadata: Metadata = { title: "New article" };

interface NewArticlePageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** One question; everything else has its own page. */
export default async function NewArticlePage(
  props: Readonly<NewArticlePageProps>,
): Promise<JSX.Element> {
  const { workspaceSlug } = await props.params;
  const { workspace } = await requireWorkspace(workspaceSlug);
  const base = `/w/${workspaceSlug}/articles`;
  return (
    <>
      <PageHeader
        title="New article"
        breadcrumb={[{ label: "Articles", href: base }, { label: "New article" }]}
        description="Sources come next. Nothing is written before you approve an outline."
      />
      <div className="max-w-xl">
        <Form
          path={`/workspaces/${workspace.id}/articles`}
          submitLabel="Create article"
          after={{ kind: "navigate", to: `${base}/{id}/sources` }}
        >
          <TextField name="brief.topic" label="What is it about?" maxLength={500} />
        </Form>
      </div>
    </>
  );
}
